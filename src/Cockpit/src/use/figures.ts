import type { Schemas } from '../api/client';

export type Item = Schemas['AvailabilityItemModel'];

/** Minutes added up; the share follows from the sums, as the server works it out: up of open less excused. */
export interface Sum {
  open: number;
  up: number;
  degraded: number;
  down: number;
  unknown: number;
  excused: number;
  causes: Map<string, number>;
  incomplete: boolean;
}

export function sumOf(items: readonly Item[]): Sum {
  const sum: Sum = {
    open: 0,
    up: 0,
    degraded: 0,
    down: 0,
    unknown: 0,
    excused: 0,
    causes: new Map(),
    incomplete: false,
  };
  for (const item of items) {
    sum.open += item.openMinutes;
    sum.up += item.upMinutes;
    sum.degraded += item.degradedMinutes;
    sum.down += item.downMinutes;
    sum.unknown += item.unknownMinutes;
    sum.excused += item.excusedMinutes;
    sum.incomplete ||= item.incomplete;
    for (const { cause, minutes } of item.down) sum.causes.set(cause, (sum.causes.get(cause) ?? 0) + minutes);
  }
  return sum;
}

/** Up of open less excused; null when that is nothing. */
export function share(sum: Sum): number | null {
  const counted = sum.open - sum.excused;
  return counted > 0 ? sum.up / counted : null;
}

/** The cities of districts' items, or the districts themselves, the worst first. */
export function groups(items: readonly Item[], byCity: boolean): { code: string; sum: Sum }[] {
  const found = new Map<string, Item[]>();
  for (const item of items) {
    if (!item.district) continue;
    const code = byCity ? `${item.district.slice(0, 4)}00` : item.district;
    found.set(code, [...(found.get(code) ?? []), item]);
  }
  return [...found]
    .map(([code, of]) => ({ code, sum: sumOf(of) }))
    .filter((g) => g.sum.open > 0)
    .sort((a, b) => (share(a.sum) ?? 2) - (share(b.sum) ?? 2) || a.code.localeCompare(b.code));
}

/** The outlets that were down for longest. */
export function worst(items: readonly Item[], count: number): Item[] {
  return items
    .filter((i) => i.outlet && i.downMinutes > 0)
    .sort((a, b) => b.downMinutes - a.downMinutes || (a.outlet ?? '').localeCompare(b.outlet ?? ''))
    .slice(0, count);
}
