import { faultOf, loadFaults, type Problem, said, saidOf } from '../../api/client';

/** A document as it is in force. */
export interface Stored {
  text: string;
  type: string;
  etag: string;
  version: number;
}

export interface Version {
  version: number;
  at?: string;
  by: string;
  size: number;
  removed?: boolean;
}

export interface Fault {
  message: string;
  path?: string;
  line?: number;
  column?: number;
}

export interface Refusal {
  faults: Fault[];
  detail: string;
}

export type Written = { version: number; changed: boolean; etag: string } | (Refusal & { status: number });

// Documents are texts of several media types, which the typed client does not speak.

export async function read(path: string): Promise<Stored | null> {
  const answer = await fetch(path);
  if (answer.status === 404) return null;
  if (!answer.ok) throw await problem(answer);
  const type = answer.headers.get('Content-Type')?.split(';')[0] ?? 'application/yaml';
  return {
    text: await answer.text(),
    type,
    etag: answer.headers.get('ETag') ?? '',
    version: Number(answer.headers.get('Document-Version')),
  };
}

export async function versions(path: string): Promise<Version[]> {
  const answer = await fetch(`${path}/versions`);
  if (answer.status === 404) return [];
  if (!answer.ok) throw await problem(answer);
  return ((await answer.json()) as { items: Version[] }).items;
}

/** Checks a text, or puts it in force over what was read: a document that somebody else has changed meanwhile is not overwritten. A server that cannot be reached is a refusal without a status. */
export async function write(
  path: string,
  text: string,
  type: string,
  over: Stored | null,
  dryRun: boolean,
): Promise<Written> {
  const headers: Record<string, string> = { 'Content-Type': type, 'X-Twin-CSRF': '1' };
  if (!dryRun) Object.assign(headers, over ? { 'If-Match': over.etag } : { 'If-None-Match': '*' });
  try {
    const answer = await fetch(dryRun ? `${path}?dryRun=true` : path, { method: 'PUT', headers, body: text });
    if (answer.ok)
      return {
        ...((await answer.json()) as { version: number; changed: boolean }),
        etag: answer.headers.get('ETag') ?? '',
      };
    return { ...refusal(await problem(answer)), status: answer.status };
  } catch (error) {
    return { faults: [], detail: faultOf(error), status: 0 };
  }
}

/** What the server says against a text: as a whole, and at each place of it. */
export function refusal({ errors = [], detail, title }: Problem): Refusal {
  return {
    faults: errors.map((e) => ({
      path: e.path,
      message: saidOf(e),
      line: e.line,
      column: e.column,
    })),
    detail: said(detail ?? title),
  };
}

export async function problem(answer: Response): Promise<Problem> {
  await loadFaults();
  try {
    return (await answer.json()) as Problem;
  } catch {
    return { type: 'about:blank', title: answer.statusText || String(answer.status), status: answer.status };
  }
}
