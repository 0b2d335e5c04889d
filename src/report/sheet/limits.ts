/**
 * How much of somebody else's file is read before it is refused; lengths of text in UTF-16 units. What is counted is
 * counted over the whole file.
 */
export type SheetLimits = {
  /** Bytes of the file as it was sent. */
  readonly fileBytes: number;
  /** Parts of a workbook's ZIP archive. */
  readonly zipEntries: number;
  /** Bytes of all parts once unpacked. */
  readonly unpackedBytes: number;
  /** Unpacked by packed bytes of one part; parts below 1 MiB unpacked are let off. */
  readonly unpackRatio: number;
  readonly sheets: number;
  /** Rows that hold something; the empty ones between them cost nothing. */
  readonly rows: number;
  readonly columns: number;
  /** Cells that hold something. */
  readonly cells: number;
  /** Cells that stand in the file at all, those with nothing but a format included. */
  readonly cellPlaces: number;
  readonly cellText: number;
  /** Text and formulas of all cells, counted as often as they are shown. */
  readonly text: number;
  readonly sharedStrings: number;
  readonly mergedRanges: number;
};

/** What an export of 10,000 agencies with 30 columns keeps within. */
export const sheetLimits: SheetLimits = {
  fileBytes: 16 * 1024 * 1024,
  zipEntries: 1_000,
  unpackedBytes: 40 * 1024 * 1024,
  unpackRatio: 100,
  sheets: 100,
  rows: 50_000,
  columns: 200,
  cells: 350_000,
  cellPlaces: 1_000_000,
  cellText: 32_767,
  text: 16 * 1024 * 1024,
  sharedStrings: 200_000,
  mergedRanges: 5_000,
};
