import type { Incident } from '../api/client';
import type { Columns } from './outlets';

/** connecting: nothing known yet. live: told of every change. retrying: the connection is lost, what is known stays. signedOut: the session has ended. */
export type Connection = 'connecting' | 'live' | 'retrying' | 'signedOut';

export type ToPage =
  | { t: 'reset' }
  | { t: 'rows'; rows: Columns; gone: number[]; put: Incident[]; removed: string[]; complete: boolean }
  | { t: 'state'; state: Connection; heardAt: number; retryAt: number };

export type ToWorker = { t: 'hello' } | { t: 'bye' } | { t: 'stop' } | { t: 'retry' };
