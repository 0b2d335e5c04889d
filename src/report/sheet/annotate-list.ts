import { sheetWords } from '../../text/sheet-messages.ts';
import type { PackageEdit } from './package-edit.ts';
import type { CellFault } from './workbook-fault.ts';
import type { WorkbookParts } from './workbook-parts.ts';
import { applyEdits, insertion, outlineXml } from './xml-edit.ts';
import { escapeXml, textElement, XML_START } from './xml-write.ts';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** Gives a workbook a first sheet that lists every fault, or that sheet its new contents when it came back with one. */
export async function addFaultList(
  edit: PackageEdit,
  parts: WorkbookParts,
  faults: readonly CellFault[],
): Promise<void> {
  const earlier = parts.sheets.find(({ name }) => name === sheetWords.faultList)?.part?.name;
  const part = earlier ?? edit.unusedName('xl/worksheets/sheet', '.xml');
  edit.set(part, faultListXml(faults));
  if (earlier !== undefined) return;
  await edit.declare(part, 'application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml');
  const id = await edit.relate(parts.workbook, 'worksheet', part);
  edit.set(parts.workbook, withFirstSheet(await edit.text(parts.workbook), parts.workbook, id));
}

/** The sheets behind it move on by one: names that belong to one of them, and which of them is open. */
function withFirstSheet(text: string, part: string, id: string): string {
  const { prefix, children } = outlineXml(text, part, 2);
  const sheets = children.filter(({ name }) => name === 'sheet');
  const number = sheets.reduce((most, { attributes }) => Math.max(most, Number(attributes.sheetId) || 0), 0) + 1;
  const name = escapeXml(sheetWords.faultList);
  const line = `<${prefix}sheet name="${name}" sheetId="${number}" xmlns:r="${OFFICE}" r:id="${id}"/>`;
  const moved = children
    .filter(({ name: element }) => element === 'definedName' || element === 'workbookView')
    .map(({ name: element, at, end }) => {
      const source = text.slice(at, end);
      const attribute = element === 'definedName' ? 'localSheetId' : 'activeTab';
      return { at, end, text: withMoved(source, attribute, element === 'workbookView') };
    });
  return applyEdits(text, [insertion(sheets[0]?.at ?? 0, line), ...moved]);
}

/** The element with the index in this attribute raised by one; where it is not said it is 0, which some have to say then. */
function withMoved(source: string, attribute: string, always: boolean): string {
  const said = new RegExp(`(\\s${attribute}\\s*=\\s*["'])(\\d+)`);
  if (said.test(source))
    return source.replace(said, (_, start: string, index: string) => `${start}${Number(index) + 1}`);
  return always ? source.replace(/^<[^\s/>]+/, (start) => `${start} ${attribute}="1"`) : source;
}

/** The list as a sheet that needs no other part of its workbook. */
function faultListXml(faults: readonly CellFault[]): string {
  const { sheet, row, column, message } = sheetWords;
  const lines = [
    [sheet, row, column, message],
    ...faults.map((fault) => [fault.sheet, fault.row, fault.column, fault.message]),
  ];
  const widths = [24, 12, 12, 110].map((width, index) => {
    return `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`;
  });
  const rows = lines.map((cells, index) => {
    const inner = cells.map((cell, at) => cellXml(`${'ABCD'[at]}${index + 1}`, cell));
    return `<row r="${index + 1}">${inner.join('')}</row>`;
  });
  return [
    XML_START,
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    '<sheetViews><sheetView workbookViewId="0">',
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>',
    `<cols>${widths.join('')}</cols><sheetData>${rows.join('')}</sheetData></worksheet>`,
  ].join('');
}

function cellXml(ref: string, cell: string | number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${escapeXml(ref)}"><v>${cell}</v></c>`;
  return `<c r="${escapeXml(ref)}" t="inlineStr"><is>${textElement(cell)}</is></c>`;
}
