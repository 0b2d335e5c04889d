import type { CellTable, CellValue } from './cell-value.ts';
import { foldText } from './fold-text.ts';
import { wideFacts } from './import-lists.ts';
import type { HeaderBook } from './sheet-header-book.ts';

/** Where a table's header stands and what the table holds; `book` null = nobody can tell. */
export type TableGuess = { readonly headerAt: number; readonly book: HeaderBook | null };

/** The field that somebody has said a header means in lists of a kind; null when nobody has. */
export type MappedField = (book: HeaderBook, header: string) => string | null;

/** How far down a header is looked for: titles, dates and addressees of a form stand above it. */
const FARTHEST = 40;

/**
 * Finds the row of headers and the kind of list below it: where most headers are known, above all those that a list of
 * that kind needs. The name of the sheet, or of the file, counts too, and decides between kinds that would do as well.
 */
export function guessTable(table: CellTable, books: readonly HeaderBook[], mapped: MappedField): TableGuess {
  const named = new Map(books.map((book) => [book, nameScore(book, table)]));
  const guesses = table.rows.slice(0, FARTHEST).flatMap(({ cells }, headerAt) => {
    const headers = cells.flatMap((cell) => (typeof cell === 'string' && cell.trim() !== '' ? [cell] : []));
    return books.map((book) => ({ headerAt, book, score: scoreOf(book, headers, named.get(book) ?? 0, mapped) }));
  });
  const best = Math.max(0, ...guesses.map(({ score }) => score));
  const [first, ...rivals] = guesses.filter(({ score }) => score === best && score > 0);
  if (first === undefined) return { headerAt: 0, book: null };
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

function scoreOf(book: HeaderBook, headers: readonly string[], named: number, mapped: MappedField): number {
  const { columns, facts, kind } = book.list;
  const found = new Set(headers.flatMap((header) => book.find(header)?.field ?? mapped(book, header) ?? []));
  // The two forms of facts have most columns in common; only a column that is a fact makes the wide one.
  const isOther = kind === wideFacts && ![...found].some((field) => facts.has(field));
  if (found.size === 0 || (found.size === 1 && named === 0) || isOther) return 0;
  const isThere = (key: string) => found.has(key) || (key === 'agency' && found.has('subject_kind'));
  const isWhole = columns.every(({ key, required }) => !required || isThere(key));
  // Whose a row is and since when says nothing of what it is about.
  const own = [...found].filter((field) => field !== 'valid_from' && field !== 'valid_to').length;
  return found.size + (isWhole && own > 1 ? 1.5 : 0) + named;
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
  return longest === 0 ? 0 : 2 + longest / 100;
}
