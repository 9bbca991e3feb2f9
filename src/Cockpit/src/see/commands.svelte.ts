import { api, faultOf, type Incident } from '../api/client';
import { session } from '../app/session.svelte';
import { clock } from '../app/time';
import { t } from '../i18n/index.svelte';
import { putIncident } from '../live/live.svelte';

type Verb = 'acknowledge' | 'assign' | 'note';
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

async function run(id: string, verb: Verb, body: { leg?: string; to?: string }): Promise<boolean> {
  busy[id] = true;
  delete outcomes[id];
  try {
    const { data, error, response } = await post(id, verb, body);
    if (data) {
      putIncident(data);
      // Doing again what somebody else did changes nothing, and is no error: but it is said who did it.
      const leg = data.legs.find((l) => l.side === body.leg);
      if (verb === 'acknowledge' && leg?.acknowledgedBy && leg.acknowledgedBy !== session.who?.name)
        outcomes[id] = {
          ok: true,
          text: t('queue.wasAcknowledged', { by: leg.acknowledgedBy, at: clock(leg.respondedAt ?? data.updatedAt) }),
        };
      return true;
    }
    outcomes[id] = { ok: false, text: faultOf(error) };
    // Somebody else was first: show how it is now.
    if (response.status === 409) {
      const now = await api.GET('/v1/incidents/{id}', { params: { path: { id } } });
      if (now.data) putIncident(now.data);
    }
  } catch (error) {
    outcomes[id] = { ok: false, text: faultOf(error) };
  } finally {
    delete busy[id];
  }
  return false;
}

function post(id: string, verb: Verb, body: { leg?: string; to?: string }) {
  const request = { params: { path: { id } }, body };
  if (verb === 'acknowledge') return api.POST('/v1/incidents/{id}/acknowledge', request);
  if (verb === 'assign') return api.POST('/v1/incidents/{id}/assign', request);
  return api.POST('/v1/incidents/{id}/note', request);
}
