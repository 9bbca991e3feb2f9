import { describe, expect, it } from 'vitest';
import { axisEnd, filterOf, groupingOf, ms, narrowed, readAsked, timesOf, wrong } from './asked';

const asked = (query: string) => {
  const params = new URLSearchParams(query);
  return readAsked((name) => params.get(name));
};
const NOW = Date.parse('2027-03-10T12:00:00Z');

describe('what is asked of past incidents', () => {
  it('is the last days, or a time that is fixed', () => {
    expect(timesOf(asked(''), NOW)).toEqual({ from: NOW - 7 * 86_400_000, to: NOW });
    expect(timesOf(asked('days=30'), NOW).from).toBe(NOW - 30 * 86_400_000);
    expect(asked('days=31').days).toBe(7);
    const march = timesOf(asked('from=2027-03-01&to=2027-03-02'), NOW);
    expect(march.from).toBe(Date.parse('2027-02-28T16:00:00Z'));
    expect(march.to).toBe(Date.parse('2027-03-02T16:00:00Z'));
    expect(timesOf(asked('from=2027-03-01T00:00:00Z&to=2027-03-01T01:00:00Z'), NOW).to).toBe(
      Date.parse('2027-03-01T01:00:00Z'),
    );
    expect(asked('from=2027-03-01').from).toBeNull();
  });

  it('is refused in words where it makes no sense', () => {
    expect(wrong(asked('from=2027-03-02&to=2027-03-01'), NOW)).toBe('backwards');
    expect(wrong(asked('from=2027-04-02&to=2027-04-03'), NOW)).toBe('ahead');
    expect(wrong(asked('from=2026-01-01&to=2027-03-01'), NOW)).toBe('tooLong');
    expect(wrong(asked('from=2026-02-10&to=2027-03-30'), NOW)).toBeNull();
  });

  it('goes to the API by its own names', () => {
    expect(filterOf(asked('area=320812&telecom=320813&sev=critical,major&outlet=3208008351'))).toEqual({
      district: '320812',
      telecomArea: '320813',
      severity: 'critical,major',
      outlet: '3208008351',
      scope: 'outlet',
    });
    expect(filterOf(asked('area=320800'))).toEqual({ city: '320800' });
    expect(filterOf(asked('area=320000'))).toEqual({});
  });

  it('goes down step by step', () => {
    expect([null, '320000', '320800', '320812'].map((area) => groupingOf('place', area))).toEqual([
      'city',
      'city',
      'district',
      'outlet',
    ]);
    expect(groupingOf('model', '320800')).toBe('model');
    expect(narrowed('city', '320800')).toEqual({ area: '320800' });
    expect(narrowed('rule', 'line-down')).toEqual({ rule: 'line-down' });
    expect(narrowed('severity', 'major')).toEqual({ sev: 'major' });
  });
});

describe('times', () => {
  it('are read as the API writes them', () => {
    expect(ms('PT1H5M30.5S')).toBe(3_930_500);
    expect(ms('P2DT3H')).toBe(51 * 3_600_000);
    expect(ms('PT0S')).toBe(0);
    expect(ms(null)).toBeNull();
    expect(ms('soon')).toBeNull();
  });

  it('have an axis that ends with something round', () => {
    expect(axisEnd(24_000)).toBe(30_000);
    expect(axisEnd(50_000)).toBe(60_000);
    expect(axisEnd(3_600_001)).toBe(7_200_000);
    expect(axisEnd(40 * 86_400_000)).toBe(40 * 86_400_000);
  });
});
