import type { Book } from '../report/sheet/book.ts';
import type { OfferedEncoding } from '../report/sheet/csv-table.ts';
import type { SheetsRead } from '../report/sheet/read-workbook.ts';
import type { CellFault, WorkbookFault } from '../report/sheet/workbook-fault.ts';

/** Somebody's file as it was sent; `encoding` null = what the file says. */
type SentSheet = {
  readonly bytes: Uint8Array;
  readonly file: string;
  readonly encoding: OfferedEncoding | null;
};

/** A file that was made, or why it could not be. */
type MadeSheet = { readonly bytes: Uint8Array } | { readonly fault: WorkbookFault };

/** Where sheets are read and written, out of the way of everything else and under limits. */
export type Sheets = {
  read(ask: SentSheet): Promise<SheetsRead>;
  write(book: Book): Promise<MadeSheet>;
  /** A copy that shows what is wrong, in the form in which the file came. */
  annotate(ask: SentSheet & { readonly faults: readonly CellFault[] }): Promise<MadeSheet>;
};
