import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BookColumn, type BookSheet, plainSheet, textColumn } from '../../../src/report/sheet/book.ts';
import { readWorkbook } from '../../../src/report/sheet/read-workbook.ts';
import { sheetNames } from '../../../src/report/sheet/sheet-names.ts';
import { writeWorkbook } from '../../../src/report/sheet/write-workbook.ts';
import { partOf, partsOf } from './unpack.ts';

const column = (header: string, more: Partial<BookColumn> = {}): BookColumn => ({ ...textColumn(header), ...more });
const sheetOf = (rows: BookSheet['rows'], columns: readonly BookColumn[] = []): BookSheet =>
  plainSheet('S', columns, rows);
const roundTrip = async (sheet: BookSheet) => {
  const { tables, faults } = await readWorkbook(await writeWorkbook({ sheets: [sheet] }), 'a.xlsx');
  expect(faults.filter(({ code }) => code !== 'nothing-inside')).toEqual([]);
  return tables[0]?.rows ?? [];
};
const sheetXml = async (sheet: BookSheet) =>
  partOf(await writeWorkbook({ sheets: [sheet] }), 'xl/worksheets/sheet1.xml');

describe('what is written is read again', () => {
  const cells: [unknown, BookSheet['rows'][number][number], unknown][] = [
    ['a code with zeros before it', '00004', '00004'],
    ['a negative number', -12.5, -12.5],
    ['a large number', 1e21, 1e21],
    ['a whole number', 123_456_789_012_345n, 123_456_789_012_345],
    ['a whole number that a spreadsheet would round', 18_446_744_073_709_551_615n, '18446744073709551615'],
    ['a date', { date: '2026-01-31' }, { serial: 46_053, epoch: 1900 }],
    ['the first date that Excel counts right', { date: '1900-03-01' }, { serial: 61, epoch: 1900 }],
    ['a date before it', { date: '1900-02-28' }, '1900-02-28'],
    ['a truth', false, false],
    ['a text that looks like an error', '#REF!', '#REF!'],
    ['a text that looks like a number', '1e5', '1e5'],
    ['a text that looks like an escape', '_x0041_', '_x0041_'],
    ['a text longer than any cell', 'x'.repeat(40_000), `${'x'.repeat(32_766)}…`],
    ['no number', Number.NaN, undefined],
    ['an empty text', '', undefined],
  ];
  test.each(cells)('%s', async (_, cell, value) => {
    const rows = await roundTrip(sheetOf([['.', cell]]));
    expect(rows[0]?.cells[1]).toEqual(value);
  });

  test('any text at all, to the last character', async () => {
    const unit = fc.oneof(
      fc.constantFrom(
        '=',
        '+',
        '-',
        '@',
        '\t',
        '\r',
        '\n',
        ' ',
        "'",
        '"',
        '<',
        '&',
        ']]>',
        '_x',
        '_x000D_',
        '\u0000',
        '\ud800',
        'ệ',
        '\ufffe',
      ),
      fc.string({ unit: 'binary' }),
    );
    const text = fc.array(unit).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 5 }), async (written) => {
        const rows = await roundTrip(sheetOf(written.map((cells) => ['.', ...cells])));
        const read = rows.map((row) => [row.cells[1] ?? '', row.cells[2] ?? '']);
        expect(read).toEqual(written);
      }),
    );
  });

  test('any number at all', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }),
        async (numbers) => {
          const rows = await roundTrip(sheetOf(numbers.map((number) => [number])));
          expect(rows.map((row) => row.cells[0])).toEqual(numbers.map((number) => number + 0));
        },
      ),
    );
  });
});

test.each(['=1+1', '+84 912', '-2+3', '@SUM(A1)', '\tx', '\rx', '＝1', "'=1"])(
  'the text %j is a text for good: no formula, and marked so that editing it makes none',
  async (text) => {
    const bytes = await writeWorkbook({ sheets: [sheetOf([[text]])] });
    const sheet = partOf(bytes, 'xl/worksheets/sheet1.xml');
    expect(sheet).not.toContain('<f');
    const style = Number(/<c r="A1" s="(\d+)" t="s">/.exec(sheet)?.[1]);
    const looks = [...partOf(bytes, 'xl/styles.xml').matchAll(/<xf [^>]*xfId[^>]*>/g)].map(([look]) => look);
    expect(looks[style]).toMatch(/numFmtId="49".*quotePrefix="1"/);
  },
);

test('spaces at the ends of a text are marked to be kept, as Excel drops them otherwise', async () => {
  const strings = partOf(
    await writeWorkbook({ sheets: [sheetOf([[' a', 'b ', 'c\nd', 'e']])] }),
    'xl/sharedStrings.xml',
  );
  expect(strings.match(/<t xml:space="preserve">/g)).toHaveLength(3);
  expect(strings).toContain('<t>e</t>');
});

test('the same book gives the same bytes, and they say neither when nor where', async () => {
  const book = { sheets: [{ ...sheetOf([['a', 1]]), notes: [{ row: 1, column: 1, text: 'x' }] }] };
  const bytes = await writeWorkbook(book);
  expect(await writeWorkbook(structuredClone(book))).toEqual(bytes);
  expect([...partsOf(bytes).keys()].filter((name) => name.startsWith('docProps'))).toEqual([]);
});

describe('a template', () => {
  const long = Array.from({ length: 40 }, (_, index) => `Phường số ${index}`);
  const columns = [
    column('Mã', { note: 'Mã cơ quan / agency code' }),
    column('Khối', { type: 'choice', choices: ['sở', 'quận', 'xã'] }),
    column('Xã', { type: 'choice', choices: long }),
    column('Dấu phẩy', { type: 'choice', choices: ['a, b', 'c'] }),
    column('Cùng xã', { type: 'choice', choices: long }),
    column('Ngày', { type: 'date', width: 300 }),
  ];
  const template: BookSheet = { ...plainSheet('Cơ quan', columns, [['01']]), spareRows: 500, locked: 'header' };

  test('locks its header and leaves every cell below open, written or not', async () => {
    const bytes = await writeWorkbook({ sheets: [template] });
    const sheet = partOf(bytes, 'xl/worksheets/sheet1.xml');
    const looks = [...partOf(bytes, 'xl/styles.xml').matchAll(/<protection locked="(\d)"/g)].map(
      ([, locked]) => locked,
    );
    const lockOf = (pattern: RegExp) => [...sheet.matchAll(pattern)].map(([, style]) => looks[Number(style)]);
    expect(sheet).toContain('<sheetProtection sheet="1"');
    expect(lockOf(/<c r="[A-F]1" s="(\d+)"/g)).toEqual(['1', '1', '1', '1', '1', '1']);
    expect(lockOf(/<c r="A2" s="(\d+)"/g)).toEqual(['0']);
    expect(lockOf(/<col [^>]*style="(\d+)"/g)).toEqual(['0', '0', '0', '0', '0', '0']);
  });

  test('freezes its header and makes columns as wide as asked, within reason', async () => {
    const sheet = await sheetXml(template);
    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(sheet).toContain('<col min="6" max="6" width="80"');
  });

  test('offers short lists in the formula, others from one hidden protected sheet', async () => {
    const bytes = await writeWorkbook({ sheets: [template] });
    const validations = [
      ...partOf(bytes, 'xl/worksheets/sheet1.xml').matchAll(/sqref="([^"]*)"><formula1>([^<]*)</g),
    ].map(([, place, formula]) => [place, formula?.replaceAll('&quot;', '"')]);
    expect(validations).toEqual([
      ['B2:B502', '"sở,quận,xã"'],
      ['C2:C502', "'Danh mục - Lists'!$A$1:$A$40"],
      ['D2:D502', "'Danh mục - Lists'!$B$1:$B$2"],
      ['E2:E502', "'Danh mục - Lists'!$A$1:$A$40"],
    ]);
    expect(partOf(bytes, 'xl/workbook.xml')).toContain('name="Danh mục - Lists" sheetId="2" state="hidden"');
    expect(partOf(bytes, 'xl/worksheets/sheet2.xml')).toContain('<sheetProtection');
    const { tables, skipped } = await readWorkbook(bytes, 'a.xlsx');
    expect(tables.map(({ sheet }) => sheet)).toEqual(['Cơ quan']);
    expect(skipped).toEqual([{ sheet: 'Danh mục - Lists', reason: 'hidden' }]);
  });

  test('needs no list sheet when no list is long', async () => {
    const bytes = await writeWorkbook({ sheets: [plainSheet('S', columns.slice(0, 2), [])] });
    expect([...partsOf(bytes).keys()].filter((name) => name.startsWith('xl/worksheets/sheet'))).toEqual([
      'xl/worksheets/sheet1.xml',
    ]);
  });

  test('explains a header in a note, each cell once', async () => {
    const bytes = await writeWorkbook({ sheets: [{ ...template, notes: [{ row: 1, column: 1, text: 'bắt buộc' }] }] });
    const notes = partOf(bytes, 'xl/comments1.xml');
    expect([...notes.matchAll(/ref="([^"]*)"/g)].map(([, ref]) => ref)).toEqual(['A1']);
    expect(notes).toContain('Mã cơ quan / agency code\nbắt buộc');
    expect(partOf(bytes, 'xl/drawings/vmlDrawing1.vml')).toContain('<x:Row>0</x:Row><x:Column>0</x:Column>');
  });

  test('shows marked cells on red, empty ones too', async () => {
    const bytes = await writeWorkbook({
      sheets: [
        {
          ...template,
          marked: [
            { row: 2, column: 1 },
            { row: 2, column: 2 },
          ],
        },
      ],
    });
    const sheet = partOf(bytes, 'xl/worksheets/sheet1.xml');
    const looks = [...partOf(bytes, 'xl/styles.xml').matchAll(/<xf [^>]*fillId="(\d)"[^>]*xfId/g)].map(
      ([, fill]) => fill,
    );
    expect([...sheet.matchAll(/<c r="[AB]2" s="(\d+)"/g)].map(([, style]) => looks[Number(style)])).toEqual(['3', '3']);
  });
});

test('merged ranges come back', async () => {
  const merged = [{ fromRow: 1, toRow: 2, fromColumn: 1, toColumn: 3 }];
  const bytes = await writeWorkbook({ sheets: [{ ...sheetOf([['a'], ['']]), merged }] });
  expect((await readWorkbook(bytes, 'a.xlsx')).tables[0]?.merged).toEqual(merged);
});

test.each([
  [
    ['Xã', 'xã', 'XÃ'],
    ['Xã', 'xã (2)', 'XÃ (3)'],
  ],
  [
    ['a/b:c?', "'quoted'", '', 'History'],
    ['a-b-c-', 'quoted', 'Sheet', 'History (2)'],
  ],
  [
    ['x'.repeat(40), 'x'.repeat(41)],
    ['x'.repeat(31), `${'x'.repeat(27)} (2)`],
  ],
])('sheet names %j are made to fit', (wanted, names) => {
  expect(sheetNames(wanted)).toEqual(names);
});
