import { crc32, deflateRawSync } from 'node:zlib';

/** One part of an archive made for a test; what is given besides its data is a lie. */
export type Part = {
  readonly name: string;
  readonly data: string | Uint8Array;
  readonly stored?: boolean;
  readonly flags?: number;
  readonly method?: number;
  /** Unpacked size as the directory says it. */
  readonly unpackedBytes?: number;
  /** Unpacked size as the local header says it. */
  readonly localUnpackedBytes?: number;
  readonly localName?: string;
  readonly crc?: number;
  /** Sizes and checksum stand behind the data, as a writer does that cannot go back. */
  readonly descriptor?: boolean;
  /** Begins at the same byte as the part before. */
  readonly overlapping?: boolean;
};

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';

/** A ZIP archive, as honest as its parts are. */
export function zipOf(parts: readonly Part[]): Uint8Array {
  const body: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  let start = 0;
  for (const part of parts) {
    const data = Buffer.from(part.data);
    const packed = part.stored ? data : deflateRawSync(data, { level: 9 });
    const name = Buffer.from(part.name);
    const localName = Buffer.from(part.localName ?? part.name);
    const crc = part.crc ?? crc32(data);
    const fields = (size: number, known = true) => {
      const both = Buffer.alloc(26);
      both.writeUInt16LE(20, 0);
      both.writeUInt16LE(part.flags ?? (part.descriptor ? 8 : 0), 2);
      both.writeUInt16LE(part.method ?? (part.stored ? 0 : 8), 4);
      if (!known) return both;
      both.writeUInt32LE(crc, 10);
      both.writeUInt32LE(packed.length, 14);
      both.writeUInt32LE(size, 18);
      return both;
    };
    const local = fields(part.localUnpackedBytes ?? part.unpackedBytes ?? data.length, !part.descriptor);
    const descriptor = part.descriptor
      ? [Buffer.from('PK\x07\x08', 'latin1'), fields(data.length).subarray(10, 22)]
      : [];
    local.writeUInt16LE(localName.length, 22);
    const entry = fields(part.unpackedBytes ?? data.length);
    entry.writeUInt16LE(name.length, 22);
    if (!part.overlapping) start = at;
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(start, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), entry, rest, name);
    const piece = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), local, localName, packed, ...descriptor]);
    body.push(piece);
    at += piece.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...body, list, end]));
}

/** One sheet made for a test: what stands in its `sheetData`, and behind it. */
export type TestSheet = {
  readonly name: string;
  readonly data: string;
  readonly after?: string;
  readonly state?: 'visible' | 'hidden' | 'veryHidden';
  /** The last word of its relationship's type. */
  readonly type?: string;
};

/** The rest of a workbook made for a test. */
export type TestBook = {
  readonly strings?: readonly string[];
  /** The whole part of the shared strings, instead of `strings`. */
  readonly stringsXml?: string;
  /** Number format codes, in the order of the cells' styles. */
  readonly formats?: readonly string[];
  readonly date1904?: boolean;
  readonly more?: readonly Part[];
};

/** The parts of a workbook of these sheets, to be changed before they are packed. */
export function workbookParts(sheets: readonly TestSheet[], book: TestBook = {}): Part[] {
  const { strings = [], formats = [], date1904 = false, more = [] } = book;
  const listed = sheets.map(({ name, state = 'visible' }, index) => {
    return `<sheet name="${name}" sheetId="${index + 1}" state="${state}" r:id="rId${index + 1}"/>`;
  });
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
  const relations = [
    ...sheets.map(({ type = 'worksheet' }, index) =>
      relation(`rId${index + 1}`, type, `worksheets/sheet${index + 1}.xml`),
    ),
    relation('rIdStrings', 'sharedStrings', 'sharedStrings.xml'),
    relation('rIdStyles', 'styles', 'styles.xml'),
  ];
  const codes = formats.map((code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${code}"/>`);
  const styles = formats.map((_, index) => `<xf numFmtId="${200 + index}"/>`);
  return [
    {
      name: '[Content_Types].xml',
      data: `<Types xmlns="${packages}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      data: `<Relationships xmlns="${packages}/relationships">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      data: `<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr date1904="${date1904}"/><sheets>${listed.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: `<Relationships xmlns="${packages}/relationships">${relations.join('')}</Relationships>`,
    },
    {
      name: 'xl/sharedStrings.xml',
      data:
        book.stringsXml ?? `<sst xmlns="${main}">${strings.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
    },
    {
      name: 'xl/styles.xml',
      data: `<styleSheet xmlns="${main}"><numFmts>${codes.join('')}</numFmts><cellXfs>${styles.join('')}</cellXfs></styleSheet>`,
    },
    ...sheets.map(({ data, after = '' }, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      data: `<worksheet xmlns="${main}"><sheetData>${data}</sheetData>${after}</worksheet>`,
    })),
    ...more,
  ];
}

/** A workbook of one sheet named `S`. */
export function workbookOf(data: string, book: TestBook & { readonly after?: string } = {}): Uint8Array {
  return zipOf(workbookParts([{ name: 'S', data, after: book.after ?? '' }], book));
}

/** The parts with one of them changed. */
export function withPart(parts: readonly Part[], name: string, change: Partial<Part>): Part[] {
  return parts.map((part) => (part.name === name ? { ...part, ...change } : part));
}

/** An OLE2 compound file's beginning, with the names of streams that stand in its directory. */
export function ole2Of(...streams: readonly string[]): Uint8Array {
  const signature = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  return new Uint8Array(
    Buffer.concat([signature, Buffer.alloc(504), ...streams.map((name) => Buffer.from(name, 'utf16le'))]),
  );
}
