import type { Incident, Schemas } from '../../api/client';
import { type Mark, markOf as markOfStatus } from '../../live/outlets';

export type Leg = Schemas['LegModel'];
export type Side = 'business' | 'telecom';

/** A first response is wanted within this: it is about to be late. */
export const SOON_MS = 5 * 60_000;

export const VIEWS = ['open', 'unacknowledged', 'unassigned', 'late', 'paused', 'closed'] as const;
export type View = (typeof VIEWS)[number];

export const SEVERITIES = ['critical', 'major', 'minor', 'info'] as const;

/** The legs that somebody must answer for. */
export function needed(incident: Incident): Leg[] {
  return incident.legs.filter((leg) => leg.required && !leg.withdrawn);
}

/** Since when, or until when, a first response is wanted: the earliest of the legs that still wait for one. */
export function respondBy(incident: Incident): number | null {
  const due = needed(incident).flatMap((leg) => (leg.respondBy ? [Date.parse(leg.respondBy)] : []));
  return due.length > 0 ? Math.min(...due) : null;
}

export function isLate(incident: Incident, now: number): boolean {
  const by = respondBy(incident);
  return (
    incident.phase === 'open' &&
    ((by !== null && by - now < SOON_MS) || needed(incident).some((leg) => leg.responseMissed))
  );
}

/** Whether a view shows an incident; `closed` is asked of the server. */
export function shows(view: View, incident: Incident, now: number): boolean {
  const mended = incident.phase === 'resolved' || incident.phase === 'closed';
  if (view === 'unacknowledged') return incident.phase === 'open' && !incident.pausedBy;
  if (view === 'unassigned') return !mended && needed(incident).some((leg) => !leg.assignee);
  if (view === 'late') return isLate(incident, now);
  if (view === 'paused') return !!incident.pausedBy;
  return incident.phase !== 'closed';
}

const weight: Record<string, number> = { critical: 4, major: 3, minor: 2, info: 1, none: 0 };

export type SortKey = 'severity' | 'openedAt' | 'members' | 'phase' | 'respondBy';
const phases = ['open', 'acknowledged', 'assigned', 'onSite', 'resolved', 'closed'];

const keys: Record<SortKey, (i: Incident) => number> = {
  severity: (i) => weight[i.severity] ?? 0,
  openedAt: (i) => Date.parse(i.openedAt),
  members: (i) => i.members.count,
  phase: (i) => phases.indexOf(i.phase),
  respondBy: (i) => respondBy(i) ?? Number.MAX_SAFE_INTEGER,
};

/** `-severity`: the worst first; then the oldest, and the id, so that the order is always the same. */
export function compare(sort: string): (a: Incident, b: Incident) => number {
  const sign = sort.startsWith('-') ? -1 : 1;
  const key = keys[sort.replace('-', '') as SortKey] ?? keys.severity;
  return (a, b) => sign * (key(a) - key(b)) || a.openedAt.localeCompare(b.openedAt) || a.id.localeCompare(b.id);
}

/** What it is drawn as: the lightest have no shape of their own. */
export function markOf(incident: Incident): Mark {
  return markOfStatus('ok', incident.severity);
}

export function placeOf(incident: Incident): string {
  return incident.name ?? incident.outlet ?? incident.accessNode ?? '';
}

/** Whether a text is somewhere in what a row shows. */
export function has(incident: Incident, text: string): boolean {
  const found = [
    incident.id,
    placeOf(incident),
    incident.outlet,
    incident.accessNode,
    incident.cause.device,
    incident.cause.rule,
    incident.cause.title.zh,
    incident.cause.title.en,
  ];
  return found.some((f) => f?.toLowerCase().includes(text));
}
