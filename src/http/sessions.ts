import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { type AccessLimits, type Account, holds } from '../access/account.ts';
import type { AgencyTree, Grant } from '../access/grant.ts';
import { DAY_MS, SECOND_MS } from '../calendar/interval.ts';
import { bootstrapCaller, type Caller, callerBy, type HttpEnv } from './caller.ts';
import { csrfOf } from './csrf.ts';
import type { HttpDoors } from './doors.ts';
import { ShortMemory } from './short-memory.ts';

/** The cookie that holds a browser's session; browsers keep one of this name for safe connections of this very host only. */
export const SESSION_COOKIE = '__Host-hatang';

/** A header by which our pages say that nobody is at the keyboard: such a request does not keep a session alive. */
const BACKGROUND_HEADER = 'x-hatang-background';

/** What lets somebody in beside the password: the TOTP step, or the hash of a recovery code. */
export type SecondProof = { readonly step: number | null; readonly recoveryHash: string | null };

/** Browsers that are signed in. */
export type Sessions = {
  /** Signs an account in under a fresh cookie; whatever session the browser had before ends. */
  begin(c: Context<HttpEnv>, account: Account, proof: SecondProof): Promise<void>;
  /** Lays down the cookie of a session that was begun with the hash of this value. */
  give(c: Context<HttpEnv>, value: string): Promise<void>;
  /** Signs in whoever has the bootstrap token; in memory only. */
  beginBootstrap(c: Context<HttpEnv>): Promise<void>;
  /** Whose cookie a request brings; null when it is nobody's any more. */
  callerOf(c: Context<HttpEnv>): Caller | null;
  end(c: Context<HttpEnv>): Promise<void>;
};

/** A fresh value for a cookie, and the hash it is kept under. */
export function newSessionValue(): { readonly value: string; readonly hash: string } {
  const value = randomBytes(32).toString('base64url');
  return { value, hash: hashOf(value) };
}

/** Whether somebody with these roles has to have a second factor; never where the identity provider is in charge. */
export function needsTotp(account: Account, grants: readonly Grant[], limits: AccessLimits): boolean {
  if (account.oidcSubject !== null || limits.requireTotp === 'nobody') return false;
  return limits.requireTotp === 'everybody' || grants.some((grant) => grant.role === 'administrator');
}

/** Sessions in the store, and those of the bootstrap token in memory. */
export function openSessions(doors: HttpDoors, tree: () => AgencyTree): Sessions {
  const { read, limits } = doors;
  const bootstrap = new ShortMemory<{ createdAt: number; lastUsedAt: number }>(limits.absoluteMs, 100);
  const sessionOf = (hash: string) => ({ hash, csrf: csrfOf(hash, doors.tokenKey()) });

  const bootstrapOf = (c: Context<HttpEnv>, hash: string): Caller | null => {
    const found = bootstrap.get(hash, doors.now());
    if (found === null || !holds({ ...found, accountId: 0 }, true, limits, doors.now())) return null;
    if (isSomebody(c)) found.lastUsedAt = doors.now();
    return bootstrapCaller(sessionOf(hash));
  };
  const accountOf = (c: Context<HttpEnv>, hash: string): Caller | null => {
    const session = read.sessions.byHash(hash);
    const account = session && read.accounts.byId(session.accountId);
    if (!session || !account || account.disabled !== null) return null;
    const grants = read.accounts.grants(account.id);
    const isAdministrator = grants.some((grant) => grant.role === 'administrator');
    if (!holds(session, isAdministrator, limits, doors.now())) return null;
    const actor = { kind: 'account', name: account.name } as const;
    if (isSomebody(c) && doors.now() - session.lastUsedAt >= TOUCH_MS) {
      const command = { kind: 'session.touch', session: hash } as const;
      doors
        .submit({ id: randomUUID(), actor, scope: null, command })
        .catch((error) => doors.log.warn({ err: error }, 'session was not touched'));
    }
    const mustEnrol = !account.hasTotp && needsTotp(account, grants, limits);
    return callerBy({ actor, grants, account, session: sessionOf(hash), mustEnrol }, tree);
  };
  const end = async (c: Context<HttpEnv>): Promise<void> => {
    const cookie = getCookie(c, SESSION_COOKIE);
    if (cookie === undefined) return;
    const hash = hashOf(cookie);
    bootstrap.forget(hash);
    const session = read.sessions.byHash(hash);
    const account = session && read.accounts.byId(session.accountId);
    if (!account) return;
    const actor = { kind: 'account', name: account.name } as const;
    await doors.submit({ id: randomUUID(), actor, scope: null, command: { kind: 'session.end', session: hash } });
  };
  const give = async (c: Context<HttpEnv>, value: string): Promise<void> => {
    await end(c);
    layCookie(c, value, Math.floor(limits.absoluteMs / SECOND_MS));
  };

  return {
    give,
    async begin(c, account, { step, recoveryHash }) {
      const { value, hash } = newSessionValue();
      const actor = { kind: 'account', name: account.name } as const;
      const command = { kind: 'session.begin', account: account.id, session: hash, step, recoveryHash } as const;
      await doors.submit({ id: randomUUID(), actor, scope: null, command });
      await give(c, value);
    },
    async beginBootstrap(c) {
      const { value, hash } = newSessionValue();
      bootstrap.put(hash, { createdAt: doors.now(), lastUsedAt: doors.now() }, doors.now());
      await give(c, value);
    },
    callerOf(c) {
      const cookie = getCookie(c, SESSION_COOKIE);
      if (cookie === undefined || !/^[\w-]{43}$/.test(cookie)) return null;
      const hash = hashOf(cookie);
      return bootstrapOf(c, hash) ?? accountOf(c, hash);
    },
    async end(c) {
      await end(c);
      layCookie(c, '', 0);
    },
  };
}

// A session that is in use is written down at most this often.
const TOUCH_MS = 30 * SECOND_MS;

// Lax, not Strict: who comes back from the identity provider comes from another site.
function layCookie(c: Context, value: string, maxAge: number): void {
  const most = (400 * DAY_MS) / SECOND_MS;
  setCookie(c, SESSION_COOKIE, value, {
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: Math.min(maxAge, most),
  });
}

function isSomebody(c: Context): boolean {
  return c.req.header(BACKGROUND_HEADER) === undefined;
}

const hashOf = (value: string): string => createHash('sha256').update(value).digest('hex');
