import { describe, expect, it } from 'vitest';
import { faultInChinese, inChinese } from './faults';

describe('what the server says against a request', () => {
  it('is said in Chinese', () => {
    const said: Record<string, string> = {
      'There is no outlet 3208008351.': '没有网点 3208008351。',
      'There is no outlet 3208008351, and none is recorded.': '没有网点 3208008351。',
      "There is no policy 'night'.": '没有“night”这个策略。',
      'Incident i-7 is closed: it cannot be asked to acknowledge now.': '事件 i-7 现在是“已关闭”，不能确认。',
      'li is assigned to i-9 at another place.': 'li 正在另一处处置 i-9，不能同时派去两处。',
      'There are 512 keys already; revoke those not in use.': '密钥已有 512 个，达到上限；请先吊销不用的。',
      "This needs a key with the scope operate; 'desk' has read.": '需要“operate”权限；“desk”的权限是 read。',
      'The request has faults; no key was made.': '填写的内容有错误。',
    };
    for (const [english, chinese] of Object.entries(said)) expect(inChinese(english)).toBe(chinese);
  });

  it('stays as it is where nobody has put it in Chinese', () => {
    expect(inChinese('The kettle boils.')).toBe('The kettle boils.');
    expect(faultInChinese('kettle', 'it boils')).toBe('it boils');
    expect(faultInChinese('required', "'to' is missing")).toBe("必须填写（'to' is missing）");
  });
});
