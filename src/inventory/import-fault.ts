import type { DimensionFault } from './fact-dimensions.ts';
import type { RuleFault } from './fact-rules.ts';
import type { ImportFault, Place } from './import-entry.ts';

/** Every fault an import can have; `text/` words each in both languages. */
export const importFaultCodes = [
  'document-unreadable',
  'not-a-mapping',
  'not-a-list',
  'table-kind-unknown',
  'unknown-column',
  'column-missing',
  'column-repeated',
  'fact-columns-mixed',
  'required',
  'text-expected',
  'code-needs-quotes',
  'code-malformed',
  'text-too-long',
  'control-characters',
  'device-name-slash',
  'choice',
  'whole-number',
  'grouped-number',
  'number-out-of-range',
  'date-form',
  'date-invalid',
  'address-malformed',
  'cidr-malformed',
  'parent-malformed',
  'protocol-refused',
  'secret-expected',
  'secret-missing',
  'secret-too-short',
  'not-for-version',
  'fact-observed',
  'fact-not-declared',
  'fact-unknown',
  'fact-subject',
  'date-out-of-range',
  'duplicate',
  'agency-unknown',
  'agency-closed',
  'agency-succeeded',
  'parent-unknown',
  'agency-cycle',
  'device-parent-unknown',
  'device-cycle',
  'credential-unknown',
  'credential-required',
  'tcp-port-required',
  'tcp-port-unused',
  'period-empty',
  'prefix-taken',
  'address-taken',
  'device-unknown',
  'record-unknown',
  'unit-cycle',
  'flag-unclear',
  'number-expected',
  'ratio-range',
  'url-malformed',
  'phone-malformed',
  'email-malformed',
  'device-malformed',
  'dimensions-malformed',
  'more-of-code',
  'header-unknown',
  'header-unsure',
  'header-empty',
  'header-merged',
  'header-rows-several',
  'mapping-unknown',
  'formula',
  'cell-error',
  'cell-not-text',
  'code-eaten',
  'code-eaten-known',
  'merged-cells',
  'number-ambiguous',
  'number-english',
  'number-exponent',
  'number-not-finite',
  'number-is-date',
  'percent-unexpected',
  'date-two-digit-year',
  'date-incomplete',
  'date-serial',
  'agency-name-unknown',
  'agency-name-unsure',
  'agency-name-ambiguous',
] as const;
export type ImportFaultCode = (typeof importFaultCodes)[number];

/** What an import passes over because it holds no data; worded too. */
export const importNoteCodes = [
  'row-total',
  'row-header-again',
  'row-numbering',
  'row-heading',
  'row-note',
  'sheet-left-out',
] as const;
export type ImportNoteCode = (typeof importNoteCodes)[number];

/** A fault that an import tells: its own, or one of the catalogue of facts. */
export type ToldCode = ImportFaultCode | ImportNoteCode | DimensionFault['code'] | RuleFault['code'];

/** One fault, its code checked against those that have words; in a sheet it knows its cell. */
export function importFault(
  place: Place,
  column: string | null,
  code: ToldCode,
  params: ImportFault['params'] = {},
): ImportFault {
  const letters = column === null ? undefined : place.cells?.[column];
  const cell = letters === undefined || place.row === null ? {} : { cell: `${letters}${place.row}` };
  return { place, column, ...cell, code, params };
}

/** How a message names another place: `file:sheet:row`, or the path in a document. */
export function placeText({ file, sheet, row, path }: Place): string {
  const parts = [file, sheet ?? null, row].filter((part) => part !== '' && part !== null);
  return parts.join(':') || (path ?? '');
}
