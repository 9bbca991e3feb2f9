import { api, type Incident } from '../api/client';
import { url } from '../app/url.svelte';
import { columnsOf, type OutletLine, Outlets } from '../live/outlets';
import { outletsBy } from './rows';

const held = $state({ version: 0, complete: false, failed: false });
const outlets = new Outlets();
let incidents = $state.raw<Incident[] | null>(null);
let loaded = '';

/** The network as it was at `t=` of the address, read once: the past does not change. */
export const past = {
  outlets,
  get at(): string | null {
    const t = url.get('t');
    return t && !Number.isNaN(Date.parse(t)) ? t : null;
  },
  get version(): number {
    return held.version;
  },
  get complete(): boolean {
    return held.complete;
  },
  get failed(): boolean {
    return held.failed;
  },
  /** Those that were being worked on then, as they are now; null: not read, or not to be had. */
  get incidents(): Incident[] | null {
    return incidents;
  },
  async load(at: string): Promise<void> {
    if (loaded === at) return;
    loaded = at;
    held.complete = false;
    held.failed = false;
    incidents = null;
    const open = openAt(at);
    const rows: OutletLine[] = [];
    for await (const some of outletsBy({ asOf: at, fields: 'name,district,location,status,severity,since' })) {
      if (loaded !== at) return;
      if (!some) {
        held.failed = true;
        loaded = '';
        return;
      }
      rows.push(...(some as unknown as OutletLine[]));
    }
    const found = await open;
    if (loaded !== at) return;
    incidents = found;
    outlets.clear();
    outlets.put(columnsOf(rows));
    held.complete = true;
    held.version++;
  },
};

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
