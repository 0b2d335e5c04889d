import { isCivilDate } from '../../calendar/civil.ts';
import { DAY_MS } from '../../calendar/interval.ts';
import type { CellValue } from '../../inventory/cell-value.ts';
import { unescapeText } from './cell-text.ts';

/** One cell element as it stands in a sheet's part. */
export type RawCell = {
  readonly type: string;
  readonly style: number;
  /** Text of `<v>`; null = there is none. */
  readonly value: string | null;
  /** Text of `<f>`; null = there is none. */
  readonly formula: string | null;
  /** Text of `<is>`. */
  readonly inline: string;
};

/** What of the workbook a cell's value depends on. */
export type CellContext = {
  readonly strings: readonly string[];
  readonly dateStyles: readonly boolean[];
  readonly epoch: 1900 | 1904;
};

/** What a cell holds, or why it cannot be said. */
export type CellRead =
  | { readonly value: CellValue }
  | { readonly fault: 'string-missing' | 'value-unreadable'; readonly text: string };

/** The value of one cell; an empty text is nothing. A formula that came to an error is that error. */
export function readCell(cell: RawCell, context: CellContext): CellRead {
  const read = shownValue(cell, context);
  if (cell.formula === null || 'fault' in read) return read;
  const { value } = read;
  if (value !== null && typeof value === 'object') {
    return 'serial' in value ? { value: { formula: cell.formula, shown: value.serial } } : read;
  }
  return { value: { formula: cell.formula, shown: value } };
}

const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

function shownValue({ type, style, value, inline }: RawCell, context: CellContext): CellRead {
  if (type === 'inlineStr') return { value: inline === '' ? null : inline };
  if (value === null || value === '') return { value: null };
  if (type === 's') return sharedText(value, context.strings);
  if (type === 'str') return { value: unescapeText(value) };
  if (type === 'e') return { value: { error: value } };
  const text = value.trim();
  if (type === 'b') {
    if (text === '1' || text === 'true') return { value: true };
    return text === '0' || text === 'false' ? { value: false } : unreadable(text);
  }
  if (type === 'd') return isoSerial(text);
  const amount = Number(text);
  if (type !== 'n' || !number.test(text) || !Number.isFinite(amount)) return unreadable(text);
  return { value: context.dateStyles[style] === true ? { serial: amount, epoch: context.epoch } : amount };
}

function sharedText(value: string, strings: readonly string[]): CellRead {
  const text = /^\s*\d+\s*$/.test(value) ? strings[Number(value)] : undefined;
  if (text === undefined) return { fault: 'string-missing', text: value.slice(0, 40) };
  return { value: text === '' ? null : text };
}

/** A date as newer files may hold it, `2026-01-31` with or without a time. */
function isoSerial(text: string): CellRead {
  const [day = '', time = '00:00'] = text.split('T', 2);
  const at = isCivilDate(day) ? Date.parse(`${day}T${time}Z`) : Number.NaN;
  if (!Number.isFinite(at)) return unreadable(text);
  return { value: { serial: (at - Date.UTC(1899, 11, 30)) / DAY_MS, epoch: 1900 } };
}

function unreadable(text: string): CellRead {
  return { fault: 'value-unreadable', text: text.slice(0, 40) };
}
