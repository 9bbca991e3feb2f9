import { describe, expect, it, vi } from 'vitest';

vi.mock('../../i18n/index.svelte', () => ({
  t: (key: string, of?: { n: string }) => `${of?.n} ${key.replace('time.', '')}`,
}));
const { difference, figure, interval, marks, plain } = await import('./figure');

describe('figures', () => {
  it.each([
    [30, 'seconds', '30 s'],
    [3000, 'seconds', '50 min'],
    [9000, 'seconds', '2.5 h'],
    [0.98765, 'share', '98.77%'],
    [12345, 'count', '12,345'],
    [null, 'count', '–'],
    [Number.NaN, 'share', '–'],
  ] as const)('%s %s reads %s', (value, unit, text) => expect(figure(value, unit)).toBe(text));

  it('have their half-width in the unit of the mean, to two digits', () => {
    expect(interval(5400, 123.4, 'seconds')).toBe('90 ± 2.1 min');
    expect(interval(0.5, 0, 'share')).toBe('50 ± 0%');
    expect(interval(5400, null, 'seconds')).toBe('90 min');
  });

  it('that differ show which way', () => {
    expect(difference(-600, 60, 'seconds')).toBe('-10 ± 1 min');
    expect(difference(0.02, 0.001, 'share')).toBe('+2 ± 0.1%');
  });

  it('are short, and never -0', () => {
    expect([0, -0.00001, 1234567.8, 0.012345, 9.9999].map(plain)).toEqual(['0', '0', '1,234,568', '0.0123', '10']);
  });

  it('of an axis are round and reach its end', () => {
    expect(marks(0.83)).toEqual([0, 0.25, 0.5, 0.75]);
    expect(marks(0)).toEqual([0]);
  });
});
