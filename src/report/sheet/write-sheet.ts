import { sheetWords } from '../../text/sheet-messages.ts';
import type { BookCell, BookColumn, BookSheet } from './book.ts';
import { columnLetters, LAST_ROW } from './cell-ref.ts';
import type { ChoiceLists } from './choice-lists.ts';
import { type CellWriter, columnFormat, writeCell } from './write-cell.ts';
import type { CellLook } from './write-styles.ts';
import { escapeXml, XML_START } from './xml-write.ts';

/** The part of one sheet; elements in the one order that Excel takes (ECMA-376, 18.3.1.99). */
export function sheetXml(sheet: BookSheet, lists: ChoiceLists, writer: CellWriter, hasNotes: boolean): string {
  const marked = new Set(sheet.marked.map(({ row, column }) => spot(row, column)));
  const rows = laidOut(sheet).map((cells, index) => rowXml(cells, index + 1, { sheet, marked, writer }));
  return [
    XML_START,
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"',
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">',
    `<sheetViews><sheetView workbookViewId="0">${sheet.columns.length === 0 ? '' : FROZEN_HEADER}</sheetView></sheetViews>`,
    '<sheetFormatPr defaultRowHeight="15"/>',
    columnsXml(sheet, writer),
    `<sheetData>${rows.join('')}</sheetData>`,
    sheet.locked === 'nothing' ? '' : PROTECTION,
    mergedXml(sheet),
    validationsXml(sheet, lists),
    '<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>',
    hasNotes ? '<legacyDrawing r:id="rId1"/>' : '',
    '</worksheet>',
  ].join('');
}

type Laid = { readonly sheet: BookSheet; readonly marked: ReadonlySet<string>; readonly writer: CellWriter };

const FROZEN_HEADER = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
// 0 = allowed. Only what is locked cannot be changed; sorting, adding and deleting rows below the header stay possible.
const PROTECTION =
  '<sheetProtection sheet="1" formatCells="0" formatColumns="0" formatRows="0" insertRows="0" deleteRows="0" sort="0" autoFilter="0"/>';
const WIDEST = 80;

/** Header and rows, as far as something stands in them or is marked. */
function laidOut({ columns, rows, marked }: BookSheet): BookCell[][] {
  const lines: BookCell[][] = rows.map((cells) => [...cells]);
  if (columns.length > 0) lines.unshift(columns.map(({ header }) => header));
  for (const { row, column } of marked) {
    while (lines.length < row) lines.push([]);
    const cells = lines[row - 1] ?? [];
    while (cells.length < column) cells.push(null);
  }
  return lines;
}

function rowXml(cells: readonly BookCell[], row: number, { sheet, marked, writer }: Laid): string {
  const header = row === 1 && sheet.columns.length > 0;
  const inner = cells.map((cell, index) => {
    const column = sheet.columns[index];
    const look = bodyLook(sheet, column, marked.has(spot(row, index + 1)));
    return writeCell({ row, column: index + 1 }, cell, header ? { ...look, header, locked: true } : look, writer);
  });
  const text = inner.join('');
  return text === '' ? '' : `<row r="${row}">${text}</row>`;
}

function bodyLook({ locked }: BookSheet, column: BookColumn | undefined, marked: boolean): CellLook {
  const format = column === undefined ? 'General' : columnFormat(column);
  return { format, header: false, locked: locked !== 'header', marked, quoted: false };
}

/** The style of a column is that of its cells that do not stand in the file: open to be filled in. */
function columnsXml(sheet: BookSheet, { styles }: CellWriter): string {
  const columns = sheet.columns.map((column, index) => {
    const style = styles.numberOf(bodyLook(sheet, column, false));
    const width = Math.min(WIDEST, Math.max(4, column.width));
    return `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${style}" customWidth="1"/>`;
  });
  return columns.length === 0 ? '' : `<cols>${columns.join('')}</cols>`;
}

function mergedXml({ merged }: BookSheet): string {
  const ranges = merged.map(({ fromRow, toRow, fromColumn, toColumn }) => {
    return `<mergeCell ref="${columnLetters(fromColumn)}${fromRow}:${columnLetters(toColumn)}${toRow}"/>`;
  });
  return ranges.length === 0 ? '' : `<mergeCells count="${ranges.length}">${ranges.join('')}</mergeCells>`;
}

function validationsXml({ columns, rows, spareRows }: BookSheet, lists: ChoiceLists): string {
  const lastRow = Math.min(LAST_ROW, 1 + rows.length + spareRows);
  const validations = columns.flatMap((column, index) => {
    const formula = lastRow > 1 ? lists.formulaOf(column) : null;
    if (formula === null) return [];
    const letters = columnLetters(index + 1);
    const place = `sqref="${letters}2:${letters}${lastRow}"`;
    const refusal = `errorTitle="${escapeXml(sheetWords.chooseTitle)}" error="${escapeXml(sheetWords.choose)}"`;
    const list = `<formula1>${escapeXml(formula)}</formula1>`;
    return [
      `<dataValidation type="list" allowBlank="1" showErrorMessage="1" ${refusal} ${place}>${list}</dataValidation>`,
    ];
  });
  if (validations.length === 0) return '';
  return `<dataValidations count="${validations.length}">${validations.join('')}</dataValidations>`;
}

function spot(row: number, column: number): string {
  return `${row} ${column}`;
}
