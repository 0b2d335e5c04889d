import type { Session } from '../../access/account.ts';
import type { Scope } from '../../access/scope.ts';
import type { Agency } from '../../inventory/agency.ts';
import type { StoredGrant } from '../../store/accounts.ts';
import type { ReadStore } from '../../store/read-store.ts';
import type { StoredToken } from '../../store/tokens.ts';
import { type AgencyNames, agencyNames } from '../agency-names.ts';
import type { AccountsProps } from './access-accounts-view.ts';
import type { AccountDetailsProps } from './access-details-view.ts';
import type { ShownGrant } from './access-grants.ts';
import type { ShownToken } from './access-tokens-view.ts';

/** Every account with its roles, and the agencies that can be chosen, from one consistent view of the store. */
export function loadAccounts(read: ReadStore, scope: Scope, now: number): Pick<AccountsProps, 'accounts' | 'agencies'> {
  return read.snapshot(() => {
    const names = agencyNames(read, scope, now);
    const grants = Map.groupBy(read.accounts.grants(), (grant) => grant.accountId);
    const accounts = read.accounts.list().map((account) => ({
      account,
      grants: (grants.get(account.id) ?? []).map((grant) => shown(grant, names)),
    }));
    return { accounts, agencies: names.today };
  });
}

// `hash` is what a session is kept under.
type LoadedAccount = Pick<AccountDetailsProps, 'account' | 'grants' | 'agencies'> & {
  readonly sessions: readonly (Session & { readonly hash: string })[];
};

/** One account with its roles and sessions; null when there is none. */
export function loadAccount(read: ReadStore, scope: Scope, id: number, now: number): LoadedAccount | null {
  return read.snapshot(() => {
    const account = read.accounts.byId(id);
    if (account === null) return null;
    const names = agencyNames(read, scope, now);
    const grants = read.accounts.grants(id).map((grant) => shown(grant, names));
    return { account, grants, sessions: read.sessions.ofAccount(id), agencies: names.today };
  });
}

/** Every token, those in use first and the newest first, and the agencies that can be chosen. */
export function loadTokens(
  read: ReadStore,
  scope: Scope,
  now: number,
): { readonly tokens: readonly ShownToken[]; readonly agencies: readonly Agency[] } {
  return read.snapshot(() => {
    const names = agencyNames(read, scope, now);
    const isOver = ({ revokedAt, expiresAt }: StoredToken) => revokedAt !== null || (expiresAt ?? now + 1) <= now;
    const tokens = read.tokens
      .list()
      .toSorted((a, b) => Number(isOver(a)) - Number(isOver(b)) || b.id - a.id)
      .map(({ agencyId, ...token }) => ({
        ...token,
        agency: agencyId === null ? null : names.of(agencyId, token.createdAt),
      }));
    return { tokens, agencies: names.today };
  });
}

function shown({ id, role, agencyId, fromProvider, grantedAt }: StoredGrant, names: AgencyNames): ShownGrant {
  return { id, role, agency: agencyId === null ? null : names.of(agencyId, grantedAt), fromProvider };
}
