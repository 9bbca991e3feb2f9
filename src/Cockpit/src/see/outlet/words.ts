import { addMessages, t } from '../../i18n/index.svelte';
import zh from './zh';

addMessages(zh, () => import('./en'));

/** What a rule or a device came from or went to, and why, in the reader's language; as the server says it where there is no word. */
export function changeWord(kind: 'change' | 'why', value: string): string {
  const text = kind === 'change' ? t(`change.${value}`) : t(`why.${value}`);
  return text === `${kind}.${value}` ? value : text;
}
