import { closestMatch } from 'leven';
import { type CivilDate, isCivilDate } from '../calendar/civil.ts';
import type { ImportFault, Place } from './import-entry.ts';
import { type ImportFaultCode, importFault, type ToldCode } from './import-fault.ts';

/**
 * One entry on its way in: a row of a sheet (all cells text) or a mapping of a YAML document. The readers below return
 * a harmless value and note a fault when a cell does not fit; an entry with faults is dropped by its caller.
 */
export type Row = {
  readonly place: Place;
  /** What was given; an empty cell is not given. */
  readonly cells: ReadonlyMap<string, unknown>;
  /** Columns that are there but empty in this row; a document has none, its `null` counts as one. */
  readonly emptied: ReadonlySet<string>;
  /** Required columns the whole sheet lacks: told once for the sheet, not again for every row. */
  readonly lacking: ReadonlySet<string>;
  readonly placeOf: (column: string) => Place;
  readonly faults: ImportFault[];
};

/** Longest agency code, as the electronic identifier of agencies allows. */
const CODE_MAX = 35;

/** Notes a fault of one cell. */
export function note(row: Row, column: string, code: ToldCode, params: ImportFault['params'] = {}): void {
  row.faults.push(importFault(row.placeOf(column), column, code, params));
}

/** Whether the cell says anything. */
export function given(row: Row, column: string): boolean {
  return row.cells.has(column);
}

/** Text in Unicode NFC, its spaces plain and none around it; '' when it is missing or no text. */
export function readText(row: Row, column: string, max: number): string {
  const value = need(row, column);
  if (value === undefined) return '';
  if (typeof value !== 'string') {
    note(row, column, 'text-expected', { found: show(value) });
    return '';
  }
  const text = value.normalize('NFC').replaceAll('\u00a0', ' ').trim();
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text)) note(row, column, 'control-characters');
  if (text.length > max) note(row, column, 'text-too-long', { max });
  return text;
}

/** An agency code: letters, digits, `.`, `_`, `-`, at most 35. A YAML number is refused: it has lost its leading zeros. */
export function readCode(row: Row, column: string): string {
  const value = row.cells.get(column);
  if (typeof value === 'number' || typeof value === 'bigint') {
    note(row, column, 'code-needs-quotes', { found: show(value) });
    return '';
  }
  const before = row.faults.length;
  const text = readText(row, column, CODE_MAX);
  if (row.faults.length === before && !row.lacking.has(column) && !isCode(text))
    note(row, column, 'code-malformed', { text: show(text) });
  return text;
}

/** Whether the text can be an agency code. */
export function isCode(text: string): boolean {
  return text.length <= CODE_MAX && /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(text);
}

/** One of a closed list, in any case of letters; the first of the list when it does not fit. */
export function readChoice<const T extends string>(row: Row, column: string, options: readonly [T, ...T[]]): T {
  const value = need(row, column);
  const text = String(value).trim().toLowerCase();
  const option = options.find((one) => one === text);
  if (option === undefined && value !== undefined) {
    const nearest = closestMatch(text, options) ?? options[0];
    note(row, column, 'choice', { text: show(value), allowed: options.join(', '), nearest });
  }
  return option ?? options[0];
}

/** A plain whole number in [min, max]; grouped digits (1.234, 1,234) are refused, for they mean different things to different people. */
export function readCount(row: Row, column: string, min: number, max: number): number {
  const value = need(row, column);
  if (value === undefined) return min;
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : show(value);
  if (/^\d{1,3}([.,\u00a0\u202f ]\d{3})+$/.test(text)) {
    note(row, column, 'grouped-number', { text, write: text.replace(/\D/g, '') });
    return min;
  }
  if (!/^-?\d+$/.test(text)) {
    note(row, column, 'whole-number', { text: show(value) });
    return min;
  }
  const number = Number(text);
  if (number < min || number > max) note(row, column, 'number-out-of-range', { text: show(value), min, max });
  return number;
}

/** A number in [min, max] with a decimal point; group separators and decimal commas are refused here. */
export function readNumber(row: Row, column: string, min: number, max: number): number {
  const value = need(row, column);
  if (value === undefined) return min;
  const text = String(value).trim();
  const number = typeof value === 'number' || /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(number)) {
    note(row, column, 'number-expected', { text: show(value) });
    return min;
  }
  if (number < min || number > max) note(row, column, 'number-out-of-range', { text: show(value), min, max });
  return number;
}

/** One of a list by its key or its name in either language, with or without diacritics; the first when it does not fit. */
export function readWord(
  row: Row,
  column: string,
  words: readonly { readonly key: string; readonly nameVi: string; readonly nameEn: string }[],
): string {
  const value = need(row, column);
  const asked = plainWord(String(value));
  const exact = words.find(({ key, nameVi, nameEn }) => [key, nameVi, nameEn].some((one) => plainWord(one) === asked));
  // One word of a name that lists several, where no other name has it: Xã of "Xã, phường, đặc khu".
  const listed = words.filter(({ nameVi }) => nameVi.split(',').some((one) => plainWord(one) === asked));
  const found = exact ?? (listed.length === 1 ? listed[0] : undefined);
  if (found === undefined && value !== undefined) {
    const allowed = words.map(({ nameVi }) => nameVi);
    const nearest = closestMatch(String(value), allowed) ?? '';
    note(row, column, 'choice', { text: show(value), allowed: allowed.join(', '), nearest });
  }
  return found?.key ?? words[0]?.key ?? '';
}

const flagWords = [
  { key: 'true', nameVi: 'Có', nameEn: 'Yes' },
  { key: 'false', nameVi: 'Không', nameEn: 'No' },
] as const;

/** Yes or no: `true`, `Có`, `yes`, `1` and their opposites; false when it does not fit. */
export function readFlag(row: Row, column: string): boolean {
  const value = need(row, column);
  const asked = plainWord(String(value));
  const word = flagWords.find(({ key, nameVi, nameEn }) =>
    [key, nameVi, nameEn].some((one) => plainWord(one) === asked),
  );
  if (word !== undefined || asked === '1' || asked === '0') return word?.key === 'true' || asked === '1';
  if (value !== undefined) note(row, column, 'flag-unclear', { text: show(value) });
  return false;
}

/** A word without diacritics, case or spaces around and between: by what people's spellings of it agree. */
export function plainWord(text: string): string {
  const bare = text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');
  return bare
    .toLowerCase()
    .replace(/[\s_.-]+/g, ' ')
    .trim();
}

/** A date written YYYY-MM-DD that the calendar has. */
export function readDate(row: Row, column: string): CivilDate {
  const value = need(row, column);
  if (value === undefined) return '';
  const text = String(value).trim();
  if (isCivilDate(text)) return text;
  const local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  const write = local ? `${local[3]}-${local[2]?.padStart(2, '0')}-${local[1]?.padStart(2, '0')}` : '';
  if (isCivilDate(write)) note(row, column, 'date-form', { text, write });
  else note(row, column, 'date-invalid', { text: show(value) });
  return '';
}

/** Text that `canonical` turns into its one canonical form; '' with the fault `code` when it cannot. */
export function readCanonical(
  row: Row,
  column: string,
  canonical: (text: string) => string | null,
  code: ImportFaultCode,
): string {
  const before = row.faults.length;
  const text = readText(row, column, 100);
  if (row.faults.length > before || row.lacking.has(column)) return '';
  const form = canonical(text);
  if (form === null) note(row, column, code, { text: show(text) });
  return form ?? '';
}

function need(row: Row, column: string): unknown {
  const value = row.cells.get(column);
  if (value === undefined && !row.lacking.has(column)) note(row, column, 'required');
  return value;
}

/** What stands in a cell, short enough and plain enough for a message. */
function show(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?').slice(0, 60);
}
