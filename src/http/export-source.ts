import type { RecordKind } from '../inventory/record.ts';
import type { RecordCatalogue } from '../inventory/record-catalogue.ts';
import type { InventorySource } from '../inventory/stored-inventory.ts';
import type { ReadStore } from '../store/read-store.ts';

/** The store as an export of some kinds of lists needs it: what none of them names is not read. */
export function exportSource(read: ReadStore, catalogue: RecordCatalogue, kinds: readonly string[]): InventorySource {
  const wanted = (...names: string[]) => names.some((name) => kinds.includes(name));
  const records = Object.values(catalogue).filter(({ plural }) => kinds.includes(plural));
  const namesDevices = records.some(({ fields }) => fields.some(({ type }) => type === 'device' || type === 'devices'));
  const devices = wanted('devices', 'facts') || namesDevices;
  const own: ReadonlySet<RecordKind> = new Set([
    ...records.map(({ kind }) => kind),
    ...(wanted('facts') ? subjects : []),
  ]);
  return {
    agencies: { periods: (scope, seq) => (isOfAgencies(kinds) || devices ? read.agencies.periods(scope, seq) : []) },
    devices: { list: (scope) => (devices ? read.devices.list(scope) : []) },
    credentials: { list: () => (wanted('devices') ? read.credentials.list() : []) },
    prefixes: { list: (scope) => (wanted('prefixes') ? read.prefixes.list(scope) : []) },
    records: { periods: (scope, kind, seq) => (own.has(kind) ? read.records.periods(scope, kind, seq) : []) },
    facts: { historyOf: (scope, id, kind) => (wanted('facts') ? read.facts.historyOf(scope, id, kind) : []) },
    contacts: { list: (scope) => (wanted('contacts') ? read.contacts.list(scope) : []) },
  };
}

// What facts can be about besides agencies and devices.
const subjects = ['administrative_unit', 'site', 'hosted_system'] as const satisfies readonly RecordKind[];

function isOfAgencies(kinds: readonly string[]): boolean {
  return ['agencies', 'devices', 'prefixes', 'contacts', 'facts'].some((kind) => kinds.includes(kind));
}
