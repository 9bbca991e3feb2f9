import { describe, expect, it } from 'vitest';
import { eventReader } from './sse';

const text =
  'event: snapshot\ndata: {"items":[]}\n\nevent: change\nid: 5a-1f\ndata: {"code":"1"}\n\n: heartbeat\nid: 5a-20\n\nevent: resync\nid:\ndata: {}\n\n';

describe('a stream', () => {
  it('gives the same events however it is cut', () => {
    const whole = eventReader()(text);
    for (let size = 1; size < 40; size++) {
      const read = eventReader();
      const events = [];
      for (let at = 0; at < text.length; at += size) events.push(...read(text.slice(at, at + size)));
      expect(events).toEqual(whole);
    }
  });

  it('tells names, ids and data', () => {
    expect(eventReader()(text)).toEqual([
      { name: 'snapshot', id: undefined, data: '{"items":[]}' },
      { name: 'change', id: '5a-1f', data: '{"code":"1"}' },
      { name: 'comment', id: '5a-20', data: '' },
      { name: 'resync', id: '', data: '{}' },
    ]);
  });

  it('keeps what is not whole yet', () => {
    const read = eventReader();
    expect(read('event: change\ndata: 1\n')).toEqual([]);
    expect(read('\n')).toEqual([{ name: 'change', id: undefined, data: '1' }]);
  });
});
