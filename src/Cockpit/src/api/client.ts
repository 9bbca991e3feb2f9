import createClient from 'openapi-fetch';
import type { components, paths } from './schema';

export type Schemas = components['schemas'];
export type Outlet = Schemas['OutletModel'];
export type Incident = Schemas['IncidentModel'];
export type Problem = Schemas['Problem'];

const client = createClient<paths>({ baseUrl: '/', headers: { 'X-Twin-CSRF': '1' } });

/** A server that cannot be reached is an `error` like one that refuses: nothing is ever thrown. */
function settled<T extends (...asked: never[]) => Promise<unknown>>(call: T): T {
  return ((...asked) => call(...asked).catch((error: unknown) => ({ error, response: Response.error() }))) as T;
}

/** The typed client. The browser sends the session along; the header says that a change was asked for by our own page. */
export const api = { GET: settled(client.GET), POST: settled(client.POST), DELETE: settled(client.DELETE) };

let onSignedOut: () => void = () => {};

export function whenSignedOut(then: () => void): void {
  onSignedOut = then;
}

client.use({
  onResponse({ response, schemaPath }) {
    if (response.status === 401 && schemaPath !== '/v1/session') onSignedOut();
  },
});

/** What went wrong, in words for people: the server's own, or that it could not be reached. */
export function faultOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'title' in error) {
    const problem = error as { title?: string; detail?: string; errors?: { path?: string; message?: string }[] };
    const faults = problem.errors?.map((e) => (e.path ? `${e.path}: ${e.message}` : e.message)).join('; ');
    return [problem.detail ?? problem.title, faults].filter(Boolean).join(' ');
  }
  return error instanceof Error ? error.message : String(error);
}
