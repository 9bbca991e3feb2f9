import type { Incident } from '../api/client';
import type { Mark } from '../live/outlets';

const WEIGHT: Record<string, number> = { critical: 3, major: 2, minor: 1, info: 0, none: 0 };

/** The worst first, then those that wait longest. */
export function byWeight(a: Incident, b: Incident): number {
  return (
    (WEIGHT[b.severity] ?? 0) - (WEIGHT[a.severity] ?? 0) ||
    a.openedAt.localeCompare(b.openedAt) ||
    a.id.localeCompare(b.id)
  );
}

/** What a row is drawn as: nothing that waits for somebody looks as if all were well. */
export function markOf(incident: Incident): Mark {
  return incident.severity === 'none' || incident.severity === 'info' ? 'minor' : incident.severity;
}

/**
 * The rows of a list that never jumps. What is on it stays where it is and only changes in place; what is new waits aside until it is let in; what is gone stays, marked, until then.
 * Where nobody reads, at the top and with nothing focused, everything is let in at once.
 */
export class SteadyList {
  #order: string[] = [];

  /** The rows to be shown, and how many wait. `let in`: take the present order. */
  update(now: readonly Incident[], letIn: boolean): { ids: string[]; waiting: number } {
    const wanted = [...now].sort(byWeight).map((i) => i.id);
    if (letIn || this.#order.length === 0) this.#order = wanted;
    const shown = new Set(this.#order);
    return { ids: this.#order, waiting: wanted.filter((id) => !shown.has(id)).length };
  }

  /** Another filter: there is nothing to keep in place. */
  clear(): void {
    this.#order = [];
  }
}
