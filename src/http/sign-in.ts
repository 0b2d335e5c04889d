import { createHash, randomBytes } from 'node:crypto';
import { MINUTE_MS } from '../calendar/interval.ts';

/** A link that signs one browser in, once, within its validity; `expiresAt` epoch ms. */
type SignInLink = { readonly path: string; readonly code: string; readonly expiresAt: number };

/** One-time links into the console, for whoever started the service. */
export type SignIn = {
  newLink(): SignInLink;
  /** Whether a code signs somebody in; it is spent by asking. False for a wrong, spent or old one. */
  redeem(code: string): boolean;
  /** Whom links sign in: an account's id; null = the bearer of the bootstrap token, as long as there are no accounts. */
  account(): number | null;
};

const LINK_VALID_MS = 15 * MINUTE_MS;
const MAX_LINKS = 100;

/** No links given out yet; they live in memory only. */
export function openSignIn(now: () => number, account: () => number | null = () => null): SignIn {
  const links = new Map<string, number>();
  return {
    account,
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
      return expiresAt !== undefined && now() < expiresAt;
    },
  };
}

// Looked up by hash, so that how long a comparison takes tells nothing of a code.
const keyOf = (code: string): string => createHash('sha256').update(code).digest('base64');
