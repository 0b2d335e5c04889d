import type { BookSheet } from './book.ts';
import { columnLetters } from './cell-ref.ts';
import { escapeXml, textElement, XML_START } from './xml-write.ts';

/** A note on a cell, both numbers from 1. */
export type Note = BookSheet['notes'][number];

/** The part that holds the words of a sheet's notes. */
export function notesXml(notes: readonly Note[], author = ''): string {
  return [
    XML_START,
    '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    `<authors><author>${escapeXml(author)}</author></authors>`,
    `<commentList>${notes.map((note) => noteXml(note, 0)).join('')}</commentList></comments>`,
  ].join('');
}

/** One note of author number `author`; `p` is the prefix of the part's elements. */
export function noteXml({ row, column, text }: Note, author: number, p = ''): string {
  const ref = `${columnLetters(column)}${row}`;
  const words = textElement(text).replace(/^<t/, `<${p}t`).replace(/t>$/, `${p}t>`);
  return `<${p}comment ref="${ref}" authorId="${author}"><${p}text><${p}r>${words}</${p}r></${p}text></${p}comment>`;
}

/** The drawing that Excel wants beside them: one hidden yellow box for each note. */
export function noteBoxesXml(notes: readonly Note[], sheetNumber: number): string {
  const shapes = notes.map((note, index) => noteBoxXml(note, sheetNumber * 1024 + index + 1));
  // Excel numbers shapes in blocks of 1,024 for each drawing; a sheet with more notes takes several blocks.
  const blocks = Array.from({ length: 1 + Math.floor(notes.length / 1024) }, (_, index) => sheetNumber + index);
  return [
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"',
    ' xmlns:x="urn:schemas-microsoft-com:office:excel">',
    `<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="${blocks.join(',')}"/></o:shapelayout>`,
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">',
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>',
    `${shapes.join('')}</xml>`,
  ].join('');
}

/** One box; `shape` is its number, which no other shape of the sheet may have. */
export function noteBoxXml({ row, column, text }: Note, shape: number): string {
  const tall = Math.min(12, 3 + Math.ceil(text.length / 30));
  const anchor = `${column}, 12, ${row - 1}, 4, ${column + 3}, 12, ${row - 1 + tall}, 4`;
  return [
    `<v:shape id="_x0000_s${shape}" type="#_x0000_t202" fillcolor="#ffffe1" o:insetmode="auto"`,
    ` style="position:absolute;width:220pt;height:${tall * 15}pt;z-index:1;visibility:hidden">`,
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>',
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>',
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>',
    `<x:Anchor>${anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>`,
    `<x:Row>${row - 1}</x:Row><x:Column>${column - 1}</x:Column></x:ClientData></v:shape>`,
  ].join('');
}
