import { isCivilDate } from '../calendar/civil.ts';
import type { FactValue } from './fact.ts';
import type { FactDefinition } from './fact-definition.ts';
import { isWhole } from './fact-range.ts';

/** Everything that can be wrong with one value. */
export const valueFaultCodes = [
  'value-not-a-number',
  'value-not-finite',
  'value-not-whole',
  'value-not-a-flag',
  'value-not-a-date',
  'value-not-text',
  'value-outside-range',
  'value-too-long',
  'value-control-characters',
] as const;
export type ValueFault = {
  readonly code: (typeof valueFaultCodes)[number];
  readonly params: Readonly<Record<string, string | number>>;
};

/** A value as its fact takes it, or why it does not. Nothing is converted: "5" is no count, 1 is no flag, 1e999 no number. */
export function checkValue(
  fact: FactDefinition,
  value: unknown,
): { readonly value: FactValue; readonly fault: null } | { readonly value: null; readonly fault: ValueFault } {
  const fault = faultOf(fact, value);
  if (fault !== null) return { value: null, fault };
  // -0 is written "-0" by some and "0" by others; there is one zero.
  if (value === 0) return { value: 0, fault: null };
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') return { value, fault };
  return { value: null, fault: { code: 'value-not-text', params: { text: typeof value } } };
}

/** The longest text a fact may hold. */
const TEXT_MAX = 200;

function faultOf({ type, range }: FactDefinition, value: unknown): ValueFault | null {
  const text = show(value);
  if (type === 'flag') return typeof value === 'boolean' ? null : { code: 'value-not-a-flag', params: { text } };
  if (type === 'text') return textFault(value);
  if (type === 'date') {
    if (typeof value !== 'string' || !isCivilDate(value)) return { code: 'value-not-a-date', params: { text } };
  } else {
    if (typeof value !== 'number') return { code: 'value-not-a-number', params: { text } };
    if (!Number.isFinite(value)) return { code: 'value-not-finite', params: { text } };
    if (isWhole(type) && !Number.isInteger(value)) return { code: 'value-not-whole', params: { text } };
  }
  if (range === null || (value >= range.min && value <= range.max)) return null;
  return { code: 'value-outside-range', params: { text, min: range.min, max: range.max } };
}

function textFault(value: unknown): ValueFault | null {
  if (typeof value !== 'string' || value.trim() === '')
    return { code: 'value-not-text', params: { text: show(value) } };
  if (value.length > TEXT_MAX) return { code: 'value-too-long', params: { max: TEXT_MAX } };
  const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(value);
  return hidden ? { code: 'value-control-characters', params: {} } : null;
}

function show(value: unknown): string {
  const text = typeof value === 'object' && value !== null ? (Array.isArray(value) ? '[…]' : '{…}') : String(value);
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '?').slice(0, 60);
}
