import { describe, expect, it } from 'vitest';
import { percent } from '../app/percent';
import { groups, type Item, share, sumOf, worst } from './figures';

const item = (district: string, more: Partial<Item>): Item =>
  ({
    district,
    openMinutes: 0,
    upMinutes: 0,
    degradedMinutes: 0,
    downMinutes: 0,
    down: [],
    unknownMinutes: 0,
    excusedMinutes: 0,
    incomplete: false,
    ...more,
  }) as Item;

const items = [
  item('320812', {
    openMinutes: 100,
    upMinutes: 80,
    downMinutes: 10,
    excusedMinutes: 10,
    down: [{ cause: 'line-down', minutes: 10 }],
  }),
  item('320813', { openMinutes: 100, upMinutes: 100 }),
  item('320301', {
    openMinutes: 100,
    upMinutes: 50,
    downMinutes: 50,
    down: [
      { cause: 'line-down', minutes: 20 },
      { cause: 'no-session', minutes: 30 },
    ],
  }),
  item('320302', {}),
];

describe('availability', () => {
  it('is up of open less excused, of the sums and not a mean of shares', () => {
    expect(share(sumOf(items.slice(0, 2)))).toBeCloseTo(180 / 190);
    expect(share(sumOf([]))).toBeNull();
    expect(sumOf(items).causes).toEqual(
      new Map([
        ['line-down', 30],
        ['no-session', 30],
      ]),
    );
  });

  it('is told by city or district, the worst first, without those that were never open', () => {
    expect(groups(items, true).map((g) => g.code)).toEqual(['320300', '320800']);
    expect(groups(items, false).map((g) => g.code)).toEqual(['320301', '320812', '320813']);
  });

  it('is never rounded up', () => {
    expect(percent(0.999999)).toBe('99.99%');
    expect(percent(1)).toBe('100.00%');
    expect(percent(null)).toBe('–');
  });

  it('lists the outlets that were down for longest', () => {
    const of = (outlet: string, downMinutes: number) => item('320812', { outlet, downMinutes });
    expect(worst([of('1', 5), of('2', 9), of('3', 0), of('4', 9)], 2).map((i) => i.outlet)).toEqual(['2', '4']);
  });
});
