import { api } from '../api/client';
import { pick } from '../i18n/index.svelte';

/** The province, its cities and counties. */
export interface Division {
  code: string;
  nameZh: string;
  nameEn: string;
  level: string;
  parent?: string | null;
  seat: { lon: number; lat: number };
}

let known = $state.raw(new Map<string, Division>());

export async function loadAreas(): Promise<void> {
  if (known.size > 0) return;
  const { data } = await api.GET('/v1/divisions');
  if (data) known = new Map(data.items.map((d) => [d.code, d as Division]));
}

export const areas = {
  get all(): Map<string, Division> {
    return known;
  },
  get(code: string): Division | undefined {
    return known.get(code);
  },
  name(code: string | number | null | undefined): string {
    const division = known.get(String(code));
    return division ? pick(division.nameZh, division.nameEn) : String(code ?? '');
  },
  /** From the province down to the division. */
  path(code: string): Division[] {
    const found: Division[] = [];
    for (let at = known.get(code); at; at = at.parent ? known.get(at.parent) : undefined) found.unshift(at);
    return found;
  },
  children(code: string): Division[] {
    return [...known.values()].filter((d) => d.parent === code);
  },
  get cities(): Division[] {
    return areas.children(areas.province?.code ?? '');
  },
  /** The whole of the province there is. */
  get province(): Division | undefined {
    return [...known.values()].find((d) => !d.parent);
  },
};

/** A city or a district as a query names it; nothing is the whole province. */
export function partOf(area: string | null): { city?: string; district?: string } {
  if (!area || area.endsWith('0000')) return {};
  return area.endsWith('00') ? { city: area } : { district: area };
}

/** Tells of many districts whether they lie in a division: codes of cities end in 00, of the province in 0000. */
export function lyingIn(area: string | null): (district: number) => boolean {
  if (!area) return () => true;
  const [code, part] = [Number(area), area.endsWith('0000') ? 10_000 : area.endsWith('00') ? 100 : 1];
  return (district) => district - (district % part) === code;
}

export function within(district: number, area: string | null): boolean {
  return lyingIn(area)(district);
}
