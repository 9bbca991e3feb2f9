import { whenSignedOut } from '../api/client';
import { remember, remembered } from './remembered';

/** Who is signed in here, as `GET /v1/session` tells it. */
export interface Session {
  name: string;
  /** Id of the person whose key it is; absent: nobody's in particular. */
  person?: string;
  scopes: string[];
  divisions: string[];
  endsAt?: string;
}

type State = 'asking' | 'in' | 'out' | 'unreachable';

const held = $state<{ state: State; who: Session | null }>({ state: 'asking', who: null });

export const session = {
  get state(): State {
    return held.state;
  },
  /** Whether somebody was signed in here last, and probably still is. */
  get wasIn(): boolean {
    return remembered('twin.in') === 'yes';
  },
  get who(): Session | null {
    return held.who;
  },
  /** Whether somebody named by the server, by their own id or by a key's name, is who is signed in. */
  isMe(id: string | null | undefined): boolean {
    return !!id && (id === held.who?.person || id === held.who?.name);
  },
  /** Whether it is for the whole province. */
  get whole(): boolean {
    return !held.who?.divisions.length;
  },
  /** Whether what needs this scope is offered. Refusing it is the server's. */
  can(scope: 'read' | 'operate' | 'plan' | 'admin'): boolean {
    return held.who?.scopes.some((s) => s === scope || s === 'admin') ?? false;
  },
};

export async function askSession(): Promise<void> {
  try {
    const answer = await fetch('/v1/session');
    if (answer.status === 200) signedIn(await answer.json());
    else if (answer.status === 204 || answer.status === 401) signedOut();
    else held.state = 'unreachable';
  } catch {
    held.state = 'unreachable';
  }
}

/** A session in use is renewed by being asked for. While the server cannot be reached the page stays as it is. */
export async function renewSession(): Promise<void> {
  const answer = await fetch('/v1/session').catch(() => null);
  if (answer?.status === 200) signedIn(await answer.json());
  else if (answer?.status === 204) signedOut();
}

/** Null when it went well, else what to say. */
export async function signIn(key: string): Promise<'wrong' | 'wait' | 'unreachable' | null> {
  try {
    const answer = await fetch('/v1/session', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Twin-CSRF': '1' },
      body: JSON.stringify({ key }),
    });
    if (answer.ok) {
      signedIn(await answer.json());
      return null;
    }
    return answer.status === 429 ? 'wait' : answer.status === 400 || answer.status === 401 ? 'wrong' : 'unreachable';
  } catch {
    return 'unreachable';
  }
}

export async function signOut(): Promise<void> {
  // Whatever comes of it, the page forgets.
  await fetch('/v1/session', { method: 'DELETE', headers: { 'X-Twin-CSRF': '1' } }).catch(() => {});
  signedOut();
}

function signedIn(who: Session): void {
  held.who = who;
  held.state = 'in';
  remember('twin.in', 'yes');
}

function signedOut(): void {
  held.who = null;
  held.state = 'out';
  remember('twin.in', 'no');
}

whenSignedOut(signedOut);
