import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import type { AgencyTree } from '../access/grant.ts';
import { isUsable, prefixOf, sameHash, tokenHash } from '../access/token.ts';
import { MINUTE_MS } from '../calendar/interval.ts';
import { bootstrapCaller, type Caller, callerBy } from './caller.ts';
import type { HttpDoors } from './doors.ts';

/** Tells whose a secret is that came from an address; null for nobody's, an expired one, or one from the wrong place. */
export type Identify = (secret: string, address: string | null) => Caller | null;

/** Knows the bootstrap token, and the tokens that are kept. */
export function openTokens(doors: HttpDoors, tree: () => AgencyTree): Identify {
  return (secret, address) => {
    if (isBootstrap(doors, secret)) return bootstrapCaller();
    const prefix = prefixOf(secret);
    const found = prefix === null ? null : doors.read.tokens.byPrefix(prefix);
    if (found === null || !sameHash(tokenHash(secret, doors.tokenKey()), found.hash)) return null;
    const { token } = found;
    const now = doors.now();
    if (!isUsable(token, address, now)) return null;
    const actor = { kind: 'token', name: token.prefix } as const;
    if (token.lastUsedAt === null || now - token.lastUsedAt >= USED_MS) {
      doors
        .submit({ id: randomUUID(), actor, scope: null, command: { kind: 'token.used', token: token.id } })
        .catch((error) => doors.log.warn({ err: error }, 'use of a token was not noted'));
    }
    return callerBy({ actor, grants: [{ role: token.role, agencyId: token.agencyId }] }, tree);
  };
}

/** Whether a secret is the bootstrap token, told in constant time. */
export function isBootstrap({ token }: Pick<HttpDoors, 'token'>, secret: string): boolean {
  return timingSafeEqual(digest(secret), digest(token));
}

// That a token is in use is written down at most this often.
const USED_MS = MINUTE_MS;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
