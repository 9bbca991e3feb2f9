import { describe, expect, it } from 'vitest';
import type { Incident } from '../../api/client';
import { compare, has, isLate, shows } from './incident';

const now = Date.parse('2027-01-01T12:00:00Z');

function incident(with_: Partial<Incident> = {}, leg: Partial<Incident['legs'][number]> = {}): Incident {
  return {
    id: 'i-1',
    scope: 'outlet',
    cause: { rule: 'line-down', title: { zh: '专线中断', en: 'Line down' } },
    severity: 'major',
    phase: 'open',
    openedAt: '2027-01-01T11:00:00Z',
    updatedAt: '2027-01-01T11:00:00Z',
    members: { count: 1, sample: [] },
    legs: [{ side: 'telecom', required: true, phase: 'open', responseMissed: false, unattended: false, ...leg }],
    visits: 0,
    revision: 1,
    ...with_,
  } as Incident;
}

describe('views', () => {
  it('show what is still to be done', () => {
    const held = incident({ pausedBy: 'maintenance' });
    const mended = incident({ phase: 'resolved' });
    const given = incident({ phase: 'assigned' }, { assignee: 'li' });
    expect([incident(), held, mended, given].map((i) => shows('open', i, now))).toEqual([true, true, true, true]);
    expect([incident(), held, mended, given].map((i) => shows('unacknowledged', i, now))).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect([incident(), held, mended, given].map((i) => shows('unassigned', i, now))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect([incident(), held, mended, given].map((i) => shows('paused', i, now))).toEqual([false, true, false, false]);
  });

  it('count a leg that nobody has to answer for out', () => {
    expect(shows('unassigned', incident({}, { required: false }), now)).toBe(false);
    expect(shows('unassigned', incident({}, { withdrawn: true }), now)).toBe(false);
  });

  it('say late when a response is missed or wanted within five minutes', () => {
    const by = (minutes: number) => incident({}, { respondBy: new Date(now + minutes * 60_000).toISOString() });
    expect(
      [by(-1), by(4), by(6), incident({}, { responseMissed: true }), incident()].map((i) => isLate(i, now)),
    ).toEqual([true, true, false, true, false]);
  });
});

describe('order', () => {
  it('is by weight, then by age, then by id', () => {
    const rows = [
      incident({ id: 'i-3' }),
      incident({ id: 'i-2' }),
      incident({ id: 'i-4', severity: 'critical' }),
      incident({ id: 'i-5', openedAt: '2027-01-01T10:00:00Z' }),
    ];
    expect(rows.sort(compare('-severity')).map((i) => i.id)).toEqual(['i-4', 'i-5', 'i-2', 'i-3']);
    expect(rows.sort(compare('-openedAt')).map((i) => i.id)[3]).toBe('i-5');
  });

  it('finds a text in both languages', () => {
    expect([has(incident(), '专线'), has(incident(), 'line d'), has(incident(), 'camera')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
