import { api } from '../api/client';
import { partOf } from '../app/areas.svelte';
import { pick } from '../i18n/index.svelte';

type Kind = 'camera' | 'line' | 'terminal';

interface Rule {
  kind: Kind;
  zh: string;
  en: string;
}

interface Share {
  faulty: number;
  total: number;
}

let shares = $state.raw<Partial<Record<Kind, Share>>>({});
/** The past time they are of; null: now. */
let moment = $state<string | null>(null);
let round = 0;
let rules = $state.raw(new Map<string, Rule>());
let reading: Promise<Map<string, Rule> | null> | null = null;

/** How many outlets have no fault of a kind of device, as the server counts them by the rules of the active rule book. */
export const faultShares = {
  of(kind: Kind, at: string | null): Share | undefined {
    return moment === at ? shares[kind] : undefined;
  },
  async load(area: string | null, at: string | null): Promise<void> {
    const mine = ++round;
    const known = await loadRules();
    if (!known) return;
    const count = async (more: { rule?: string }) =>
      (
        await api.GET('/v1/outlets/summary', {
          params: { query: { ...partOf(area), ...more, by: 'status', asOf: at ?? undefined } },
        })
      ).data?.total;
    const total = await count({});
    const found: Partial<Record<Kind, Share>> = {};
    for (const kind of ['camera', 'line'] as const) {
      const ids = [...known].filter(([, r]) => r.kind === kind).map(([id]) => id);
      const faulty = ids.length === 0 ? 0 : await count({ rule: ids.join(',') });
      if (total !== undefined && faulty !== undefined) found[kind] = { faulty, total };
    }
    if (mine !== round) return;
    shares = found;
    moment = at;
  },
  rules(kind: string): string[] {
    return [...rules].filter(([, r]) => r.kind === kind).map(([id]) => id);
  },
};

/** A rule's title, as the rule book has it. */
export function ruleTitle(id: string): string {
  const rule = rules.get(id);
  return rule ? pick(rule.zh, rule.en) : id;
}

/** The rules of the active book, read once; null when it could not be read, and then again when asked again. */
export function loadRules(): Promise<Map<string, Rule> | null> {
  reading ??= read().catch(() => {
    reading = null;
    return null;
  });
  return reading;
}

async function read(): Promise<Map<string, Rule>> {
  // Documents are texts to the description of the API; asked for as JSON they are JSON.
  const answer = await fetch('/v1/rulebook', { headers: { Accept: 'application/json' } });
  if (!answer.ok) throw new Error(answer.statusText);
  const book = (await answer.json()) as { rules: { id: string; device: Kind; title?: { zh?: string; en?: string } }[] };
  rules = new Map(book.rules.map((r) => [r.id, { kind: r.device, zh: r.title?.zh ?? r.id, en: r.title?.en ?? r.id }]));
  return rules;
}
