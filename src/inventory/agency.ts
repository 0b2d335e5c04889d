import type { CivilDate } from '../calendar/civil.ts';
import type { Period } from './timeline.ts';

/**
 * Blocks of agencies (khối): the groups that reports count by.
 * `district` kinds exist until 2025-06-30; `public_service` are public service bodies such as a data centre.
 */
export const blocks = [
  'department',
  'district',
  'urban_district',
  'rural_district',
  'commune',
  'associated',
  'public_service',
] as const;
export type Block = (typeof blocks)[number];

/** An agency as one version of it says; `validTo` null = still in being. `parent` is the parent's code. */
export type Agency = {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly block: Block;
  readonly parentId: number | null;
  readonly parent: string | null;
  readonly validFrom: CivilDate;
  readonly validTo: CivilDate | null;
  /** Commit sequence of the newest version: the ETag of the agency. */
  readonly knownSeq: number;
};

/** What is said of an agency. */
export type AgencyValues = { readonly name: string; readonly block: Block; readonly parentId: number | null };

/** Dates on which an agency was in being and the same was said of it. */
export type AgencyPeriod = Period<AgencyValues>;

/** Whether two sayings about an agency are the same. */
export function sameAgency(a: AgencyValues, b: AgencyValues): boolean {
  return a.name === b.name && a.block === b.block && a.parentId === b.parentId;
}
