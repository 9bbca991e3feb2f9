import { faultOf, type Schemas } from '../../api/client';
import { problem, type Refusal, refusal } from '../../manage/documents/document';

// Scenarios are YAML, which the typed client does not speak.
async function post<T>(text: string, query = ''): Promise<T | Refusal> {
  try {
    const answer = await fetch(`/v1/simulations${query}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/yaml', 'X-Twin-CSRF': '1' },
      body: text,
    });
    return answer.ok ? ((await answer.json()) as T) : refusal(await problem(answer));
  } catch (error) {
    return { faults: [], detail: faultOf(error) };
  }
}

/** What the server says of a scenario; nothing is run. */
export function check(text: string) {
  return post<Schemas['SimulationCheckModel']>(text, '?dryRun=true');
}

export function start(text: string) {
  return post<Schemas['SimulationModel']>(text);
}

export function textOf(run: string): Promise<string | null> {
  return documentText(`/v1/simulations/${encodeURIComponent(run)}/scenario`);
}

/** A text of the server's, as it was written. */
export async function documentText(path: string): Promise<string | null> {
  const answer = await fetch(path, { headers: { Accept: 'application/yaml' } }).catch(() => null);
  return answer?.ok ? await answer.text() : null;
}
