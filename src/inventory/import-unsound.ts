import type { FactEntry, ImportEntries, RecordEntry } from './import-entry.ts';
import { type RecordKind, recordKinds } from './record.ts';
import type { RecordCatalogue } from './record-catalogue.ts';

/** Codes of records whose own entries have faults. */
export type UnsoundRecords = ReadonlyMap<RecordKind, Set<string>>;

/**
 * The entries without what refers to a record that has faults of its own: that record is not there to be found, and must
 * not be missed. Nothing is written while there are faults, so no entry is lost by it.
 */
export function withoutUnsound(
  entries: ImportEntries,
  unsound: UnsoundRecords,
  catalogue: RecordCatalogue,
): ImportEntries {
  if ([...unsound.values()].every((codes) => codes.size === 0)) return entries;
  return {
    ...entries,
    records: entries.records.flatMap((entry) => withoutReferences(entry, unsound, catalogue)),
    facts: entries.facts.filter((fact) => !isAboutUnsound(fact, unsound)),
  };
}

function withoutReferences(entry: RecordEntry, unsound: UnsoundRecords, catalogue: RecordCatalogue): RecordEntry[] {
  const referring = catalogue[entry.kind].fields.filter(
    (field) => field.type === 'record' && unsound.get(field.kind)?.has(String(entry.values[field.key])),
  );
  if (referring.length === 0) return [entry];
  if (referring.some(({ required }) => required)) return [];
  const dropped = new Set(referring.map(({ key }) => key));
  const kept = Object.entries(entry.values).filter(([key]) => !dropped.has(key));
  return [{ ...entry, values: Object.fromEntries(kept) }];
}

function isAboutUnsound({ subject }: FactEntry, unsound: UnsoundRecords): boolean {
  const kind = recordKinds.find((one) => one === subject.kind);
  return kind !== undefined && unsound.get(kind)?.has(subject.code) === true;
}
