import { api } from '../api/client';
import { url } from '../app/url.svelte';
import { faultShares, loadRules } from './shares.svelte';

let codes = $state.raw<Set<number> | null>(null);

/** `with=camera` of the address: only outlets that have a fault of such a device. */
export const withFault = {
  get kind(): 'camera' | 'line' | null {
    const kind = url.get('with');
    return kind === 'camera' || kind === 'line' ? kind : null;
  },
  /** Null: all. */
  get codes(): Set<number> | null {
    return withFault.kind ? codes : null;
  },
  async load(kind: 'camera' | 'line'): Promise<void> {
    await loadRules();
    const rule = faultShares.rules(kind).join(',');
    const found = new Set<number>();
    let cursor: string | undefined;
    if (rule !== '')
      do {
        const { data } = await api.GET('/v1/outlets', {
          params: { query: { rule, fields: 'code', limit: 1000, cursor } },
        });
        if (!data) return;
        for (const o of data.items) found.add(Number(o.code));
        cursor = data.nextCursor ?? undefined;
      } while (cursor);
    if (withFault.kind === kind) codes = found;
  },
};
