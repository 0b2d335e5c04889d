import { wholeTree } from '../access/scope.ts';
import type { AdministrativeChange } from '../inventory/administrative-change.ts';
import { changesOfRecords, unitsOf } from '../inventory/administrative-record.ts';
import { type AdministrativeRegister, type AdministrativeUnit, registerOf } from '../inventory/administrative-unit.ts';
import type { ReadStore } from '../store/read-store.ts';

/** The administrative units and their changes as known by a commit; they are the province's own, for everybody to see. */
export type Administration = {
  readonly units: readonly AdministrativeUnit[];
  readonly register: AdministrativeRegister;
  readonly changes: readonly AdministrativeChange[];
};

/** Reads them, again only when another commit is asked for. */
export function openAdministration(read: ReadStore): (knownSeq: number) => Administration {
  let held: { readonly seq: number; readonly is: Administration } | null = null;
  return (knownSeq) => {
    if (held?.seq !== knownSeq) held = { seq: knownSeq, is: load(read, knownSeq) };
    return held.is;
  };
}

function load(read: ReadStore, knownSeq: number): Administration {
  const units = unitsOf(read.records.periods(wholeTree, 'administrative_unit', knownSeq));
  // Of a change its newest saying counts: it has a date of its own, and says nothing about how long it holds.
  const rows = new Map(
    read.records.periods(wholeTree, 'administrative_change', knownSeq).map((one) => [one.code, one]),
  );
  return { units, register: registerOf(units), changes: changesOfRecords([...rows.values()]) };
}
