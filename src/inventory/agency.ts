import type { CivilDate } from '../calendar/civil.ts';

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
