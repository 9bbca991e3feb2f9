import type { Schemas } from '../../api/client';
import type { Unit } from './figure';

export type Run = Schemas['SimulationModel'];

/** A figure over all replications; of a sample the quantiles have intervals too. Times are in seconds; null was not there to be measured. */
export interface Metric {
  unit?: Unit;
  mean: number | null;
  halfWidth: number | null;
  p50: number | null;
  p90: number | null;
  p95: number | null;
  min: number | null;
  max: number | null;
  p50HalfWidth?: number | null;
  p90HalfWidth?: number | null;
  p95HalfWidth?: number | null;
  count?: number | null;
}

export interface Curve {
  name: string;
  xUnit: string;
  yUnit: string;
  x: number[];
  mean: (number | null)[];
  halfWidth: (number | null)[];
}

export interface Difference {
  metric: string;
  unit?: Unit;
  base: number | null;
  other: number | null;
  difference: number | null;
  halfWidth?: number | null;
  significant: boolean;
}

/** What came of a scenario, as the server writes it: docs/simulation.md. */
export interface Result {
  scenario: string;
  seed: number;
  version: string;
  scenarioHash: string;
  fingerprint: string;
  replications: number;
  warmup: number;
  horizon: number;
  confidence: number;
  warnings: string[];
  metrics: Record<string, Metric>;
  byDivision: { code: string; name?: string; metrics: Record<string, Metric> }[];
  comparisons: (Difference & { name: string })[];
  solution: {
    vary: string;
    until: string;
    value: number | null;
    evidence: {
      value: number;
      mean: number | null;
      halfWidth: number | null;
      replications: number;
      met: boolean;
      certain: boolean;
    }[];
  } | null;
  closedForm: { name: string; plan: string; results: Record<string, number | null>; source: string } | null;
  curves: Curve[];
  timing: { events: number; seconds: number | null };
}

/** Causes in the order in which they are shown. */
export const CAUSES = ['terminal', 'line', 'camera', 'accessNode'] as const;

export function isUnderWay(run: Pick<Run, 'status'>): boolean {
  return run.status === 'queued' || run.status === 'running';
}

/** What a run of a network is about, the worst first to catch the eye. Other models have figures of their own, all of which are in the table. */
export const HEADLINE = [
  'restore',
  'availability',
  'utilisation',
  'truckRolls',
  'lostSellingMinutes',
  'backlog',
] as const;

/** A figure's own name and what it is of: `waitMean.urgent`, `restore.p95`. */
export function partsOf(metric: string): { name: string; of: string } {
  const dot = metric.indexOf('.');
  return dot < 0 ? { name: metric, of: '' } : { name: metric.slice(0, dot), of: metric.slice(dot + 1) };
}

/** Restore times of all failures and of each cause there were any of. */
export function restoreRows(result: Result): { key: string; metric: Metric }[] {
  const all = result.metrics.restore;
  if (!all) return [];
  return [
    { key: 'all', metric: all },
    ...CAUSES.flatMap((cause) => {
      const metric = result.metrics[`restore.${cause}`];
      return metric && (metric.count ?? 0) > 0 ? [{ key: cause as string, metric }] : [];
    }),
  ];
}

/** Cities, or the counties of one, the slowest to be restored first. */
export function places(result: Result, city: string | null): Result['byDivision'] {
  const of = (code: string) => (city ? code.startsWith(city.slice(0, 4)) && !code.endsWith('00') : code.endsWith('00'));
  return result.byDivision
    .filter((d) => of(d.code))
    .sort((a, b) => (b.metrics.restore?.p95 ?? -1) - (a.metrics.restore?.p95 ?? -1) || a.code.localeCompare(b.code));
}

/** Plans that a scenario was compared with, each with its differences, in their order. */
export function plans(result: Result): { name: string; differences: Difference[] }[] {
  const found = new Map<string, Difference[]>();
  for (const one of result.comparisons) {
    const of = found.get(one.name);
    if (of) of.push(one);
    else found.set(one.name, [one]);
  }
  return [...found].map(([name, differences]) => ({ name, differences }));
}

/** The difference as a share of what the base has; null where that says nothing. */
export function relative(d: Difference): { mean: number; half: number } | null {
  if (!d.base || d.difference === null || d.halfWidth === null || d.halfWidth === undefined) return null;
  return { mean: d.difference / Math.abs(d.base), half: d.halfWidth / Math.abs(d.base) };
}

/** Less of it is better, but for these. Of how busy people are, nobody can say in general. */
const MORE_IS_BETTER = ['availability', 'spareFillRate', 'operating', 'pAllUp', 'throughput', 'served'];
const NEITHER = [
  'utilisation',
  'jobs',
  'pages',
  'truckRolls',
  'maintenanceVisits',
  'busy',
  'repair',
  'travel',
  'finish',
  'emergencyCalls',
];

export function verdict(d: Difference): 'better' | 'worse' | 'other' | 'none' {
  if (!d.significant || d.difference === null) return 'none';
  const { name } = partsOf(d.metric);
  if (NEITHER.includes(name)) return 'other';
  return d.difference > 0 === MORE_IS_BETTER.includes(name) ? 'better' : 'worse';
}
