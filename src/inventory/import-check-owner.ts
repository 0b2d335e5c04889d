import type { CivilDate } from '../calendar/civil.ts';
import type { ImportFault, Place } from './import-entry.ts';
import { importFault } from './import-fault.ts';
import type { UnsoundNames } from './import-gather.ts';
import type { InventoryAfter } from './import-known.ts';

/** What the owner that an entry names is checked against; `successors` names what a closed agency went over into. */
export type Owners = {
  readonly after: InventoryAfter;
  readonly unsound: UnsoundNames | undefined;
  successors(agency: string): string;
};

/** Faults of an agency that is named but not known, or not in being on a date. */
export function checkOwner(
  { agency, place }: { readonly agency: string; readonly place: Place },
  owners: Owners,
  on: CivilDate,
): ImportFault[] {
  if (owners.unsound?.agencies.has(agency)) return [];
  const owner = owners.after.agencies.get(agency);
  if (owner === undefined) return [importFault(place, 'agency', 'agency-unknown', { agency })];
  return isClosed(owner.validTo, on) ? [closedFault(place, 'agency', agency, owners)] : [];
}

/** The fault of an agency that is closed, with those that may have taken its place. */
export function closedFault(place: Place, column: string, agency: string, { after, successors }: Owners): ImportFault {
  const on = after.agencies.get(agency)?.validTo ?? '';
  const candidates = successors(agency);
  if (candidates === '') return importFault(place, column, 'agency-closed', { agency, on });
  return importFault(place, column, 'agency-succeeded', { agency, on, successors: candidates });
}

/** Whether something that ends then is no more on a date. */
export function isClosed(validTo: CivilDate | null, on: CivilDate): boolean {
  return validTo !== null && validTo <= on;
}
