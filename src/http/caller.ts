import type { Account } from '../access/account.ts';
import type { Actor } from '../access/actor.ts';
import { type AgencyTree, type Grant, scopeFor } from '../access/grant.ts';
import type { Permission } from '../access/role.ts';
import { type Scope, scopeOf, sees, wholeTree } from '../access/scope.ts';
import { ForbiddenError } from '../errors.ts';
import type { ReadStore } from '../store/read-store.ts';

/** The browser session that a request came by: the hash it is kept under, and what its forms have to send back. */
export type CallerSession = { readonly hash: string; readonly csrf: string };

/** Who asks, what it may do where, and by what it came. */
export type Caller = {
  readonly actor: Actor;
  /** The part of the tree for which it has the permission now; null when it has it nowhere. */
  may(permission: Permission): Scope | null;
  /** What it may look at: nothing of any agency when it may look nowhere. */
  readonly scope: Scope;
  /** Whether it is an administrator of any part of the tree. */
  readonly isAdministrator: boolean;
  /** Null for tokens. */
  readonly account: Account | null;
  /** Null for everybody who did not come by a browser's cookie. */
  readonly session: CallerSession | null;
  /** Whether nothing is open to it before its second factor is set up. */
  readonly mustEnrol: boolean;
};

/** What a request carries through the app, and what the server says of its connection. */
export type HttpEnv = {
  Bindings: { incoming?: { socket?: { remoteAddress?: string | undefined } } };
  Variables: {
    /** Not there on public routes. */
    caller: Caller;
    /** The part of the tree for which the caller has what the route's policy asks. */
    allowed: Scope;
  };
};

type Facts = {
  readonly actor: Actor;
  readonly grants: readonly Grant[];
  readonly account?: Account;
  readonly session?: CallerSession | undefined;
  readonly mustEnrol?: boolean;
};

/** A caller by its grants, over the agency tree as it stands whenever it is asked. */
export function callerBy(facts: Facts, tree: () => AgencyTree): Caller {
  const { actor, grants, account = null, session = null, mustEnrol = false } = facts;
  const may = (permission: Permission) => (mustEnrol ? null : scopeFor(grants, permission, tree()));
  return {
    actor,
    may,
    get scope() {
      return may('look') ?? scopeOf([]);
    },
    isAdministrator: grants.some((grant) => grant.role === 'administrator'),
    account,
    session,
    mustEnrol,
  };
}

/** The bearer of the bootstrap token: an administrator of the whole tree. */
export function bootstrapCaller(session?: CallerSession): Caller {
  const actor = { kind: 'token', name: 'bootstrap' } as const;
  return callerBy({ actor, grants: [{ role: 'administrator', agencyId: null }], session }, () => []);
}

/** Whoever reads open metrics. */
export const scraper: Caller = callerBy(
  { actor: { kind: 'token', name: 'open-metrics' }, grants: [{ role: 'viewer', agencyId: null }] },
  () => [],
);

/** Every agency with its parent, read again only after a commit. */
export function openTree(read: ReadStore): () => AgencyTree {
  let seq = -1;
  let tree: AgencyTree = [];
  return () => {
    const last = read.commits.lastSeq();
    if (last !== seq) {
      tree = read.agencies.newest(wholeTree).map(({ id, parentId }) => ({ id, parentId }));
      seq = last;
    }
    return tree;
  };
}

/** Where the caller has a permission. @throws ForbiddenError when it has it nowhere */
export function requirePermission(caller: Caller, permission: Permission): Scope {
  const scope = caller.may(permission);
  if (scope === null) throw forbidden(permission);
  return scope;
}

/** For what the caller may look at but not act on. @throws ForbiddenError when the agency is outside the scope */
export function requireWithin(scope: Scope, agencyId: number): void {
  if (!sees(scope, agencyId)) throw forbidden('');
}

function forbidden(permission: string): ForbiddenError {
  const named = permission === '' ? '' : ` (${permission})`;
  return new ForbiddenError(
    `vai trò của bạn không cho phép việc này ở đây${named} / your role does not allow this here${named}`,
  );
}
