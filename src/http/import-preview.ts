import type { Scope } from '../access/scope.ts';
import type { CommandResult, Touched } from '../command/command.ts';
import type { ImportEntries } from '../inventory/import-entry.ts';
import type { RecordCatalogue } from '../inventory/record-catalogue.ts';
import type { ReadStore } from '../store/read-store.ts';
import { agencyNames } from './agency-names.ts';

/** One thing that a file would add or change, by a name that people know it by. */
export type Previewed = {
  readonly kind: Touched;
  /** Of records the list that it is in; null for everything else. */
  readonly list: string | null;
  readonly name: string;
  readonly what: 'added' | 'changed';
};

/**
 * What a dry run would add and change, in its order. What it would add has no id that holds beyond it: those are named by
 * the entries that nothing stored answers to.
 */
export function previewOf(
  read: ReadStore,
  scope: Scope,
  entries: ImportEntries,
  { subjects }: Pick<CommandResult, 'subjects'>,
  { catalogue, now }: { readonly catalogue: RecordCatalogue; readonly now: number },
): Previewed[] {
  const names = agencyNames(read, scope, now);
  const fresh = freshNames(read, scope, entries);
  const stored = (kind: Touched, id: number): string | null => {
    switch (kind) {
      case 'devices': {
        const device = read.devices.byId(scope, id);
        return device && `${names.ofDevice(device).code}/${device.name}`;
      }
      case 'prefixes':
        return read.prefixes.byId(scope, id)?.cidr ?? null;
      case 'contacts':
        return read.contacts.byId(scope, id)?.name ?? null;
      default:
        return null;
    }
  };
  return subjects
    .filter(({ kind }) => kind !== 'imports')
    .map(({ kind, id, what }) => {
      const own = fresh.get(kind);
      if (kind === 'records') return { kind, what, ...listed(catalogue, id) };
      if (own === undefined) return { kind, list: null, name: id, what };
      const name = what === 'added' ? own.shift() : stored(kind, Number(id));
      return { kind, list: null, name: name ?? `#${id}`, what };
    });
}

// The ledger names a record by its kind and its code.
function listed(catalogue: RecordCatalogue, id: string): Pick<Previewed, 'list' | 'name'> {
  const at = id.indexOf(' ');
  const kind = Object.values(catalogue).find((one) => one.kind === id.slice(0, at));
  return { list: kind?.plural ?? null, name: id.slice(at + 1) };
}

function freshNames(read: ReadStore, scope: Scope, entries: ImportEntries): Map<Touched, string[]> {
  const idOf = (code: string) => read.agencies.idOf(scope, code);
  const isThere = (agency: string, name: string) => {
    const id = idOf(agency);
    return id !== null && read.devices.byName(scope, id, name) !== null;
  };
  const cidrs = new Set(read.prefixes.list(scope).map(({ cidr }) => cidr));
  const people = new Set(read.contacts.list(scope).map(({ agencyId, name }) => `${agencyId} ${name}`));
  return new Map([
    [
      'devices',
      entries.devices
        .filter(({ agency, name }) => !isThere(agency, name))
        .map(({ agency, name }) => `${agency}/${name}`),
    ],
    ['prefixes', entries.prefixes.filter(({ cidr }) => !cidrs.has(cidr)).map(({ cidr }) => cidr)],
    [
      'contacts',
      entries.contacts.filter(({ agency, name }) => !people.has(`${idOf(agency)} ${name}`)).map(({ name }) => name),
    ],
  ]);
}
