import { UnauthenticatedError } from '../errors.ts';
import type { AccessCommand } from './access-command.ts';
import { accountOf, makeAccount, openAccountOf } from './account.ts';
import type { CommandContext } from './context.ts';
import { addGrants, endGrant, grantedAgency } from './grant.ts';

type Of<K extends AccessCommand['kind']> = Extract<AccessCommand, { kind: K }>;

/** Signs a browser in, unless meanwhile the account was shut or its one-time code was used by somebody else. */
export function beginSession(context: CommandContext, command: Of<'session.begin'>): void {
  const { store, now } = context;
  const { account: id, step, recoveryHash } = command;
  openAccountOf(context, id);
  const last = store.accounts.secrets.of(id)?.totpLastStep ?? null;
  const spent = step !== null && last !== null && step <= last;
  if (spent || (recoveryHash !== null && !store.accounts.useRecovery(id, recoveryHash, now))) {
    throw new UnauthenticatedError('không đăng nhập được / sign-in failed');
  }
  store.accounts.change(id, {
    failures: 0,
    lockedUntil: null,
    lastUsedAt: now,
    ...(step === null ? {} : { totpLastStep: step }),
  });
  enter(context, id, command.session, recoveryHash === null ? {} : { recovery: true });
}

/** Signs in whom the provider vouches for; the roles that come from its groups are made what they are now. */
export function beginProviderSession(context: CommandContext, command: Of<'session.begin-oidc'>): void {
  const { store, now } = context;
  const known = store.read.accounts.byOidcSubject(command.subject);
  const id =
    known?.id ??
    makeAccount(context, {
      name: command.name,
      fullName: command.fullName,
      passwordHash: null,
      oidcSubject: command.subject,
    });
  openAccountOf(context, id);
  const wanted = command.grants.map(({ role, agency }) => ({
    role,
    agencyId: agency === null ? null : grantedAgency(context, agency),
  }));
  for (const grant of store.read.accounts.grants(id).filter((one) => one.fromProvider)) {
    const stays = wanted.some((wish) => wish.role === grant.role && wish.agencyId === grant.agencyId);
    if (!stays) endGrant(context, grant.id);
  }
  addGrants(context, id, command.grants, true);
  store.accounts.change(id, { lastUsedAt: now, fullName: command.fullName });
  enter(context, id, command.session, { provider: true });
}

/** Notes that a session is in use; leaves no record, looking is no change. */
export function touchSession(context: CommandContext, { session }: Of<'session.touch'>): void {
  const found = context.store.read.sessions.byHash(session);
  if (!found) return;
  context.store.sessions.touch(session, context.now);
  context.store.accounts.change(found.accountId, { lastUsedAt: context.now });
}

/** Signs one browser out. */
export function endSession(context: CommandContext, { session }: Of<'session.end'>): void {
  const found = context.store.read.sessions.byHash(session);
  if (!found || context.store.sessions.end(session) === 0) return;
  context.commit.audit('end', { kind: 'session', id: String(found.accountId) }, {});
  context.ledger.note('sessions', String(found.accountId), 'changed');
}

/** Signs an account out everywhere, but for one browser. */
export function endSessions(context: CommandContext, { account: id, keepSession }: Of<'session.end-all'>): void {
  accountOf(context, id);
  const count = context.store.sessions.endAll(id, keepSession);
  if (count === 0) return;
  context.commit.audit('end-all', { kind: 'session', id: String(id) }, { count });
  context.ledger.note('sessions', String(id), 'changed');
}

function enter(context: CommandContext, id: number, session: string, detail: Readonly<Record<string, unknown>>): void {
  context.store.sessions.begin(session, id, context.now);
  context.commit.audit('begin', { kind: 'session', id: String(id) }, detail);
  context.ledger.note('sessions', String(id), 'added');
}
