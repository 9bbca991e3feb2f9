/**
 * What is to be done first, as the rule book that Twin comes with has it, and in Chinese. What people have written themselves is shown as they wrote it: a rule book has one text for it, in whatever
 * language its readers speak.
 */
const CHINESE: Record<string, string> = {
  'Ask the shop whether the terminal has power and its network cable is in; restart it. If the line is down too, this follows from it.':
    '问店员终端机是否通电、网线是否插好，再重启一次；线路也中断时，由线路引起。',
  'Line up but no session; the business side checks account and back end, the telecom side the tunnel and its address.':
    '线路正常但无法登录：业务方查账号与后台，通信方查隧道与地址。',
  'Ask the shop to clear the air inlets; replace the fan at the next visit.': '请店员清理进风口；下次上门更换风扇。',
  'Ask the shop to put in a new roll; send paper if it has none.': '请店员更换纸卷；店里没有时送纸。',
  'Talk the shop through opening the printer and clearing the cutter; bring a spare if it jams again.':
    '指导店员打开打印机清理切刀；再次卡住时带备件上门。',
  'Check that the terminal reaches its time server; tickets printed meanwhile carry a wrong time.':
    '检查终端机能否连到对时服务器；其间打印的票面时间有误。',
  'Look at the access node first; if only this line is dark, send fibre repair.':
    '先看接入节点；只有这一条线路无光时，派光缆抢修。',
  "Nothing is heard of the line's modem; poll it from the access node, then ask the shop whether it has power.":
    '收不到光猫数据：先从接入节点探测，再问店里是否有电。',
  'Check optical power and the load of the access node; the shop still sells, slowly.':
    '检查光功率和接入节点负荷；店里仍能销售，但较慢。',
  "The modem's last word was a power loss; call the shop about its mains before anybody drives out.":
    '光猫最后上报的是断电：先电话问店里的市电，再决定是否上门。',
  "Check the camera's power and cable; if its line is down, this follows from it.":
    '检查摄像头的电源和网线；线路中断时，由线路引起。',
  'The camera answers but shows nothing; restart it, then check the sensor cable.':
    '摄像头在线但没有画面：先重启，再检查传感器排线。',
  'Ask the shop what hangs in front of the lens; at night treat it as tampering.':
    '问店员镜头前有什么遮挡；夜间按人为破坏处理。',
  'Nothing is being recorded; replace the card at the next visit, at latest tomorrow.':
    '没有录像：下次上门更换存储卡，最迟明天。',
  'Look at the picture; if it is nobody of the shop, call the police and then the owner.':
    '查看画面；不是店里的人时先报警，再通知业主。',
  'Many lines of one node are down at once: look at the node, its power and its uplink before any single line.':
    '同一节点的多条线路同时中断：先看节点本身、供电和上联，再看单条线路。',
  'Most devices fell silent together: look at ingestion, its network and its keys before any outlet.':
    '大部分设备同时没有数据：先看数据接入、网络和密钥，再看网点。',
};

export function inChinese(runbook: string): string {
  return CHINESE[runbook.trim()] ?? runbook;
}
