import { faultOf, type Problem, type Schemas } from '../../api/client';
import type { Fault } from '../../manage/documents/document';

export type Checked = { good: Schemas['SimulationCheckModel'] } | { faults: Fault[]; detail: string };

// Scenarios are YAML, which the typed client does not speak.
async function post(text: string, query: string): Promise<Response> {
  return await fetch(`/v1/simulations${query}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/yaml', 'X-Twin-CSRF': '1' },
    body: text,
  });
}

async function refused(answer: Response): Promise<{ faults: Fault[]; detail: string }> {
  const problem = (await answer.json().catch(() => null)) as Problem | null;
  if (!problem) return { faults: [], detail: answer.statusText || String(answer.status) };
  const faults = (problem.errors ?? []).map((e) => ({
    message: e.path ? `${e.path}: ${e.message}` : (e.message ?? ''),
    line: e.line ?? undefined,
    column: e.column ?? undefined,
  }));
  return { faults, detail: problem.detail ?? problem.title ?? '' };
}

/** What the server says of a scenario; nothing is run. */
export async function check(text: string): Promise<Checked> {
  try {
    const answer = await post(text, '?dryRun=true');
    return answer.ok ? { good: (await answer.json()) as Schemas['SimulationCheckModel'] } : await refused(answer);
  } catch (error) {
    return { faults: [], detail: faultOf(error) };
  }
}

export async function start(
  text: string,
): Promise<{ run: Schemas['SimulationModel'] } | { faults: Fault[]; detail: string }> {
  try {
    const answer = await post(text, '');
    return answer.ok ? { run: (await answer.json()) as Schemas['SimulationModel'] } : await refused(answer);
  } catch (error) {
    return { faults: [], detail: faultOf(error) };
  }
}

export async function textOf(run: string): Promise<string | null> {
  const answer = await fetch(`/v1/simulations/${encodeURIComponent(run)}/scenario`).catch(() => null);
  return answer?.ok ? await answer.text() : null;
}
