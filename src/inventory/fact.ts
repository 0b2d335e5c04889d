import type { CivilDate } from '../calendar/civil.ts';
import type { FactEvidence } from './fact-evidence.ts';

/** Whether somebody said it, we measured it, or somebody else published it. */
export const factKinds = ['declared', 'observed', 'external'] as const;
export type FactKind = (typeof factKinds)[number];

/** What a fact can be about. */
export const subjectKinds = ['agency', 'site', 'administrative_unit', 'province', 'hosted_system', 'device'] as const;
export type SubjectKind = (typeof subjectKinds)[number];

/** How a figure stands in the publication it was read from: as a number, computed from its numbers, or only in words. */
export const factBases = ['printed', 'derived', 'wording'] as const;
export type FactBasis = (typeof factBases)[number];

/** `gt`: more than the value; `about`: the publication gives no exact number. */
export const factQualifiers = ['gt', 'about'] as const;
export type FactQualifier = (typeof factQualifiers)[number];

/** What resolving needs of a catalogue: which kind of a fact counts. */
export type FactKinds = { readonly facts: ReadonlyMap<string, { readonly kind: FactKind }> };

/** A key of the fact catalogue. */
export type FactKey = string;

/** Counts are whole numbers from 0, ratios lie in 0..1, flags are true or false, dates and short texts are text. */
export type FactValue = number | boolean | string;

/**
 * One version of a fact: what is held to be true of its subject on the dates [validFrom, validTo), as known from commit
 * `knownSeq` on. A later version wins where it covers the date; a version with `value` null retracts.
 */
export type FactVersion = {
  readonly subjectKind: SubjectKind;
  /** Id of the agency, record or device; 0 for the province. */
  readonly subjectId: number;
  readonly fact: FactKey;
  /** What narrows it (`block`, `scheme`, …), as {@link dimensionsText} writes it; '' = nothing does. */
  readonly dimensions: string;
  readonly kind: FactKind;
  /** Who says so: `import:<file>`, `declaration:<form>`, `poller:<name>`, `article:<file>`. */
  readonly source: string;
  readonly value: FactValue | null;
  readonly basis: FactBasis | null;
  readonly qualifier: FactQualifier | null;
  readonly validFrom: CivilDate;
  readonly validTo: CivilDate | null;
  readonly knownSeq: number;
  /** What proves it, or null for a bare declaration. */
  readonly evidence: FactEvidence | null;
};

/** What tells one fact's versions from another's. */
export type FactIdentity = Pick<FactVersion, 'subjectKind' | 'subjectId' | 'fact' | 'dimensions' | 'kind' | 'source'>;

/** What selects versions: the date looked at, and what was known by which commit. */
export type AsKnown = { readonly asOf: CivilDate; readonly knownSeq: number };

/** The frame of a fact about an agency as a whole. */
export function aboutAgency(agencyId: number): Pick<FactVersion, 'subjectKind' | 'subjectId' | 'dimensions'> {
  return { subjectKind: 'agency', subjectId: agencyId, dimensions: '' };
}

/** The one text of a fact's dimensions: JSON with sorted keys, '' when there are none. */
export function dimensionsText(dimensions: Readonly<Record<string, string>>): string {
  const entries = Object.entries(dimensions).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? '' : JSON.stringify(Object.fromEntries(entries));
}
