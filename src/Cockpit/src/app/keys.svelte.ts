import { onMount } from 'svelte';
import { remember, remembered } from './remembered';

/** What a key does. `what` is the key of its words in the help. */
export interface Shortcut {
  keys: string;
  what: string;
  run: () => void;
}

const setting = $state({ on: remembered('twin.keys') !== 'off' });
let groups: Shortcut[][] = [];
let shown = $state.raw<Shortcut[]>([]);
let first = '';
let firstAt = 0;

/** Makes keys work as long as a component is there. Of two that are the same the later one counts. */
export function useKeys(shortcuts: Shortcut[]): void {
  onMount(() => {
    groups = [...groups, shortcuts];
    shown = groups.flat();
    return () => {
      groups = groups.filter((g) => g !== shortcuts);
      shown = groups.flat();
    };
  });
}

/** All that work now, for the help. */
export function shortcuts(): Shortcut[] {
  return shown.filter((s, i) => shown.findLastIndex((o) => o.keys === s.keys) === i);
}

export const shortcutsOn = {
  get value(): boolean {
    return setting.on;
  },
  set value(on: boolean) {
    setting.on = on;
    remember('twin.keys', on ? 'on' : 'off');
  },
};

/** Whether keys pressed there are text. Seen from outside, whatever is pressed in the editor is pressed on the box around it: hence the path of the event. */
function isText(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key !== 'Escape' && (isText(event.composedPath()[0] ?? null) || !setting.on)) return;
  if (document.querySelector('dialog[open]')) return;
  // On a control of its own Enter and Space are the control's.
  if (
    (event.key === 'Enter' || event.key === ' ') &&
    event.target instanceof Element &&
    event.target.closest('a,button,summary,[role="button"]')
  )
    return;
  const all = groups.flat();
  const pair = Date.now() - firstAt < 1_000 ? `${first} ${event.key}` : '';
  const found = (pair && all.findLast((s) => s.keys === pair)) || all.findLast((s) => s.keys === event.key);
  first = event.key;
  firstAt = Date.now();
  if (!found) return;
  first = '';
  event.preventDefault();
  found.run();
});
