/** How long a person may think better of it. */
const HOLD_MS = 6_000;

/** A page that goes may send so much and no more: of more, it is asked whether to go. */
const LEAVING_MAX = 100;

interface Held {
  what: string;
  count: number;
  run: (leaving: boolean) => Promise<void>;
}

const state = $state<{ what: string; leftS: number }>({ what: '', leftS: 0 });
let held: Held | null = null;
let endsAt = 0;
let ticks: ReturnType<typeof setInterval> | undefined;

/**
 * What was asked for and can still be taken back: Twin has no way back from an acknowledgement, so it is sent only when the time to undo it is over. It is never lost: whoever leaves the page,
 * closes it or puts it out of sight has it sent at once, since a page out of sight may not come back.
 */
export const hold = {
  get what(): string {
    return state.what;
  },
  get leftS(): number {
    return state.leftS;
  },
  /** `run` does it; for a page that is going it must ask for everything before it first waits. */
  begin(what: string, count: number, run: (leaving: boolean) => Promise<void>): void {
    void hold.now();
    held = { what, count, run };
    endsAt = Date.now() + HOLD_MS;
    state.what = what;
    tick();
    ticks = setInterval(tick, 250);
  },
  undo(): void {
    end();
  },
  async now(leaving = false): Promise<void> {
    const due = end();
    await due?.run(leaving);
  },
};

function tick(): void {
  state.leftS = Math.max(0, Math.ceil((endsAt - Date.now()) / 1000));
  if (Date.now() >= endsAt) void hold.now();
}

function end(): Held | null {
  const due = held;
  held = null;
  clearInterval(ticks);
  state.what = '';
  return due;
}

addEventListener('pagehide', () => void hold.now(true));
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') void hold.now(true);
});
addEventListener('beforeunload', (e) => {
  if (held && held.count > LEAVING_MAX) e.preventDefault();
});
