import { onDestroy } from 'svelte';

const WHILE_RUNNING_MS = 1_000;
const AT_REST_MS = 15_000;

/** Asks again and again while the page is open: often while something is under way, and not while nobody looks. */
export function poll(ask: () => Promise<void>, underWay: () => boolean): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  async function round() {
    if (!document.hidden) await ask();
    if (!over) timer = setTimeout(() => void round(), underWay() ? WHILE_RUNNING_MS : AT_REST_MS);
  }
  void round();
  onDestroy(() => {
    over = true;
    clearTimeout(timer);
  });
}
