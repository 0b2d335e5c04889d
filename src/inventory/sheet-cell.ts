import { closestMatch } from 'leven';
import type { CellValue } from './cell-value.ts';
import { foldText } from './fold-text.ts';
import type { Choice, Field } from './record-catalogue.ts';
import type { CodeBook } from './sheet-codes.ts';
import { readDateCell } from './sheet-date.ts';
import { type DecimalSign, type Misread, misread, type Reading, readNumberText, show } from './sheet-number.ts';

/** What reading a cell needs besides its column: how its numbers are meant, and the codes that its codes may be. */
export type CellHelp = { readonly sign: DecimalSign; readonly codes: CodeBook | null };

/**
 * A cell as the readers of entries take it: text, whole and decimal numbers, shares of 1, `YYYY-MM-DD`, the key of a choice,
 * true or false. What can be meant in two ways, or has lost something on its way, is a fault.
 */
export function readSheetCell(cell: Exclude<CellValue, null>, field: Field, help: CellHelp): Reading<unknown> {
  if (typeof cell === 'object' && 'formula' in cell) return misread('formula', { shown: show(cell.shown ?? '') });
  if (typeof cell === 'object' && 'error' in cell) return misread('cell-error', { text: show(cell.error) });
  switch (field.type) {
    case 'code':
    case 'agency':
    case 'record':
      return readCodeCell(cell, help.codes);
    case 'count':
      return within(readNumberCell(cell, { whole: true, share: false, sign: help.sign }), field.min, field.max);
    case 'money':
      return within(readNumberCell(cell, { whole: true, share: false, sign: help.sign }), 0, MONEY_MAX);
    case 'number':
      return within(readNumberCell(cell, { whole: false, share: false, sign: help.sign }), field.min, field.max);
    case 'ratio':
      return readShare(readNumberCell(cell, { whole: false, share: true, sign: help.sign }));
    case 'date':
      return readDateCell(cell);
    case 'flag':
      return readFlagCell(cell);
    case 'choice':
      return readChoiceCell(cell, field.choices);
    default:
      return readTextCell(cell);
  }
}

const MONEY_MAX = 1_000_000_000_000_000;

type Plain = Exclude<CellValue, null>;

function readTextCell(cell: Plain): Reading<string> {
  if (typeof cell === 'string') return { value: cell };
  // A long number has lost digits; one of everyday length is the text that stands there.
  if (typeof cell === 'number' && Number.isSafeInteger(cell) && Math.abs(cell) < 1e15) return { value: String(cell) };
  if (typeof cell === 'number' && Number.isFinite(cell) && String(cell).length < 12) return { value: String(cell) };
  const found = typeof cell === 'object' ? dateShown(cell) : show(cell);
  return misread('cell-not-text', { found });
}

/** A number cell has lost its leading zeros, if there were any. */
function readCodeCell(cell: Plain, codes: CodeBook | null): Reading<string> {
  if (typeof cell === 'string') return readCodeText(cell, codes);
  if (typeof cell === 'number') {
    const text = String(cell);
    const meant = codes?.withZeros(text) ?? [];
    return codes?.has(text) && meant.length === 0 ? { value: text } : eaten(text, meant);
  }
  return misread('cell-not-text', { found: typeof cell === 'object' ? dateShown(cell) : show(cell) });
}

/** A code that is text; digits that are known only behind zeros have lost those before they came here. */
export function readCodeText(cell: string, codes: CodeBook | null): Reading<string> {
  const text = cell.replace(/\s+/g, ' ').trim();
  const meant = /^[1-9]\d*$/.test(text) && codes?.has(text) === false ? codes.withZeros(text) : [];
  return meant.length === 0 ? { value: text } : eaten(text, meant);
}

function eaten(text: string, meant: readonly string[]): Misread {
  const [only] = meant;
  return only !== undefined && meant.length === 1
    ? misread('code-eaten-known', { text, write: only })
    : misread('code-eaten', { text });
}

function readNumberCell(cell: Plain, form: Parameters<typeof readNumberText>[1]): Reading<number> {
  const read = typeof cell === 'string' ? readNumberText(cell, form) : ofNumber(cell);
  if ('value' in read && form.whole && !Number.isInteger(read.value)) {
    return misread('whole-number', { text: show(cell) });
  }
  return read;
}

function ofNumber(cell: Exclude<Plain, string>): Reading<number> {
  if (typeof cell === 'number') {
    return Number.isFinite(cell) ? { value: cell } : misread('number-not-finite', { text: String(cell) });
  }
  if (typeof cell === 'object') return misread('number-is-date', { shown: dateShown(cell) });
  return misread('number-expected', { text: show(cell) });
}

function within(read: Reading<number>, min: number, max: number): Reading<number> {
  if (!('value' in read) || (read.value >= min && read.value <= max)) return read;
  return misread('number-out-of-range', { text: String(read.value), min, max });
}

function readShare(read: Reading<number>): Reading<number> {
  if (!('value' in read) || (read.value >= 0 && read.value <= 1)) return read;
  const text = String(read.value);
  return read.value > 1 && read.value <= 100
    ? misread('ratio-range', { text, write: `${text.replace('.', ',')}%` })
    : misread('number-out-of-range', { text, min: 0, max: 1 });
}

const yes: ReadonlySet<string> = new Set(['có', 'co', 'yes', 'y', 'true', 'dung', 'x', '1', '✓', '✔', '☑', '√']);
const no: ReadonlySet<string> = new Set(['không', 'khong', 'no', 'n', 'false', 'sai', '0', '✗', '✘', '☐']);

function readFlagCell(cell: Plain): Reading<boolean> {
  if (typeof cell === 'boolean') return { value: cell };
  const text = typeof cell === 'object' ? dateShown(cell) : show(cell);
  const plain = text.toLowerCase();
  const word = yes.has(plain) || no.has(plain) ? plain : foldText(text) || text.replace(/\ufe0f/g, '');
  if (yes.has(word)) return { value: true };
  return no.has(word) ? { value: false } : misread('flag-unclear', { text });
}

function readChoiceCell(cell: Plain, choices: readonly Choice[]): Reading<string> {
  const text = typeof cell === 'object' ? dateShown(cell) : show(cell);
  const isExact = ({ key, nameVi }: Choice): boolean => key === text || nameVi === text;
  const isNamed = ({ key, nameVi, nameEn }: Choice): boolean =>
    [key, nameVi, nameEn].some((one) => foldText(one) === foldText(text));
  const found = choices.find(isExact) ?? choices.find(isNamed);
  if (found !== undefined) return { value: found.key };
  const allowed = choices.map(({ nameVi }) => nameVi);
  return misread('choice', { text, allowed: allowed.join(', '), nearest: closestMatch(text, allowed) ?? '' });
}

function dateShown(cell: Extract<Plain, object>): string {
  const read = readDateCell(cell);
  return 'value' in read ? read.value : '?';
}
