import { type Scope, sees, wholeTree } from '../access/scope.ts';
import type { AsKnown } from '../inventory/fact.ts';
import type { InventoryRecord, RecordKind } from '../inventory/record.ts';
import type { ReadStore } from '../store/read-store.ts';

/**
 * The records of a kind in being on a date that the caller may see, by code. What is known by a commit never changes, so
 * the last list of each kind is kept and only another date or commit is read anew.
 */
export function recordsOn(read: ReadStore, scope: Scope, kind: RecordKind, known: AsKnown): readonly InventoryRecord[] {
  const kept = lists.get(read) ?? new Map<RecordKind, KeptList>();
  lists.set(read, kept);
  const held = kept.get(kind);
  const isSame = held?.known.asOf === known.asOf && held.known.knownSeq === known.knownSeq;
  const all = isSame ? held.records : read.records.list(wholeTree, kind, known);
  if (!isSame) kept.set(kind, { known: { asOf: known.asOf, knownSeq: known.knownSeq }, records: all });
  return scope.agencyIds === null ? all : all.filter(({ agencyId }) => agencyId === null || sees(scope, agencyId));
}

type KeptList = { readonly known: AsKnown; readonly records: readonly InventoryRecord[] };

const lists = new WeakMap<ReadStore, Map<RecordKind, KeptList>>();
