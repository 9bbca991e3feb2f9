import { api } from '../api/client';
import { partOf } from '../app/areas.svelte';

/** How many outlets were abnormal at one time, by how bad. */
export interface Point {
  at: number;
  critical: number;
  major: number;
  minor: number;
  unknown: number;
}

export const STEP_MS = 3 * 60_000;
const STEPS = 20;

let points = $state.raw<Point[]>([]);
let failed = $state(false);
/** What the points are of, or will be. */
let asked = { area: null as string | null, last: 0 };

/** The last hour, every three minutes, as the ledger has it: asked for as one series when there is a new point. */
export const hour = {
  get points(): Point[] {
    return points;
  },
  get failed(): boolean {
    return failed;
  },
  async load(area: string | null, now: number): Promise<void> {
    // The ledger hears of a change within a second or so.
    const last = Math.floor((now - 5_000) / STEP_MS) * STEP_MS;
    if (asked.area === area && asked.last === last) return;
    if (asked.area !== area) points = [];
    const mine = { area, last };
    asked = mine;
    const { data } = await api.GET('/v1/outlets/summary/series', {
      params: {
        query: {
          ...partOf(area),
          by: 'status,severity',
          from: new Date(last - STEPS * STEP_MS).toISOString(),
          to: new Date(last + 1).toISOString(),
          step: '3m',
        },
      },
    });
    if (asked !== mine) return;
    failed = !data;
    if (data) points = data.items.map((i) => pointOf(Date.parse(i.at), i.groups as unknown as Group[]));
    else asked = { area, last: 0 };
  },
};

type Group = { status: string; severity: string; count: number };

function pointOf(at: number, groups: Group[]): Point {
  const point: Point = { at, critical: 0, major: 0, minor: 0, unknown: 0 };
  for (const { status, severity, count } of groups) {
    if (severity === 'critical' || severity === 'major' || severity === 'minor') point[severity] += count;
    else if (status === 'unknown') point.unknown += count;
    else if (status === 'down') point.major += count;
    else if (status === 'degraded') point.minor += count;
  }
  return point;
}
