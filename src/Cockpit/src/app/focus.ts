import { tick } from 'svelte';

const FOCUSABLE =
  'button:not(:disabled), a[href], input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex]';

/**
 * What had the focus may be gone, or may not be pressed any more, once something was done. It goes on within the place where that was, and not at the top of the page: to what is named, else to the
 * first that can have it.
 */
export async function keepFocus(place: Element | null | undefined, named = FOCUSABLE): Promise<void> {
  await tick();
  const has = document.activeElement;
  if (has && has !== document.body && !has.matches(':disabled')) return;
  (place?.querySelector<HTMLElement>(named) ?? place?.querySelector<HTMLElement>(FOCUSABLE))?.focus();
}
