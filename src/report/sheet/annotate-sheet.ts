import { markCells, placeOf } from './annotate-marks.ts';
import { addNotes, noteAuthor } from './annotate-notes.ts';
import { columnLetters } from './cell-ref.ts';
import type { PackageEdit } from './package-edit.ts';
import { type Note, noteBoxesXml, notesXml } from './write-notes.ts';
import { applyEdits, type Edit, insertion, outlineXml, type XmlOutline } from './xml-edit.ts';
import { attributeNamed } from './xml-read.ts';

/** What one sheet is given; `styleNumber` is that of the red, null where the workbook has no styles to add it to. */
export type SheetAnnotation = { readonly notes: readonly Note[]; readonly styleNumber: number | null };

/** Marks the cells that have a note and puts the notes on them; with none it only takes away those of an earlier round. */
export async function annotateSheet(edit: PackageEdit, part: string, annotation: SheetAnnotation): Promise<void> {
  const { notes, styleNumber } = annotation;
  const text = await edit.text(part);
  const sheet = outlineXml(text, part);
  const refs = notes.map(({ row, column }) => `${columnLetters(column)}${row}`);
  const marks = styleNumber === null ? [] : markCells(text, sheet, refs, styleNumber);
  edit.set(part, applyEdits(text, [...marks, ...(await annotateNotes(edit, part, sheet, notes))]));
}

const COMMENTS = 'application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml';
const VML = 'application/vnd.openxmlformats-officedocument.vmlDrawing';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** Changes or makes the two parts of the sheet's notes; answers what the sheet itself has to say of them. */
async function annotateNotes(
  edit: PackageEdit,
  part: string,
  sheet: XmlOutline,
  notes: readonly Note[],
): Promise<Edit[]> {
  const relations = await edit.relations(part);
  const words = relations.find(({ type }) => type === 'comments')?.target;
  const drawing = sheet.children.find(({ name }) => name === 'legacyDrawing');
  const boxes = relations.find(
    ({ id }) => drawing !== undefined && id === attributeNamed(drawing.attributes, 'id'),
  )?.target;
  if (words === undefined && notes.length === 0) return [];

  const before = {
    words: words === undefined ? notesXml([], noteAuthor) : await edit.text(words),
    boxes: boxes === undefined ? noteBoxesXml([], 1) : await edit.text(boxes),
  };
  const after = addNotes(before, notes);
  if (words === undefined) await addPart(edit, part, { start: 'xl/comments', ending: '.xml', text: after.words });
  else edit.set(words, after.words);
  if (boxes !== undefined) {
    edit.set(boxes, after.boxes);
    return [];
  }
  await edit.declareEnding('vml', VML);
  const id = await addPart(edit, part, { start: 'xl/drawings/vmlDrawing', ending: '.vml', text: after.boxes });
  const line = `<${sheet.prefix}legacyDrawing xmlns:r="${OFFICE}" r:id="${id}"/>`;
  const place = drawing === undefined ? insertion(placeOf(sheet, 'legacyDrawing'), line) : { ...drawing, text: line };
  return [place];
}

type Added = { readonly start: string; readonly ending: '.xml' | '.vml'; readonly text: string };

async function addPart(edit: PackageEdit, sheet: string, { start, ending, text }: Added): Promise<string> {
  const name = edit.unusedName(start, ending);
  edit.set(name, text);
  if (ending === '.xml') await edit.declare(name, COMMENTS);
  return edit.relate(sheet, ending === '.xml' ? 'comments' : 'vmlDrawing', name);
}
