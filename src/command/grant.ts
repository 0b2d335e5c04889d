import { wholeTree } from '../access/scope.ts';
import { NotFoundError } from '../errors.ts';
import type { AccessCommand, GrantWish } from './access-command.ts';
import type { CommandContext } from './context.ts';

type Of<K extends AccessCommand['kind']> = Extract<AccessCommand, { kind: K }>;

/** Gives an account a role. */
export function addGrant(context: CommandContext, { account, role, agency }: Of<'grant.add'>): void {
  if (!context.store.read.accounts.byId(account)) {
    throw new NotFoundError(`không có tài khoản / no account: ${account}`);
  }
  addGrants(context, account, [{ role, agency }], false);
}

/** Gives an account roles it does not have yet; its sessions end, so that the next sign-in is by what it may now. */
export function addGrants(
  context: CommandContext,
  accountId: number,
  wishes: readonly GrantWish[],
  fromProvider: boolean,
): void {
  const { store, commit, ledger } = context;
  for (const { role, agency } of wishes) {
    const agencyId = agency === null ? null : grantedAgency(context, agency);
    const held = store.read.accounts.grants(accountId);
    const same = held.find((grant) => grant.role === role && grant.agencyId === agencyId);
    if (same) {
      ledger.note('grants', String(same.id), 'same');
      continue;
    }
    const id = store.accounts.grant(commit, { accountId, role, agencyId, fromProvider });
    store.sessions.endAll(accountId);
    commit.audit('grant', { kind: 'grant', id: String(id) }, { account: accountId, role, agency, fromProvider });
    ledger.note('grants', String(id), 'added');
  }
}

/** Takes a role back and ends the account's sessions. Whether it may be taken is the caller's to check. */
export function endGrant(context: CommandContext, grantId: number): void {
  const { store, commit, ledger } = context;
  const grant = store.read.accounts.grantById(grantId);
  if (!grant || grant.endedAt !== null) throw new NotFoundError(`không có vai trò đã cấp / no grant: ${grantId}`);
  store.accounts.endGrant(commit, grantId);
  store.sessions.endAll(grant.accountId);
  commit.audit('end', { kind: 'grant', id: String(grantId) }, { account: grant.accountId, role: grant.role });
  ledger.note('grants', String(grantId), 'changed');
}

/**
 * The id of an agency by its code, in the whole tree: roles are given by whoever manages all access, or by the provider.
 * @throws NotFoundError
 */
export function grantedAgency(context: CommandContext, code: string): number {
  const id = context.store.read.agencies.idOf(wholeTree, code);
  if (id === null) throw new NotFoundError(`không có cơ quan / no agency: ${code}`);
  return id;
}
