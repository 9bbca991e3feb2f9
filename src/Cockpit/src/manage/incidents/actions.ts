import { api, faultOf, type Incident } from '../../api/client';
import { putIncident } from '../../live/live.svelte';

export const VERBS = ['acknowledge', 'assign', 'arrive', 'resolve', 'close', 'reopen', 'reassign', 'note'] as const;
export type Verb = (typeof VERBS)[number];

interface Command {
  leg?: string;
  to?: string;
  note?: string;
}

/** Asks for something to be done to an incident: the incident as it is then, or why not. */
export async function act(
  id: string,
  verb: Verb,
  command: Command = {},
): Promise<{ incident?: Incident; fault?: string }> {
  try {
    const { data, error } = await api.POST(`/v1/incidents/{id}/${verb}`, {
      params: { path: { id } },
      body: command,
      keepalive: true,
    });
    if (!data) return { fault: faultOf(error) };
    putIncident(data);
    return { incident: data };
  } catch (error) {
    return { fault: faultOf(error) };
  }
}

export interface Outcome {
  done: number;
  faults: { id: string; fault: string }[];
}

/** The same of many, four at a time. One that cannot be done stops none of the others. */
export async function actOnAll(ids: readonly string[], verb: Verb, command: Command = {}): Promise<Outcome> {
  const outcome: Outcome = { done: 0, faults: [] };
  const left = [...ids];
  async function work(): Promise<void> {
    for (let id = left.shift(); id !== undefined; id = left.shift()) {
      const { fault } = await act(id, verb, command);
      if (fault) outcome.faults.push({ id, fault });
      else outcome.done++;
    }
  }
  await Promise.all([work(), work(), work(), work()]);
  return outcome;
}
