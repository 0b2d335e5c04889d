import { wholeTree } from '../access/scope.ts';
import {
  type AdministrativeChange,
  type ChangeShare,
  changeKinds,
  shareBases,
} from '../inventory/administrative-change.ts';
import {
  type AdministrativeRegister,
  type AdministrativeUnit,
  administrativeLevels,
  administrativeTypes,
  registerOf,
} from '../inventory/administrative-unit.ts';
import type { InventoryRecord } from '../inventory/record.ts';
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
  const units = read.records.periods(wholeTree, 'administrative_unit', knownSeq).flatMap(unitOf);
  // Of a change its newest saying counts: it has a date of its own, and says nothing about how long it holds.
  const rows = new Map(
    read.records.periods(wholeTree, 'administrative_change', knownSeq).map((one) => [one.code, one]),
  );
  const changes = [...rows.values()].flatMap(changeOf);
  return { units, register: registerOf(units), changes };
}

function unitOf({ values, validFrom, validTo }: InventoryRecord): AdministrativeUnit[] {
  const { code, name, parent } = values;
  const level = administrativeLevels.find((one) => one === values.level);
  const type = administrativeTypes.find((one) => one === values.type);
  if (typeof code !== 'string' || typeof name !== 'string' || !level || !type) return [];
  return [{ code, name, level, type, parent: typeof parent === 'string' ? parent : null, validFrom, validTo }];
}

function changeOf({ values }: InventoryRecord): AdministrativeChange[] {
  const { event, from, to, on } = values;
  const kind = changeKinds.find((one) => one === values.kind);
  const isWhole = [event, from, to, on].every((one) => typeof one === 'string');
  if (!isWhole || !kind) return [];
  return [{ event: String(event), from: String(from), to: String(to), on: String(on), kind, share: shareOf(values) }];
}

function shareOf({ share, basis }: InventoryRecord['values']): ChangeShare | null {
  const named = shareBases.find((one) => one === basis);
  return typeof share === 'number' && named ? { basis: named, value: share } : null;
}
