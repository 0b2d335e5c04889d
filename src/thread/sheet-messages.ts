import type { Book } from '../report/sheet/book.ts';
import type { OfferedEncoding } from '../report/sheet/csv-table.ts';
import type { SheetsRead } from '../report/sheet/read-workbook.ts';
import type { CellFault, WorkbookFault } from '../report/sheet/workbook-fault.ts';

/** Somebody's file as it was sent; whether it is CSV or a workbook is told by the ending of its name. */
export type SentFile = {
  readonly bytes: Uint8Array;
  readonly file: string;
  /** Named by the caller after `not-text` offered it; null = what the file says. */
  readonly encoding: OfferedEncoding | null;
};

/** A file that was made, or why it could not be. */
export type SheetBytes = { readonly bytes: Uint8Array } | { readonly fault: WorkbookFault };

/** What a sheet thread can be asked. */
export type SheetProtocol = {
  readonly read: { readonly ask: SentFile; readonly answer: SheetsRead };
  readonly write: { readonly ask: Book; readonly answer: SheetBytes };
  /** A copy of the file that shows what is wrong with it, in the form in which it came. */
  readonly annotate: {
    readonly ask: SentFile & { readonly faults: readonly CellFault[] };
    readonly answer: SheetBytes;
  };
};
