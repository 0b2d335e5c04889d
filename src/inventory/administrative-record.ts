import { type AdministrativeChange, changeKinds, shareBases } from './administrative-change.ts';
import type { ChangeEntry, UnitEntry } from './administrative-entry.ts';
import { type AdministrativeUnit, administrativeLevels, administrativeTypes } from './administrative-unit.ts';
import type { RecordEntry } from './import-entry.ts';
import type { InventoryRecord } from './record.ts';

/** A version of a unit as a record to write. */
export function unitRecord({ place, code, name, level, type, parent, validFrom, validTo }: UnitEntry): RecordEntry {
  return { place, kind: 'administrative_unit', values: { code, name, level, type, parent }, validFrom, validTo };
}

/** A row of a change as a record to write; it holds from its own date on. */
export function changeRecord({ place, event, from, to, on, kind, share }: ChangeEntry): RecordEntry {
  const values = { event, from, to, on, kind, basis: share?.basis ?? 'none', share: share?.value ?? null };
  return { place, kind: 'administrative_change', values, validFrom: on, validTo: null };
}

/** Every version of the units stored, from the periods of their records. */
export function unitsOf(periods: readonly InventoryRecord[]): AdministrativeUnit[] {
  return periods.flatMap(({ code, values, validFrom, validTo }) => {
    const level = administrativeLevels.find((one) => one === values.level);
    const type = administrativeTypes.find((one) => one === values.type);
    if (level === undefined || type === undefined) return [];
    const parent = typeof values.parent === 'string' ? values.parent : null;
    return [{ code, name: String(values.name ?? ''), level, type, parent, validFrom, validTo }];
  });
}

/** The changes stored. */
export function changesOfRecords(records: readonly InventoryRecord[]): AdministrativeChange[] {
  return records.flatMap(({ values }) => {
    const kind = changeKinds.find((one) => one === values.kind);
    const basis = shareBases.find((one) => one === values.basis);
    if (kind === undefined) return [];
    const share = basis !== undefined && typeof values.share === 'number' ? { basis, value: values.share } : null;
    const [event, from, to, on] = [values.event, values.from, values.to, values.on].map((one) => String(one ?? ''));
    return [{ event: event ?? '', from: from ?? '', to: to ?? '', on: on ?? '', kind, share }];
  });
}
