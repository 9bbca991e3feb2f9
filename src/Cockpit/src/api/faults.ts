/** What the server says is in English, for whoever reads it without us. Which of its sentences people meet here is said once, with what they are in Chinese; what is none of them is shown as it came. */
const SENTENCES: [RegExp, string][] = [
  [/^There is no outlet (\d+).*$/, '没有网点 $1。'],
  [/^There is no incident '(.+)'\.$/, '没有事件 $1。'],
  [/^There is no device (\S+)\.$/, '没有设备 $1。'],
  [/^There is no (team|policy|calendar|key|simulation|silence|maintenance window) '(.+)'\.$/, '没有“$2”这个<$1>。'],
  [/^Version (\d+) is not kept\.$/, '没有保留第 $1 版。'],
  [/^Incident (\S+) is (\w+): it cannot be asked to (\w+) now\.$/, '事件 $1 现在是“<$2>”，不能<$3>。'],
  [/^Incident (\S+) has as many notes, or as long a timeline, as one may have\.$/, '事件 $1 的备注或过程记录已满。'],
  [/^Incident (\S+) has no (\w+) leg\.$/, '事件 $1 没有<$2>一方。'],
  [/^(.+) is assigned to (\S+) at another place\.$/, '$1 正在另一处处置 $2，不能同时派去两处。'],
  [/^'(.+)' is no side, team or person\.$/, '“$1”不是责任方、班组或人员。'],
  [/^'(.+)' is in no team\.$/, '“$1”不在任何班组里。'],
  [/^It is not clear which leg is meant\.$/, '没有说明是哪一方。'],
  [
    /^There are (\d+) silences and maintenance windows in force or to come already; .*$/,
    '生效和将生效的静默与维护窗口已有 $1 个，达到上限；请先结束不需要的。',
  ],
  [/^There are (\d+) keys already; .*$/, '密钥已有 $1 个，达到上限；请先吊销不用的。'],
  [/^There are as many (\w+) as there may be; .*$/, '<$1>的数量已达上限，请修改或复用已有的。'],
  [/^The name '(.+)' is taken; no key was made\.$/, '名称“$1”已被使用，没有创建密钥。'],
  [/^The first key is the host's: .*$/, '首个密钥属于主机：请更改 TWIN_ADMIN_KEY，或删除 DATA/admin.key 后重新启动。'],
  [/^The calendar '(.+)' is built in and cannot be changed\.$/, '日历“$1”是内置的，不能修改。'],
  [/^The document has faults; nothing was changed\.$/, '文档有错误，没有做任何修改。'],
  [/^The scenario has faults; nothing was run\.$/, '情景有错误，没有运行。'],
  [/^The request has faults(; no key was made)?\.$/, '填写的内容有错误。'],
  [/^The (query has faults|query is not valid)\.$/, '查询条件有错误。'],
  [/^Nothing was played\.$/, '没有回放。'],
  [/^Another back-test is being played\. .*$/, '另一次回测正在进行，请稍后再试。'],
  [/^As many runs are waiting for their turn as may\. .*$/, '排队的推演已达上限，请等一个结束，或取消一个。'],
  [/^The network is still being read\.$/, '全网状态正在读取，请稍后再试。'],
  [
    /^The network's state cannot be reached just now\. .*$/,
    '暂时读不到全网状态；是否已经修改不能确定，请先查看再重试。',
  ],
  [/^This key makes more requests in a second than one may\.$/, '此密钥的请求过于频繁，请稍后再试。'],
  [/^This needs a key with the scope (\w+); '(.+)' has (.+)\.$/, '需要“$1”权限；“$2”的权限是 $3。'],
  [/^This concerns the whole province; '(.+)' is limited to (.+)\.$/, '需要全省范围的密钥；“$1”的范围是 $2。'],
  [/^(.+) outside the divisions of '(.+)': (.+)\.$/, '超出密钥“$2”的范围（$3）。'],
  [/^The request comes from another site's page\.$/, '请求来自其他网站的页面，没有执行。'],
  [/^The body is larger than .*$/, '内容过大。'],
  [/^(.+) is at revision (\d+) .*$/, '已被别人修改（现在是第 $2 次修改），没有覆盖。'],
  [/^Something went wrong on our side\. .*$/, '服务器出错，已记录。'],
];

/** The stable words by which the API names what is wrong at a place. */
const CODES: Record<string, string> = {
  badValue: '值不在允许的范围',
  busy: '此人在忙',
  conflict: '与已有的冲突',
  duplicate: '重复',
  empty: '没有内容',
  encoding: '编码不对',
  forbidden: '超出密钥的范围',
  invalidValue: '值无效',
  limit: '超出上限',
  malformed: '格式不对',
  notACity: '不是市',
  notACounty: '不是区县',
  notAnArea: '不是区划',
  outOfOrder: '顺序不对',
  outOfRange: '数值超出范围',
  required: '必须填写',
  syntax: '语法错误',
  tooDeep: '嵌套过深',
  tooLarge: '过大',
  tooLong: '过长',
  tooMany: '过多',
  tooManyNodes: '过大',
  unknownCalendar: '没有这个日历',
  unknownCity: '没有这个市',
  unknownDay: '没有这个星期写法',
  unknownDevice: '没有这个设备',
  unknownDivision: '没有这个区划',
  unknownField: '不认识的字段',
  unknownFunction: '不认识的函数',
  unknownLeg: '没有这个责任方',
  unknownOutlet: '没有这个网点',
  unknownParameter: '不认识的参数',
  unknownPerson: '没有这个人',
  unknownTarget: '没有这个班组或人员',
  unknownZone: '没有这个时区',
  wrongPhase: '当前阶段不允许',
  wrongType: '类型不对',
};

/** Words within sentences. */
const WORDS: Record<string, string> = {
  acknowledge: '确认',
  acknowledged: '已确认',
  arrive: '到场',
  assign: '派单',
  assigned: '已派单',
  business: '业务',
  calendar: '日历',
  calendars: '日历',
  close: '关闭',
  closed: '已关闭',
  key: '密钥',
  'maintenance window': '维护窗口',
  note: '加备注',
  onSite: '已到场',
  open: '待确认',
  policies: '策略',
  policy: '策略',
  reassign: '转交',
  reopen: '重新打开',
  resolve: '标为已处理',
  resolved: '待核实',
  silence: '静默',
  simulation: '推演',
  team: '班组',
  teams: '班组',
  telecom: '通信',
};

/** A sentence of the server's in Chinese; as it is where there is none. */
export function inChinese(sentence: string): string {
  for (const [pattern, words] of SENTENCES) {
    if (!pattern.test(sentence)) continue;
    return sentence.replace(pattern, words).replace(/<([^>]+)>/g, (_, word: string) => WORDS[word] ?? word);
  }
  return sentence;
}

/** What is wrong at a place: what kind of fault it is, and what the server says of it in its own words. */
export function faultInChinese(code: string | undefined, message: string): string {
  const kind = code && CODES[code];
  return kind ? `${kind}（${message}）` : message;
}
