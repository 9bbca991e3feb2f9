import { addMessages, t } from '../i18n/index.svelte';
import zh from './zh';

addMessages(zh, () => import('./en'));

/** A word of the server's in the reader's language; as it is where there is none. */
export function word(kind: 'event' | 'reason' | 'stage', value: string): string {
  const text =
    kind === 'event' ? t(`m.event.${value}`) : kind === 'reason' ? t(`m.reason.${value}`) : t(`m.stage.${value}`);
  return text.startsWith('m.') ? value : text;
}
