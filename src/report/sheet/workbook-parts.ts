import type { SheetLimits } from './limits.ts';
import { readRelations } from './relations.ts';
import { WorkbookRefusal } from './workbook-fault.ts';
import { attributeNamed, readXml } from './xml-read.ts';
import type { ZipDirectory, ZipEntry } from './zip-guard.ts';

/** One sheet as the workbook lists it; `part` is null where it is none of cells (a chart, a macro sheet). */
export type SheetPart = { readonly name: string; readonly hidden: boolean; readonly part: ZipEntry | null };

/** What a workbook is made of. */
export type WorkbookParts = {
  /** The name of the part that lists the sheets. */
  readonly workbook: string;
  readonly sheets: readonly SheetPart[];
  readonly epoch: 1900 | 1904;
  readonly strings: ZipEntry | null;
  readonly styles: ZipEntry | null;
};

/**
 * Finds the parts of a workbook by its relationships; refuses what has macros, is binary, or is no workbook.
 * @throws WorkbookRefusal
 */
export async function findParts(zip: ZipDirectory, limits: SheetLimits): Promise<WorkbookParts> {
  refuseOtherDocuments(zip);
  const root = await readRelations(zip, '');
  const workbook = root.find(({ type }) => type === 'officeDocument')?.target;
  if (workbook === undefined) throw new WorkbookRefusal('not-a-workbook');
  const entry = entryAt(zip, workbook);
  const { listed, epoch } = await readWorkbookPart(entry);
  if (listed.length === 0) throw new WorkbookRefusal('no-sheet');
  if (listed.length > limits.sheets) {
    throw new WorkbookRefusal('too-many-sheets', { sheets: listed.length, most: limits.sheets });
  }
  const relations = await readRelations(zip, workbook);
  const partOf = (type: string): ZipEntry | null => {
    const target = relations.find((relation) => relation.type === type)?.target;
    return target === undefined ? null : entryAt(zip, target);
  };
  return {
    workbook: entry.name,
    sheets: listed.map(({ name, state, id }) => {
      const relation = relations.find((each) => each.id === id);
      const hidden = state === 'hidden' || state === 'veryHidden';
      return { name, hidden, part: relation?.type === 'worksheet' ? entryAt(zip, relation.target) : null };
    }),
    epoch,
    strings: partOf('sharedStrings'),
    styles: partOf('styles'),
  };
}

type Listed = { readonly name: string; readonly state: string; readonly id: string };

function refuseOtherDocuments(zip: ZipDirectory): void {
  const names = [...zip.keys()];
  if (names.some((name) => /vbaproject\w*\.bin$/.test(name))) throw new WorkbookRefusal('macros');
  if (zip.has('xl/workbook.bin')) throw new WorkbookRefusal('binary-workbook');
  if (zip.has('mimetype') && zip.has('content.xml')) throw new WorkbookRefusal('opendocument');
}

async function readWorkbookPart(entry: ZipEntry): Promise<{ listed: readonly Listed[]; epoch: 1900 | 1904 }> {
  const listed: Listed[] = [];
  const seen = new Set<string>();
  let epoch: 1900 | 1904 = 1900;
  let depth = 0;
  await readXml(entry, {
    open: (element, attributes) => {
      depth += 1;
      if (depth === 1 && element !== 'workbook') throw new WorkbookRefusal('not-a-workbook');
      if (element === 'workbookPr' && isOn(attributes.date1904)) epoch = 1904;
      if (element !== 'sheet') return;
      const name = attributes.name ?? '';
      // Excel, too, takes names that differ in case alone for the same.
      if (seen.has(name.toLowerCase())) throw new WorkbookRefusal('sheet-repeated', { name });
      seen.add(name.toLowerCase());
      listed.push({ name, state: attributes.state ?? 'visible', id: attributeNamed(attributes, 'id') ?? '' });
    },
    close: () => {
      depth -= 1;
    },
  });
  return { listed, epoch };
}

function entryAt(zip: ZipDirectory, target: string): ZipEntry {
  const entry = zip.get(target.toLowerCase());
  if (entry === undefined) throw new WorkbookRefusal('part-missing', { part: target });
  return entry;
}

function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}
