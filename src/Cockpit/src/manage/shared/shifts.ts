import type { Shift, Team } from './teams.svelte';

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export const DAY_MIN = 24 * 60;

/** A stretch of a day on the local clock, in minutes; `day` from 0, Monday. */
export interface Stretch {
  day: number;
  from: number;
  to: number;
}

/** The days a shift starts on: `mon-fri`, `mon`, `[mon, wed]`. One that ends before it begins goes on over Sunday. */
export function daysOf(days: string | string[]): number[] {
  const found = new Set<number>();
  for (const part of Array.isArray(days) ? days : [days]) {
    const [first, last = first] = part.split('-').map((d) => DAYS.indexOf(d.trim() as (typeof DAYS)[number]));
    if (first === undefined || last === undefined || first < 0 || last < 0) continue;
    for (let d = first; ; d = (d + 1) % 7) {
      found.add(d);
      if (d === last) break;
    }
  }
  return [...found].sort((a, b) => a - b);
}

export function minutes(clock: string): number {
  const [h = 0, m = 0] = clock.split(':').map(Number);
  return h * 60 + m;
}

/** When a shift is on, day by day: one over midnight is two stretches. */
export function stretches(shift: Shift): Stretch[] {
  const [from, to] = [minutes(shift.from), minutes(shift.to)];
  return daysOf(shift.days).flatMap((day) =>
    to > from
      ? [{ day, from, to }]
      : [
          { day, from, to: DAY_MIN },
          { day: (day + 1) % 7, from: 0, to },
        ].filter((s) => s.to > s.from),
  );
}

/** Whether a person is on, as the server sees it: without shifts everyone is, always. */
export function isOn(team: Team, person: string, now: number): boolean {
  if (team.shifts.length === 0) return true;
  const at = local(now, team.timeZone);
  return team.shifts.some(
    (s) =>
      s.people.includes(person) &&
      stretches(s).some((x) => x.day === at.day && x.from <= at.minute && at.minute < x.to),
  );
}

/** Day of the week and minute of the day on a zone's clock. */
export function local(now: number, timeZone: string): { day: number; minute: number } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now);
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? '';
  return {
    day: DAYS.indexOf(part('weekday').toLowerCase() as (typeof DAYS)[number]),
    minute: Number(part('hour')) * 60 + Number(part('minute')),
  };
}
