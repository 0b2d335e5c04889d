import { createHash, randomBytes } from 'node:crypto';
import { MINUTE_MS } from '../calendar/interval.ts';
import { administrator, type Caller } from './caller.ts';
import { openSessions, type Sessions } from './sessions.ts';

/** A link that signs one browser in, once, within its validity; `expiresAt` epoch ms. */
type SignInLink = { readonly path: string; readonly code: string; readonly expiresAt: number };

/** How browsers get in: links, and the sessions they open. */
export type SignIn = {
  readonly sessions: Sessions;
  newLink(): SignInLink;
  /** Whom a code signs in; it is spent by asking. Null for a wrong, spent or old one. */
  redeem(code: string): Caller | null;
};

const LINK_VALID_MS = 15 * MINUTE_MS;
const MAX_LINKS = 100;

/** Nobody signed in, no links given out; all of it lives in memory only. */
export function openSignIn(now: () => number): SignIn {
  const links = new Map<string, number>();
  return {
    sessions: openSessions(now),
    newLink() {
      const code = randomBytes(24).toString('base64url');
      const expiresAt = now() + LINK_VALID_MS;
      const oldest = links.keys().next();
      if (links.size >= MAX_LINKS && !oldest.done) links.delete(oldest.value);
      links.set(keyOf(code), expiresAt);
      return { path: `/sign-in?code=${code}`, code, expiresAt };
    },
    redeem(code) {
      const expiresAt = links.get(keyOf(code));
      links.delete(keyOf(code));
      return expiresAt !== undefined && now() < expiresAt ? administrator : null;
    },
  };
}

// Looked up by hash, so that how long a comparison takes tells nothing of a code.
const keyOf = (code: string): string => createHash('sha256').update(code).digest('base64');
