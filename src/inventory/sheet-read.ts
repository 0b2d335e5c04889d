import type { CivilDate } from '../calendar/civil.ts';
import type { Catalogues } from './catalogues.ts';
import type { CellTable } from './cell-value.ts';
import type { ImportFault } from './import-entry.ts';
import { factFinder } from './import-fact.ts';
import { importFault } from './import-fault.ts';
import { gatherImport, type ParsedImport } from './import-gather.ts';
import { listKindsOf } from './import-lists.ts';
import { agencyFinder } from './sheet-agency.ts';
import { type BoundTable, bindTable, kindOf, type Mappings } from './sheet-bind.ts';
import type { ColumnSaid } from './sheet-column.ts';
import { headerBook } from './sheet-header-book.ts';
import { codeBooks, type KnownNames, withSheetNames } from './sheet-known.ts';
import type { DecimalSign } from './sheet-number.ts';
import { type AcceptedNames, agencyReader, type Resolution } from './sheet-resolution.ts';
import { isGuide, readRows } from './sheet-rows.ts';

/** What reading sheets depends on besides the sheets. */
export type SheetReading = {
  readonly catalogues: Pick<Catalogues, 'records' | 'facts'>;
  readonly known: KnownNames;
  readonly mappings: Mappings;
  readonly accept: AcceptedNames;
  /** Which sign parts decimals where a number can be read both ways; null = such numbers are faults. */
  readonly sign: DecimalSign;
  /** What the caller says the sheets hold; null = their headers tell. */
  readonly kind: string | null;
  readonly today: CivilDate;
};

/** What a sheet was taken for. */
export type TableSaid = {
  readonly file: string;
  readonly sheet: string | null;
  /** Key of its kind of list; null = nobody can tell. */
  readonly kind: string | null;
  /** Number of the header's row as a spreadsheet shows it. */
  readonly headerRow: number | null;
  readonly columns: readonly ColumnSaid[];
  /** Rows that were read as data. */
  readonly rows: number;
};

/** Entries with the faults of all others, what each sheet and column was taken for, and what was left out or resolved. */
export type SheetsSaid = ParsedImport & {
  readonly tables: readonly TableSaid[];
  /** Agencies that were called by their names. */
  readonly resolutions: readonly Resolution[];
  /** Rows and sheets that were passed over because they hold no data. */
  readonly notes: readonly ImportFault[];
};

/**
 * Reads sheets of whatever form people keep them in, every fault of all of them at once, in the order of their cells.
 * 1. Each table's header is found, its kind of list, and what each column means; what is not sure is a fault.
 * 2. Names and codes that the sheets themselves give are learnt, beside those known already.
 * 3. Rows become entries by the same readers as those of documents; rows that belong to the form are passed over.
 */
export function readSheets(tables: readonly CellTable[], reading: SheetReading): SheetsSaid {
  const { catalogues, known, kind, mappings, accept, sign, today } = reading;
  const books = listKindsOf(catalogues).map(headerBook);
  const wanted = kind === null ? books : books.filter((book) => kindOf(book) === kind);
  const looked = tables
    .filter((table) => !isGuide(table))
    .map((table) => ({ table, ...bindTable(table, wanted, mappings) }));
  const bound = looked.flatMap((one) => one.bound ?? []);
  const gathered = gatherImport(catalogues, () => null);
  const agencies = agencyReader(agencyFinder(withSheetNames(known, bound)), accept);
  const readers = { agencies, facts: factFinder(catalogues.facts), codes: codeBooks(known, bound), sign, today };
  const notes: ImportFault[] = [];
  const rows = new Map(bound.map((one) => [one, readRows(one, readers, gathered, notes)]));
  const { entries, faults, unsound } = gathered.result();
  const order = new Map(tables.map(({ file, sheet }, at) => [`${file}\n${sheet}`, at]));
  return {
    entries,
    unsound,
    faults: inOrder([...looked.flatMap((one) => one.faults), ...faults], order),
    tables: looked.map(({ table, bound: one }) => said(table, one, one === null ? 0 : (rows.get(one) ?? 0))),
    resolutions: agencies.resolutions(),
    notes: [...guides(tables), ...notes],
  };
}

function said({ file, sheet }: CellTable, bound: BoundTable | null, rows: number): TableSaid {
  if (bound === null) return { file, sheet, kind: null, headerRow: null, columns: [], rows };
  return { file, sheet, kind: kindOf(bound.book), headerRow: bound.header.row, columns: bound.said, rows };
}

function guides(tables: readonly CellTable[]): ImportFault[] {
  return tables.filter(isGuide).map(({ file, sheet }) => {
    return importFault({ file, sheet, row: null, path: null }, null, 'sheet-left-out', { text: sheet ?? '' });
  });
}

/** Faults in the order in which somebody who mends them comes upon them. */
function inOrder(faults: readonly ImportFault[], order: ReadonlyMap<string, number>): ImportFault[] {
  const tableOf = ({ place }: ImportFault): number => order.get(`${place.file}\n${place.sheet}`) ?? 0;
  return faults.toSorted(
    (a, b) => tableOf(a) - tableOf(b) || (a.place.row ?? 0) - (b.place.row ?? 0) || columnOf(a) - columnOf(b),
  );
}

function columnOf({ cell }: ImportFault): number {
  return [...(cell ?? '').replace(/\d+$/, '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}
