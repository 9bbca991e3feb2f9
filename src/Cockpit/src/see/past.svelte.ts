import { api } from '../api/client';
import { url } from '../app/url.svelte';
import { columnsOf, type OutletLine, Outlets } from '../live/outlets';

const held = $state({ version: 0, complete: false, failed: false });
const outlets = new Outlets();
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
  async load(at: string): Promise<void> {
    if (loaded === at) return;
    loaded = at;
    held.complete = false;
    held.failed = false;
    let cursor: string | undefined;
    const rows: OutletLine[] = [];
    do {
      const query = { asOf: at, fields: 'name,district,location,status,severity,since', limit: 1000, cursor };
      const { data } = await api.GET('/v1/outlets', { params: { query } });
      if (loaded !== at) return;
      if (!data) {
        held.failed = true;
        loaded = '';
        return;
      }
      rows.push(...(data.items as unknown as OutletLine[]));
      cursor = data.nextCursor ?? undefined;
    } while (cursor);
    outlets.clear();
    outlets.put(columnsOf(rows));
    held.complete = true;
    held.version++;
  },
};
