import type { CellRow, CellTable } from './cell-value.ts';
import { foldText } from './fold-text.ts';
import type { ImportFault, Place } from './import-entry.ts';
import { importFault } from './import-fault.ts';
import { wideFacts } from './import-lists.ts';
import type { Field } from './record-catalogue.ts';
import { type ColumnSaid, type HeaderMapping, type Meaning, sayColumns } from './sheet-column.ts';
import type { HeaderBook } from './sheet-header-book.ts';
import { severalHeaders } from './sheet-header-rows.ts';
import { guessTable } from './sheet-table.ts';

/** What somebody has said of headers: now for this import, and before in sheets of the same source, by kind of list. */
export type Mappings = {
  readonly given: readonly HeaderMapping[];
  remembered(kind: string): readonly HeaderMapping[];
};

/** A column whose meaning is known; `index` from 0. */
export type BoundColumn = { readonly index: number; readonly letter: string; readonly field: Field };

/** A table whose header was found. */
export type BoundTable = {
  readonly table: CellTable;
  readonly book: HeaderBook;
  readonly header: CellRow;
  readonly columns: readonly BoundColumn[];
  readonly said: readonly ColumnSaid[];
  /** Columns that the list needs and the sheet has not got, or not surely. */
  readonly lacking: ReadonlySet<string>;
  /** Rows below the header; none where the header itself cannot be read. */
  readonly rows: readonly CellRow[];
};

/** Finds the header of a table and what each of its columns means; null when nobody can tell what it holds. */
export function bindTable(
  table: CellTable,
  books: readonly HeaderBook[],
  mappings: Mappings,
): { readonly bound: BoundTable | null; readonly faults: readonly ImportFault[] } {
  const meanings = new Map(books.map((book) => [book, meaningsFor(book, mappings)]));
  const { headerAt, book } = guessTable(table, books, (one, text) => {
    const field = meanings.get(one)?.get(foldText(text))?.field ?? '';
    return one.find(field)?.field ?? null;
  });
  const header = table.rows[headerAt];
  const place: Place = { file: table.file, sheet: table.sheet, row: header?.row ?? 1, path: null };
  if (book === null || header === undefined) {
    const kinds = [...new Set(books.map(({ list }) => list.nameVi))].join(', ');
    return { bound: null, faults: [importFault(place, null, 'table-kind-unknown', { kinds })] };
  }
  const below = table.rows.slice(headerAt + 1);
  const faults: ImportFault[] = [];
  const said = sayColumns(
    { header, below, book, sibling: siblingOf(book, books) },
    meanings.get(book) ?? new Map(),
    place,
    faults,
  );
  const columns = boundColumns(said, book, place, faults);
  const lacking = lackingOf(book, columns);
  const offered = new Set(said.flatMap(({ how, field }) => (how === 'fuzzy' ? (field ?? []) : [])));
  for (const key of lacking) {
    const name = book.fields.get(key)?.nameVi ?? key;
    if (!offered.has(key)) faults.push(importFault(place, name, 'column-missing', { name }));
  }
  const several = severalHeaders(
    { table, header, previous: table.rows[headerAt - 1], next: below[0], book, columns },
    place,
  );
  // Which columns a header of several rows lacks can only be said when it is one.
  if (several !== null) return { bound: { table, book, header, columns, said, lacking, rows: [] }, faults: [several] };
  return { bound: { table, book, header, columns, said, lacking, rows: below }, faults };
}

/** The kind of list as people and programs name it: both forms of facts are facts. */
export function kindOf({ list }: HeaderBook): string {
  return list.kind === wideFacts ? 'facts' : list.kind;
}

function meaningsFor(book: HeaderBook, { given, remembered }: Mappings): ReadonlyMap<string, Meaning> {
  const before = remembered(kindOf(book)).map(({ header, field }): [string, Meaning] => [
    foldText(header),
    { field, how: 'remembered' },
  ]);
  const now = given.map(({ header, field }): [string, Meaning] => [foldText(header), { field, how: 'given' }]);
  return new Map([...before, ...now]);
}

function siblingOf(book: HeaderBook, books: readonly HeaderBook[]): HeaderBook | null {
  return books.find((one) => one !== book && kindOf(one) === kindOf(book)) ?? null;
}

function boundColumns(
  said: readonly (ColumnSaid & { readonly index: number })[],
  { fields }: HeaderBook,
  place: Place,
  faults: ImportFault[],
): BoundColumn[] {
  const taken = new Set<string>();
  return said.flatMap(({ index, letter, header, field: key, how }) => {
    const field = key === null || how === 'fuzzy' ? undefined : fields.get(key);
    if (field === undefined) return [];
    if (taken.has(field.key)) {
      const fault = importFault(place, header, 'column-repeated', { name: field.nameVi });
      faults.push({ ...fault, cell: `${letter}${place.row}` });
      return [];
    }
    taken.add(field.key);
    return [{ index, letter, field }];
  });
}

// A fact needs something that it is about: an agency, or another subject.
function lackingOf({ list }: HeaderBook, columns: readonly BoundColumn[]): ReadonlySet<string> {
  const there = new Set(columns.map(({ field }) => field.key));
  const otherwise = there.has('subject_kind') ? 'agency' : '';
  return new Set(list.needed.filter((key) => !there.has(key) && key !== otherwise));
}
