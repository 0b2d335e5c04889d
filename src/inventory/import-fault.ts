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
  'duplicate',
  'agency-unknown',
  'agency-closed',
  'parent-unknown',
  'agency-cycle',
  'device-parent-unknown',
  'device-cycle',
  'credential-unknown',
  'credential-required',
  'tcp-port-required',
  'tcp-port-unused',
  'period-empty',
  'more-than-whole',
  'prefix-taken',
  'address-taken',
] as const;
export type ImportFaultCode = (typeof importFaultCodes)[number];

/** One fault, its code checked against {@link importFaultCodes}. */
export function importFault(
  place: Place,
  column: string | null,
  code: ImportFaultCode,
  params: ImportFault['params'] = {},
): ImportFault {
  return { place, column, code, params };
}
