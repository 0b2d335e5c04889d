import type { CellRow } from './cell-value.ts';
import { foldText } from './fold-text.ts';
import type { ImportFault, Place } from './import-entry.ts';
import { importFault, type ToldCode } from './import-fault.ts';
import type { HeaderBook } from './sheet-header-book.ts';
import { letterOf } from './sheet-letter.ts';
import { headerText, isFilled } from './sheet-table.ts';

/** What a header means in sheets of one source; `field` null = the column is left out on purpose. */
export type HeaderMapping = { readonly header: string; readonly field: string | null };

/** The meaning of one header, by a mapping given now or remembered. */
export type Meaning = { readonly field: string | null; readonly how: 'given' | 'remembered' };

/**
 * What a column was taken for. `exact` by a field's own name, `alias` by another name of it, `given` and `remembered` by a
 * mapping, where null leaves the column out; `fuzzy` only offers its field, nothing of such a column is read. `unknown` =
 * nothing comes near, `furniture` = running numbers.
 */
export type ColumnSaid = {
  readonly letter: string;
  readonly header: string;
  readonly field: string | null;
  readonly how: 'exact' | 'alias' | 'given' | 'remembered' | 'fuzzy' | 'unknown' | 'furniture';
  /** 1 = sure. */
  readonly confidence: number;
};

/** A header with what stands below it; `sibling` is the other form of the same list, if it has two. */
export type HeaderRow = {
  readonly header: CellRow;
  readonly below: readonly CellRow[];
  readonly book: HeaderBook;
  readonly sibling: HeaderBook | null;
};

/** Says of every column what it was taken for, and notes a fault for each that is not sure. */
export function sayColumns(
  { header, below, book, sibling }: HeaderRow,
  meanings: ReadonlyMap<string, Meaning>,
  place: Place,
  faults: ImportFault[],
): (ColumnSaid & { readonly index: number })[] {
  const tell = (letter: string, column: string | null, code: ToldCode, params: ImportFault['params']): void => {
    faults.push({ ...importFault(place, column, code, params), cell: `${letter}${header.row}` });
  };
  const width = Math.max(header.cells.length, ...below.map(({ cells }) => cells.length));
  return Array.from({ length: width }, (_, index) => index).flatMap((index) => {
    const text = headerText(header.cells[index]);
    const letter = letterOf(index);
    if (text === '') {
      if (below.some(({ cells }) => isFilled(cells[index]))) tell(letter, null, 'header-empty', { letter });
      return [];
    }
    const said = { index, letter, header: text, ...sayColumn(text, book, meanings.get(foldText(text))) };
    const doubt = doubtOf(said, book, sibling);
    if (doubt !== null) tell(letter, text, doubt.code, doubt.params);
    return [said];
  });
}

/** Words over columns that only number the rows. */
const furniture: ReadonlySet<string> = new Set(['stt', 'tt', 'so tt', 'so thu tu', 'thu tu', 'no']);

function sayColumn(
  text: string,
  book: HeaderBook,
  meaning: Meaning | undefined,
): Pick<ColumnSaid, 'field' | 'how' | 'confidence'> {
  if (meaning !== undefined) {
    const field = meaning.field === null ? null : (book.find(meaning.field)?.field ?? meaning.field);
    return { field, how: meaning.how, confidence: 1 };
  }
  const found = book.find(text);
  if (found !== null) return { ...found, confidence: 1 };
  if (text === '#' || furniture.has(foldText(text))) return { field: null, how: 'furniture', confidence: 1 };
  const nearest = book.nearest(text);
  return nearest === null ? { field: null, how: 'unknown', confidence: 0 } : { ...nearest, how: 'fuzzy' };
}

function doubtOf(
  { header, field, how, confidence }: ColumnSaid,
  book: HeaderBook,
  sibling: HeaderBook | null,
): { code: ToldCode; params: ImportFault['params'] } | null {
  if (how !== 'fuzzy' && how !== 'unknown') {
    const isKnown = field === null || book.fields.has(field);
    return isKnown ? null : { code: 'mapping-unknown', params: { header, field: field ?? '' } };
  }
  if (sibling !== null && sibling.find(header) !== null) return { code: 'fact-columns-mixed', params: {} };
  if (field === null) return { code: 'header-unknown', params: { header } };
  const nearest = book.fields.get(field)?.nameVi ?? field;
  return { code: 'header-unsure', params: { header, nearest, field, percent: Math.floor(confidence * 100) } };
}
