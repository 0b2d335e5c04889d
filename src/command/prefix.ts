import { NotFoundError } from '../errors.ts';
import type { PrefixEntry } from '../inventory/import-entry.ts';
import type { CommandContext } from './context.ts';
import { agencyIdOf } from './within-scope.ts';

/** Gives an agency an address prefix. */
export function putPrefix(context: CommandContext, { agency, cidr }: PrefixEntry): void {
  const { store, commit, ledger } = context;
  const agencyId = agencyIdOf(context, agency);
  const current = store.read.prefixes.byCidr(context.scope, cidr);
  if (current) {
    ledger.note('prefixes', String(current.id), 'same');
    return;
  }
  const id = store.prefixes.create(agencyId, cidr);
  context.keepBefore('prefix', id, null);
  commit.audit('create', { kind: 'prefix', id: String(id) }, { agency, cidr });
  ledger.note('prefixes', String(id), 'added');
}

/** Takes a prefix back. */
export function closePrefix(context: CommandContext, id: number): void {
  const { store, commit, ledger } = context;
  const current = store.read.prefixes.byId(context.scope, id);
  if (!current) throw new NotFoundError(`không có dải địa chỉ / no prefix: ${id}`);
  store.prefixes.erase(id);
  commit.audit('close', { kind: 'prefix', id: String(id) }, { agencyId: current.agencyId, cidr: current.cidr });
  ledger.note('prefixes', String(id), 'changed');
}
