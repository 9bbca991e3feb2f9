import type { Incident } from '../api/client';
import { within } from '../app/areas.svelte';
import { url } from '../app/url.svelte';
import { live } from '../live/live.svelte';
import { MARKS, type Mark, type Outlets } from '../live/outlets';
import { maintenance } from './maintenance.svelte';
import { past } from './past.svelte';

export type Shown = Mark | 'maintenance';

/** In the order of weight, the worst first: as legend and filters list them. */
export const SHOWN: Shown[] = ['critical', 'major', 'minor', 'unknown', 'maintenance', 'ok', 'closed'];

/** What is bad and not planned. */
export const ABNORMAL: ReadonlySet<Shown> = new Set<Shown>(['critical', 'major', 'minor', 'unknown']);

/** The network that is looked at: as it is, or as it was at a past time. */
export function network(): { outlets: Outlets; version: number; complete: boolean } {
  if (past.at) return { outlets: past.outlets, version: past.version, complete: past.complete };
  return { outlets: live.outlets, version: live.version, complete: live.complete };
}

/** In the order in which they are painted, the worst last and on top. */
export const PAINTED: Shown[] = ['closed', 'ok', 'unknown', 'maintenance', 'minor', 'major', 'critical'];

const MAINTENANCE = PAINTED.indexOf('maintenance');
const RANK_OF_MARK = Uint8Array.from(MARKS, (mark) => PAINTED.indexOf(mark));
const IS_ABNORMAL = PAINTED.map((shown) => ABNORMAL.has(shown));

/** Planned work shows as such; nothing that is well is hidden by it. */
function rankOf(outlets: Outlets, at: number, planned: boolean): number {
  const rank = RANK_OF_MARK[outlets.columns.mark[at]!]!;
  return planned && IS_ABNORMAL[rank] && maintenance.covers(outlets.columns.code[at]!, outlets.columns.district[at]!)
    ? MAINTENANCE
    : rank;
}

export function shownAs(outlets: Outlets, at: number): Shown {
  return PAINTED[rankOf(outlets, at, maintenance.any && !past.at)]!;
}

const ranksHere = $derived.by(() => {
  const { outlets, version } = network();
  void version;
  const planned = maintenance.any && !past.at;
  const ranks = new Uint8Array(outlets.size);
  for (let at = 0; at < ranks.length; at++) ranks[at] = rankOf(outlets, at, planned);
  return ranks;
});

/** What each outlet of the network that is looked at is shown as, by its place in `PAINTED`: worked out once for all who ask. */
export function shownRanks(): Uint8Array {
  return ranksHere;
}

/** What the address says is to be shown. */
export const filter = {
  get area(): string | null {
    return url.get('area');
  },
  get shown(): Shown[] {
    return url.list('sev').filter((s): s is Shown => (SHOWN as string[]).includes(s));
  },
  has(shown: Shown): boolean {
    const chosen = filter.shown;
    return chosen.length === 0 || chosen.includes(shown);
  },
};

export interface Tally {
  of: Record<Shown, number>;
  total: number;
  /** ok or degraded / down or unknown, of the outlets that are open. */
  up: number;
  open: number;
  abnormal: number;
}

function empty(): Tally {
  return {
    of: { critical: 0, major: 0, minor: 0, unknown: 0, maintenance: 0, ok: 0, closed: 0 },
    total: 0,
    up: 0,
    open: 0,
    abnormal: 0,
  };
}

const [OK, DEGRADED, CLOSED] = [0, 1, 4];

export type DistrictTally = Tally & { x: number; y: number; located: number };

/** Counted from the outlets themselves, whole and by district, so that all numbers on a page are of one moment. */
export function tallies(outlets: Outlets, ranks: Uint8Array): { all: Tally; districts: Map<number, DistrictTally> } {
  const districts = new Map<number, DistrictTally>();
  const { district, status, x, y } = outlets.columns;
  let of: DistrictTally | undefined;
  let last = -1;
  for (let i = 0; i < ranks.length; i++) {
    // Neighbours in the list are mostly neighbours on the map.
    if (district[i] !== last) {
      last = district[i]!;
      of = districts.get(last);
      if (!of) {
        of = { ...empty(), x: 0, y: 0, located: 0 };
        districts.set(last, of);
      }
    }
    const into = of!;
    const rank = ranks[i]!;
    into.of[PAINTED[rank]!]++;
    into.total++;
    if (status[i] !== CLOSED) into.open++;
    if (status[i] === OK || status[i] === DEGRADED) into.up++;
    if (IS_ABNORMAL[rank]) into.abnormal++;
    if (!Number.isNaN(x[i]!)) {
      into.x += x[i]!;
      into.y += y[i]!;
      into.located++;
    }
  }
  return { all: sum(districts.values()), districts };
}

export function sum(parts: Iterable<Tally>): Tally {
  const to = empty();
  for (const part of parts) {
    for (const shown of SHOWN) to.of[shown] += part.of[shown];
    to.total += part.total;
    to.up += part.up;
    to.open += part.open;
    to.abnormal += part.abnormal;
  }
  return to;
}

const SEEN: ReadonlySet<string> = new Set(['open', 'acknowledged', 'assigned', 'onSite']);

/** Still to be worked on: not resolved, and not taken in by another. */
export function isOpen(incident: Incident): boolean {
  return SEEN.has(incident.phase) && !incident.mergedInto;
}

/** Where an incident is: its outlet's district, or that of the first of its outlets. */
export function districtOf(incident: Incident): number | undefined {
  for (const code of incident.outlet ? [incident.outlet] : incident.members.sample) {
    const at = live.outlets.find(Number(code));
    if (at !== undefined) return live.outlets.columns.district[at];
  }
  const area = incident.legs.find((l) => l.side === 'business')?.area;
  return area ? Number(area) : undefined;
}

export function isWithin(incident: Incident, area: string | null): boolean {
  if (!area || incident.scope === 'network') return true;
  const district = districtOf(incident);
  return district !== undefined && within(district, area);
}

const openHere = $derived.by(() => {
  void live.version;
  return [...live.incidents.values()].filter((i) => isOpen(i) && isWithin(i, filter.area));
});

/** Those of the area that are open. */
export function openIncidents(): Incident[] {
  return openHere;
}

/** Of incidents, those as bad as the address asks for; where it names no severity, all. */
export function asShown(incidents: Incident[]): Incident[] {
  const severities: string[] = filter.shown.filter((s) => s === 'critical' || s === 'major' || s === 'minor');
  return severities.length === 0 ? incidents : incidents.filter((i) => severities.includes(i.severity));
}

/** Nobody has answered on a leg that must. */
export function isUnacknowledged(incident: Incident): boolean {
  return incident.phase === 'open';
}

const SOON_MS = 5 * 60_000;

/** A leg that must respond has five minutes or less for it, or has missed them. */
export function isDue(incident: Incident, now: number): boolean {
  return incident.legs.some((l) => l.required && l.respondBy && Date.parse(l.respondBy) - now < SOON_MS);
}

/** Somebody is sent or there. */
export function isJob(incident: Incident): boolean {
  return incident.phase === 'assigned' || incident.phase === 'onSite';
}
