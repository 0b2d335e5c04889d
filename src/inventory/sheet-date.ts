import { addDays, type CivilDate, isCivilDate } from '../calendar/civil.ts';
import type { CellValue } from './cell-value.ts';
import { misread, type Reading, show } from './sheet-number.ts';

/**
 * A date as people type it: a date cell, `2026-01-31`, `31/1/2026`, `31.01.2026`, `ngày 31 tháng 1 năm 2026`; the day comes
 * before the month. A year of two digits, a month alone, and a bare number that may be a date's serial are refused with
 * what to write instead.
 */
export function readDateCell(cell: Exclude<CellValue, null>): Reading<CivilDate> {
  if (typeof cell === 'number') return ofNumber(String(cell));
  if (typeof cell === 'string') return ofText(cell.normalize('NFC').replace(/\s+/g, ' ').trim());
  if (typeof cell === 'object' && 'serial' in cell) {
    const date = dateOfSerial(cell.serial, cell.epoch);
    return date === null ? misread('date-invalid', { text: String(cell.serial) }) : { value: date };
  }
  return misread('date-invalid', { text: show(cell) });
}

/** The day a serial number means; null when it lies outside of what a spreadsheet can show. */
function dateOfSerial(serial: number, epoch: 1900 | 1904): CivilDate | null {
  const day = Math.floor(serial);
  if (!Number.isFinite(serial) || day < 0 || day > 2_958_465) return null;
  if (epoch === 1904) return addDays('1904-01-01', day);
  // Spreadsheets count a 29 February 1900 that never was: day 60.
  if (day === 60 || day === 0) return null;
  return addDays(day < 60 ? '1899-12-31' : '1899-12-30', day);
}

function ofText(text: string): Reading<CivilDate> {
  const iso = /^(\d{4}-\d{2}-\d{2})([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$/.exec(text)?.[1];
  if (iso !== undefined) return real(iso, text);
  const numbers = /^(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})( \d{1,2}:\d{2}(:\d{2})?)?$/.exec(text);
  const words = /^(?:ngày )?(\d{1,2}) tháng (\d{1,2}) năm (\d{4})$/i.exec(text);
  const [, day, month, year] = numbers ?? words ?? [];
  if (day !== undefined && month !== undefined)
    return real(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`, text);
  const short = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})$/.exec(text);
  if (short) return misread('date-two-digit-year', { text, write: `${short[1]}/${short[2]}/20${short[3]}` });
  return ofNumber(text);
}

function real(date: string, text: string): Reading<CivilDate> {
  return isCivilDate(date) ? { value: date } : misread('date-invalid', { text });
}

// A month, a quarter or a year has no day of its own: which one is meant is not for us to say.
function ofNumber(text: string): Reading<CivilDate> {
  const month =
    /^(?:tháng )?(0?[1-9]|1[0-2])\s?[/-]\s?(\d{4})$/i.exec(text) ?? /^tháng (0?[1-9]|1[0-2]) năm (\d{4})$/i.exec(text);
  if (month) return incomplete(text, `01/${month[1]?.padStart(2, '0')}/${month[2]}`);
  const quarter = /^qu[ýy] ?([1-4]|iv|i{1,3})\s?[/-]?\s?(?:năm )?(\d{4})$/iu.exec(text);
  if (quarter) return incomplete(text, `01/${quarterMonth[quarter[1]?.toLowerCase() ?? ''] ?? '01'}/${quarter[2]}`);
  const year = /^(?:năm )?((?:19|20|21)\d{2})$/i.exec(text);
  if (year) return incomplete(text, `01/01/${year[1]}`);
  const date = /^\d{5,6}(\.\d+)?$/.test(text) ? dateOfSerial(Number(text), 1900) : null;
  if (date !== null) return misread('date-serial', { text, write: written(date) });
  return misread('date-invalid', { text: show(text) });
}

const quarterMonth: Readonly<Record<string, string>> = {
  1: '01',
  i: '01',
  2: '04',
  ii: '04',
  3: '07',
  iii: '07',
  4: '10',
  iv: '10',
};

function incomplete(text: string, write: string): Reading<CivilDate> {
  return misread('date-incomplete', { text, write });
}

function written(date: CivilDate): string {
  return date.split('-').toReversed().join('/');
}
