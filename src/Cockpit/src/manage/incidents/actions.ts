import { act, type Command, type Verb } from '../../live/act';

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
