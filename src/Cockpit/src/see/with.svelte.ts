import { url } from '../app/url.svelte';
import { outletsBy } from './rows';
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
    if (rule !== '')
      for await (const some of outletsBy({ rule, fields: 'code' })) {
        if (!some) return;
        for (const o of some) found.add(Number(o.code));
      }
    if (withFault.kind === kind) codes = found;
  },
};
