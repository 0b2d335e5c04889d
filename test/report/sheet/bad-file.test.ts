import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inflate } from '../../../src/report/sheet/inflate.ts';
import { sheetLimits } from '../../../src/report/sheet/limits.ts';
import { readWorkbook } from '../../../src/report/sheet/read-workbook.ts';
import { readZipDirectory } from '../../../src/report/sheet/zip-guard.ts';
import { ole2Of, type Part, withPart, workbookOf, workbookParts, zipOf } from './workbook-bytes.ts';

const oneCell = '<row r="1"><c r="A1"><v>1</v></c></row>';
const sheetPart = 'xl/worksheets/sheet1.xml';
const parts = workbookParts([{ name: 'S', data: oneCell }]);
const sound = zipOf(parts);

const faultOf = async (bytes: Uint8Array, limits = sheetLimits) => {
  const { tables, faults } = await readWorkbook(bytes, 'a.xlsx', limits);
  expect(tables).toEqual([]);
  expect(faults).toHaveLength(1);
  return faults[0];
};
const wholeFile = { sheet: null, row: null, column: null };

test('a sound file of the same making is read', async () => {
  expect((await readWorkbook(sound, 'a.xlsx')).tables[0]?.rows).toEqual([{ row: 1, cells: [1] }]);
});

test('so is one whose writer put sizes behind the data, and one that is not packed', async () => {
  for (const way of [{ descriptor: true }, { stored: true }]) {
    const bytes = zipOf(parts.map((part) => ({ ...part, ...way })));
    expect((await readWorkbook(bytes, 'a.xlsx')).tables[0]?.rows).toEqual([{ row: 1, cells: [1] }]);
  }
});

describe('what is no workbook is told apart', () => {
  const kinds: [string, Uint8Array, string][] = [
    ['an empty file', new Uint8Array(), 'file-empty'],
    ['CSV under another name', new TextEncoder().encode('mã,tên\nA,Xã Đông\n'), 'text-not-workbook'],
    ['HTML under another name', new TextEncoder().encode('<html><table></table></html>'), 'text-not-workbook'],
    ['garbage', new Uint8Array(300).map((_, index) => (index * 37) % 251), 'not-a-workbook'],
    ['a PDF', new Uint8Array(Buffer.from('%PDF-1.7\n\x00\x01')), 'not-a-workbook'],
    ['an old .xls', ole2Of('Root Entry', 'Workbook'), 'old-workbook'],
    ['a workbook behind a password', ole2Of('Root Entry', 'EncryptionInfo', 'EncryptedPackage'), 'encrypted'],
    ['an encrypted ZIP', zipOf(withPart(parts, sheetPart, { flags: 1 })), 'encrypted'],
    ['a workbook with macros', zipOf([...parts, { name: 'xl/vbaProject.bin', data: 'x' }]), 'macros'],
    ['a binary workbook', zipOf([{ name: 'xl/workbook.bin', data: 'x' }]), 'binary-workbook'],
    [
      'an OpenDocument sheet',
      zipOf([
        { name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet', stored: true },
        { name: 'content.xml', data: '<x/>' },
      ]),
      'opendocument',
    ],
    ['some other ZIP', zipOf([{ name: 'word/document.xml', data: '<x/>' }]), 'not-a-workbook'],
    ['a ZIP of nothing', zipOf([]), 'not-a-workbook'],
    [
      'a workbook without a list of sheets',
      zipOf(parts.filter(({ name }) => name !== 'xl/workbook.xml')),
      'part-missing',
    ],
    ['a workbook without a part it names', zipOf(parts.filter(({ name }) => name !== sheetPart)), 'part-missing'],
    [
      'another document in its place',
      zipOf(withPart(parts, 'xl/workbook.xml', { data: '<presentation/>' })),
      'not-a-workbook',
    ],
  ];
  test.each(kinds)('%s', async (_, bytes, code) => {
    expect(await faultOf(bytes)).toMatchObject({ ...wholeFile, code });
  });
});

describe('what would hurt is refused before it is unpacked', () => {
  test('233 kB that grow to 50 MB', async () => {
    const texts = Array.from(
      { length: 61_000 },
      (_, index) => `<si><t>${'Ủy ban nhân dân '.repeat(35)}${index % 997}</t></si>`,
    );
    const bomb = workbookOf(oneCell, { stringsXml: `<sst xmlns="m">${texts.join('')}</sst>` });
    expect(bomb.length).toBeLessThan(300_000);
    const { code, params } = (await faultOf(bomb)) ?? {};
    expect(['zip-ratio', 'zip-too-large']).toContain(code);
    expect(params?.most).toBeDefined();
  });

  test('23 kB of one cell repeated 400,000 times', async () => {
    const bomb = workbookOf(`<row r="1">${'<c r="A1"><v>1</v></c>'.repeat(400_000)}</row>`);
    expect(bomb.length).toBeLessThan(30_000);
    expect(await faultOf(bomb)).toMatchObject({ code: 'zip-ratio', params: { part: sheetPart, most: 100 } });
  });

  test('and where no ratio tells, at the second of these cells', async () => {
    const bomb = workbookOf(`<row r="1">${'<c r="A1"><v>1</v></c>'.repeat(400_000)}</row>`);
    const fault = await faultOf(bomb, { ...sheetLimits, unpackRatio: 1e6 });
    expect(fault).toEqual({ sheet: 'S', row: 1, column: null, code: 'cell-misplaced', params: { text: 'A1' } });
  });

  const lies: [string, Part[], string][] = [
    ['a part larger than the directory says', withPart(parts, sheetPart, { unpackedBytes: 40 }), 'zip-lies'],
    ['a part smaller than the directory says', withPart(parts, sheetPart, { unpackedBytes: 4000 }), 'zip-lies'],
    ['a local header of another size', withPart(parts, sheetPart, { localUnpackedBytes: 7 }), 'zip-lies'],
    [
      'a local header of another name',
      withPart(parts, sheetPart, { localName: 'xl/worksheets/sheet2.xml' }),
      'zip-lies',
    ],
    ['two parts of one name', [...parts, { name: 'XL/Workbook.xml', data: '<x/>' }], 'zip-lies'],
    ['sizes of 64 bits', withPart(parts, sheetPart, { unpackedBytes: 0xffffffff }), 'zip-lies'],
    ['a checksum that does not fit', withPart(parts, sheetPart, { crc: 1 }), 'zip-damaged'],
    ['a way of packing nobody uses', withPart(parts, sheetPart, { method: 12 }), 'zip-damaged'],
    ['parts over each other', [...parts, { name: 'xl/a.xml', data: '<x/>', overlapping: true }], 'zip-overlap'],
    ['an archive inside', [...parts, { name: 'xl/embeddings/b.xlsx', data: sound }], 'zip-nested'],
    [
      'an archive inside under another name',
      [...parts, { name: 'xl/media/1.png', data: sound, stored: true }],
      'zip-nested',
    ],
  ];
  test.each(lies)('%s', async (_, lying, code) => {
    expect(await faultOf(zipOf(lying))).toMatchObject({ ...wholeFile, code });
  });

  test('a lying part gives no byte more than the directory said', async () => {
    const bomb = zipOf([{ name: 'a.xml', data: new Uint8Array(20_000_000), unpackedBytes: 100_000 }]);
    const entry = readZipDirectory(bomb, sheetLimits).get('a.xml');
    let given = 0;
    const unpacking = async () => {
      if (entry !== undefined) for await (const chunk of inflate(entry)) given += chunk.length;
    };
    await expect(unpacking()).rejects.toThrow('zip-lies');
    expect(given).toBeLessThanOrEqual(100_000);
  });

  test('too many parts, too large a file, too large a whole', async () => {
    expect(await faultOf(sound, { ...sheetLimits, zipEntries: 3 })).toMatchObject({
      code: 'zip-too-many-entries',
      params: { entries: parts.length, most: 3 },
    });
    expect(await faultOf(sound, { ...sheetLimits, fileBytes: 100 })).toMatchObject({ code: 'file-too-large' });
    expect(await faultOf(sound, { ...sheetLimits, unpackedBytes: 1000 })).toMatchObject({ code: 'zip-too-large' });
  });
});

describe('a file cut off or changed anywhere', () => {
  test('is refused wherever it is cut', async () => {
    for (let length = 1; length < sound.length; length += 7) {
      const fault = await faultOf(sound.subarray(0, length));
      expect(['zip-damaged', 'not-a-workbook', 'text-not-workbook']).toContain(fault?.code);
    }
  });

  test('never is an exception, and never more or other cells than were there', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(sound.length - 1), fc.nat(255), async (at, byte) => {
        const { tables, faults } = await readWorkbook(sound.with(at, byte), 'a.xlsx');
        if (faults.length === 0) expect(tables.map(({ rows }) => rows)).toEqual([[{ row: 1, cells: [1] }]]);
        else expect(tables).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('any bytes at all come to faults', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        expect((await readWorkbook(bytes, 'a.xlsx')).faults).toHaveLength(1);
        const marked = new Uint8Array([0x50, 0x4b, 0x03, 0x04, ...bytes]);
        expect((await readWorkbook(marked, 'a.xlsx')).faults).toHaveLength(1);
      }),
    );
  });
});

describe('XML', () => {
  const entities = Array.from({ length: 9 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join('');
  const bomb = `<!DOCTYPE sst [<!ENTITY e0 "ha">${entities}]><sst><si><t>&e9;</t></si></sst>`;
  const outside = '<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst><si><t>&x;</t></si></sst>';
  const cases: [string, string, string][] = [
    ['entities that grow a thousand million times', bomb, 'xml-dtd'],
    ['entities from outside', outside, 'xml-dtd'],
    ['entities that were never declared', '<sst><si><t>&x;</t></si></sst>', 'xml-broken'],
    ['elements a hundred deep', `<sst>${'<si>'.repeat(100)}${'</si>'.repeat(100)}</sst>`, 'xml-broken'],
    ['an element that never ends', '<sst><si><t>a</t></si>', 'xml-broken'],
    ['nothing at all', '', 'xml-broken'],
  ];
  test.each(cases)('%s', async (_, stringsXml, code) => {
    expect(await faultOf(workbookOf(oneCell, { stringsXml }))).toMatchObject({
      code,
      params: { part: 'xl/sharedStrings.xml' },
    });
  });

  test('bytes that are no UTF-8', async () => {
    const data = new Uint8Array([
      ...Buffer.from('<worksheet><sheetData/></worksheet><!-- '),
      0xff,
      0x20,
      ...Buffer.from('-->'),
    ]);
    expect(await faultOf(zipOf(withPart(parts, sheetPart, { data })))).toMatchObject({ code: 'xml-broken' });
  });
});
