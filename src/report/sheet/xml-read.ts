import { SaxesParser } from 'saxes';
import { inflate } from './inflate.ts';
import { WorkbookRefusal } from './workbook-fault.ts';
import type { ZipEntry } from './zip-guard.ts';

/** Attributes by their name as written, prefix included. */
export type XmlAttributes = Readonly<Record<string, string>>;

/** Hears of a part's elements in order; names come without their prefix. Text may come in several pieces. */
export type XmlHandlers = {
  open(name: string, attributes: XmlAttributes): void;
  text?(text: string): void;
  close?(name: string): void;
};

const MOST_DEPTH = 64;

/**
 * Reads one part as strict XML while it is unpacked. A DTD is refused (entities could grow without end, and no
 * spreadsheet writes one), so is anything that is not well-formed: half a part is never taken for a whole one.
 * @throws WorkbookRefusal
 */
export async function readXml(entry: ZipEntry, handlers: XmlHandlers): Promise<void> {
  const part = entry.name;
  const parser = new SaxesParser();
  const decode = strictUtf8(part);
  let depth = 0;
  parser.on('error', () => {
    throw new WorkbookRefusal('xml-broken', { part });
  });
  parser.on('doctype', () => {
    throw new WorkbookRefusal('xml-dtd', { part });
  });
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    if (depth > MOST_DEPTH) throw new WorkbookRefusal('xml-broken', { part });
    handlers.open(localName(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    handlers.close?.(localName(name));
  });
  if (handlers.text) {
    parser.on('text', (text) => handlers.text?.(text));
    parser.on('cdata', (text) => handlers.text?.(text));
  }
  for await (const chunk of inflate(entry)) parser.write(decode(chunk));
  parser.write(decode(null)).close();
}

/** The attribute with this name, whatever prefix its namespace was given. */
export function attributeNamed(attributes: XmlAttributes, name: string): string | undefined {
  const key = Object.keys(attributes).find((each) => localName(each) === name && each !== name);
  return key === undefined ? undefined : attributes[key];
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Decodes chunk by chunk; null says that there are no more. */
function strictUtf8(part: string): (chunk: Uint8Array | null) => string {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return (chunk) => {
    try {
      return chunk === null ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch {
      throw new WorkbookRefusal('xml-broken', { part });
    }
  };
}
