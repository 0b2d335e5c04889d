/** Every fault a file of sheets can have before anybody asks what its cells mean; `text/` words each as `sheet-…`. */
export const workbookFaultCodes = [
  'file-empty',
  'file-too-large',
  'not-a-workbook',
  'text-not-workbook',
  'workbook-not-text',
  'old-workbook',
  'encrypted',
  'macros',
  'binary-workbook',
  'opendocument',
  'zip-damaged',
  'zip-lies',
  'zip-overlap',
  'zip-nested',
  'zip-ratio',
  'zip-too-many-entries',
  'zip-too-large',
  'part-missing',
  'xml-broken',
  'xml-dtd',
  'no-sheet',
  'no-visible-sheet',
  'nothing-inside',
  'sheet-repeated',
  'too-many-sheets',
  'too-many-rows',
  'too-many-columns',
  'too-many-cells',
  'too-much-text',
  'too-many-merged',
  'text-too-long',
  'row-misplaced',
  'cell-misplaced',
  'string-missing',
  'value-unreadable',
  'not-text',
  'not-text-binary',
  'unclosed-quote',
  'stray-quote',
  'too-slow',
  'too-much-memory',
] as const;
export type WorkbookFaultCode = (typeof workbookFaultCodes)[number];

/** Where in a file of sheets something stands: `row` as a spreadsheet numbers it, `column` its letters; null = all of it. */
export type SheetPlace = { readonly sheet: string | null; readonly row: number | null; readonly column: string | null };

/** One fault with its place and the parameters of its message. */
export type WorkbookFault = SheetPlace & {
  readonly code: WorkbookFaultCode;
  readonly params: Readonly<Record<string, string | number>>;
};

/** A fault in words, as an annotated copy shows it; without a column it is shown at the first cell of its row. */
export type CellFault = SheetPlace & { readonly message: string };

const wholeFile: SheetPlace = { sheet: null, row: null, column: null };

/** A fault, of the whole file when no place is given. */
export function workbookFault(
  code: WorkbookFaultCode,
  params: WorkbookFault['params'] = {},
  { sheet, row, column }: SheetPlace = wholeFile,
): WorkbookFault {
  return { sheet, row, column, code, params };
}

/** Carries a fault out of the depth of a parser; never leaves this folder, where it becomes a value again. */
export class WorkbookRefusal extends Error {
  readonly fault: WorkbookFault;

  constructor(code: WorkbookFaultCode, params: WorkbookFault['params'] = {}, place: SheetPlace = wholeFile) {
    super(code);
    this.name = new.target.name;
    this.fault = workbookFault(code, params, place);
  }
}

/** What `work` comes to, or the fault that stopped it; bugs go on as they were. */
export async function orFault<T>(work: () => T | Promise<T>): Promise<T | WorkbookFault> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof WorkbookRefusal) return error.fault;
    throw error;
  }
}
