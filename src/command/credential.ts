import { wholeTree } from '../access/scope.ts';
import { ConflictError, DamagedError, NotFoundError } from '../errors.ts';
import type { CredentialEntry } from '../inventory/import-entry.ts';
import type { CommandContext } from './context.ts';

/** Seals a credential under its name; the record of the change says that it changed, never what it is. */
export function putCredential(context: CommandContext, { name, credential }: CredentialEntry): void {
  const { store, commit, ledger } = context;
  const current = store.read.credentials.byName(name);
  if (!current) {
    store.credentials.create(commit, name, credential);
  } else if (isStored(context, current.id, credential)) {
    ledger.note('credentials', name, 'same');
    return;
  } else {
    store.credentials.replace(commit, current.id, credential);
  }
  commit.audit(current ? 'change' : 'create', { kind: 'credential', id: name }, { version: credential.version });
  ledger.note('credentials', name, current ? 'changed' : 'added');
}

/** Erases a credential that no device uses. */
export function closeCredential(context: CommandContext, name: string): void {
  const { store, commit, ledger } = context;
  const current = store.read.credentials.byName(name);
  if (!current) throw new NotFoundError(`không có thông tin xác thực / no credential: ${name}`);
  const users = store.read.devices.list(wholeTree).filter((device) => device.credentialId === current.id);
  if (users.length > 0) {
    throw new ConflictError(
      `${name}: ${users.length} thiết bị còn dùng / still used by ${users.length} devices: ${users.map((one) => one.name).join(', ')}`,
    );
  }
  store.credentials.erase(current.id);
  commit.audit('close', { kind: 'credential', id: name }, {});
  ledger.note('credentials', name, 'changed');
}

// One that no longer opens (its key is lost) can only be replaced.
function isStored({ store }: CommandContext, id: number, credential: CredentialEntry['credential']): boolean {
  try {
    return JSON.stringify(store.credentials.open(id)) === JSON.stringify(ordered(credential));
  } catch (error) {
    if (error instanceof DamagedError) return false;
    throw error;
  }
}

// The stored form lists its keys in the schema's order.
function ordered(credential: CredentialEntry['credential']): CredentialEntry['credential'] {
  if (credential.version === 'v2c') return { version: 'v2c', community: credential.community };
  const { version, user, authProtocol, authPassword, privProtocol, privPassword } = credential;
  return { version, user, authProtocol, authPassword, privProtocol, privPassword };
}
