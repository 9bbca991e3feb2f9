import type { Incident } from '../api/client';
import { columnsOf, type OutletLine, Outlets } from './outlets';
import type { Connection, ToPage, ToWorker } from './protocol';
import { eventReader, type StreamEvent } from './sse';

/**
 * The one stream of a browser. All its pages share this worker, since a browser opens no more than six connections to a server; it keeps what it was told, so that a page opened later needs
 * no new snapshot, and passes changes on together rather than one by one.
 */
const ADDRESS = '/v1/stream?topics=outlets,incidents&fields=name,district,location,status,severity,since';
/** The server says something every 15 s. */
const SILENCE_MS = 40_000;
const GATHER_MS = 100;
const PAUSES_MS = [500, 1_000, 2_000, 5_000, 10_000];

const pages = new Set<{ postMessage: (m: ToPage) => void }>();
const incidents = new Map<string, Incident>();
let outlets = new Outlets();
let complete = false;
let id: string | null = null;
let state: Connection = 'connecting';
let heardAt = 0;
let retryAt = 0;
let running: AbortController | null = null;
let wake: (() => void) | null = null;

// Gathered and not passed on yet.
let lines: OutletLine[] = [];
let gone: number[] = [];
let put = new Map<string, Incident>();
let removed: string[] = [];
let timer: ReturnType<typeof setTimeout> | null = null;
/** A snapshot that takes the place of what is known is gathered aside, so that no number drops to nothing meanwhile. */
let aside: { outlets: Outlets; incidents: Incident[] } | null = null;

function tell(message: ToPage): void {
  for (const page of pages) page.postMessage(message);
}

function become(next: Connection): void {
  state = next;
  tell({ t: 'state', state, heardAt, retryAt });
}

function flush(evenIfEmpty = false): void {
  if (timer) clearTimeout(timer);
  timer = null;
  if (!evenIfEmpty && lines.length + gone.length + put.size + removed.length === 0) return;
  const rows = columnsOf(lines);
  tell({ t: 'rows', rows, gone, put: [...put.values()], removed, complete });
  lines = [];
  gone = [];
  put = new Map();
  removed = [];
}

function flushSoon(): void {
  timer ??= setTimeout(() => flush(), GATHER_MS);
}

function wholeTo(page: { postMessage: (m: ToPage) => void }): void {
  page.postMessage({ t: 'reset' });
  page.postMessage({ t: 'rows', rows: outlets.all(), gone: [], put: [...incidents.values()], removed: [], complete });
  page.postMessage({ t: 'state', state, heardAt, retryAt });
}

function take(event: StreamEvent): void {
  if (event.name === 'snapshot') takeSnapshot(JSON.parse(event.data));
  else if (event.name === 'change') takeChange(JSON.parse(event.data));
  else if (event.name === 'resync') aside = complete ? { outlets: new Outlets(), incidents: [] } : null;
  if (event.id !== undefined) id = event.id || null;
}

function takeSnapshot(part: { items: OutletLine[]; incidents?: Incident[]; done: boolean }): void {
  if (id === null && complete && !aside) aside = { outlets: new Outlets(), incidents: [] };
  if (aside) {
    aside.outlets.put(columnsOf(part.items));
    aside.incidents.push(...(part.incidents ?? []));
    if (!part.done) return;
    outlets = aside.outlets;
    incidents.clear();
    for (const incident of aside.incidents) incidents.set(incident.id, incident);
    aside = null;
    for (const page of pages) wholeTo(page);
    return;
  }
  outlets.put(columnsOf(part.items));
  lines.push(...part.items);
  for (const incident of part.incidents ?? []) {
    incidents.set(incident.id, incident);
    put.set(incident.id, incident);
  }
  if (part.done) complete = true;
  // Also of a network without outlets the pages must hear that it is whole.
  flush(part.done);
}

type Change = { code?: string; outlet?: OutletLine; id?: string; incident?: Incident; removed?: boolean };

function takeChange(change: Change): void {
  if (change.outlet) {
    outlets.put(columnsOf([change.outlet]));
    lines.push(change.outlet);
  } else if (change.code) {
    outlets.remove(Number(change.code));
    // In order: what was gathered before comes first.
    flush();
    gone.push(Number(change.code));
  } else if (change.incident && change.incident.phase !== 'closed') {
    incidents.set(change.incident.id, change.incident);
    put.set(change.incident.id, change.incident);
  } else if (change.id) {
    incidents.delete(change.id);
    put.delete(change.id);
    removed.push(change.id);
  }
  flushSoon();
}

async function follow(abort: AbortController): Promise<'lost' | 'signedOut'> {
  let silence: ReturnType<typeof setTimeout> | undefined;
  const hear = () => {
    heardAt = Date.now();
    clearTimeout(silence);
    silence = setTimeout(() => abort.abort(), SILENCE_MS);
  };
  try {
    hear();
    const answer = await fetch(ADDRESS, { headers: id ? { 'Last-Event-ID': id } : {}, signal: abort.signal });
    if (answer.status === 401 || answer.status === 403) return 'signedOut';
    if (!answer.ok || !answer.body) return 'lost';
    const read = eventReader();
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let told = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return 'lost';
      hear();
      for (const event of read(value)) take(event);
      if (complete && (state !== 'live' || heardAt - told > 900)) {
        told = heardAt;
        attempts = 0;
        become('live');
      }
    }
  } catch {
    return 'lost';
  } finally {
    clearTimeout(silence);
  }
}

let attempts = 0;

async function run(): Promise<void> {
  if (running) return;
  for (;;) {
    running = new AbortController();
    const end = await follow(running);
    flush();
    // A snapshot that was cut off is of no use.
    if (aside) id = null;
    aside = null;
    if (end === 'signedOut') {
      forget();
      become('signedOut');
      break;
    }
    if (pages.size === 0) break;
    const pause = PAUSES_MS[Math.min(attempts++, PAUSES_MS.length - 1)]! * (0.75 + Math.random() / 2);
    retryAt = Date.now() + pause;
    become('retrying');
    await new Promise<void>((resolve) => {
      wake = resolve;
      setTimeout(resolve, pause);
    });
  }
  running = null;
}

function forget(): void {
  outlets = new Outlets();
  incidents.clear();
  complete = false;
  id = null;
  tell({ t: 'reset' });
}

function from(page: { postMessage: (m: ToPage) => void }, message: ToWorker): void {
  if (message.t === 'hello') {
    pages.add(page);
    wholeTo(page);
    if (!running) {
      state = 'connecting';
      void run();
    }
  } else if (message.t === 'bye') pages.delete(page);
  else if (message.t === 'retry') {
    attempts = 0;
    wake?.();
  } else {
    // Signed out: what was read with the session is forgotten with it, for all pages.
    running?.abort();
    forget();
  }
}

if ('onconnect' in globalThis) {
  (globalThis as unknown as { onconnect: (e: MessageEvent) => void }).onconnect = (event) => {
    const port = event.ports[0]!;
    port.onmessage = (m: MessageEvent<ToWorker>) => from(port, m.data);
  };
} else {
  const page = globalThis as unknown as { postMessage: (m: ToPage) => void };
  globalThis.onmessage = (m: MessageEvent<ToWorker>) => from(page, m.data);
}
