import { t } from '../../i18n/index.svelte';
import { emptyForm, type Form } from './form';

/** Scenarios to begin with: questions that planners have, small enough for an answer within a minute or two. */
export const EXAMPLES = ['people', 'storm', 'spares', 'hotline'] as const;
export type Example = (typeof EXAMPLES)[number];

/** What an example is in the form; null when it is one that only a text can say. */
export function exampleForm(of: Example): Form | null {
  const form = emptyForm(t(`sim.example.${of}.name`));
  switch (of) {
    case 'people':
      return {
        ...form,
        compare: [
          { what: 'people', value: '4' },
          { what: 'people', value: '5' },
        ],
      };
    case 'storm':
      return {
        ...form,
        horizonDays: 40,
        burst: { on: true, fromDay: 20, toDay: 23, factor: 8 },
        compare: [
          { what: 'dispatch', value: 'priority' },
          { what: 'people', value: '5' },
        ],
      };
    case 'spares':
      return {
        ...form,
        spares: { on: true, stock: 1, leadDays: 7, usePercent: 30 },
        compare: [
          { what: 'stock', value: '2' },
          { what: 'stock', value: '4' },
        ],
      };
    case 'hotline':
      return null;
  }
}

/** How many people does a hotline need so that 95 % of the callers wait at most a minute? */
export function exampleText(): string {
  return `name: ${JSON.stringify(t('sim.example.hotline.name'))}
seed: 1
replications: {min: 10, max: 60, halfWidth: 5%}
queue:
  arrivals: {exponential: 1.25m}
  service: {exponential: 3m}
  servers: 3
compare:
  - {name: ${JSON.stringify(t('sim.example.hotline.more'))}, queue.servers: 4}
  - {name: ${JSON.stringify(t('sim.example.hotline.trained'))}, queue.service: {exponential: 2.5m}}
solve: {vary: queue.servers, min: 3, max: 12, until: "waitP95 <= 1m"}
`;
}
