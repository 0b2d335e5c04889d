import { randomBytes, randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Account } from '../access/account.ts';
import { newTotpSecret, TOTP_SECRET_BYTES } from '../access/totp.ts';
import { MINUTE_MS, SECOND_MS } from '../calendar/interval.ts';
import type { HttpEnv } from './caller.ts';
import type { HttpDoors } from './doors.ts';
import type { OwnAccount } from './own-account.ts';
import type { SecondProof, Sessions } from './sessions.ts';
import { ShortMemory } from './short-memory.ts';

/** Where whoever has to set up a second factor first is sent. */
export const ENROL_PATH = '/sign-in/enrol';

/** The last steps of every way in. */
export type Entry = {
  /** Signs an account in and sends the browser on; whoever has to set up a second factor finds it begun. */
  enter(c: Context<HttpEnv>, account: Account, proof: SecondProof): Promise<Response>;
  /** Remembers, for this browser and a few minutes, whose password was right. */
  awaitCode(c: Context<HttpEnv>, account: Account): void;
  /** The id of the account whose code this browser still owes; null when there is none. */
  awaited(c: Context<HttpEnv>): number | null;
  forgetAwaited(c: Context<HttpEnv>): void;
};

/** Over the doors and the sessions. */
export function openEntry(doors: HttpDoors, sessions: Sessions, own: OwnAccount): Entry {
  const pending = new ShortMemory<number>(PENDING_MS, 1_000);
  return {
    async enter(c, account, proof) {
      await sessions.begin(c, account, proof);
      if (account.hasTotp || !own.needsTotp(account)) return c.redirect('/', 303);
      if (doors.accountSecrets.of(account.id)?.totpSecret == null) {
        const secret = newTotpSecret(randomBytes(TOTP_SECRET_BYTES));
        const actor = { kind: 'account', name: account.name } as const;
        const command = { kind: 'account.totp', account: account.id, secret } as const;
        await doors.submit({ id: randomUUID(), actor, scope: null, command });
      }
      return c.redirect(ENROL_PATH, 303);
    },
    awaitCode(c, account) {
      const key = randomBytes(32).toString('base64url');
      pending.put(key, account.id, doors.now());
      setCookie(c, PENDING_COOKIE, key, { ...cookie, maxAge: PENDING_MS / SECOND_MS });
    },
    awaited(c) {
      const key = getCookie(c, PENDING_COOKIE);
      return key === undefined ? null : pending.get(key, doors.now());
    },
    forgetAwaited(c) {
      const key = getCookie(c, PENDING_COOKIE);
      if (key === undefined) return;
      pending.forget(key);
      deleteCookie(c, PENDING_COOKIE, cookie);
    },
  };
}

const PENDING_COOKIE = '__Host-hatang-step';
const PENDING_MS = 5 * MINUTE_MS;
const cookie = { path: '/', secure: true, httpOnly: true, sameSite: 'Strict' } as const;
