import { describe, expect, it } from 'vitest';
import type { Incident } from '../api/client';
import { SteadyList } from './queue.svelte';

const incident = (id: string, severity: string, openedAt: string) => ({ id, severity, openedAt }) as Incident;
const a = incident('a', 'major', '2027-01-01T00:00:00Z');
const b = incident('b', 'major', '2027-01-01T01:00:00Z');
const c = incident('c', 'critical', '2027-01-01T02:00:00Z');

describe('a steady list', () => {
  it('puts the worst first, then the oldest', () => {
    expect(new SteadyList().update([b, a, c], true)).toEqual({ ids: ['c', 'a', 'b'], waiting: 0 });
  });

  it('keeps its rows in place while somebody reads, whatever comes and goes', () => {
    const list = new SteadyList();
    list.update([a, b], true);
    expect(list.update([b, c], false)).toEqual({ ids: ['a', 'b'], waiting: 1 });
    expect(list.update([b, c], true)).toEqual({ ids: ['c', 'b'], waiting: 0 });
  });

  it('begins anew for another filter', () => {
    const list = new SteadyList();
    list.update([a, b], true);
    list.clear();
    expect(list.update([c], false)).toEqual({ ids: ['c'], waiting: 0 });
  });
});
