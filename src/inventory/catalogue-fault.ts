/** Every fault a catalogue file can have; `text/` words each in both languages. */
export const catalogueFaultCodes = [
  'catalogue-unreadable',
  'catalogue-key-unknown',
  'catalogue-name-malformed',
  'catalogue-required',
  'catalogue-mapping-expected',
  'catalogue-list-expected',
  'catalogue-text-expected',
  'catalogue-too-long',
  'catalogue-number-expected',
  'catalogue-whole-number-expected',
  'catalogue-flag-expected',
  'catalogue-too-small',
  'catalogue-too-big',
  'catalogue-choice',
  'catalogue-repeated',
  'catalogue-dimension-values',
  'catalogue-value-malformed',
  'catalogue-range-unused',
  'catalogue-range-malformed',
  'catalogue-range-outside',
  'catalogue-range-empty',
  'catalogue-kind-impossible',
  'catalogue-rollup-unfit',
  'catalogue-rollup-without-site',
  'catalogue-header-taken',
  'catalogue-rule-unknown',
  'catalogue-rule-same',
  'catalogue-rule-type',
  'catalogue-rule-subjects',
  'catalogue-due-malformed',
  'catalogue-due-choice',
  'catalogue-due-yearly',
  'catalogue-fact-not-declared',
  'catalogue-fact-not-of-agency',
  'catalogue-fact-in-two-forms',
] as const;
export type CatalogueFaultCode = (typeof catalogueFaultCodes)[number];

/** One fault of a catalogue file: where it stands (`path` with dots, '' = the document) and a code with its parameters. */
export type CatalogueFault = {
  readonly file: string;
  readonly line: number;
  readonly path: string;
  readonly code: CatalogueFaultCode;
  readonly params: Readonly<Record<string, string | number>>;
};
