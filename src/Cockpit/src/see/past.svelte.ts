import { url } from '../app/url.svelte';
import { columnsOf, type OutletLine, Outlets } from '../live/outlets';
import { outletsBy } from './rows';

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
    outlets.clear();
    outlets.put(columnsOf(rows));
    held.complete = true;
    held.version++;
  },
};
