import type { Incident } from '../api/client';
import { Outlets } from './outlets';
import type { Connection, ToPage, ToWorker } from './protocol';

/** The network as it is told live. Pages read `live.version` to be told of changes and then the arrays themselves, which no framework watches. */
const held = $state({
  version: 0,
  state: 'connecting' as Connection,
  complete: false,
  heardAt: 0,
  retryAt: 0,
  now: Date.now(),
  /** The browser has no network, and nobody answers without one. */
  cut: false,
});

const outlets = new Outlets();
const incidents = new Map<string, Incident>();

/** Older than this the numbers may not be those of now: the server says something every 15 s. */
export const STALE_MS = 20_000;

export type Freshness = 'loading' | 'live' | 'stale' | 'offline';

export const live = {
  outlets,
  incidents,
  get version(): number {
    return held.version;
  },
  /** Whether all outlets and incidents are known; until then numbers would be too small. */
  get complete(): boolean {
    return held.complete;
  },
  get state(): Connection {
    return held.state;
  },
  /** Ticks once a second. */
  get now(): number {
    return held.now;
  },
  get ageS(): number {
    return Math.max(0, Math.round((held.now - held.heardAt) / 1000));
  },
  get retryInS(): number {
    return Math.max(0, Math.ceil((held.retryAt - held.now) / 1000));
  },
  get cut(): boolean {
    return held.cut;
  },
  get freshness(): Freshness {
    if (held.state === 'retrying' || held.cut) return held.complete || held.heardAt > 0 ? 'offline' : 'loading';
    if (!held.complete) return 'loading';
    return held.now - held.heardAt > STALE_MS ? 'stale' : 'live';
  },
  retry(): void {
    send?.({ t: 'retry' });
  },
};

/** Asks again for what could not be had while the connection was lost. */
const whenBack = new Set<() => void>();

export function onceBack(then: () => void): void {
  whenBack.add(then);
}

let send: ((m: ToWorker) => void) | null = null;
let onSignedOut: () => void = () => {};
let frame = 0;

let following = false;

/** A browser has one stream for all its pages; where it knows no shared workers, one for each. */
export function startLive(whenSignedOut: () => void): void {
  onSignedOut = whenSignedOut;
  if (!send) {
    const port = connect();
    port.onmessage = (m) => receive(m.data as ToPage);
    send = (m) => port.postMessage(m);
    addEventListener('pagehide', () => send?.({ t: 'bye' }));
    addEventListener('pageshow', (e) => e.persisted && send?.({ t: 'hello' }));
    addEventListener('offline', () => void lookAround());
    addEventListener('online', () => void lookAround());
    setInterval(() => {
      held.now = Date.now();
    }, 1000);
  }
  if (following) return;
  following = true;
  send({ t: 'hello' });
}

export function stopLive(): void {
  following = false;
  send?.({ t: 'stop' });
}

/** A browser that says it has no network may still reach a server on the same machine. */
async function lookAround(): Promise<void> {
  held.cut =
    !navigator.onLine &&
    !(await fetch('/healthz/live', { cache: 'no-store' }).then(
      (answer) => answer.ok,
      () => false,
    ));
  if (held.cut) return;
  live.retry();
  back();
}

function back(): void {
  for (const again of whenBack) again();
  whenBack.clear();
}

function connect(): MessagePort | Worker {
  if (typeof SharedWorker === 'undefined')
    return new Worker(new URL('./live.worker.ts', import.meta.url), { type: 'module' });
  const worker = new SharedWorker(new URL('./live.worker.ts', import.meta.url), { type: 'module', name: 'twin-live' });
  worker.port.start();
  return worker.port;
}

function receive(message: ToPage): void {
  if (message.t === 'reset') {
    outlets.clear();
    incidents.clear();
    held.complete = false;
  } else if (message.t === 'rows') {
    outlets.put(message.rows);
    for (const code of message.gone) outlets.remove(code);
    for (const incident of message.put) incidents.set(incident.id, incident);
    for (const id of message.removed) incidents.delete(id);
    held.complete = message.complete;
  } else {
    const lost = held.state === 'retrying';
    held.state = message.state;
    held.heardAt = message.heardAt;
    held.retryAt = message.retryAt;
    held.now = Date.now();
    if (lost && message.state === 'live') back();
    if (message.state === 'signedOut') {
      following = false;
      onSignedOut();
    }
    return;
  }
  // However many messages come, what is shown is worked out once a frame.
  if (frame === 0)
    frame = requestAnimationFrame(() => {
      frame = 0;
      held.version++;
    });
}

/** What a person did here shows at once; the stream says the same a moment later. */
export function putIncident(incident: Incident): void {
  if (incident.phase === 'closed') incidents.delete(incident.id);
  else incidents.set(incident.id, incident);
  held.version++;
}
