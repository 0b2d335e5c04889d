import { createHash, randomBytes } from 'node:crypto';
import { HOUR_MS } from '../calendar/interval.ts';
import type { Caller } from './caller.ts';

/** How long a browser stays signed in. */
export const SESSION_VALID_MS = 12 * HOUR_MS;

/** Signed-in browsers. They may look, never change. */
export type Sessions = {
  /** The id is the cookie's value and is kept only as its hash. */
  begin(caller: Caller): string;
  callerOf(id: string): Caller | null;
  end(id: string): void;
};

const MAX_SESSIONS = 1_000;

/** Sessions in memory: a restart signs everybody out. */
export function openSessions(now: () => number): Sessions {
  const sessions = new Map<string, { readonly caller: Caller; readonly expiresAt: number }>();
  const forgetOld = () => {
    for (const [key, session] of sessions) {
      if (session.expiresAt > now() && sessions.size < MAX_SESSIONS) return;
      sessions.delete(key);
    }
  };
  return {
    begin(caller) {
      forgetOld();
      const id = randomBytes(32).toString('base64url');
      sessions.set(keyOf(id), { caller, expiresAt: now() + SESSION_VALID_MS });
      return id;
    },
    callerOf(id) {
      const session = sessions.get(keyOf(id));
      return session !== undefined && now() < session.expiresAt ? session.caller : null;
    },
    end(id) {
      sessions.delete(keyOf(id));
    },
  };
}

const keyOf = (id: string): string => createHash('sha256').update(id).digest('base64');
