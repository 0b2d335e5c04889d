import { describe, expect, test } from 'vitest';
import { annotateWorkbook } from '../../../src/report/sheet/annotate.ts';
import { annotateCsv } from '../../../src/report/sheet/annotate-csv.ts';
import { type BookSheet, plainSheet, textColumn } from '../../../src/report/sheet/book.ts';
import { readCsvTable } from '../../../src/report/sheet/csv-table.ts';
import { readWorkbook } from '../../../src/report/sheet/read-workbook.ts';
import type { CellFault, WorkbookFault } from '../../../src/report/sheet/workbook-fault.ts';
import { writeWorkbook } from '../../../src/report/sheet/write-workbook.ts';
import { partOf, partsOf } from './unpack.ts';
import { ole2Of, type Part, withPart, workbookParts, zipOf } from './workbook-bytes.ts';

const fault = (sheet: string | null, row: number | null, column: string | null, message: string): CellFault => ({
  sheet,
  row,
  column,
  message,
});
const annotated = async (bytes: Uint8Array, faults: readonly CellFault[]): Promise<Uint8Array> =>
  copyOf(await annotateWorkbook(bytes, faults));
const copyOf = (made: Uint8Array | WorkbookFault): Uint8Array => {
  if (made instanceof Uint8Array) return made;
  throw new Error(`refused: ${made.code}`);
};
const rowsOf = async (bytes: Uint8Array) =>
  (await readWorkbook(bytes, 'a.xlsx')).tables.map(({ sheet, rows }) => [sheet, rows]);
const marksOf = (sheetXml: string) =>
  [...sheetXml.matchAll(/<conditionalFormatting sqref="([^"]*)"/g)].map(([, refs]) => refs);
const notesOf = (xml: string) =>
  [...xml.matchAll(/<comment ref="([^"]*)"[^>]*>.*?<t[^>]*>([^<]*)<\/t>/gs)].map(([, ref, text]) => [ref, text]);

const choice = { ...textColumn('Khối'), type: 'choice' as const, choices: ['sở', 'xã'], note: 'Chọn khối' };
const communes: BookSheet = {
  ...plainSheet(
    'Xã',
    [textColumn('Mã'), choice],
    [
      ['01', 'xã'],
      ['=1', 'sở'],
    ],
  ),
  spareRows: 9,
  locked: 'header',
};
const agencies = plainSheet('Sở', [], [['02']]);

describe('an annotated copy of a workbook', () => {
  const faults = [
    fault('Xã', 2, 'A', 'mã <sai> & "thiếu"'),
    fault('Xã', 3, 'B', 'một'),
    fault('Xã', 3, 'B', 'hai'),
    fault('Xã', 40, null, 'cả dòng'),
    fault('Xã', null, null, 'cả trang'),
    fault(null, null, null, 'cả tệp'),
  ];

  test('holds what the file held, and nothing more when it is read', async () => {
    const bytes = await writeWorkbook({ sheets: [communes, agencies] });
    const copy = await annotated(bytes, faults);
    expect(await rowsOf(copy)).toEqual(await rowsOf(bytes));
    for (const kept of ['<sheetProtection', '<dataValidation ', 'ySplit="1"']) {
      expect(partOf(copy, 'xl/worksheets/sheet1.xml')).toContain(kept);
    }
    expect(partOf(copy, 'xl/worksheets/sheet2.xml')).toBe(partOf(bytes, 'xl/worksheets/sheet2.xml'));
  });

  test('shows each faulty cell red, and its row where no cell is to blame', async () => {
    const copy = await annotated(await writeWorkbook({ sheets: [communes, agencies] }), faults);
    expect(marksOf(partOf(copy, 'xl/worksheets/sheet1.xml'))).toEqual(['A2 B3 A40']);
    const style = /dxfId="(\d+)"/.exec(partOf(copy, 'xl/worksheets/sheet1.xml'))?.[1];
    const styles = [...partOf(copy, 'xl/styles.xml').matchAll(/<dxf>.*?<\/dxf>/g)];
    expect(styles[Number(style)]?.[0]).toContain('bgColor rgb="FFFFB3B3"');
  });

  test('has one note on each such cell, beside the notes that were there', async () => {
    const copy = await annotated(await writeWorkbook({ sheets: [communes] }), faults);
    expect(notesOf(partOf(copy, 'xl/comments1.xml'))).toEqual([
      ['B1', 'Chọn khối'],
      ['A2', 'mã &lt;sai&gt; &amp; "thiếu"'],
      ['B3', 'một\nhai'],
      ['A40', 'cả dòng'],
    ]);
    expect(partOf(copy, 'xl/drawings/vmlDrawing1.vml').match(/<v:shape /g)).toHaveLength(4);
  });

  test('is given notes where there were none, at the place in the sheet that Excel wants', async () => {
    const copy = await annotated(await writeWorkbook({ sheets: [agencies] }), [fault('Sở', 1, 'A', 'sai')]);
    expect(notesOf(partOf(copy, 'xl/comments1.xml'))).toEqual([['A1', 'sai']]);
    const [, id] =
      /<legacyDrawing [^>]*r:id="([^"]*)"\/><\/worksheet>$/.exec(partOf(copy, 'xl/worksheets/sheet1.xml')) ?? [];
    const relations = partOf(copy, 'xl/worksheets/_rels/sheet1.xml.rels');
    expect(relations).toContain(`Id="${id}"`);
    expect(relations).toContain('Target="../drawings/vmlDrawing1.vml"');
    expect(relations).toContain('Target="../comments1.xml"');
    expect(partOf(copy, '[Content_Types].xml')).toContain('PartName="/xl/comments1.xml"');
  });

  test('has a first sheet that lists every fault', async () => {
    const copy = await annotated(await writeWorkbook({ sheets: [communes] }), faults);
    const workbook = partOf(copy, 'xl/workbook.xml');
    expect([...workbook.matchAll(/<sheet name="([^"]*)"/g)].map(([, name]) => name)).toEqual(['Lỗi - Faults', 'Xã']);
    const visible = workbook.replace('Lỗi - Faults', 'Danh sách');
    const parts = [...partsOf(copy)].map(
      ([name, data]): Part => ({ name, data: name === 'xl/workbook.xml' ? visible : data }),
    );
    const { tables } = await readWorkbook(zipOf(parts), 'a.xlsx');
    expect(tables[0]?.rows.map(({ cells }) => cells)).toEqual([
      ['Trang tính / Sheet', 'Dòng / Row', 'Cột / Column', 'Nội dung / Message'],
      ['Xã', 2, 'A', 'mã <sai> & "thiếu"'],
      ['Xã', 3, 'B', 'một'],
      ['Xã', 3, 'B', 'hai'],
      ['Xã', 40, null, 'cả dòng'],
      ['Xã', null, null, 'cả trang'],
      [null, null, null, 'cả tệp'],
    ]);
  });

  test('that comes back and is annotated again shows the new faults only', async () => {
    const first = await annotated(await writeWorkbook({ sheets: [communes, agencies] }), [
      ...faults,
      fault('Sở', 1, 'A', 'x'),
    ]);
    const second = await annotated(first, [fault('Xã', 2, 'B', 'mới')]);
    expect(marksOf(partOf(second, 'xl/worksheets/sheet1.xml'))).toEqual(['B2']);
    expect(marksOf(partOf(second, 'xl/worksheets/sheet2.xml'))).toEqual([]);
    expect(notesOf(partOf(second, 'xl/comments1.xml'))).toEqual([
      ['B1', 'Chọn khối'],
      ['B2', 'mới'],
    ]);
    expect(partOf(second, 'xl/drawings/vmlDrawing1.vml').match(/<v:shape /g)).toHaveLength(2);
    expect(notesOf(partOf(second, 'xl/comments2.xml'))).toEqual([]);
    expect(partOf(second, 'xl/workbook.xml').match(/<sheet /g)).toHaveLength(3);
    expect(partOf(second, 'xl/worksheets/sheet3.xml')).toContain('mới');
    expect(partOf(second, 'xl/worksheets/sheet3.xml')).not.toContain('hai');
  });

  test('with a thousand faults marks every one', async () => {
    const many = Array.from({ length: 1000 }, (_, index) => fault('Sở', index + 1, 'C', `lỗi ${index}`));
    const copy = await annotated(await writeWorkbook({ sheets: [agencies] }), many);
    expect(marksOf(partOf(copy, 'xl/worksheets/sheet1.xml')).join(' ').split(' ')).toHaveLength(1000);
    expect(notesOf(partOf(copy, 'xl/comments1.xml'))).toHaveLength(1000);
  });

  test('leaves the note of a person where it is', async () => {
    const bytes = await writeWorkbook({ sheets: [{ ...agencies, notes: [{ row: 1, column: 1, text: 'của tôi' }] }] });
    const copy = await annotated(bytes, [fault('Sở', 1, 'A', 'sai')]);
    expect(notesOf(partOf(copy, 'xl/comments1.xml'))).toEqual([['A1', 'của tôi']]);
    expect(marksOf(partOf(copy, 'xl/worksheets/sheet1.xml'))).toEqual(['A1']);
  });
});

describe('a workbook made elsewhere', () => {
  const data = '<row r="1"><c r="A1"><v>1</v></c></row>';
  const parts = workbookParts([
    { name: 'A', data, after: '<mergeCells><mergeCell ref="B1:C1"/></mergeCells><pageMargins left="1"/><tableParts/>' },
    { name: 'Ẩn', data, state: 'hidden' },
  ]);
  const faults = [fault('A', 1, 'A', 'sai')];

  test('keeps the order of the elements of a sheet', async () => {
    const sheet = partOf(await annotated(zipOf(parts), faults), 'xl/worksheets/sheet1.xml');
    const names = [...sheet.matchAll(/<(mergeCells|conditionalFormatting|pageMargins|legacyDrawing|tableParts)\b/g)];
    expect(names.map(([, name]) => name)).toEqual([
      'mergeCells',
      'conditionalFormatting',
      'pageMargins',
      'legacyDrawing',
      'tableParts',
    ]);
  });

  test('keeps the prefix of its own elements', async () => {
    const prefixed = `<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>`;
    const copy = await annotated(zipOf(withPart(parts, 'xl/worksheets/sheet1.xml', { data: prefixed })), faults);
    const sheet = partOf(copy, 'xl/worksheets/sheet1.xml');
    expect(sheet).toMatch(/<x:conditionalFormatting sqref="A1"><x:cfRule .*<x:legacyDrawing .*\/><\/x:worksheet>$/);
    expect(await rowsOf(copy)).toEqual([['A', [{ row: 1, cells: [1] }]]]);
  });

  test('has its names and its open sheet moved on behind the new first one', async () => {
    const workbook = `${parts.find(({ name }) => name === 'xl/workbook.xml')?.data}`.replace(
      '</sheets>',
      '</sheets><definedNames><definedName name="a" localSheetId="1">A!$A$1</definedName><definedName name="b">A!$A$2</definedName></definedNames>',
    );
    const open = (view: string) => workbook.replace('<sheets>', `<bookViews>${view}</bookViews><sheets>`);
    const workbookOf = async (text: string) =>
      partOf(await annotated(zipOf(withPart(parts, 'xl/workbook.xml', { data: text })), faults), 'xl/workbook.xml');
    expect(await workbookOf(open('<workbookView activeTab="1"/>'))).toContain('<workbookView activeTab="2"/>');
    const moved = await workbookOf(open('<workbookView/>'));
    expect(moved).toContain('<workbookView activeTab="1"/>');
    expect(moved).toContain('<definedName name="a" localSheetId="2">');
    expect(moved).toContain('<definedName name="b">');
  });

  test('adds to the styles that are there', async () => {
    const dxfs = (list: string) =>
      zipOf(
        withPart(parts, 'xl/styles.xml', {
          data: `<styleSheet><cellXfs><xf/></cellXfs>${list}<tableStyles/></styleSheet>`,
        }),
      );
    const numberOf = async (list: string) => {
      const copy = await annotated(dxfs(list), faults);
      expect(partOf(copy, 'xl/styles.xml')).toMatch(/<\/cellXfs><dxfs count="\d">.*<\/dxfs><tableStyles\/>/);
      return /dxfId="(\d+)"/.exec(partOf(copy, 'xl/worksheets/sheet1.xml'))?.[1];
    };
    expect(await numberOf('')).toBe('0');
    expect(await numberOf('<dxfs count="0"/>')).toBe('0');
    expect(await numberOf('<dxfs count="2"><dxf/><dxf><font/></dxf></dxfs>')).toBe('2');
  });

  test('that cannot be read is answered by its fault', async () => {
    expect(await annotateWorkbook(ole2Of('EncryptedPackage'), faults)).toMatchObject({ code: 'encrypted' });
    expect(await annotateWorkbook(zipOf(parts).subarray(0, 500), faults)).toMatchObject({ code: 'zip-damaged' });
    const broken = withPart(parts, 'xl/worksheets/sheet1.xml', { data: '<worksheet><sheetData>' });
    expect(await annotateWorkbook(zipOf(broken), faults)).toMatchObject({ code: 'xml-broken' });
  });
});

describe('an annotated copy of a CSV file', () => {
  const bytesOf = (text: string) => new TextEncoder().encode(text);
  const textOf = async (bytes: Uint8Array, faults: readonly CellFault[]) =>
    new TextDecoder().decode(copyOf(await annotateCsv(bytes, faults)));

  test('has one more column that says what is wrong with each row', async () => {
    const text = await textOf(bytesOf('mã;tên\n01;"Xã ""Đông"""\n\n\'=1;b;c\n'), [
      fault(null, 2, 'A', 'sai'),
      fault(null, 2, null, 'trùng'),
      fault(null, 4, 'B', 'dài, quá'),
      fault(null, null, null, 'cả tệp'),
    ]);
    expect(text).toBe(
      'mã,tên,,Lỗi / Faults; cả tệp\r\n01,"Xã ""Đông""",,A: sai; trùng\r\n\r\n\'=1,b,c,"B: dài, quá"\r\n',
    );
  });

  test('is read without that column, and annotated again it has it once', async () => {
    const bytes = bytesOf('mã,tên\n01,Xã Đông\n02,\n');
    const first = copyOf(await annotateCsv(bytes, [fault(null, 2, 'A', 'sai'), fault(null, 3, 'B', 'thiếu')]));
    expect((await readCsvTable(first, 'a.csv')).tables).toEqual((await readCsvTable(bytes, 'a.csv')).tables);
    expect(await textOf(first, [fault(null, 3, 'B', 'vẫn thiếu')])).toBe(
      '\ufeffmã,tên,Lỗi / Faults\r\n01,Xã Đông\r\n02,,B: vẫn thiếu\r\n'.slice(1),
    );
  });

  test('that cannot be read is answered by its fault', async () => {
    expect(await annotateCsv(new Uint8Array([0x61, 0xff]), [])).toMatchObject({ code: 'not-text' });
    expect(copyOf(await annotateCsv(new Uint8Array([0x61, 0xcc]), [], 'windows-1258'))).toBeInstanceOf(Uint8Array);
  });
});
