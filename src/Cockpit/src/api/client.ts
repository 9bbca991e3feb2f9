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
  async onResponse({ response, schemaPath }) {
    if (response.status === 401 && schemaPath !== '/v1/session') onSignedOut();
    if (!response.ok) await loadFaults();
  },
});

/** How it is spoken to the reader, as the app says. */
let reader = { isChinese: () => false, unreachable: () => '' };

export function speakTo(to: typeof reader): void {
  reader = to;
}

let chinese: typeof import('./faults') | null = null;

/** The words for refusals, which most pages never need. */
export async function loadFaults(): Promise<void> {
  if (reader.isChinese()) chinese ??= await import('./faults').catch(() => null);
}

/** A sentence of the server's, and what it says of one place, in the reader's language. */
export function said(sentence: string): string {
  return reader.isChinese() && chinese ? chinese.inChinese(sentence) : sentence;
}
export function saidOf(fault: { path?: string; code?: string; message: string }): string {
  const text = reader.isChinese() && chinese ? chinese.faultInChinese(fault.code, fault.message) : fault.message;
  return fault.path ? `${fault.path}: ${text}` : text;
}

/** What went wrong, in words for people: the server's own, or that it could not be reached. */
export function faultOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'title' in error) {
    const { detail, title, errors = [] } = error as Problem;
    return [said(detail ?? title), errors.map(saidOf).join('; ')].filter(Boolean).join(' ');
  }
  // What a browser throws where nobody answers has no words for people.
  if (error instanceof TypeError) return reader.unreachable();
  return error instanceof Error ? error.message : String(error);
}
