import { api, type Schemas } from '../../api/client';
import { Loaded } from './loaded.svelte';

export type Side = 'business' | 'telecom' | 'province';
export type Role = 'engineer' | 'lead' | 'duty-manager';

export interface Person {
  id: string;
  name?: string;
  role?: Role;
  skills?: string[];
  language?: string;
  home?: { lon: number; lat: number };
  channels?: { type: string; to?: string; url?: string }[];
}

export interface Shift {
  people: string[];
  days: string | string[];
  from: string;
  to: string;
}

/** A team as its document says, and when its people are on. */
export interface Team {
  id: string;
  side: Side;
  areas: string[];
  people: Person[];
  shifts: Shift[];
  timeZone: string;
}

type Row = Schemas['TeamModel'];

export const teams = new Loaded<Team[]>();

/** All teams with their people. They are documents, read one by one; browsers ask six at a time by themselves. */
export function loadTeams(): Promise<void> {
  return teams.load(async () => {
    const { data, error } = await api.GET('/v1/teams');
    if (!data) return { error };
    const read = await Promise.all(data.items.map(document));
    return { data: read.filter((team) => team !== null) };
  });
}

async function document(row: Row): Promise<Team | null> {
  const answer = await fetch(`/v1/teams/${encodeURIComponent(row.id)}`, { headers: { Accept: 'application/json' } });
  if (!answer.ok) return null;
  const text = (await answer.json()) as Partial<Team>;
  return {
    id: row.id,
    side: row.side as Side,
    areas: row.areas,
    people: text.people ?? [],
    shifts: text.shifts ?? [],
    timeZone: text.timeZone ?? 'Asia/Shanghai',
  };
}

/** A person's name by id; the id where no team is known to have them. */
export function nameOf(id: string | null | undefined): string {
  if (!id) return '';
  for (const team of teams.value ?? []) {
    const person = team.people.find((p) => p.id === id);
    if (person) return person.name ?? id;
  }
  return id;
}
