import { inflate } from './inflate.ts';
import { type Relation, readRelations, relationsPart, relativeTarget } from './relations.ts';
import { WorkbookRefusal } from './workbook-fault.ts';
import { applyEdits, insertion, outlineXml } from './xml-edit.ts';
import { escapeXml, XML_START } from './xml-write.ts';
import type { ZipDirectory } from './zip-guard.ts';
import { writeZip } from './zip-write.ts';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const CONTENT_TYPES = '[Content_Types].xml';

/** A package with some of its parts changed or added; all others stay as they are, byte for byte. */
export class PackageEdit {
  readonly #zip: ZipDirectory;
  readonly #texts = new Map<string, { readonly name: string; readonly text: string }>();

  constructor(zip: ZipDirectory) {
    this.#zip = zip;
  }

  has(name: string): boolean {
    return this.#texts.has(name.toLowerCase()) || this.#zip.has(name.toLowerCase());
  }

  /** A name that no part has yet, made of what it begins and ends with. */
  unusedName(start: string, ending: string): string {
    let number = 1;
    while (this.has(`${start}${number}${ending}`)) number += 1;
    return `${start}${number}${ending}`;
  }

  /** The text of a part as it stands now. */
  async text(name: string): Promise<string> {
    const changed = this.#texts.get(name.toLowerCase());
    if (changed !== undefined) return changed.text;
    const entry = this.#zip.get(name.toLowerCase());
    if (entry === undefined) throw new WorkbookRefusal('part-missing', { part: name });
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of inflate(entry)) text += decoder.decode(chunk, { stream: true });
    return text + decoder.decode();
  }

  set(name: string, text: string): void {
    this.#texts.set(name.toLowerCase(), { name, text });
  }

  /** The relationships the package had when it came. */
  relations(part: string): Promise<readonly Relation[]> {
    return readRelations(this.#zip, part);
  }

  /** Adds a relationship of this type from `part` to the part `target`; answers its id. */
  async relate(part: string, type: string, target: string): Promise<string> {
    const name = relationsPart(part);
    const empty = `${XML_START}<Relationships xmlns="${PACKAGE}/relationships"></Relationships>`;
    const text = this.has(name) ? await this.text(name) : empty;
    const { prefix, children, closeAt } = outlineXml(text, name);
    const taken = new Set(children.map(({ attributes }) => attributes.Id));
    let number = children.length + 1;
    while (taken.has(`rId${number}`)) number += 1;
    const to = escapeXml(relativeTarget(part, target));
    const line = `<${prefix}Relationship Id="rId${number}" Type="${OFFICE}/${type}" Target="${to}"/>`;
    this.set(name, applyEdits(text, [insertion(closeAt, line)]));
    return `rId${number}`;
  }

  /** Says what an added part is. */
  async declare(part: string, contentType: string): Promise<void> {
    await this.#addType(`Override PartName="/${escapeXml(part)}" ContentType="${contentType}"`);
  }

  /** Says what parts with this ending are, unless the package says so already. */
  async declareEnding(ending: string, contentType: string): Promise<void> {
    const { children } = outlineXml(await this.text(CONTENT_TYPES), CONTENT_TYPES);
    if (children.some(({ attributes }) => attributes.Extension?.toLowerCase() === ending)) return;
    await this.#addType(`Default Extension="${ending}" ContentType="${contentType}"`);
  }

  /** The whole package. */
  build(): Promise<Uint8Array<ArrayBuffer>> {
    const known = [...this.#zip.values()].map((entry) => this.#texts.get(entry.name.toLowerCase()) ?? entry);
    const added = [...this.#texts.values()].filter(({ name }) => !this.#zip.has(name.toLowerCase()));
    return writeZip([...known, ...added]);
  }

  async #addType(line: string): Promise<void> {
    const text = await this.text(CONTENT_TYPES);
    const { prefix, closeAt } = outlineXml(text, CONTENT_TYPES);
    this.set(CONTENT_TYPES, applyEdits(text, [insertion(closeAt, `<${prefix}${line}/>`)]));
  }
}
