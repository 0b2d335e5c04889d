import { ConflictError, NotFoundError } from '../errors.ts';
import type { AccessCommand } from './access-command.ts';
import type { CommandContext } from './context.ts';
import { grantedAgency } from './grant.ts';

type Of<K extends AccessCommand['kind']> = Extract<AccessCommand, { kind: K }>;

/** Keeps a token by its keyed hash. @throws ConflictError when another has its prefix: one is to be made anew. */
export function createToken(context: CommandContext, actor: string, command: Of<'token.create'>): void {
  const { kind: _kind, agency, ...values } = command;
  if (context.store.read.tokens.byPrefix(command.prefix)) {
    throw new ConflictError(`${command.prefix}: phần đầu mã đã dùng / the prefix is taken`);
  }
  const agencyId = agency === null ? null : grantedAgency(context, agency);
  const id = context.store.tokens.create(context.commit, { ...values, agencyId, createdBy: actor });
  const { prefix, name, role, expiresAt, cidrs } = command;
  context.commit.audit('create', { kind: 'token', id: String(id) }, { prefix, name, role, agency, expiresAt, cidrs });
  context.ledger.note('tokens', String(id), 'added');
}

/** Ends a token at once; it stays listed. */
export function revokeToken(context: CommandContext, { token: id }: Of<'token.revoke'>): void {
  const token = context.store.read.tokens.byId(id);
  if (!token) throw new NotFoundError(`không có mã truy cập / no token: ${id}`);
  if (token.revokedAt !== null) {
    context.ledger.note('tokens', String(id), 'same');
    return;
  }
  context.store.tokens.revoke(context.commit, id);
  context.commit.audit('revoke', { kind: 'token', id: String(id) }, { prefix: token.prefix });
  context.ledger.note('tokens', String(id), 'changed');
}
