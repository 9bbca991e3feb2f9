import { api, faultOf, type Incident } from '../api/client';
import { putIncident } from './live.svelte';

export type Verb = 'acknowledge' | 'assign' | 'arrive' | 'resolve' | 'close' | 'reopen' | 'reassign' | 'note';

export interface Command {
  leg?: string;
  to?: string;
  note?: string;
}

/** Asks for something to be done to an incident: the incident as it is then, or why not. */
export async function act(
  id: string,
  verb: Verb,
  body: Command = {},
): Promise<{ incident?: Incident; fault?: string; status: number }> {
  const { data, error, response } = await api.POST(`/v1/incidents/{id}/${verb}`, {
    params: { path: { id } },
    body,
    keepalive: true,
  });
  if (!data) return { fault: faultOf(error), status: response.status };
  putIncident(data);
  return { incident: data, status: response.status };
}
