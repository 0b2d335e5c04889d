import { SaxesParser } from 'saxes';
import { WorkbookRefusal } from './workbook-fault.ts';
import type { XmlAttributes } from './xml-read.ts';

/** An element below the root, with everything in it: from `at` up to, not including, `end`. */
export type XmlChild = {
  readonly name: string;
  readonly attributes: XmlAttributes;
  readonly at: number;
  readonly end: number;
};

/** How a part is built: what it needs to be given another element without touching the rest. */
export type XmlOutline = {
  /** What stands before the names of this part's own elements, colon included; often nothing. */
  readonly prefix: string;
  readonly children: readonly XmlChild[];
  /** Where the root's end tag begins. */
  readonly closeAt: number;
};

/** What stands from `at` to `end` becomes `text`. */
export type Edit = { readonly at: number; readonly end: number; readonly text: string };

/**
 * The elements at one depth of a part (1 = right below the root), by their place in its text.
 * @throws WorkbookRefusal
 */
export function outlineXml(text: string, part: string, at = 1): XmlOutline {
  const parser = new SaxesParser();
  const children: XmlChild[] = [];
  let depth = -1;
  let prefix = '';
  let closeAt = text.length;
  let open: Pick<XmlChild, 'name' | 'attributes' | 'at'> | null = null;
  const tagStart = () => text.lastIndexOf('<', parser.position - 1);
  parser.on('error', () => {
    throw new WorkbookRefusal('xml-broken', { part });
  });
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    if (depth === 0) prefix = name.slice(0, name.indexOf(':') + 1);
    if (depth === at) open = { name: name.slice(name.indexOf(':') + 1), attributes, at: tagStart() };
  });
  parser.on('closetag', () => {
    if (depth === at && open !== null) children.push({ ...open, end: parser.position });
    if (depth === 0) closeAt = tagStart();
    depth -= 1;
  });
  parser.write(text).close();
  return { prefix, children, closeAt };
}

/** The text with all edits made; places are those of the text before, and edits at one place keep their order. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let done = 0;
  for (const { at, end, text: replacement } of edits.toSorted((one, other) => one.at - other.at)) {
    pieces.push(text.slice(done, at), replacement);
    done = end;
  }
  return pieces.join('') + text.slice(done);
}

/** An edit that only adds. */
export function insertion(at: number, text: string): Edit {
  return { at, end: at, text };
}

/** An edit that adds `inner` as the last of an element's children. */
export function appending(text: string, { at, end }: XmlChild, inner: string): Edit {
  const source = text.slice(at, end);
  const name = /^<([^\s/>]+)/.exec(source)?.[1] ?? '';
  if (source.endsWith('/>')) return { at: end - 2, end, text: `>${inner}</${name}>` };
  return insertion(at + source.lastIndexOf('<'), inner);
}
