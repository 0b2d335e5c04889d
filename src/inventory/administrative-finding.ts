import type { Place } from './import-entry.ts';

/** What contradicts itself in units, changes or the files they come from: nothing may be written while one is open. */
export const administrativeFaults = [
  'administrative-columns-unknown',
  'administrative-rows-unreadable',
  'administrative-cell-missing',
  'administrative-date-invalid',
  'unit-code-malformed',
  'unit-code-short',
  'unit-type-unknown',
  'unit-type-other-level',
  'unit-type-against-name',
  'unit-period-empty',
  'unit-versions-overlap',
  'unit-code-reissued',
  'unit-parent-unknown',
  'unit-parent-not-above',
  'unit-parent-not-in-being',
  'change-unit-unknown',
  'change-from-not-in-being',
  'change-to-not-in-being',
  'change-levels-differ',
  'change-duplicate',
  'change-share-out-of-range',
  'change-shares-sum',
  'change-share-incomplete',
  'change-merge-several',
  'change-merge-partial',
  'change-split-one',
  'change-rename-code',
  'change-event-dates',
  'change-events-overlap',
  'change-source-survives',
  'change-chain',
  'change-cycle',
] as const;

/** What a source leaves open: it is kept as it is and listed, and a figure that needs it is refused with this reason. */
export const administrativeGaps = [
  'units-without-parent',
  'unit-without-successor',
  'unit-without-source',
  'change-share-missing',
] as const;

/** Rows of a mapping that were not taken. */
export const brokenRowCodes = [
  'mapping-from-missing',
  'mapping-to-missing',
  'mapping-code-short',
  'mapping-code-malformed',
  'mapping-from-unknown',
  'mapping-to-unknown',
  'mapping-name-differs',
  'mapping-source-survives',
  'mapping-repeated',
  'mapping-date-missing',
  'mapping-kind-unknown',
  'mapping-share-unreadable',
  'mapping-basis-missing',
  'mapping-names-seats-only',
] as const;

/** What two sources say differently of one thing. */
export const disagreementCodes = [
  'sources-name-differs',
  'sources-type-differs',
  'sources-parent-differs',
  'sources-count-differs',
  'sources-unit-in-one',
] as const;

export type AdministrativeFaultCode = (typeof administrativeFaults)[number];
export type AdministrativeGapCode = (typeof administrativeGaps)[number];
export type BrokenRowCode = (typeof brokenRowCodes)[number];
export type DisagreementCode = (typeof disagreementCodes)[number];

/** One thing found: a code that `text/` words, its parameters, and where it stands (null where no document says it). */
export type Finding<Code extends string> = {
  readonly code: Code;
  readonly params: Readonly<Record<string, string | number>>;
  readonly place: Place | null;
};

/** A contradiction or a gap in units and changes. */
export type AdministrativeFinding = Finding<AdministrativeFaultCode | AdministrativeGapCode>;

/** Whether a finding forbids writing; a gap does not. */
export function isAdministrativeFault(finding: Finding<string>): finding is Finding<AdministrativeFaultCode> {
  return administrativeFaults.some((code) => code === finding.code);
}

/** One finding without a place of its own. */
export function finding<Code extends string>(
  code: Code,
  params: Finding<Code>['params'],
  place: Place | null = null,
): Finding<Code> {
  return { code, params, place };
}
