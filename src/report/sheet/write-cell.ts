import { isCivilDate } from '../../calendar/civil.ts';
import { DAY_MS } from '../../calendar/interval.ts';
import type { BookCell, BookColumn } from './book.ts';
import { columnLetters, LAST_CELL_TEXT } from './cell-ref.ts';
import { startsFormula } from './csv.ts';
import { isDateFormat } from './number-format.ts';
import type { CellLook, StyleTable } from './write-styles.ts';

/** What cells of one workbook are written with. */
export type CellWriter = { readonly styles: StyleTable; readonly strings: StringTable };

/** Numbers the texts of a workbook. */
export class StringTable {
  readonly #numbers = new Map<string, number>();
  uses = 0;

  numberOf(text: string): number {
    this.uses += 1;
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  texts(): readonly string[] {
    return [...this.#numbers.keys()];
  }
}

type Position = { readonly row: number; readonly column: number };

/**
 * The element of one cell, `''` where nothing stands. Text is a string whatever it begins with; a whole number that a
 * spreadsheet would round (more than 15 digits) and a date before March 1900, which Excel counts wrong, are text.
 */
export function writeCell(at: Position, cell: BookCell, look: CellLook, { styles, strings }: CellWriter): string {
  const ref = `${columnLetters(at.column)}${at.row}`;
  const value = plainValue(cell);
  if (value === null) return look.marked ? `<c r="${ref}" s="${styles.numberOf(look)}"/>` : '';
  if (typeof value === 'boolean') return `<c r="${ref}" s="${styles.numberOf(look)}" t="b"><v>${value ? 1 : 0}</v></c>`;
  if (typeof value === 'string') {
    const style = styles.numberOf({ ...look, format: '@', quoted: startsFormula(value) });
    return `<c r="${ref}" s="${style}" t="s"><v>${strings.numberOf(value)}</v></c>`;
  }
  const format = numberFormat(cell, look.format);
  return `<c r="${ref}" s="${styles.numberOf({ ...look, format })}"><v>${value}</v></c>`;
}

/** The number format of a column's cells. */
export function columnFormat({ type, format }: BookColumn): string {
  if (format !== null) return format;
  return type === 'date' ? DATE_FORMAT : type === 'number' ? 'General' : '@';
}

const DATE_FORMAT = 'dd/mm/yyyy';
const EXCEL_DAY_ZERO = Date.UTC(1899, 11, 30);
// 1 March 1900: before it Excel counts a 29 February that never was.
const FIRST_SOUND_SERIAL = 61;
const EXACT_DIGITS = 15;

function plainValue(cell: BookCell): string | number | boolean | null {
  if (cell === null || typeof cell === 'boolean') return cell;
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null;
  if (typeof cell === 'bigint') return wholeNumber(cell);
  if (typeof cell === 'string') return cell === '' ? null : cutText(cell);
  if ('serial' in cell) return Number.isFinite(cell.serial) ? cell.serial : null;
  const serial = isCivilDate(cell.date) ? (Date.parse(`${cell.date}T00:00Z`) - EXCEL_DAY_ZERO) / DAY_MS : 0;
  return serial < FIRST_SOUND_SERIAL ? cell.date : serial;
}

function wholeNumber(value: bigint): string | number {
  return `${value}`.replace('-', '').length > EXACT_DIGITS ? `${value}` : Number(value);
}

/** No spreadsheet holds more in one cell. */
function cutText(text: string): string {
  return text.length > LAST_CELL_TEXT ? `${text.slice(0, LAST_CELL_TEXT - 1)}…` : text;
}

/** A number in a column of text is still a number, and a date looks like one wherever it stands. */
function numberFormat(cell: BookCell, format: string): string {
  if (typeof cell === 'object' && cell !== null) return isDateFormat(format) ? format : DATE_FORMAT;
  return format === '@' ? 'General' : format;
}
