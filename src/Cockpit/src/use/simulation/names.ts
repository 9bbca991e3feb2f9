import { t } from '../../i18n/index.svelte';
import { CAUSES, partsOf } from './result';

/** A figure in words; what has none, such as a class of a queue, stands as it is called. */
export function metricName(metric: string): string {
  const { name, of } = partsOf(metric);
  const said = t(`sim.metric.${name}`);
  const word = said.startsWith('sim.') ? name : said;
  if (!of) return word;
  const parts = of.split('.').map((part) => (CAUSES.some((c) => c === part) ? causeName(part) : partName(part)));
  return `${word} · ${parts.join(' · ')}`;
}

/** Which part of all: counted in open hours only, say, or a percentile. */
function partName(part: string): string {
  const said = t(`sim.part.${part}`);
  return said.startsWith('sim.') ? part.replace(/^p(\d\d)$/, 'P$1') : said;
}

export function causeName(cause: string): string {
  return t(`sim.cause.${cause}`);
}
