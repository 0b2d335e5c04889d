import { createHash, timingSafeEqual } from 'node:crypto';
import type { Actor } from '../access/actor.ts';
import { type Scope, wholeTree } from '../access/scope.ts';
import { ForbiddenError } from '../errors.ts';

/** Who asks, and what part of the agency tree it may see. */
export type Caller = { readonly actor: Actor; readonly scope: Scope };

/** What a request carries through the app. */
export type HttpEnv = { Variables: { caller: Caller } };

/** Tells whose a secret is; null for nobody's. */
export type Identify = (secret: string) => Caller | null;

/** The administrator of the first start: everything, under the one token. */
export const administrator: Caller = { actor: { kind: 'token', name: 'bootstrap' }, scope: wholeTree };

/** Whoever reads open metrics. */
export const scraper: Caller = { actor: { kind: 'token', name: 'open-metrics' }, scope: wholeTree };

/** Knows the bootstrap token and nothing else; compares in constant time. */
export function bootstrapOnly(token: string): Identify {
  const expected = digest(token);
  return (secret) => (timingSafeEqual(digest(secret), expected) ? administrator : null);
}

/** What concerns the whole site is for those who see all of it. @throws ForbiddenError for everybody else. */
export function requireWholeTree(caller: Caller): void {
  if (caller.scope.agencyIds === null) return;
  throw new ForbiddenError('chỉ dành cho quản trị toàn hệ thống / for administrators of the whole site only');
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
