import { DAY_MIN, local, stretches } from './shifts';
import type { Person, Team } from './teams.svelte';

const WEEK_MIN = 7 * DAY_MIN;

/** Part of the next day, in minutes from now; `to` is not in it. */
export interface Turn {
  from: number;
  to: number;
}

type Rota = Pick<Team, 'shifts' | 'timeZone'>;

/** When somebody is on in the 24 hours from now. Without any shifts everyone is, always. */
export function turns(team: Rota, person: Person['id'], now: number): Turn[] {
  if (team.shifts.length === 0) return [{ from: 0, to: DAY_MIN }];
  const at = local(now, team.timeZone);
  const begin = at.day * DAY_MIN + at.minute;
  return merged(
    team.shifts
      .filter((s) => s.people.includes(person))
      .flatMap(stretches)
      // The week begins anew on Monday.
      .flatMap((s) =>
        [0, WEEK_MIN].map((week) => ({
          from: Math.max(0, s.day * DAY_MIN + s.from + week - begin),
          to: Math.min(DAY_MIN, s.day * DAY_MIN + s.to + week - begin),
        })),
      )
      .filter((turn) => turn.to > turn.from),
  );
}

/** One after the other, those that touch as one. */
function merged(all: Turn[]): Turn[] {
  const sorted = [...all].sort((a, b) => a.from - b.from);
  const out: Turn[] = [];
  for (const turn of sorted) {
    const last = out.at(-1);
    if (last && turn.from <= last.to) last.to = Math.max(last.to, turn.to);
    else out.push({ ...turn });
  }
  return out;
}

/** Who is on from when, over the next 24 hours: each entry holds until the one after it. */
export function handovers(
  team: Rota,
  people: readonly Person['id'][],
  now: number,
): { from: number; people: string[] }[] {
  const all = people.map((id) => ({ id, turns: turns(team, id, now) }));
  const moments = [...new Set([0, ...all.flatMap((p) => p.turns.flatMap((x) => [x.from, x.to]))])]
    .filter((m) => m < DAY_MIN)
    .sort((a, b) => a - b);
  return moments.map((from) => ({
    from,
    people: all.filter((p) => p.turns.some((x) => x.from <= from && from < x.to)).map((p) => p.id),
  }));
}
