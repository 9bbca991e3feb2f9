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

const kept = new Map<string, Point>();
let points = $state.raw<Point[]>([]);
let failed = $state(false);
let round = 0;

/** The last hour, every three minutes, as the ledger has it: each time is asked for once, since what was does not change. */
export const hour = {
  get points(): Point[] {
    return points;
  },
  get failed(): boolean {
    return failed;
  },
  async load(area: string | null, now: number): Promise<void> {
    const mine = ++round;
    const last = Math.floor((now - 5_000) / STEP_MS) * STEP_MS;
    const times = Array.from({ length: STEPS + 1 }, (_, i) => last - i * STEP_MS);
    failed = false;
    const show = () => {
      points = times.flatMap((at) => kept.get(`${area} ${at}`) ?? []).sort((a, b) => a.at - b.at);
    };
    show();
    // One after the other, the newest first: it must not get in the way of what is asked for by hand.
    for (const at of times) {
      const key = `${area} ${at}`;
      if (kept.has(key)) continue;
      const point = await read(area, at);
      if (mine !== round) return;
      if (!point) {
        failed = true;
        return;
      }
      kept.set(key, point);
      show();
    }
  },
};

async function read(area: string | null, at: number): Promise<Point | null> {
  const { data } = await api.GET('/v1/outlets/summary', {
    params: { query: { ...partOf(area), by: 'status,severity', asOf: new Date(at).toISOString() } },
  });
  if (!data) return null;
  const point: Point = { at, critical: 0, major: 0, minor: 0, unknown: 0 };
  for (const group of data.groups as unknown as { status: string; severity: string; count: number }[]) {
    if (group.severity === 'critical' || group.severity === 'major' || group.severity === 'minor')
      point[group.severity] += group.count;
    else if (group.status === 'unknown') point.unknown += group.count;
    else if (group.status === 'down') point.major += group.count;
    else if (group.status === 'degraded') point.minor += group.count;
  }
  return point;
}
