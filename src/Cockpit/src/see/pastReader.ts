import { api, type Incident } from '../api/client';
import type { OutletLine } from '../live/outlets';
import { outletsBy } from './rows';

/** All outlets and what was open at a time, as far as it can be had; null where it cannot, or is not `wanted` any more. */
export async function readPast(
  at: string,
  wanted: () => boolean,
): Promise<{ rows: OutletLine[]; incidents: Incident[] | null } | null> {
  const open = openAt(at);
  const rows: OutletLine[] = [];
  for await (const some of outletsBy({ asOf: at, fields: 'name,district,location,status,severity,since' })) {
    if (!some || !wanted()) return null;
    rows.push(...(some as unknown as OutletLine[]));
  }
  return { rows, incidents: await open };
}

async function openAt(at: string): Promise<Incident[] | null> {
  const found: Incident[] = [];
  let cursor: string | undefined;
  do {
    const { data } = await api.GET('/v1/incidents', { params: { query: { openAt: at, limit: 1000, cursor } } });
    if (!data) return null;
    found.push(...data.items);
    cursor = data.nextCursor ?? undefined;
  } while (cursor);
  // What had been resolved by then was waiting for proof, and nobody's work.
  const then = Date.parse(at);
  return found.filter((i) => !i.mergedInto && !(i.resolvedAt && Date.parse(i.resolvedAt) <= then));
}
