import { type Fault, problem, type Refusal, refusal } from './document';

/** The most that the server takes, packed or not. */
export const BYTES_MAX = 32 * 1024 * 1024;

type Sides = { new: number; old: number };
export type Outcome = 'same' | 'earlier' | 'later' | 'onlyNew' | 'onlyOld';

export interface Course {
  rule: string;
  severity: string;
  openedAt: string;
  closedAt: string | null;
  pages: number;
}

/** An incident as each of the rule books would have had it; one of them may not. */
export interface Pair {
  outcome: Outcome;
  place: string;
  device?: string;
  laterBySeconds?: number;
  new: Course | null;
  old: Course | null;
}

/** What `POST /v1/rulebook/backtest` answers. */
export interface BackTest {
  from: string;
  until: string;
  old: { rulebook: string; policy: string };
  readings: { played: number; late: number; unknownDevice: number; devicesHeard: number; devicesUnheard: number };
  incidents: Sides & Record<Outcome, number>;
  pages: Sides;
  byRule: (Sides & { rule: string })[];
  pairs: Pair[];
}

export type Tried = { result: BackTest } | (Refusal & { readings: Fault[] });

/** Plays recorded readings to a rule book and to the one in force. Nothing is changed by it. */
export async function backTest(rulebook: string, type: string, readings: Blob, answer: string): Promise<Tried> {
  const form = new FormData();
  form.append('rulebook', new Blob([rulebook], { type }));
  form.append('readings', readings);
  const query = answer ? `?answer=${encodeURIComponent(answer)}` : '';
  const reply = await fetch(`/v1/rulebook/backtest${query}`, {
    method: 'POST',
    headers: { 'X-Twin-CSRF': '1' },
    body: form,
  });
  if (reply.ok) return { result: (await reply.json()) as BackTest };
  const fault = await problem(reply);
  const { faults, detail } = refusal(fault);
  const inReadings = (f: Fault) => f.path === 'readings';
  return { detail, readings: (fault.errors ?? []).filter(inReadings), faults: faults.filter((f) => !inReadings(f)) };
}
