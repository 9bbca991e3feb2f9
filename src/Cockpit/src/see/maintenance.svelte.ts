import { api } from '../api/client';
import { within } from '../app/areas.svelte';
import { outletsBy } from './rows';

interface Window {
  outlet: number | null;
  areas: string[];
  /** Those named by something that is not known here. */
  codes: Set<number> | null;
}

let windows = $state.raw<Window[]>([]);

/** Planned work that is in force. A window that names a rule or a device is about that alone and marks no outlet. */
export const maintenance = {
  get any(): boolean {
    return windows.length > 0;
  },
  covers(code: number, district: number): boolean {
    for (const w of windows)
      if (
        (w.outlet === null || w.outlet === code) &&
        (w.codes === null || w.codes.has(code)) &&
        w.areas.every((a) => within(district, a))
      )
        return true;
    return false;
  },
  async load(): Promise<void> {
    const { data } = await api.GET('/v1/maintenance-windows', { params: { query: { state: 'active' } } });
    if (!data) return;
    const whole = data.items.filter((w) => !w.match.rule && !w.match.device);
    windows = await Promise.all(
      whole.map(async ({ match }) => ({
        outlet: match.outlet ? Number(match.outlet) : null,
        areas: [match.district, match.city].filter((a): a is string => !!a).map((a) => a.padEnd(6, '0')),
        codes: match.accessNode || match.telecomArea ? await codesOf(match) : null,
      })),
    );
  },
};

async function codesOf(match: { accessNode?: string | null; telecomArea?: string | null }): Promise<Set<number>> {
  const codes = new Set<number>();
  const query = { accessNode: match.accessNode ?? undefined, telecomArea: match.telecomArea ?? undefined };
  for await (const some of outletsBy({ ...query, fields: 'code' }))
    for (const o of some ?? []) codes.add(Number(o.code));
  return codes;
}
