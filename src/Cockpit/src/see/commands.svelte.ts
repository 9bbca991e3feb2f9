import { api, type Incident } from '../api/client';
import { session } from '../app/session.svelte';
import { clock } from '../app/time';
import { t } from '../i18n/index.svelte';
import { act, type Command } from '../live/act';
import { putIncident } from '../live/live.svelte';

type Leg = Incident['legs'][number];

/** What came of a command: shown on the row until it is looked at. */
export interface Outcome {
  ok: boolean;
  text: string;
}

const outcomes = $state<Record<string, Outcome | undefined>>({});
const busy = $state<Record<string, boolean>>({});

export const commands = {
  outcome(id: string): Outcome | undefined {
    return outcomes[id];
  },
  busy(id: string): boolean {
    return busy[id] ?? false;
  },
  forget(id: string): void {
    delete outcomes[id];
  },
  /** Acknowledges every leg that must respond and has not. */
  async acknowledge(incident: Incident): Promise<void> {
    const legs = incident.legs.filter((l) => l.required && l.phase === 'open');
    for (const leg of legs) if (!(await run(incident.id, 'acknowledge', { leg: leg.side }))) return;
  },
  async assign(incident: Incident, leg: Leg['side'], to: string): Promise<void> {
    await run(incident.id, 'assign', { leg, to });
  },
};

async function run(id: string, verb: 'acknowledge' | 'assign', command: Command): Promise<boolean> {
  busy[id] = true;
  delete outcomes[id];
  const { incident, fault, status } = await act(id, verb, command);
  // Doing again what somebody else did changes nothing, and is no error: but it is said who did it.
  const leg = incident?.legs.find((l) => l.side === command.leg);
  if (fault !== undefined) outcomes[id] = { ok: false, text: fault };
  else if (incident && verb === 'acknowledge' && leg?.acknowledgedBy && leg.acknowledgedBy !== session.who?.name)
    outcomes[id] = {
      ok: true,
      text: t('queue.wasAcknowledged', { by: leg.acknowledgedBy, at: clock(leg.respondedAt ?? incident.updatedAt) }),
    };
  // Somebody else was first: show how it is now.
  if (status === 409) {
    const { data } = await api.GET('/v1/incidents/{id}', { params: { path: { id } } });
    if (data) putIncident(data);
  }
  delete busy[id];
  return fault === undefined;
}
