import { columnLetters, parseCellRef } from './cell-ref.ts';
import { type Note, noteBoxXml, noteXml } from './write-notes.ts';
import { appending, applyEdits, outlineXml, type XmlChild } from './xml-edit.ts';

/** Who signs the notes on faults; by it those of an earlier round are known and taken away. */
export const noteAuthor = 'Hạ Tầng';

/** The text of the two parts of a sheet's notes: their words, and the boxes these are shown in. */
export type NoteParts = { readonly words: string; readonly boxes: string };

/** Puts notes beside those that people wrote; a cell that has one of theirs keeps it and gets none of ours. */
export function addNotes({ words, boxes }: NoteParts, added: readonly Note[]): NoteParts {
  const { prefix, children } = outlineXml(words, 'comments');
  const inner = outlineXml(words, 'comments', 2).children;
  const authors = inner.filter(({ name }) => name === 'author').map(({ at, end }) => bareText(words.slice(at, end)));
  const comments = inner.filter(({ name }) => name === 'comment');
  const earlier = comments.filter(({ attributes }) => authors[Number(attributes.authorId)] === noteAuthor);
  const theirs = new Set(comments.filter((each) => !earlier.includes(each)).map(refOf));
  const fresh = added.filter(({ row, column }) => !theirs.has(`${columnLetters(column)}${row}`));
  const author = authors.includes(noteAuthor) ? authors.indexOf(noteAuthor) : authors.length;
  const edits = earlier.map(({ at, end }) => ({ at, end, text: '' }));
  for (const child of children) {
    if (child.name === 'authors' && author === authors.length) {
      edits.push(appending(words, child, `<${prefix}author>${noteAuthor}</${prefix}author>`));
    }
    if (child.name === 'commentList') {
      edits.push(appending(words, child, fresh.map((note) => noteXml(note, author, prefix)).join('')));
    }
  }
  return { words: applyEdits(words, edits), boxes: changeBoxes(boxes, earlier.map(refOf), fresh) };
}

/** VML need not be well-formed XML, so it is changed as text: each box says in it which cell it belongs to. */
function changeBoxes(boxes: string, gone: readonly string[], added: readonly Note[]): string {
  const places = new Set(gone.map(parseCellRef).map((place) => `${(place?.row ?? 0) - 1} ${(place?.column ?? 0) - 1}`));
  const kept = boxes.replace(/<v:shape\s[\s\S]*?<\/v:shape>/g, (shape) => (places.has(placeOf(shape)) ? '' : shape));
  const numbers = [...kept.matchAll(/_x0000_s(\d+)/g)].map(([, number]) => Number(number));
  const first = numbers.reduce((most, number) => Math.max(most, number), 1024) + 1;
  const end = kept.lastIndexOf('</xml>');
  const shapes = added.map((note, index) => noteBoxXml(note, first + index)).join('');
  return end === -1 ? kept : kept.slice(0, end) + shapes + kept.slice(end);
}

function placeOf(shape: string): string {
  const number = (name: string) => new RegExp(`<x:${name}>\\s*(\\d+)\\s*</x:${name}>`).exec(shape)?.[1] ?? '';
  return `${number('Row')} ${number('Column')}`;
}

function refOf({ attributes }: XmlChild): string {
  return attributes.ref ?? '';
}

function bareText(element: string): string {
  return element.replace(/<[^>]*>/g, '');
}
