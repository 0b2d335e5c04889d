import type { Context } from 'hono';
import type { Permission } from '../access/role.ts';
import { type Scope, scopeOf, sees, wholeTree } from '../access/scope.ts';
import type { CommandResult } from '../command/command.ts';
import { InvalidError, NotFoundError, type Problem } from '../errors.ts';
import type { ImportEntries } from '../inventory/import-entry.ts';
import { withHeaders } from '../inventory/import-told.ts';
import type { ImportRun } from '../store/imports.ts';
import { type Caller, type HttpEnv, requirePermission } from './caller.ts';
import { change } from './change.ts';
import type { HttpDoors } from './doors.ts';
import { type ReadFile, readSentFile, type SentFile } from './import-file.ts';
import { changePermission } from './record-policy.ts';

/** What came of a file: what it did or (run dry) would do, and the import of the same bytes that still stands, if any. */
export type ImportDone = { readonly result: CommandResult; readonly file: ReadFile; readonly before: ImportRun | null };

/**
 * Brings a file in, in the caller's name, all or nothing; `dryRun` tells what it would do and writes nothing.
 * @throws InvalidError with every fault at once, ForbiddenError
 */
export async function importFile(
  c: Context<HttpEnv>,
  doors: HttpDoors,
  sent: SentFile,
  dryRun: boolean,
): Promise<ImportDone> {
  requireAnyImport(c.get('caller'));
  const { scope } = c.get('caller');
  const file = await readSentFile(doors, scope, sent);
  return {
    result: await runImport(c, doors, sent, file, dryRun),
    file,
    before: doors.read.imports.ofFile(scope, file.hash),
  };
}

/** What a file would do, or every fault it has, without writing anything. @throws ForbiddenError */
export async function checkFile(
  c: Context<HttpEnv>,
  doors: HttpDoors,
  sent: SentFile,
): Promise<{ readonly file: ReadFile; readonly result: CommandResult | null; readonly problems: readonly Problem[] }> {
  requireAnyImport(c.get('caller'));
  const file = await readSentFile(doors, c.get('caller').scope, sent);
  try {
    return { file, result: await runImport(c, doors, sent, file, true), problems: [] };
  } catch (error) {
    if (error instanceof InvalidError) return { file, result: null, problems: error.problems };
    throw error;
  }
}

/** Takes an import back for whoever may do all of what it did. */
export async function undoImport(c: Context<HttpEnv>, doors: HttpDoors, id: number): Promise<CommandResult> {
  const caller = c.get('caller');
  const run = doors.read.imports.byId(caller.scope, id);
  if (run === null) throw new NotFoundError(`không có lần nhập / no import: ${id}`);
  return change(c, doors, { kind: 'import.undo', id }, within(caller, undoing(run)));
}

/** Who may bring in nothing of any kind may not even have a file read. @throws ForbiddenError */
export function requireAnyImport(caller: Caller): void {
  if (!mayImport(caller)) requirePermission(caller, 'change-devices');
}

/** Whether the caller may bring in anything at all. */
export function mayImport(caller: Caller): boolean {
  return importing.some((permission) => caller.may(permission) !== null);
}

function runImport(
  c: Context<HttpEnv>,
  doors: HttpDoors,
  { source }: SentFile,
  { entries, faults, unsound, hash, said }: ReadFile,
  dryRun: boolean,
): Promise<CommandResult> {
  const names = {
    agencies: [...unsound.agencies],
    credentials: [...unsound.credentials],
    devices: [...unsound.devices],
  };
  const command = { kind: 'import', source, entries, faults, unsound: names, dryRun, fileHash: hash } as const;
  const scope = within(c.get('caller'), asking(entries));
  return change(c, doors, command, scope).catch((error: unknown) => {
    if (!(error instanceof InvalidError) || said === null) throw error;
    throw new InvalidError(error.message, withHeaders(error.problems, said.tables));
  });
}

const perKind = {
  agencies: 'change-agencies',
  devices: 'change-devices',
  prefixes: 'change-devices',
  credentials: 'manage-credentials',
  facts: 'declare',
  contacts: 'change-contacts',
} as const satisfies Partial<Record<keyof ImportEntries, Permission>>;

const importing: readonly Permission[] = [...new Set(Object.values(perKind))];

function asking(entries: ImportEntries): Permission[] {
  const kinds = Object.entries(perKind).filter(([kind]) => isKind(kind) && entries[kind].length > 0);
  return [...kinds.map(([, permission]) => permission), ...entries.records.map(({ kind }) => changePermission(kind))];
}

// Of its records an import does not keep the kinds: taking them back takes the wider right.
function undoing({ tally }: ImportRun): Permission[] {
  const did = Object.entries(tally).filter(([, { added, changed }]) => added + changed > 0);
  return did.flatMap(([kind]) => (kind === 'records' ? ['change-agencies'] : isKind(kind) ? [perKind[kind]] : []));
}

function isKind(text: string): text is keyof typeof perKind {
  return Object.hasOwn(perKind, text);
}

/** Where the caller may do all of it. @throws ForbiddenError when it may do a part of it nowhere */
function within(caller: Caller, permissions: readonly Permission[]): Scope {
  const scopes = [...new Set(permissions)].map((permission) => requirePermission(caller, permission));
  const [first] = scopes.flatMap(({ agencyIds }) => (agencyIds === null ? [] : [agencyIds]));
  if (first === undefined) return wholeTree;
  return scopeOf([...first].filter((id) => scopes.every((scope) => sees(scope, id))));
}
