import { describe, expect, it } from 'vitest';
import { firstOf } from './first';

describe('the first few', () => {
  it('are those that come first when all are put in order', () => {
    let seed = 3;
    const all = Array.from({ length: 3000 }, (_, i) => {
      seed = (seed * 16807) % 2147483647;
      return { weight: seed % 5, i };
    });
    const compare = (a: (typeof all)[0], b: (typeof all)[0]) => a.weight - b.weight || a.i - b.i;
    for (const few of [1, 200, 3000, 4000])
      expect(firstOf(all, few, compare)).toEqual([...all].sort(compare).slice(0, few));
  });
});
