import { describe, expect, it } from 'vitest';
import { type Difference, partsOf, places, plans, type Result, relative, restoreRows, verdict } from './result';

const metric = (p95: number, count = 1) => ({
  mean: p95 / 2,
  halfWidth: 1,
  p50: 1,
  p90: 2,
  p95,
  min: 0,
  max: 9,
  count,
});
const difference = (of: Partial<Difference>): Difference => ({
  metric: 'restore',
  base: 100,
  other: 90,
  difference: -10,
  halfWidth: 2,
  significant: true,
  ...of,
});

const result = {
  metrics: { restore: metric(9), 'restore.line': metric(8), 'restore.camera': metric(0, 0) },
  byDivision: [
    { code: '320500', metrics: { restore: metric(5) } },
    { code: '320800', metrics: { restore: metric(9) } },
    { code: '320812', metrics: { restore: metric(7) } },
  ],
  comparisons: [difference({ metric: 'a' }), difference({ metric: 'b' })].map((d, i) => ({
    ...d,
    name: i ? 'two' : 'one',
  })),
} as unknown as Result;

describe('a result', () => {
  it('tells restore times of the causes there were', () => {
    expect(restoreRows(result).map((r) => r.key)).toEqual(['all', 'line']);
  });

  it('has its cities, or the counties of one, the slowest first', () => {
    expect(places(result, null).map((p) => p.code)).toEqual(['320800', '320500']);
    expect(places(result, '320800').map((p) => p.code)).toEqual(['320812']);
  });

  it('keeps each plan apart', () => {
    expect(plans(result).map((p) => [p.name, p.differences.length])).toEqual([
      ['one', 1],
      ['two', 1],
    ]);
  });
});

describe('a difference', () => {
  it.each([
    [{}, 'better'],
    [{ metric: 'restore.line.p95', difference: 3 }, 'worse'],
    [{ metric: 'availability', difference: 0.1 }, 'better'],
    [{ metric: 'utilisation' }, 'other'],
    [{ significant: false }, 'none'],
  ] as const)('%o is %s', (of, says) => expect(verdict(difference(of))).toBe(says));

  it('is relative to what the base has, if that is something', () => {
    expect(relative(difference({ base: -100 }))).toEqual({ mean: -0.1, half: 0.02 });
    expect(relative(difference({ base: 0 }))).toBeNull();
  });

  it('names what it is of', () => {
    expect(partsOf('restore.line.p95')).toEqual({ name: 'restore', of: 'line.p95' });
  });
});
