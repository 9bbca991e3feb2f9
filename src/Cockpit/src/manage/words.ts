import { dateClock } from '../app/time';
import { addMessages, t } from '../i18n/index.svelte';
import { ruleTitle } from '../see/shares.svelte';
import { type Kind, sentenceOf } from './incidents/detail';
import { nameOf } from './shared/teams.svelte';
import zh from './zh';

addMessages(zh, () => import('./en'));

/** A word of the server's in the reader's language; as it is where there is none. */
export function word(kind: 'event' | 'reason' | 'stage', value: string): string {
  const text =
    kind === 'event' ? t(`m.event.${value}`) : kind === 'reason' ? t(`m.reason.${value}`) : t(`m.stage.${value}`);
  return text.startsWith('m.') ? value : text;
}

/** A step of a ladder: by its number, counted from 0 as in the policy, or by what it is. */
export function stepName(step: string): string {
  return /^\d+$/.test(step) ? t('m.step.number', { n: step }) : word('event', step);
}

/** A sentence of the server's in the reader's language; what people wrote stays as they wrote it. */
export function inWords(detail: string): string {
  const sentence = sentenceOf(detail);
  if (!sentence) return detail;
  const said = (name: string, value: string) => sayAs(sentence.kinds[name], value);
  const values = Object.fromEntries(Object.entries(sentence.values).map(([n, v]) => [n, said(n, v)]));
  // What is not always there brings its own punctuation.
  for (const name of ['id', 'fromTeam', 'toTeam']) if (values[name]) values[name] = ` ${values[name]}`;
  if (values.until) values.until = t('m.detail.until', { at: values.until });
  for (const name of ['why', 'note']) if (values[name]) values[name] = t('m.detail.because', { why: values[name] });
  return t(`m.detail.${sentence.key}`, values).trim();
}

/** What people say with what they do: it is theirs, whatever it is. */
const SAID = new Set(['acknowledged', 'arrived', 'closedByHand', 'reopenedByHand', 'noted']);

/** What was written down with an entry of the timeline. */
export function detailOf(reason: string, detail: string): string {
  if (SAID.has(reason)) return detail;
  return reason === 'assigned' || reason === 'assignedByTwin' ? toWhom(detail) : inWords(detail);
}

/** Whom something was given to, and what was said with it: `li`, or `li: as he is nearby`. */
function toWhom(detail: string): string {
  const [, person = detail, note = ''] = /^(\S+?)(: .*)?$/s.exec(detail) ?? [];
  return `${nameOf(person)}${note}`;
}

function sayAs(kind: Kind | undefined, value: string): string {
  if (value === '') return '';
  switch (kind) {
    case 'people':
      return value === 'nobody' ? t('m.detail.nobody') : value.split(' ').map(nameOf).join(t('m.detail.and'));
    case 'person':
      return nameOf(value);
    case 'rule':
      return ruleTitle(value);
    case 'phase':
      return t(`m.phase.${value}`);
    case 'severity':
      return t(`m.severity.${value}`);
    case 'side':
      return t(`m.side.${value}`);
    case 'pause':
      return t(`m.pause.${value}`);
    case 'state':
      return t(value === 'bad' ? 'm.incident.bad' : 'm.incident.healthy');
    case 'time':
      return dateClock(value);
    case 'late':
      return t('m.detail.lateToo');
    default:
      return value;
  }
}
