import { sheetWords } from '../../text/sheet-messages.ts';
import { addFaultList } from './annotate-list.ts';
import { addMarkStyle } from './annotate-marks.ts';
import { annotateSheet } from './annotate-sheet.ts';
import { columnNumber } from './cell-ref.ts';
import { type SheetLimits, sheetLimits } from './limits.ts';
import { PackageEdit } from './package-edit.ts';
import { type CellFault, orFault, type WorkbookFault } from './workbook-fault.ts';
import { findParts, type WorkbookParts } from './workbook-parts.ts';
import type { Note } from './write-notes.ts';
import { applyEdits, outlineXml } from './xml-edit.ts';
import { readZipDirectory } from './zip-guard.ts';

/**
 * A copy of an XLSX file, all of its contents and formats kept, with each faulty cell red, a note on it, and a first
 * sheet that lists every fault. What an earlier round left in the file is replaced. A file that cannot be read is
 * answered by its fault.
 */
export function annotateWorkbook(
  bytes: Uint8Array,
  faults: readonly CellFault[],
  limits: SheetLimits = sheetLimits,
): Promise<Uint8Array<ArrayBuffer> | WorkbookFault> {
  return orFault(async () => {
    const zip = readZipDirectory(bytes, limits);
    const parts = await findParts(zip, limits);
    const edit = new PackageEdit(zip);
    const styleNumber = await addStyle(edit, parts);
    const bySheet = Map.groupBy(faults, ({ sheet }) => sheet);
    for (const sheet of parts.sheets) {
      if (sheet.part === null || sheet.name === sheetWords.faultList) continue;
      const notes = notesOf(bySheet.get(sheet.name) ?? []);
      await annotateSheet(edit, sheet.part.name, { notes, styleNumber });
    }
    await addFaultList(edit, parts, faults);
    return edit.build();
  });
}

async function addStyle(edit: PackageEdit, { styles }: WorkbookParts): Promise<number | null> {
  if (styles === null) return null;
  const text = await edit.text(styles.name);
  const { edit: addition, styleNumber } = addMarkStyle(text, outlineXml(text, styles.name));
  edit.set(styles.name, applyEdits(text, [addition]));
  return styleNumber;
}

/** One note for each cell, its faults under each other. */
function notesOf(faults: readonly CellFault[]): Note[] {
  const placed = faults.filter(({ row }) => row !== null);
  const cells = Map.groupBy(placed, ({ row, column }) => `${column ?? 'A'}${row}`);
  return [...cells.values()].map((group) => {
    const [first] = group;
    const text = group.map(({ message }) => message).join('\n');
    return { row: first?.row ?? 1, column: columnNumber(first?.column ?? 'A'), text };
  });
}
