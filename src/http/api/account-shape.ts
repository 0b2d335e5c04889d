import { z } from '@hono/zod-openapi';
import { type Account, disablements, isLocked } from '../../access/account.ts';
import { accessRoles } from '../../access/role.ts';
import type { StoredGrant } from '../../store/accounts.ts';
import type { StoredToken } from '../../store/tokens.ts';
import { agencyCode, instant, iso, isoOrNull } from '../schemas.ts';

/** A role on an agency and everything below it, as it is asked for; `agency` null = on the whole tree. */
export const grantWish = z
  .strictObject({ role: z.enum(accessRoles), agency: agencyCode.nullable() })
  .openapi('NewGrant');

/** A role that somebody has. */
const grant = z
  .object({
    id: z.string(),
    role: z.enum(accessRoles),
    agency: z.string().nullable(),
    fromProvider: z.boolean(),
    grantedAt: instant,
  })
  .openapi('Grant');

/** Whether somebody can sign in, and why not. */
export const accountStates = ['open', 'locked', 'disabled', 'idle', 'no-password'] as const;

/** A person's account, without its secrets. */
export const account = z
  .object({
    id: z.string(),
    name: z.string(),
    fullName: z.string(),
    state: z.enum(accountStates),
    disabled: z.enum(disablements).nullable(),
    lockedUntil: instant.nullable(),
    hasPassword: z.boolean(),
    hasTotp: z.boolean(),
    fromProvider: z.boolean(),
    createdAt: instant,
    lastUsedAt: instant,
    grants: z.array(grant).readonly(),
  })
  .openapi('Account');

/** How a token stands. */
export const tokenStates = ['open', 'expired', 'revoked'] as const;

/** A token, without its secret. */
export const token = z
  .object({
    id: z.string(),
    prefix: z.string(),
    name: z.string(),
    role: z.enum(accessRoles),
    agency: z.string().nullable(),
    state: z.enum(tokenStates),
    cidrs: z.array(z.string()).readonly(),
    createdAt: instant,
    createdBy: z.string(),
    expiresAt: instant.nullable(),
    revokedAt: instant.nullable(),
    lastUsedAt: instant.nullable(),
  })
  .openapi('Token');

/** Codes of agencies by id, for telling what roles are on. */
export type CodeOf = (id: number) => string;

/** How an account stands at an instant. */
export function accountState(one: Account, now: number): (typeof accountStates)[number] {
  if (one.disabled !== null) return one.disabled === 'idle' ? 'idle' : 'disabled';
  if (isLocked(one, now)) return 'locked';
  return one.hasPassword || one.oidcSubject !== null ? 'open' : 'no-password';
}

/** How a token stands at an instant. */
export function tokenState(one: StoredToken, now: number): (typeof tokenStates)[number] {
  if (one.revokedAt !== null) return 'revoked';
  return one.expiresAt !== null && one.expiresAt <= now ? 'expired' : 'open';
}

/** An account as it is told. */
export function tellAccount(
  one: Account,
  grants: readonly StoredGrant[],
  codeOf: CodeOf,
  now: number,
): z.infer<typeof account> {
  const { id, name, fullName, disabled, lockedUntil, hasPassword, hasTotp, oidcSubject, createdAt, lastUsedAt } = one;
  return {
    id: String(id),
    name,
    fullName,
    state: accountState(one, now),
    disabled,
    lockedUntil: isLocked(one, now) ? isoOrNull(lockedUntil) : null,
    hasPassword,
    hasTotp,
    fromProvider: oidcSubject !== null,
    createdAt: iso(createdAt),
    lastUsedAt: iso(lastUsedAt),
    grants: grants.map((held) => tellGrant(held, codeOf)),
  };
}

/** A role as it is told. */
function tellGrant(held: StoredGrant, codeOf: CodeOf): z.infer<typeof grant> {
  const { id, role, agencyId, fromProvider, grantedAt } = held;
  const agency = agencyId === null ? null : codeOf(agencyId);
  return { id: String(id), role, agency, fromProvider, grantedAt: iso(grantedAt) };
}

/** A token as it is told. */
export function tellToken(one: StoredToken, codeOf: CodeOf, now: number): z.infer<typeof token> {
  const { id, agencyId, createdAt, expiresAt, revokedAt, lastUsedAt, ...rest } = one;
  return {
    ...rest,
    id: String(id),
    agency: agencyId === null ? null : codeOf(agencyId),
    state: tokenState(one, now),
    createdAt: iso(createdAt),
    expiresAt: isoOrNull(expiresAt),
    revokedAt: isoOrNull(revokedAt),
    lastUsedAt: isoOrNull(lastUsedAt),
  };
}
