import { areas } from '../../app/areas.svelte';
import { url } from '../../app/url.svelte';
import { t } from '../../i18n/index.svelte';
import { ruleTitle } from '../../see/shares.svelte';
import { type Asked, type Filter, filterOf, filters, type Query, readAsked, SPAN, timesOf } from './asked';

// Language and wall mode are in the address too: a change of those is no other question.
const question = $derived(JSON.stringify(readAsked(url.get)));
const held: Asked = $derived(JSON.parse(question));

/** What the address asks for; the same one for as long as it asks for the same. */
export function asked(): Asked {
  return held;
}

/** The query of the API for it, of this moment. */
export function queryOf(of: Asked): { from: string; to: string } & Query {
  const { from, to } = timesOf(of, Date.now());
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString(), ...filterOf(of) };
}

/** What is handed on to another page about the same incidents; with the very times of an answer, the same are counted there. */
export function handedOn(of: Asked, span?: { from: string; to: string } | null): Record<string, string | null> {
  const fixed = span ?? (of.from ? of : null);
  const time: Record<string, string | null> = fixed
    ? { from: fixed.from, to: fixed.to }
    : { days: of.days === SPAN ? null : String(of.days) };
  return { ...time, area: of.area, ...Object.fromEntries(filters.map((f) => [f, of[f]])) };
}

/** A filter's values in words. */
export function valueName(filter: Filter, values: string): string {
  return values
    .split(',')
    .map((value) => keyName(filter, value))
    .join('、');
}

/** What a filter's value, or a group's key, is called. */
export function keyName(of: string, key: string): string {
  switch (of) {
    case 'city':
    case 'district':
    case 'telecom':
    case 'telecomArea':
      return areas.name(key);
    case 'rule':
      return ruleTitle(key);
    case 'sev':
    case 'severity':
      return t(`m.severity.${key}`);
    case 'phase':
      return t(`m.phase.${key.replace('!', '')}`);
    case 'merged':
      return t(key === 'true' ? 'inc.yes' : 'inc.no');
    default:
      return key;
  }
}
