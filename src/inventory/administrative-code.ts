import { type AdministrativeLevel, codeDigits } from './administrative-unit.ts';

/** What is wrong with a code: `short` names what was probably meant, which nobody pads silently. */
export type CodeFault =
  | { readonly kind: 'short'; readonly found: string; readonly write: string; readonly digits: number }
  | { readonly kind: 'malformed'; readonly found: string; readonly digits: number };

/** The fault of a code of that level, null when it is sound. `1` where `01` is meant has lost its leading zero. */
export function judgeCode(code: string, level: AdministrativeLevel): CodeFault | null {
  const digits = codeDigits[level];
  if (/^\d+$/.test(code) && code.length === digits) return null;
  const found = code.slice(0, 40);
  if (/^\d+$/.test(code) && code.length < digits) {
    return { kind: 'short', found, write: code.padStart(digits, '0'), digits };
  }
  return { kind: 'malformed', found, digits };
}
