import type { Scope } from '../access/scope.ts';
import type { Agency } from './agency.ts';
import type { Contact } from './contact.ts';
import type { Device } from './device.ts';
import type { FactVersion, SubjectKind } from './fact.ts';
import type { Prefix } from './prefix.ts';
import { type InventoryRecord, type RecordKind, recordKinds } from './record.ts';

/** Everything that is stored and can be told in a document. Agencies and records stand once for each period of theirs. */
export type StoredInventory = {
  readonly agencies: readonly Agency[];
  readonly devices: readonly Device[];
  readonly credentials: readonly { readonly id: number; readonly name: string }[];
  readonly prefixes: readonly Prefix[];
  readonly records: ReadonlyMap<RecordKind, readonly InventoryRecord[]>;
  /** Every version ever written of what was declared or published, in that order for each subject. */
  readonly facts: readonly FactVersion[];
  readonly contacts: readonly Contact[];
};

/** Where an inventory is read from: the read side of the store is one. */
export type InventorySource = {
  readonly agencies: { periods(scope: Scope, knownSeq: number): readonly Agency[] };
  readonly devices: { list(scope: Scope): readonly Device[] };
  readonly credentials: { list(): readonly { readonly id: number; readonly name: string }[] };
  readonly prefixes: { list(scope: Scope): readonly Prefix[] };
  readonly records: { periods(scope: Scope, kind: RecordKind, knownSeq: number): readonly InventoryRecord[] };
  readonly facts: { historyOf(scope: Scope, subjectId: number, kind: SubjectKind): readonly FactVersion[] };
  readonly contacts: { list(scope: Scope): readonly Contact[] };
};

/** Reads everything that a caller may see, as it is known now. */
export function collectInventory(source: InventorySource, scope: Scope): StoredInventory {
  const agencies = source.agencies.periods(scope, NOW);
  const devices = source.devices.list(scope);
  const records = new Map(recordKinds.map((kind) => [kind, source.records.periods(scope, kind, NOW)]));
  const idsOf = (kind: RecordKind) => (records.get(kind) ?? []).map(({ id }) => id);
  const subjects: readonly (readonly [SubjectKind, readonly number[]])[] = [
    ['province', [0]],
    ['agency', agencies.map(({ id }) => id)],
    ['device', devices.map(({ id }) => id)],
    ['administrative_unit', idsOf('administrative_unit')],
    ['site', idsOf('site')],
    ['hosted_system', idsOf('hosted_system')],
  ];
  const facts = subjects.flatMap(([kind, ids]) =>
    [...new Set(ids)].flatMap((id) =>
      source.facts.historyOf(scope, id, kind).filter((fact) => fact.kind !== 'observed'),
    ),
  );
  return {
    agencies,
    devices,
    credentials: source.credentials.list(),
    prefixes: source.prefixes.list(scope),
    records,
    facts,
    contacts: source.contacts.list(scope),
  };
}

/** The commit that nothing is known after. */
const NOW = Number.MAX_SAFE_INTEGER;
