/** What the form asks. Lengths are in the unit their name says; a rate is failures of one a year. */
export interface Failures {
  on: boolean;
  perYear: number;
  repairMin: number;
}

export const KINDS = ['terminal', 'line', 'camera', 'accessNode'] as const;
export type Kind = (typeof KINDS)[number];

export const DISPATCH = ['zone-first', 'nearest-idle', 'fcfs', 'priority'] as const;
export const PER = ['city', 'county', 'province'] as const;

/** What another plan may have in place of the scenario's own. */
export const VARIED = ['people', 'share', 'dispatch', 'failures', 'stock'] as const;
export type Varied = (typeof VARIED)[number];

export interface Plan {
  what: Varied;
  /** A number, or one of `DISPATCH`. */
  value: string;
}

export interface Form {
  name: string;
  seed: number;
  network: 'live' | 'synthetic';
  outlets: number;
  horizonDays: number;
  warmupDays: number;
  failures: Record<Kind, Failures>;
  /** Percent of terminals' failures that leave it without a session though the line is up. */
  jointPercent: number;
  /** Failures come so many times as often as they say. */
  factor: number;
  burst: { on: boolean; fromDay: number; toDay: number; factor: number };
  per: (typeof PER)[number];
  people: number;
  shiftFrom: string;
  shiftTo: string;
  /** Percent of the people in that shift; the others are on call around the clock. */
  sharePercent: number;
  speedKmh: number;
  dispatch: (typeof DISPATCH)[number];
  spares: { on: boolean; stock: number; leadDays: number; usePercent: number };
  /** Either so many, or until the intervals are narrow enough. */
  precise: boolean;
  replications: number;
  replicationsMax: number;
  halfWidthPercent: number;
  compare: Plan[];
}

export function emptyForm(name: string): Form {
  return {
    name,
    seed: 1,
    network: 'synthetic',
    outlets: 2000,
    horizonDays: 90,
    warmupDays: 10,
    failures: {
      terminal: { on: true, perYear: 0.35, repairMin: 45 },
      line: { on: true, perYear: 0.07, repairMin: 90 },
      camera: { on: true, perYear: 0.24, repairMin: 30 },
      accessNode: { on: true, perYear: 0.05, repairMin: 240 },
    },
    jointPercent: 10,
    factor: 1,
    burst: { on: false, fromDay: 30, toDay: 33, factor: 5 },
    per: 'city',
    people: 3,
    shiftFrom: '08:00',
    shiftTo: '22:00',
    sharePercent: 50,
    speedKmh: 30,
    dispatch: 'zone-first',
    spares: { on: false, stock: 4, leadDays: 7, usePercent: 30 },
    precise: false,
    replications: 10,
    replicationsMax: 60,
    halfWidthPercent: 5,
    compare: [],
  };
}

/** Where another plan's value goes. */
const PATHS: Record<Varied, string> = {
  people: 'teams.people',
  share: 'teams.shifts[0].share',
  dispatch: 'teams.dispatch',
  failures: 'growth.failures',
  stock: 'spares.terminal.stock',
};

/** The text the form stands for. It is only ever made from the form, never read back: what is written by hand may say more than the form can. */
export function toText(form: Form, planName: (plan: Plan) => string): string {
  const lines = [
    `name: ${quoted(form.name)}`,
    `seed: ${form.seed}`,
    `horizon: ${form.horizonDays}d`,
    `warmup: ${form.warmupDays > 0 ? `${form.warmupDays}d` : '0s'}`,
  ];
  lines.push(
    form.precise
      ? `replications: {min: ${form.replications}, max: ${form.replicationsMax}, halfWidth: ${form.halfWidthPercent}%}`
      : `replications: ${form.replications}`,
  );
  lines.push(form.network === 'live' ? 'network: {live: true}' : `network: {synthetic: ${form.outlets}, seed: 7}`);

  const kinds = KINDS.filter((k) => form.failures[k].on);
  if (kinds.length > 0) lines.push('failures:');
  for (const kind of kinds) {
    const { perYear, repairMin } = form.failures[kind];
    const joint = kind === 'terminal' && form.jointPercent > 0 ? `, joint: ${form.jointPercent}%` : '';
    lines.push(`  ${kind}: {rate: ${perYear}/y${joint}, repair: {lognormal: {mean: ${repairMin}m, cv: 0.8}}}`);
  }
  if (form.factor !== 1) lines.push(`growth: {failures: ${form.factor}}`);
  if (form.burst.on)
    lines.push(`bursts: [{from: ${form.burst.fromDay}d, to: ${form.burst.toDay}d, factor: ${form.burst.factor}}]`);

  lines.push(
    'teams:',
    `  per: ${form.per}`,
    `  people: ${form.people}`,
    `  shifts: [{from: "${form.shiftFrom}", to: "${form.shiftTo}", share: ${form.sharePercent}%}]`,
    `  speed: ${form.speedKmh > 0 ? `${form.speedKmh}km/h` : 'none'}`,
    '  detour: 1.3',
    `  dispatch: ${form.dispatch}`,
  );
  if (form.spares.on)
    lines.push(
      'spares:',
      `  terminal: {depot: city, stock: ${form.spares.stock}, leadTime: ${form.spares.leadDays}d, use: ${form.spares.usePercent}%}`,
    );
  if (form.compare.length > 0) lines.push('compare:');
  for (const plan of form.compare)
    lines.push(
      `  - {name: ${quoted(planName(plan))}, ${PATHS[plan.what]}: ${plan.what === 'share' ? `${plan.value}%` : plan.value}}`,
    );
  return `${lines.join('\n')}\n`;
}

/** A text that YAML takes for nothing else. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

/** What another plan begins with when it is added: something that is not what the scenario has. */
export function freshPlan(what: Varied, form: Form): Plan {
  switch (what) {
    case 'people':
      return { what, value: String(form.people + 1) };
    case 'share':
      return { what, value: String(Math.min(100, form.sharePercent + 20)) };
    case 'dispatch':
      return { what, value: DISPATCH.find((d) => d !== form.dispatch)! };
    case 'failures':
      return { what, value: String(form.factor * 1.5) };
    case 'stock':
      return { what, value: String(form.spares.stock + 2) };
  }
}

/** What can be varied as the form stands: stock only where there is one. */
export function variable(form: Form): Varied[] {
  return VARIED.filter((v) => v !== 'stock' || form.spares.on);
}
