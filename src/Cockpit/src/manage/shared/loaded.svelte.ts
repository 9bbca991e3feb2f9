import { faultOf } from '../../api/client';
import { onceBack } from '../../live/live.svelte';

interface Answer<T> {
  data?: T;
  error?: unknown;
}

/** The items of an answer that is a list. */
export async function items<T>(asked: Promise<Answer<{ items: T[] }>>): Promise<Answer<T[]>> {
  const { data, error } = await asked;
  return { data: data?.items, error };
}

/** What a page asked for: nothing yet, what was answered, or why there is no answer. What is known stays while it is asked for again. */
export class Loaded<T> {
  value = $state.raw<T | null>(null);
  fault = $state<string | null>(null);
  #asked = 0;

  get pending(): boolean {
    return !this.value && !this.fault;
  }

  async load(ask: () => Promise<Answer<T>>): Promise<void> {
    const asked = ++this.#asked;
    let answer: Answer<T>;
    try {
      answer = await ask();
    } catch (error) {
      answer = { error };
    }
    // A later question has been asked meanwhile: this answer is of the past.
    if (asked !== this.#asked) return;
    if (answer.data !== undefined) this.value = answer.data;
    this.fault = answer.data === undefined ? faultOf(answer.error) : null;
    if (this.fault) onceBack(() => asked === this.#asked && void this.load(ask));
  }

  forget(): void {
    this.#asked++;
    this.value = null;
    this.fault = null;
  }
}
