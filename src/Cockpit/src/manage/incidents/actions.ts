import { act, type Command, type Verb } from '../../live/act';

export interface Outcome {
  done: number;
  faults: { id: string; fault: string }[];
}

/** Asked for side by side. A page that is going asks for all before it waits: what is asked for is sent even when the page is gone. */
const LANES = 4;

/** The same of many. One that cannot be done stops none of the others. */
export async function actOnAll(
  ids: readonly string[],
  verb: Verb,
  command: Command,
  leaving: boolean,
): Promise<Outcome> {
  const outcome: Outcome = { done: 0, faults: [] };
  const left = [...ids];
  async function work(): Promise<void> {
    for (let id = left.shift(); id !== undefined; id = left.shift()) {
      const { fault } = await act(id, verb, command);
      if (fault) outcome.faults.push({ id, fault });
      else outcome.done++;
    }
  }
  await Promise.all(Array.from({ length: leaving ? ids.length : LANES }, work));
  return outcome;
}
