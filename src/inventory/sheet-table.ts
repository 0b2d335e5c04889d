import type { CellTable, CellValue } from './cell-value.ts';
import { foldText } from './fold-text.ts';
import { wideFacts } from './import-lists.ts';
import type { HeaderBook } from './sheet-header-book.ts';

/** Where a table's header stands and what the table holds; `book` null = nobody can tell. */
export type TableGuess = { readonly headerAt: number; readonly book: HeaderBook | null };

/** Whether somebody has said what a header means in lists of a kind. */
export type IsMapped = (book: HeaderBook, header: string) => boolean;

/** How far down a header is looked for: titles, dates and addressees of a form stand above it. */
const FARTHEST = 40;

/**
 * Finds the row of headers and the kind of list below it: where most headers are known, above all those that a list of
 * that kind needs. The name of the sheet, or of the file, counts too, and decides between kinds that would do as well.
 */
export function guessTable(table: CellTable, books: readonly HeaderBook[], isMapped: IsMapped): TableGuess {
  const named = new Map(books.map((book) => [book, nameScore(book, table)]));
  const guesses = table.rows.slice(0, FARTHEST).flatMap(({ cells }, headerAt) => {
    const headers = cells.flatMap((cell) => (typeof cell === 'string' && cell.trim() !== '' ? [cell] : []));
    return books.map((book) => ({ headerAt, book, score: scoreOf(book, headers, named.get(book) ?? 0, isMapped) }));
  });
  const best = Math.max(0, ...guesses.map(({ score }) => score));
  const [first, ...rivals] = guesses.filter(({ score }) => score === best);
  if (first === undefined || best < 2) return { headerAt: 0, book: null };
  const unsure = rivals.some(({ book, headerAt }) => book !== first.book && headerAt === first.headerAt);
  return { headerAt: first.headerAt, book: unsure ? null : first.book };
}

/** The text of a header cell; a number may stand there too, such as a year. */
export function headerText(cell: CellValue | undefined): string {
  if (cell === null || cell === undefined || typeof cell === 'object') return '';
  return String(cell).normalize('NFC').replace(/\s+/g, ' ').trim();
}

/** Whether a cell holds anything; spaces are nothing. */
export function isFilled(cell: CellValue | undefined): cell is Exclude<CellValue, null> {
  return cell !== undefined && cell !== null && !(typeof cell === 'string' && cell.trim() === '');
}

/** The fields that the texts of a row are headers of. */
export function knownHeaders({ find }: HeaderBook, cells: readonly CellValue[]): ReadonlySet<string> {
  return new Set(cells.flatMap((cell) => (typeof cell === 'string' ? (find(cell)?.field ?? []) : [])));
}

function scoreOf(book: HeaderBook, headers: readonly string[], named: number, isMapped: IsMapped): number {
  const { columns, facts, kind } = book.list;
  const found = knownHeaders(book, headers);
  const mapped = headers.filter((header) => book.find(header) === null && isMapped(book, header)).length;
  // The two forms of facts have most columns in common; only a column that is a fact makes the wide one.
  const isOther = kind === wideFacts && ![...found].some((field) => facts.has(field));
  if (found.size + mapped === 0 || isOther) return 0;
  const isThere = (key: string) => found.has(key) || (key === 'agency' && found.has('subject_kind'));
  const whole = columns.every(({ key, required }) => !required || isThere(key));
  return found.size + mapped + (whole ? 2 : 0) + named;
}

// A longer name says more: `Thông tin cơ quan` is not a list of `Cơ quan`.
function nameScore({ list }: HeaderBook, { sheet, file }: CellTable): number {
  const base =
    file
      .split(/[\\/]/)
      .at(-1)
      ?.replace(/\.\w+$/, '') ?? '';
  const title = ` ${foldText(sheet ?? base)} `;
  const names = [list.kind, list.nameVi, list.nameEn, ...list.aliases].map(foldText);
  const longest = Math.max(0, ...names.filter((name) => title.includes(` ${name} `)).map((name) => name.length));
  return longest === 0 ? 0 : 1 + longest / 100;
}
