/** What a page about past incidents asks for, as it stands in the address. */
export interface Asked {
  /** Either the last so many days, or from one date or time to another. */
  days: number;
  from: string | null;
  to: string | null;
  area: string | null;
  telecom: string | null;
  sev: string | null;
  rule: string | null;
  model: string | null;
  node: string | null;
  outlet: string | null;
  device: string | null;
  phase: string | null;
  merged: string | null;
}

export const SPANS = [1, 7, 30, 90];
export const SPAN = 7;

/** The longest time that can be asked for. */
export const DAYS_MAX = 400;

/** Names in the address of what narrows down which incidents are meant, with that of the API. */
const FILTERS = {
  telecom: 'telecomArea',
  sev: 'severity',
  rule: 'rule',
  model: 'model',
  node: 'accessNode',
  outlet: 'outlet',
  device: 'device',
  phase: 'phase',
  merged: 'merged',
} as const;

export type Filter = keyof typeof FILTERS;
export const filters = Object.keys(FILTERS) as Filter[];

/** Phases of what is not over yet, as a filter. */
export const OPEN = 'open,acknowledged,assigned,onSite';

const DAY_MS = 86_400_000;

export function readAsked(get: (name: string) => string | null): Asked {
  const days = Number(get('days'));
  const [from, to] = [get('from'), get('to')];
  const fixed = isTime(from) && isTime(to);
  return {
    days: SPANS.includes(days) ? days : SPAN,
    from: fixed ? from : null,
    to: fixed ? to : null,
    area: get('area'),
    ...(Object.fromEntries(filters.map((f) => [f, get(f)])) as Pick<Asked, Filter>),
  };
}

function isTime(text: string | null): text is string {
  return text !== null && !Number.isNaN(Date.parse(text));
}

export function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text);
}

/** Begin, and end, which is not part of it. A date is the whole day in China, as a last day it is in it. */
export function timesOf(asked: Asked, now: number): { from: number; to: number } {
  if (!asked.from || !asked.to) return { from: now - asked.days * DAY_MS, to: now };
  const at = (text: string, days: number) =>
    isDate(text) ? Date.parse(`${text}T00:00:00+08:00`) + days * DAY_MS : Date.parse(text);
  return { from: at(asked.from, 0), to: at(asked.to, 1) };
}

/** What cannot be asked for, before it is: a key of the words. */
export function wrong(asked: Asked, now: number): 'backwards' | 'ahead' | 'tooLong' | null {
  const { from, to } = timesOf(asked, now);
  if (from >= to) return 'backwards';
  if (from >= now) return 'ahead';
  return Math.min(to, now) - from > DAYS_MAX * DAY_MS ? 'tooLong' : null;
}

export type Query = Partial<Record<'city' | 'district' | 'scope' | (typeof FILTERS)[Filter], string>>;

/** The filters as the API names them. An outlet's own incidents are meant, not those of its node. */
export function filterOf(asked: Asked): Query {
  const query: Query = {};
  const { area } = asked;
  if (area && !area.endsWith('0000')) query[area.endsWith('00') ? 'city' : 'district'] = area;
  for (const f of filters) if (asked[f]) query[FILTERS[f]] = asked[f];
  if (asked.outlet) query.scope = 'outlet';
  return query;
}

export const DIMENSIONS = ['place', 'telecomArea', 'model', 'rule', 'severity', 'outlet'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What the API groups by: places one step below what is looked at. */
export function groupingOf(by: Dimension, area: string | null): string {
  if (by !== 'place') return by;
  if (!area || area.endsWith('0000')) return 'city';
  return area.endsWith('00') ? 'district' : 'outlet';
}

/** What a group's key is set in the address to. */
export function narrowed(grouping: string, key: string): Record<string, string | null> {
  switch (grouping) {
    case 'city':
    case 'district':
      return { area: key };
    case 'telecomArea':
      return { telecom: key };
    case 'severity':
      return { sev: key };
    default:
      return { [grouping]: key };
  }
}

/** PT1H5M30S, P2DT3H: in milliseconds; null for nothing. */
export function ms(duration: string | null | undefined): number | null {
  const found = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(duration ?? '');
  if (!found) return null;
  const [, d = 0, h = 0, m = 0, s = 0] = found;
  return ((Number(d) * 24 + Number(h)) * 60 + Number(m)) * 60_000 + Number(s) * 1000;
}

/** A round number of seconds, minutes, hours or days not below, to end an axis with. */
export function axisEnd(most: number): number {
  const steps = [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 240, 360, 720, 1440, 2880, 4320, 7200, 14_400, 43_200];
  return (steps.find((minutes) => minutes * 60_000 >= most) ?? Math.ceil(most / DAY_MS) * 1440) * 60_000;
}
