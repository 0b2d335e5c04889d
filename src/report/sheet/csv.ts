import Papa from 'papaparse';

/** What a cell may hold when it is written; null is an empty cell. */
export type Cell = string | number | bigint | boolean | null;

/**
 * One row below the header; `row` is its number as a spreadsheet shows it (1 = header), `cells` as long as the
 * header.
 */
type SheetRow = { readonly row: number; readonly cells: readonly string[] };

/** Faults a file of comma-separated values may have. */
type SheetFaultCode = 'not-text' | 'no-header' | 'duplicate-column' | 'ragged-row' | 'unclosed-quote' | 'stray-quote';

/** One fault with its place; `params` for the one who words it (`cells` and `columns` of a ragged row). */
type SheetFault = {
  readonly row: number;
  readonly column: string | null;
  readonly code: SheetFaultCode;
  readonly params: Readonly<Record<string, string | number>>;
};

/**
 * What a sheet holds. `columns` maps a header (trimmed, NFC, lower case) to its index in `cells`; rows without any text
 * are left out but counted. With faults the rows that have none are still there.
 */
export type Sheet = {
  readonly header: readonly string[];
  readonly columns: ReadonlyMap<string, number>;
  readonly rows: readonly SheetRow[];
  readonly faults: readonly SheetFault[];
};

const BOM = '\ufeff';

/**
 * RFC 4180 bytes as text: CRLF, a UTF-8 byte order mark for Excel, plain dot decimals. Text that a spreadsheet would
 * run as a formula gets an apostrophe; numbers, negative ones too, stay numbers. {@link readCsv} takes the
 * apostrophe off again.
 */
export function writeCsv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [header, ...rows].map((cells) => cells.map(cellText));
  return `${BOM}${Papa.unparse(lines, { newline: '\r\n' })}\r\n`;
}

/**
 * Reads what {@link writeCsv} and Excel write: UTF-8 with or without byte order mark or UTF-16LE with one; comma,
 * semicolon or tab, whichever the header uses most. Line breaks inside cells become `\n`. Never throws: faults are
 * values.
 */
export function readCsv(content: Uint8Array | string): Sheet {
  const text = typeof content === 'string' ? content.replace(/^\ufeff/, '') : decode(content);
  if (text === null) return faulty('not-text');
  const unified = text.replace(/\r\n?/g, '\n');
  const parsed = Papa.parse<string[]>(unified, { delimiter: delimiterOf(unified), newline: '\n' });
  const [first, ...body] = parsed.data;
  if (first === undefined || first.every((cell) => cell.trim() === '')) return faulty('no-header');

  const header = withoutEmptyEnd(first).map((cell) => bareText(cell).trim().normalize('NFC'));
  const quoteFaults = parsed.errors.flatMap(quoteFault).slice(0, 1);
  // Behind a broken quote nothing stands where it should, so nothing there is read or complained of.
  const readable = body.slice(0, quoteFaults[0] === undefined ? body.length : Math.max(0, quoteFaults[0].row - 2));
  const filled = readable
    .map((cells, index) => ({ row: index + 2, cells: withoutEmptyEnd(cells, header.length) }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  return {
    header,
    columns: new Map(header.map((name, index) => [name.toLowerCase(), index] as const).filter(([name]) => name !== '')),
    rows: filled
      .filter(({ cells }) => cells.length === header.length)
      .map(({ row, cells }) => ({ row, cells: cells.map(bareText) })),
    faults: [
      ...duplicateColumns(header),
      ...filled.filter(({ cells }) => cells.length !== header.length).map((line) => raggedRow(line, header.length)),
      ...quoteFaults,
    ],
  };
}

// What OWASP lists under CSV injection, full-width forms (read as the ASCII ones by East Asian editions) included.
const formulaStart = /^'*[=+\-@\t\r\n＝＋－＠]/;
const plainNumber = /^-?\d+(\.\d+)?$/;

/** Whether a spreadsheet would take this text for something to run, were it typed in. */
export function startsFormula(text: string): boolean {
  return formulaStart.test(text);
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return plainDecimal(cell);
  if (typeof cell !== 'string') return String(cell);
  return formulaStart.test(cell) && !plainNumber.test(cell) ? `'${cell}` : cell;
}

/** The text of a cell without the apostrophe that {@link writeCsv} put before what a spreadsheet would run. */
export function bareText(cell: string): string {
  return cell.startsWith("'") && formulaStart.test(cell) ? cell.slice(1) : cell;
}

/** The shortest digits that give the number back, without an exponent; not-a-number and infinities are empty. */
function plainDecimal(value: number): string {
  if (!Number.isFinite(value)) return '';
  const [, sign = '', whole = '', fraction = '', power = '0'] =
    /^(-?)(\d+)\.?(\d*)(?:e([+-]\d+))?$/.exec(`${value}`) ?? [];
  const digits = whole + fraction;
  const point = whole.length + Number(power);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits.padEnd(point, '0');
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

function decode(bytes: Uint8Array): string | null {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The separator that the first line uses most; a comma when there is none. */
export function delimiterOf(text: string): ',' | ';' | '\t' {
  const header = text.replace(/"[^"]*"/g, '').split('\n', 1)[0] ?? '';
  const count = (delimiter: string) => header.split(delimiter).length;
  if (count(';') > count(',') && count(';') >= count('\t')) return ';';
  return count('\t') > count(',') ? '\t' : ',';
}

/** Spreadsheets pad rows with empty cells; those beyond `keep` are no content. */
function withoutEmptyEnd(cells: readonly string[], keep = 0): string[] {
  const end = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
  return cells.slice(0, Math.max(end, keep));
}

function duplicateColumns(header: readonly string[]): SheetFault[] {
  const names = header.map((name) => name.toLowerCase());
  const again = header.filter((name, index) => name !== '' && names.indexOf(name.toLowerCase()) < index);
  return again.map((column) => ({ row: 1, column, code: 'duplicate-column', params: {} }));
}

function raggedRow({ row, cells }: SheetRow, columns: number): SheetFault {
  return { row, column: null, code: 'ragged-row', params: { cells: cells.length, columns } };
}

function quoteFault(error: Papa.ParseError): SheetFault[] {
  const code = quoteFaultOf(error);
  return code === null ? [] : [{ row: (error.row ?? 0) + 1, column: null, code, params: {} }];
}

/** What the parser's complaint is called here; null when it is none about quotes. */
export function quoteFaultOf(error: Papa.ParseError): 'unclosed-quote' | 'stray-quote' | null {
  if (error.type !== 'Quotes') return null;
  return error.code === 'MissingQuotes' ? 'unclosed-quote' : 'stray-quote';
}

function faulty(code: SheetFaultCode): Sheet {
  return { header: [], columns: new Map(), rows: [], faults: [{ row: 1, column: null, code, params: {} }] };
}
