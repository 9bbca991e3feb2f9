/** How long a person may think better of it. */
const HOLD_MS = 6_000;

interface Held {
  what: string;
  run: () => Promise<void>;
}

const state = $state<{ what: string; leftS: number }>({ what: '', leftS: 0 });
let held: Held | null = null;
let endsAt = 0;
let ticks: ReturnType<typeof setInterval> | undefined;

/** What was asked for and can still be taken back: Twin has no way back from an acknowledgement, so it is sent only when the time to undo it is over, or the page is left. */
export const hold = {
  get what(): string {
    return state.what;
  },
  get leftS(): number {
    return state.leftS;
  },
  begin(what: string, run: () => Promise<void>): void {
    void hold.now();
    held = { what, run };
    endsAt = Date.now() + HOLD_MS;
    state.what = what;
    tick();
    ticks = setInterval(tick, 250);
  },
  undo(): void {
    end();
  },
  async now(): Promise<void> {
    const due = end();
    await due?.run();
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

addEventListener('pagehide', () => void hold.now());
