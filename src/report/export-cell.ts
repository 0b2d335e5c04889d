import { isCivilDate } from '../calendar/civil.ts';
import type { Choice, Field } from '../inventory/record-catalogue.ts';
import type { ToldValue } from './export-row.ts';
import type { BookCell, BookColumn } from './sheet/book.ts';
import type { Cell } from './sheet/csv.ts';

/** How flags are written; they are read in many more ways. */
const flagWords: readonly [yes: string, no: string] = ['Có', 'Không'];

/** A value as a sheet shows it: choices by their names, dates as dates, codes as text. */
export function cellOf(field: Field, value: ToldValue): BookCell {
  if (value === null) return null;
  if (typeof value === 'boolean') return flagWords[value ? 0 : 1];
  if (typeof value === 'number') return value;
  if (field.type === 'choice') return nameOf(field.choices, value);
  return field.type === 'date' && isCivilDate(value) ? { date: value } : value;
}

/** The same cell in CSV: dates year-month-day, and no number that could be taken for one with grouped digits. */
export function csvCell(cell: BookCell): Cell {
  if (typeof cell === 'object' && cell !== null) return 'date' in cell ? cell.date : cell.serial;
  const isTwoWays = typeof cell === 'number' && /^-?[1-9]\d{0,2}\.\d{3}$/.test(String(cell));
  return isTwoWays ? `${cell}0` : cell;
}

/** The column of a workbook that a field is shown in. */
export function columnOf(field: Field, cells: readonly BookCell[]): BookColumn {
  const { nameVi: header } = field;
  const longest = Math.max(header.length, ...cells.map(widthOf));
  const base = { header, note: null, width: Math.min(60, longest + 2), choices: [], format: null };
  switch (field.type) {
    case 'choice':
      return { ...base, type: 'choice', choices: field.choices.map(({ nameVi }) => nameVi) };
    case 'flag':
      return { ...base, type: 'choice', choices: flagWords };
    case 'date':
      return { ...base, type: 'date', width: 12 };
    case 'count':
    case 'money':
    case 'number':
    case 'ratio':
      return { ...base, type: 'number' };
    default:
      return { ...base, type: 'text' };
  }
}

function nameOf(choices: readonly Choice[], key: string): string {
  return choices.find((choice) => choice.key === key)?.nameVi ?? key;
}

function widthOf(cell: BookCell): number {
  return cell === null || typeof cell === 'object' ? 10 : String(cell).length;
}
