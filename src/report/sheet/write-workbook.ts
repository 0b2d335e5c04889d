import { sheetWords } from '../../text/sheet-messages.ts';
import { type Book, type BookSheet, plainSheet } from './book.ts';
import { type ChoiceLists, layOutLists } from './choice-lists.ts';
import { sheetNames } from './sheet-names.ts';
import { type CellWriter, StringTable } from './write-cell.ts';
import { type Note, noteBoxesXml, notesXml } from './write-notes.ts';
import { sheetXml } from './write-sheet.ts';
import { StyleTable } from './write-styles.ts';
import { escapeXml, textElement, XML_START } from './xml-write.ts';
import { writeZip, type ZipPart } from './zip-write.ts';

/**
 * An XLSX file of the book. The same book gives the same bytes: nothing in it tells when or where it was written. Text
 * stays text whatever it begins with; sheet names that Excel does not take are made to fit.
 */
export async function writeWorkbook(book: Book): Promise<Uint8Array<ArrayBuffer>> {
  const names = sheetNames([...book.sheets.map(({ name }) => name), sheetWords.lists]);
  const lists = layOutLists(book, names.at(-1) ?? sheetWords.lists);
  const sheets = book.sheets.map((sheet) => ({ sheet, notes: notesOf(sheet), hidden: false }));
  if (lists.columns.length > 0) sheets.push({ sheet: listSheet(lists), notes: [], hidden: true });
  const writer: CellWriter = { styles: new StyleTable(), strings: new StringTable() };
  const parts = sheets.flatMap(({ sheet, notes }, index) => sheetParts(sheet, notes, index + 1, lists, writer));
  return writeZip([
    { name: '[Content_Types].xml', text: contentTypes(sheets.map(({ notes }) => notes.length > 0)) },
    { name: '_rels/.rels', text: relationships([['officeDocument', 'xl/workbook.xml']]) },
    { name: 'xl/workbook.xml', text: workbookXml(sheets.map(({ hidden }, index) => [names[index] ?? '', hidden])) },
    { name: 'xl/_rels/workbook.xml.rels', text: workbookRelationships(sheets.length) },
    { name: 'xl/styles.xml', text: writer.styles.toXml() },
    { name: 'xl/sharedStrings.xml', text: stringsXml(writer.strings) },
    ...parts,
  ]);
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** One note for each cell, in their order; what stands on a header comes before what the sheet adds to it. */
function notesOf({ columns, notes }: BookSheet): readonly Note[] {
  const cells = new Map<string, Note>();
  const ofHeader = columns.flatMap(({ note }, index) =>
    note === null ? [] : [{ row: 1, column: index + 1, text: note }],
  );
  for (const note of [...ofHeader, ...notes]) {
    const key = `${note.row} ${note.column}`;
    const before = cells.get(key);
    cells.set(key, before === undefined ? note : { ...note, text: `${before.text}\n${note.text}` });
  }
  return [...cells.values()].sort((one, other) => one.row - other.row || one.column - other.column);
}

function listSheet({ columns }: ChoiceLists): BookSheet {
  const longest = Math.max(...columns.map((choices) => choices.length));
  const rows = Array.from({ length: longest }, (_, index) => columns.map((choices) => choices[index] ?? null));
  return { ...plainSheet(sheetWords.lists, [], rows), locked: 'everything' };
}

function sheetParts(
  sheet: BookSheet,
  notes: readonly Note[],
  number: number,
  lists: ChoiceLists,
  writer: CellWriter,
): ZipPart[] {
  const part = { name: `xl/worksheets/sheet${number}.xml`, text: sheetXml(sheet, lists, writer, notes.length > 0) };
  if (notes.length === 0) return [part];
  const relations = relationships([
    ['vmlDrawing', `../drawings/vmlDrawing${number}.vml`],
    ['comments', `../comments${number}.xml`],
  ]);
  return [
    part,
    { name: `xl/worksheets/_rels/sheet${number}.xml.rels`, text: relations },
    { name: `xl/drawings/vmlDrawing${number}.vml`, text: noteBoxesXml(notes, number) },
    { name: `xl/comments${number}.xml`, text: notesXml(notes) },
  ];
}

function workbookXml(sheets: readonly (readonly [string, boolean])[]): string {
  const listed = sheets.map(([name, hidden], index) => {
    const state = hidden ? ' state="hidden"' : '';
    return `<sheet name="${escapeXml(name)}" sheetId="${index + 1}"${state} r:id="rId${index + 1}"/>`;
  });
  return [
    XML_START,
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">`,
    `<bookViews><workbookView/></bookViews><sheets>${listed.join('')}</sheets></workbook>`,
  ].join('');
}

function workbookRelationships(sheets: number): string {
  const ofSheets = Array.from(
    { length: sheets },
    (_, index) => ['worksheet', `worksheets/sheet${index + 1}.xml`] as const,
  );
  return relationships([...ofSheets, ['styles', 'styles.xml'], ['sharedStrings', 'sharedStrings.xml']]);
}

function relationships(targets: readonly (readonly [string, string])[]): string {
  const lines = targets.map(([type, target], index) => {
    return `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  });
  const root = 'http://schemas.openxmlformats.org/package/2006/relationships';
  return `${XML_START}<Relationships xmlns="${root}">${lines.join('')}</Relationships>`;
}

function contentTypes(sheetsWithNotes: readonly boolean[]): string {
  const part = (name: string, type: string) =>
    `<Override PartName="/xl/${name}" ContentType="${SHEET_TYPE}.${type}+xml"/>`;
  const sheets = sheetsWithNotes.map((hasNotes, index) => {
    const notes = hasNotes ? part(`comments${index + 1}.xml`, 'comments') : '';
    return `${part(`worksheets/sheet${index + 1}.xml`, 'worksheet')}${notes}`;
  });
  return [
    XML_START,
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">',
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>',
    part('workbook.xml', 'sheet.main'),
    part('styles.xml', 'styles'),
    part('sharedStrings.xml', 'sharedStrings'),
    `${sheets.join('')}</Types>`,
  ].join('');
}

function stringsXml(strings: StringTable): string {
  const texts = strings.texts();
  const items = texts.map((text) => `<si>${textElement(text)}</si>`);
  return `${XML_START}<sst xmlns="${MAIN}" count="${strings.uses}" uniqueCount="${texts.length}">${items.join('')}</sst>`;
}
