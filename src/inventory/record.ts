import type { CivilDate } from '../calendar/civil.ts';
import type { Period } from './timeline.ts';

/** What is recorded in dated versions beside agencies themselves; its fields stand in record-catalogue.ts. */
export const recordKinds = [
  'administrative_unit',
  'administrative_change',
  'agency_detail',
  'site',
  'device_detail',
  'wan_link',
  'hosted_system',
  'deployment',
  'scope_member',
] as const;
export type RecordKind = (typeof recordKinds)[number];

/**
 * What a field may hold. References are the code of an agency, the code of a record, or the id of a device; lists hold
 * several texts or device ids.
 */
export type FieldValue = string | number | boolean | readonly string[] | readonly number[];

/** What is said of a record, by field key; a field that is not there is not known. */
export type RecordValues = Readonly<Record<string, FieldValue>>;

/** A record as it stands on a date. `validFrom`/`validTo` are the ends of its unbroken being then. */
export type InventoryRecord = {
  readonly id: number;
  readonly kind: RecordKind;
  readonly code: string;
  /** Whose it is; null = the province's own. */
  readonly agencyId: number | null;
  readonly values: RecordValues;
  readonly validFrom: CivilDate;
  readonly validTo: CivilDate | null;
  /** Commit sequence of its newest version: its ETag. */
  readonly knownSeq: number;
};

/** What a version of a record says. */
export type RecordSaying = { readonly agencyId: number | null; readonly values: RecordValues };

/** Dates on which a record was in being and the same was said of it. */
export type RecordPeriod = Period<RecordSaying>;

/** Whether two sayings about a record are the same, whatever order their fields stand in. */
export function sameRecord(a: RecordSaying, b: RecordSaying): boolean {
  return a.agencyId === b.agencyId && canonicalValues(a.values) === canonicalValues(b.values);
}

/** The one text of some values: JSON with sorted keys. */
export function canonicalValues(values: RecordValues): string {
  return JSON.stringify(Object.fromEntries(Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1))));
}
