import type { FactValue } from '../../inventory/fact.ts';
import type { FactType } from '../../inventory/fact-definition.ts';
import { formatDate } from '../../text/date.ts';
import { formatNumber } from '../../text/number.ts';
import type { Language } from '../../text/words.ts';

/**
 * What somebody typed for a figure, null for nothing. Numbers are read as the language of the page writes them (1.234,5 in
 * Vietnamese, 1,234.5 in English), and where only one reading is possible in the other way too; what is no number stays the
 * text it is, so that it can be told and corrected where it stands.
 */
export function parseFigure(typed: string, type: FactType, language: Language): FactValue | null {
  const text = typed.normalize('NFC').trim();
  if (text === '') return null;
  if (type === 'flag') return text === 'yes' ? true : text === 'no' ? false : text;
  if (type === 'text' || type === 'date') return text;
  const bare = text.replace(/[\s\u00a0\u202f]/g, '');
  const isPercent = type === 'ratio' && bare.endsWith('%');
  const number = readNumber(isPercent ? bare.slice(0, -1) : bare, isWhole(type), language);
  if (number === null) return text;
  // 33,3 / 100 would come out as 0.33299999999999996.
  return isPercent ? Number((number / 100).toPrecision(12)) : number;
}

/** A figure as it is shown and edited; what is no figure of its type is shown as it was typed. */
export function figureText(value: FactValue | null, type: FactType | null, language: Language): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  if (type === 'ratio') return `${numberText(Number((value * 100).toPrecision(12)), language)}%`;
  return numberText(value, language);
}

/** The same for reading: dates as people write them. */
export function shownFigure(
  value: FactValue | null,
  type: FactType | null,
  language: Language,
  words: { readonly yes: string; readonly no: string; readonly none: string },
): string {
  if (value === null) return words.none;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (type === 'date' && typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value))
    return formatDate(value, language);
  return figureText(value, type, language);
}

/** How a number changed, as a signed percentage; null where that says nothing. */
export function changeText(
  before: FactValue | null,
  now: FactValue | null,
  type: FactType | null,
  language: Language,
): { readonly ratio: number; readonly text: string } | null {
  const compared = type !== null && !['rank', 'date', 'text', 'flag'].includes(type);
  if (!compared || typeof before !== 'number' || typeof now !== 'number' || before === 0) return null;
  const ratio = (now - before) / Math.abs(before);
  const tenths = Math.round(ratio * 1_000) / 10;
  const digits = Math.abs(tenths) < 10 && !Number.isInteger(tenths) ? 1 : 0;
  const sign = tenths > 0 ? '+' : tenths < 0 ? '−' : '';
  return { ratio, text: `${sign}${formatNumber(Math.abs(tenths), language, digits)}%` };
}

function readNumber(text: string, whole: boolean, language: Language): number | null {
  const [group, decimal] = language === 'vi' ? ['.', ','] : [',', '.'];
  if (/^-?\d+$/.test(text)) return finite(text);
  for (const sign of whole ? [group, decimal] : [group]) {
    if (grouped(sign).test(text)) return finite(text.replaceAll(sign, ''));
  }
  const [head = '', tail = '', ...rest] = text.split(decimal);
  if (rest.length === 0 && /^\d+$/.test(tail) && (/^-?\d+$/.test(head) || grouped(group).test(head))) {
    return finite(`${head.replaceAll(group, '')}.${tail}`);
  }
  return new RegExp(`^-?\\d+\\${group}\\d+$`).test(text) ? finite(text.replace(group, '.')) : null;
}

// A leading 0 is no group of thousands: 0.345 can only be a decimal.
function grouped(sign: string): RegExp {
  return new RegExp(`^-?[1-9]\\d{0,2}(\\${sign}\\d{3})+$`);
}

function finite(text: string): number | null {
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}

function isWhole(type: FactType): boolean {
  return type === 'count' || type === 'rank' || type === 'money';
}

function numberText(value: number, language: Language): string {
  const decimals = /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0;
  return formatNumber(value, language, Math.min(decimals, 10));
}
