import { describe, expect, it } from 'vitest';
import { columnsOf, markOf, type OutletLine, Outlets } from './outlets';

const line = (code: string, more: Partial<OutletLine> = {}): OutletLine => ({
  code,
  name: `n${code}`,
  district: '320812',
  location: { lon: 118.8, lat: 33.3 },
  status: 'ok',
  severity: 'none',
  since: '2027-01-01T00:00:00Z',
  ...more,
});

describe('outlets', () => {
  it('are shown by their worst fault, else by their status', () => {
    expect(markOf('ok', 'none')).toBe('ok');
    expect(markOf('closed', 'critical')).toBe('critical');
    expect(markOf('down', 'none')).toBe('major');
    expect(markOf('unknown', 'none')).toBe('unknown');
  });

  it('keep their places when more come and some go', () => {
    const outlets = new Outlets();
    const lines = Array.from({ length: 3000 }, (_, i) => line(String(3208000000 + i)));
    outlets.put(columnsOf(lines));
    outlets.remove(3208000007);
    outlets.put(columnsOf([line('3208000008', { severity: 'critical', status: 'down' })]));
    expect(outlets.size).toBe(2999);
    expect(outlets.find(3208000007)).toBeUndefined();
    for (const l of lines) {
      const at = outlets.find(Number(l.code));
      if (l.code === '3208000007') continue;
      expect(outlets.code(at!)).toBe(l.code);
      expect(outlets.columns.name[at!]).toBe(l.name);
    }
    expect(outlets.mark(outlets.find(3208000008)!)).toBe('critical');
    expect(outlets.all().name).toHaveLength(2999);
  });

  it('tell when their places must be looked at again', () => {
    const outlets = new Outlets();
    outlets.put(columnsOf([line('3208000001')]));
    const before = outlets.placed;
    outlets.put(columnsOf([line('3208000001', { status: 'down' })]));
    expect(outlets.placed).toBe(before);
    outlets.put(columnsOf([line('3208000001', { location: { lon: 119, lat: 33 } })]));
    expect(outlets.placed).toBeGreaterThan(before);
  });
});
