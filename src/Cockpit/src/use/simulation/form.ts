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

/** Who is there: people by a plan or, where the network is the live one, its teams as they are, or both. */
export const CREWS = ['live', 'more', 'plan'] as const;
export type Crew = (typeof CREWS)[number];

/** A document that is in force, or one pasted in. */
export interface Written {
  own: boolean;
  text: string;
}

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
  rulebook: Written;
  policy: Written;
  crew: Crew;
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
    rulebook: { own: false, text: '' },
    policy: { own: false, text: '' },
    crew: 'plan',
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

/** The same where people come on top of the live teams, which are first in the list. */
const PATHS_OF_MORE: Partial<Record<Varied, string>> = {
  people: 'teams[1].people',
  share: 'teams[1].shifts[0].share',
  dispatch: 'teams[0].dispatch',
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

  lines.push(...written('rulebook', form.rulebook), ...written('policy', form.policy), ...teams(form));
  if (form.spares.on)
    lines.push(
      'spares:',
      `  terminal: {depot: city, stock: ${form.spares.stock}, leadTime: ${form.spares.leadDays}d, use: ${form.spares.usePercent}%}`,
    );
  if (form.compare.length > 0) lines.push('compare:');
  for (const plan of form.compare) lines.push(`  - {name: ${quoted(planName(plan))}, ${change(plan, form)}}`);
  return `${lines.join('\n')}\n`;
}

/** Who is there. Those of the live network are not asked how many they are. */
export function crewOf(form: Form): Crew {
  return form.network === 'live' ? form.crew : 'plan';
}

function teams(form: Form): string[] {
  const speed = `speed: ${form.speedKmh > 0 ? `${form.speedKmh}km/h` : 'none'}`;
  const shifts = `shifts: [{from: "${form.shiftFrom}", to: "${form.shiftTo}", share: ${form.sharePercent}%}]`;
  switch (crewOf(form)) {
    case 'live':
      return ['teams:', '  live: true', `  ${speed}`, '  detour: 1.3', `  dispatch: ${form.dispatch}`];
    case 'more':
      return [
        'teams:',
        `  - {live: true, ${speed}, detour: 1.3, dispatch: ${form.dispatch}}`,
        `  - {per: ${form.per}, people: ${form.people}, ${shifts}}`,
      ];
    case 'plan':
      return [
        'teams:',
        `  per: ${form.per}`,
        `  people: ${form.people}`,
        `  ${shifts}`,
        `  ${speed}`,
        '  detour: 1.3',
        `  dispatch: ${form.dispatch}`,
      ];
  }
}

/** What is in force goes without saying; a document of one's own stands below its key. */
function written(key: string, of: Written): string[] {
  if (!of.own || of.text.trim() === '') return [];
  return [
    `${key}:`,
    ...of.text
      .trimEnd()
      .split(/\r?\n/)
      .map((line) => (line.trim() ? `  ${line}` : '')),
  ];
}

function change(plan: Plan, form: Form): string {
  const path = (crewOf(form) === 'more' && PATHS_OF_MORE[plan.what]) || PATHS[plan.what];
  // A bracket ends a plain text within braces.
  return `${path.includes('[') ? quoted(path) : path}: ${plan.what === 'share' ? `${plan.value}%` : plan.value}`;
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

/** What can be varied as the form stands: stock only where there is one, people only where their number is asked for. */
export function variable(form: Form): Varied[] {
  const counted = crewOf(form) !== 'live';
  return VARIED.filter((v) => (v === 'stock' ? form.spares.on : v === 'people' || v === 'share' ? counted : true));
}
