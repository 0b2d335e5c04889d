import { ConflictError, NotFoundError } from '../errors.ts';
import type { AccessCommand } from './access-command.ts';
import { accountOf, makeAccount, shutAccount } from './account.ts';
import type { CommandContext } from './context.ts';
import { addGrants } from './grant.ts';

type Of<K extends AccessCommand['kind']> = Extract<AccessCommand, { kind: K }>;

/** Makes a one-time link; older ones for the same purpose open nothing any more. */
export function makeSetupLink(context: CommandContext, { hash, account, expiresAt }: Of<'setup.make'>): void {
  if (account === null) refuseWhenSetUp(context);
  else accountOf(context, account);
  context.store.setupLinks.spend(account, context.now);
  context.store.setupLinks.create(hash, account, context.now, expiresAt);
  context.commit.audit('make', { kind: 'setup', id: account === null ? 'first' : String(account) }, { expiresAt });
}

/** The first administrator, by the one-time link of the first start. */
export function setUpFirst(context: CommandContext, command: Of<'setup.first-administrator'>): void {
  const { store, now } = context;
  refuseWhenSetUp(context);
  const link = store.read.setupLinks.usable(command.hash, now);
  if (link?.accountId !== null)
    throw new NotFoundError('liên kết đã dùng hoặc hết hạn / the link was used or is too old');
  const { name, fullName, passwordHash } = command;
  const id = makeAccount(context, { name, fullName, passwordHash, oidcSubject: null });
  addGrants(context, id, [{ role: 'administrator', agency: null }], false);
  store.setupLinks.spend(null, now);
}

/** Disables accounts that nobody used for too long, and forgets sessions that cannot hold any more. */
export function sweepAccess(context: CommandContext, { limits }: Of<'access.sweep'>): void {
  const { store, now } = context;
  for (const account of store.read.accounts.list()) {
    const idle = account.disabled === null && now - account.lastUsedAt >= limits.disableAfterMs;
    if (idle) shutAccount(context, account.id, 'idle');
  }
  store.sessions.forget(now - limits.absoluteMs, now - limits.idleMs);
}

/** Keeps the key of token hashes, unless there is one: tokens made with it must stay good. */
export function prepareAccess({ store, commit }: CommandContext, { tokenKey }: Of<'access.prepare'>): void {
  if (store.secrets.open('token-key') !== null) return;
  store.secrets.put('token-key', tokenKey);
  commit.audit('create', { kind: 'key', id: 'token-key' }, {});
}

/** Seals every secret with the key in use. */
export function resealSecrets(context: CommandContext): void {
  const { credentials, accounts, secrets } = context.store;
  const counts = { credentials: credentials.reseal(), accounts: accounts.reseal(), secrets: secrets.reseal() };
  if (counts.credentials + counts.accounts + counts.secrets === 0) return;
  context.commit.audit('reseal', { kind: 'key', id: 'sealing' }, counts);
  context.ledger.count('credentials', 'changed', counts.credentials);
}

function refuseWhenSetUp(context: CommandContext): void {
  if (context.store.read.accounts.list().length === 0) return;
  throw new ConflictError('hệ thống đã có tài khoản / there are accounts already');
}
