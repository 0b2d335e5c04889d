import type { ToldCode } from './import-fault.ts';

/** What a cell came to, or why it cannot be said. */
export type Reading<T> = { readonly value: T } | Misread;
export type Misread = { readonly code: ToldCode; readonly params: Readonly<Record<string, string | number>> };

/** Which sign parts the decimals where a number can be read both ways; null = such a number is refused. */
export type DecimalSign = ',' | '.' | null;

/** How a column wants its numbers: `whole` without decimals, `share` a ratio that may be told in per cent. */
export type NumberForm = { readonly whole: boolean; readonly share: boolean; readonly sign: DecimalSign };

/**
 * A number as people type it. `1.234,5` and `1 234,5` are read as in Vietnam, `12.5` and `12,5` have one reading only;
 * `1.234` and `1,234` have two, and `1,234.5` is English: they are refused unless the caller says which sign parts the
 * decimals. `95 %` is a share of 1.
 */
export function readNumberText(given: string, form: NumberForm): Reading<number> {
  const text = plainDigits(given);
  if (text.endsWith('%')) return readPercent(text, form);
  if (/^[+-]?\d+$/.test(text)) return { value: Number(text) };
  if (/^[+-]?(nan|inf(inity)?|∞)$/i.test(text)) return misread('number-not-finite', { text });
  if (/^[+-]?\d+([.,]\d+)?e[+-]?\d+$/i.test(text)) return readExponent(text);
  const read = readParted(text, form);
  return read ?? misread(form.whole ? 'whole-number' : 'number-expected', { text: show(given) });
}

/** A fault without its place. */
export function misread(code: ToldCode, params: Misread['params'] = {}): Misread {
  return { code, params };
}

/** What stands in a cell, short and plain enough for a message. */
export function show(value: unknown): string {
  const text = typeof value === 'string' ? value.trim() : String(value);
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?').slice(0, 60);
}

// Far Eastern and typographic forms of digits, signs and spaces; superscripts stay what they are.
function plainDigits(text: string): string {
  const narrow = text.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
  return narrow.replace(/\s/g, ' ').replaceAll('\u2212', '-').trim();
}

function readPercent(text: string, { share, sign }: NumberForm): Reading<number> {
  if (!share) return misread('percent-unexpected', { text: show(text) });
  const part = readNumberText(text.slice(0, -1), { whole: false, share: false, sign });
  // 95.5 / 100 would be a hair off what 0.955 is.
  return 'value' in part ? { value: Number(`${part.value}e-2`) || part.value / 100 } : part;
}

function readParted(text: string, form: NumberForm): Reading<number> | null {
  if (/^-?[1-9]\d{0,2}[.,]\d{3}$/.test(text)) return readTwoWays(text, form);
  if (/^-?\d+[.,]\d+$/.test(text)) return { value: Number(text.replace(',', '.')) };
  if (/^-?\d{1,3}((\.\d{3})+|( \d{3})+)(,\d+)?$/.test(text)) {
    return { value: Number(text.replace(/[. ]/g, '').replace(',', '.')) };
  }
  if (/^-?\d{1,3}( \d{3})+\.\d+$/.test(text)) return { value: Number(text.replaceAll(' ', '')) };
  if (!/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) return null;
  const english = text.replaceAll(',', '');
  if (form.sign === '.') return { value: Number(english) };
  return misread('number-english', { text, write: english.replace('.', ',') });
}

function readTwoWays(text: string, { whole, sign }: NumberForm): Reading<number> {
  const digits = text.replace(/[.,]/, '');
  if (sign !== null) return { value: Number(text.includes(sign) ? text.replace(',', '.') : digits) };
  if (whole) return misread('grouped-number', { text, write: digits });
  return misread('number-ambiguous', { text, whole: digits, decimal: `${text.replace('.', ',')}0` });
}

function readExponent(text: string): Misread {
  const value = Number(text.replace(',', '.'));
  if (!Number.isFinite(value)) return misread('number-not-finite', { text });
  const write = value.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 20 });
  return misread('number-exponent', { text, write });
}
