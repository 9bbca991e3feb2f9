import { t } from '../i18n/index.svelte';
import { live } from './live.svelte';

/** For what changes something: while the server cannot be reached it cannot be pressed, and says why. `<button {...barred(!ready)}>` */
export function barred(disabled = false): { disabled: boolean; title?: string } {
  return live.freshness === 'offline' ? { disabled: true, title: t('live.barred') } : { disabled };
}
