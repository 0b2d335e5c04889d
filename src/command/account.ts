import type { Account } from '../access/account.ts';
import { afterFailure, isLocked } from '../access/account.ts';
import { ConflictError, NotFoundError, UnauthenticatedError } from '../errors.ts';
import type { AccessCommand } from './access-command.ts';
import type { CommandContext } from './context.ts';
import { addGrants } from './grant.ts';

type Of<K extends AccessCommand['kind']> = Extract<AccessCommand, { kind: K }>;

/** Makes an account with its first roles. */
export function createAccount(context: CommandContext, command: Of<'account.create'>): void {
  const id = makeAccount(context, { ...command, oidcSubject: null });
  addGrants(context, id, command.grants, false);
}

/** Makes an account that has no role yet; answers its id. */
export function makeAccount(
  context: CommandContext,
  values: { name: string; fullName: string; passwordHash: string | null; oidcSubject: string | null },
): number {
  const { store, commit, ledger } = context;
  if (store.read.accounts.byName(values.name)) {
    throw new ConflictError(`${values.name}: đã có tài khoản này / there is such an account`, [
      { path: '/name', message: 'tên đã dùng / the name is taken' },
    ]);
  }
  const { name, fullName, passwordHash, oidcSubject } = values;
  const id = store.accounts.create(commit, { name, fullName, passwordHash, oidcSubject });
  audit(context, 'create', id, { name: name.toLowerCase(), fullName, provider: oidcSubject !== null });
  ledger.note('accounts', String(id), 'added');
  return id;
}

/** Changes the name people read. */
export function renameAccount(context: CommandContext, { account: id, fullName }: Of<'account.rename'>): void {
  const account = accountOf(context, id);
  if (account.fullName === fullName) {
    context.ledger.note('accounts', String(id), 'same');
    return;
  }
  context.store.accounts.change(id, { fullName });
  audit(context, 'change', id, { fullName });
  context.ledger.note('accounts', String(id), 'changed');
}

/** Shuts an account for good, until it is enabled; its sessions end with it. The last administrator stays. */
export function disableAccount(context: CommandContext, { account: id }: Of<'account.disable'>): void {
  const account = accountOf(context, id);
  if (account.disabled !== null) {
    context.ledger.note('accounts', String(id), 'same');
    return;
  }
  refuseLastAdministrator(context, id);
  shutAccount(context, id, 'administrator');
}

/** Disables and ends the sessions. */
export function shutAccount(context: CommandContext, id: number, reason: 'administrator' | 'idle'): void {
  context.store.accounts.change(id, { disabled: reason });
  context.store.sessions.endAll(id);
  audit(context, 'disable', id, { reason });
  context.ledger.note('accounts', String(id), 'changed');
}

/** Opens a disabled or locked account again. */
export function enableAccount(context: CommandContext, { account: id }: Of<'account.enable'>): void {
  const account = accountOf(context, id);
  if (account.disabled === null && !isLocked(account, context.now)) {
    context.ledger.note('accounts', String(id), 'same');
    return;
  }
  const change = { disabled: null, failures: 0, lockedUntil: null, lastUsedAt: context.now };
  context.store.accounts.change(id, change);
  audit(context, 'enable', id, {});
  context.ledger.note('accounts', String(id), 'changed');
}

/** Sets a password; whoever is signed in elsewhere is signed out, and open links for it are spent. */
export function setPassword(context: CommandContext, command: Of<'account.password'>): void {
  const { account: id, passwordHash, keepSession } = command;
  const account = accountOf(context, id);
  if (account.oidcSubject !== null) {
    throw new ConflictError(
      `${account.name}: mật khẩu do nhà cung cấp định danh giữ / the identity provider keeps the password`,
    );
  }
  context.store.accounts.change(id, { passwordHash, failures: 0, lockedUntil: null });
  context.store.sessions.endAll(id, keepSession);
  context.store.setupLinks.spend(id, context.now);
  audit(context, 'password', id, {});
  context.ledger.note('accounts', String(id), 'changed');
}

/** Begins or takes away the second factor; what it guarded before ends. */
export function setTotp(context: CommandContext, { account: id, secret }: Of<'account.totp'>): void {
  accountOf(context, id);
  context.store.accounts.setTotp(id, secret);
  audit(context, secret === null ? 'totp-remove' : 'totp-begin', id, {});
  context.ledger.note('accounts', String(id), 'changed');
}

/** The second factor counts from now on. */
export function confirmTotp(context: CommandContext, command: Of<'account.totp-confirm'>): void {
  const { account: id, step, recoveryHashes } = command;
  accountOf(context, id);
  const secrets = context.store.accounts.secrets.of(id);
  if (!secrets?.totpSecret || secrets.totpConfirmedAt !== null) {
    throw new ConflictError('chưa bắt đầu xác thực hai bước / the second factor was not begun');
  }
  context.store.accounts.change(id, { totpConfirmedAt: context.now, totpLastStep: step });
  context.store.accounts.addRecovery(id, recoveryHashes);
  audit(context, 'totp-confirm', id, {});
  context.ledger.note('accounts', String(id), 'changed');
}

/** Counts a wrong try. */
export function countFailure(context: CommandContext, command: Of<'account.failed'>): void {
  const { account: id, lockAfter, lockMs } = command;
  const account = accountOf(context, id);
  const after = afterFailure(account, { lockAfter, lockMs }, context.now);
  context.store.accounts.change(id, after);
  audit(context, 'failed', id, { failures: after.failures, lockedUntil: after.lockedUntil });
  context.ledger.note('accounts', String(id), 'changed');
}

/** The account behind an id. @throws NotFoundError */
export function accountOf(context: CommandContext, id: number): Account {
  const account = context.store.read.accounts.byId(id);
  if (!account) throw new NotFoundError(`không có tài khoản / no account: ${id}`);
  return account;
}

/** The account behind an id, which must be allowed in now. @throws UnauthenticatedError, telling nothing more */
export function openAccountOf(context: CommandContext, id: number): Account {
  const account = context.store.read.accounts.byId(id);
  if (account && account.disabled === null && !isLocked(account, context.now)) return account;
  throw new UnauthenticatedError('không đăng nhập được / sign-in failed');
}

/** @throws ConflictError when nobody else could manage access to the whole tree any more. */
export function refuseLastAdministrator(context: CommandContext, accountId: number): void {
  const { accounts } = context.store.read;
  const isOther = (id: number) => id !== accountId && accounts.byId(id)?.disabled === null;
  const administrators = accounts.grants().filter((grant) => grant.role === 'administrator' && grant.agencyId === null);
  const isOne = administrators.some((grant) => grant.accountId === accountId);
  if (!isOne || administrators.some((grant) => isOther(grant.accountId))) return;
  throw new ConflictError(
    'đây là quản trị viên cuối cùng của toàn hệ thống / this is the last administrator of the whole site',
  );
}

function audit(context: CommandContext, action: string, id: number, detail: Readonly<Record<string, unknown>>): void {
  context.commit.audit(action, { kind: 'account', id: String(id) }, detail);
}
