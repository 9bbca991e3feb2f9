import { DAYS, daysOf } from '../shared/shifts';
import type { Person, Shift, Side } from '../shared/teams.svelte';
import { type Fault, read, type Stored } from './document';

export const ROLES = ['engineer', 'lead', 'duty-manager'] as const;
export const CHANNELS = ['log', 'webhook', 'email', 'wecom', 'dingtalk'] as const;

/** A team's document, with what no form knows of kept as it is. */
export interface TeamDocument {
  side: Side;
  areas?: string[];
  people: Person[];
  shifts?: Shift[];
  timeZone?: string;
  [more: string]: unknown;
}

/** The document in force; null: there is none. */
export async function readTeam(path: string): Promise<{ document: TeamDocument; stored: Stored } | null> {
  const stored = await read(path);
  if (!stored) return null;
  const answer = await fetch(path, { headers: { Accept: 'application/json' } });
  // One of them may be newer: what is shown is what is held to be read.
  if (answer.headers.get('ETag') !== stored.etag) return readTeam(path);
  return { document: (await answer.json()) as TeamDocument, stored };
}

/** As YAML, a person or a shift to a line, as people write it. */
export function textOf(document: TeamDocument): string {
  return Object.entries(document)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => {
      const list = Array.isArray(value) && value.some((item) => typeof item === 'object');
      return list ? `${key}:\n${value.map((item) => `  - ${flow(item)}\n`).join('')}` : `${key}: ${flow(value)}\n`;
    })
    .join('');
}

function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .map(([k, v]) => `${k}: ${flow(v)}`)
      .join(', ')}}`;
  // A word that can be nothing else stays bare; everything else is quoted, which is JSON and so YAML.
  return typeof value === 'string' && /^[a-z][a-z-]*$/.test(value) && !RESERVED.has(value)
    ? value
    : JSON.stringify(value);
}

const RESERVED = new Set(['true', 'false', 'null', 'yes', 'no', 'on', 'off', 'y', 'n']);

/** Whether people have written remarks into it, which a form does not keep. */
export function hasRemarks(stored: Stored | null): boolean {
  return stored !== null && stored.type !== 'application/json' && /(^|\s)#/m.test(stored.text);
}

/** What is wrong at a place, or at something within it: `people[0].skills`. */
export function faultsAt(faults: readonly Fault[], path: string): Fault[] {
  return faults.filter((f) => f.path === path || f.path?.startsWith(`${path}.`) || f.path?.startsWith(`${path}[`));
}

/** Days as they are best written: a span where they follow each other. */
export function daysText(days: readonly number[]): string | string[] {
  const sorted = [...days].sort((a, b) => a - b);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return [];
  if (sorted.length > 1 && last - first === sorted.length - 1) return `${DAYS[first]}-${DAYS[last]}`;
  return sorted.length === 1 ? DAYS[first]! : sorted.map((d) => DAYS[d]!);
}

export function toggled(days: Shift['days'], day: number): Shift['days'] {
  const now = daysOf(days);
  return daysText(now.includes(day) ? now.filter((d) => d !== day) : [...now, day]);
}
