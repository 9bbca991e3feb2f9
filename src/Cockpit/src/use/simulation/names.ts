import { t } from '../../i18n/index.svelte';
import { CAUSES, partsOf } from './result';

/** A figure in words; what has none, such as a class of a queue, stands as it is called. */
export function metricName(metric: string): string {
  const { name, of } = partsOf(metric);
  const said = t(`sim.metric.${name}`);
  const word = said.startsWith('sim.') ? name : said;
  if (!of) return word;
  const parts = of
    .split('.')
    .map((part) => (CAUSES.some((c) => c === part) ? causeName(part) : part.replace(/^p(\d\d)$/, 'P$1')));
  return `${word} · ${parts.join(' · ')}`;
}

export function causeName(cause: string): string {
  return t(`sim.cause.${cause}`);
}
