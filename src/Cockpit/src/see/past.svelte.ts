import type { Incident } from '../api/client';
import { url } from '../app/url.svelte';
import { columnsOf, Outlets } from '../live/outlets';

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
    const { readPast } = await import('./pastReader');
    const read = await readPast(at, () => loaded === at);
    if (loaded !== at) return;
    if (!read) {
      held.failed = true;
      loaded = '';
      return;
    }
    incidents = read.incidents;
    outlets.clear();
    outlets.put(columnsOf(read.rows));
    held.complete = true;
    held.version++;
  },
};
