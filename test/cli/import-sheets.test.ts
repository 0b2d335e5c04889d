import { describe, expect, test } from 'vitest';
import { wholeTree } from '../../src/access/scope.ts';
import { type BookCell, plainSheet, textColumn } from '../../src/report/sheet/book.ts';
import { readWorkbook } from '../../src/report/sheet/read-workbook.ts';
import { writeWorkbook } from '../../src/report/sheet/write-workbook.ts';
import { openCli } from './open-doors.ts';

type Cli = ReturnType<typeof openCli>;

/** A workbook with a sheet for each of these, the first row of which is its header. */
function workbook(sheets: Readonly<Record<string, readonly (readonly BookCell[])[]>>): Promise<Uint8Array> {
  return writeWorkbook({
    sheets: Object.entries(sheets).map(([name, [header = [], ...rows]]) => {
      return plainSheet(
        name,
        header.map((cell) => textColumn(String(cell ?? ''))),
        rows,
      );
    }),
  });
}

const agencies = [
  ['STT', 'Mã cơ quan', 'Tên cơ quan', 'Khối', 'Hiệu lực từ'],
  [1, 'H99', 'Trung tâm dữ liệu', 'Đơn vị sự nghiệp', { date: '2020-01-01' }],
  [2, '00004', 'UBND phường Láng', 'Xã, phường, đặc khu', { date: '2025-07-01' }],
] satisfies BookCell[][];
const facts = [
  ['Cơ quan', 'Từ ngày', 'Số CBCC', 'Số máy tính'],
  ['UBND phường Láng', { date: '2026-01-01' }, 42, 31],
  ['H99', '01/01/2026', 12, '12'],
] satisfies BookCell[][];

async function withWorkbook(
  sheets: Parameters<typeof workbook>[0] = { 'Cơ quan': agencies, 'Số liệu': facts },
): Promise<Cli> {
  const cli = openCli();
  cli.write('in/so-lieu.xlsx', await workbook(sheets));
  return cli;
}

function codes(cli: Cli): string[] {
  return cli.store.read.agencies.newest(wholeTree).map(({ code }) => code);
}

describe('a workbook', () => {
  test('is imported whole; what each sheet was taken for and which names were found is told', async () => {
    const cli = await withWorkbook();
    const { code, out, err } = await cli.run('import', 'in/so-lieu.xlsx');
    expect([code, err]).toEqual([0, '']);
    for (const line of [
      'Đã nhập / Imported',
      'agencies: 2 new',
      'facts: 4 new',
      '[Cơ quan]: agencies, tiêu đề dòng 1, 2 dòng',
      '"UBND phường Láng" → 00004 UBND phường Láng (100%',
    ]) {
      expect(out).toContain(line);
    }
    expect(codes(cli)).toEqual(['00004', 'H99']);
  });

  test('tried out says what would be new and changed, by name, and writes nothing', async () => {
    const cli = await withWorkbook();
    const { out } = await cli.run('import', 'in/so-lieu.xlsx', '--dry-run');
    for (const line of ['Dry run, nothing was written', '+ 00004', '+ 00004/officials']) expect(out).toContain(line);
    expect(codes(cli)).toEqual([]);
    await cli.run('import', 'in/so-lieu.xlsx');
    cli.write(
      'more.xlsx',
      await workbook({
        'Cơ quan': [agencies[0] ?? [], [1, 'H99', 'Tên mới', 'Đơn vị sự nghiệp', { date: '2020-01-01' }]],
        'Thiết bị': [
          ['Cơ quan', 'Tên thiết bị', 'Loại thiết bị', 'Địa chỉ IP'],
          ['H99', 'rt', 'router', '10.0.0.1'],
        ],
      }),
    );
    const again = await cli.run('import', 'more.xlsx', '--dry-run');
    for (const line of ['~ H99', '+ H99/rt', 'devices: 1 new, 0 changed']) expect(again.out).toContain(line);
  });

  test('imported twice changes nothing the second time, and says of which import it is', async () => {
    const cli = await withWorkbook();
    await cli.run('import', 'in/so-lieu.xlsx');
    const { out } = await cli.run('import', 'in/so-lieu.xlsx');
    expect(out).toMatch(/^Không có gì thay đổi \/ Nothing changed\nTệp này đã nhập ở lần 1 /);
  });

  test('with faults is refused with file, sheet, row, header and cell of each, and nothing is written', async () => {
    const cli = await withWorkbook({
      'Cơ quan': agencies,
      'Số liệu': [...facts, ['Sở Không Có', '31/02/2026', '1.234', 'x']],
    });
    const { code, err } = await cli.run('import', 'in/so-lieu.xlsx');
    expect([code, codes(cli)]).toEqual([2, []]);
    expect(err).toMatch(/in\/so-lieu\.xlsx, \[Số liệu\], dòng\/row 4, cột\/column Từ ngày, ô\/cell B4: .*31\/02\/2026/);
    expect(err).toMatch(/cột\/column Số CBCC, ô\/cell C4: .*1234 \/ .*write 1234/);
    expect(err.split('\n').filter((line) => line.includes('dòng/row 4'))).toHaveLength(4);
  });

  test('with faults told as JSON too', async () => {
    const cli = await withWorkbook({ 'Cơ quan': agencies, 'Số liệu': [...facts, ['H99', 'hôm qua', 5, 5]] });
    const { code, out } = await cli.run('import', 'in/so-lieu.xlsx', '--json');
    const told = JSON.parse(out);
    expect(code).toBe(2);
    expect(told.problems).toMatchObject([
      { file: 'in/so-lieu.xlsx', sheet: 'Số liệu', row: 4, column: 'Từ ngày', cell: 'B4' },
    ]);
    expect(told.tables.map(({ kind }: { kind: string }) => kind)).toEqual(['agencies', 'facts']);
  });

  test('with faults gives a copy that shows them, where one is asked for', async () => {
    const cli = await withWorkbook({ 'Cơ quan': agencies, 'Số liệu': [...facts, ['H99', 'hôm qua', 5, 5]] });
    const { code, err } = await cli.run('import', 'in/so-lieu.xlsx', '--annotate', 'out/loi.xlsx');
    expect([code, err]).toEqual([2, expect.stringContaining('out/loi.xlsx')]);
    const copy = await readWorkbook(cli.read('out/loi.xlsx'), 'loi.xlsx');
    expect(copy.skipped.map(({ reason }) => reason)).toContain('fault-list');
    expect(copy.tables.map(({ sheet }) => sheet)).toEqual(['Cơ quan', 'Số liệu']);
    expect((await cli.run('import', 'out/loi.xlsx')).err).toContain('ô/cell B4');
  });

  test('that is none is refused, with its reason and the way out', async () => {
    const cli = openCli();
    cli.write('old.xlsx', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Array(600).fill(0)]));
    cli.write('empty.xlsx', new Uint8Array());
    for (const file of ['old.xlsx', 'empty.xlsx']) {
      const { code, err } = await cli.run('import', file);
      expect([code, err]).toEqual([2, expect.stringContaining(`${file}: `)]);
    }
  });
});

describe('names and headers that are not sure', () => {
  const unsure = [
    ['Cơ quan', 'Từ ngày', 'Số CBCC', 'Số máy tính để bàn'],
    ['Phường Láng', { date: '2026-01-01' }, 42, 31],
  ] satisfies BookCell[][];

  test('are taken only when they are confirmed, and headers are then remembered by their source', async () => {
    const cli = await withWorkbook({ 'Cơ quan': agencies, 'Số liệu': unsure });
    const refused = await cli.run('import', 'in/so-lieu.xlsx', '--source', 'bao-cao-quy');
    expect(refused.code).toBe(2);
    expect(refused.err).toMatch(/A2: .*00004/);
    expect(refused.err).toContain('--map "Số máy tính để bàn=workstations"');

    const more = ['--source', 'bao-cao-quy', '--accept-names', '0.9'];
    const sure = await cli.run('import', 'in/so-lieu.xlsx', ...more, '--map', 'Số máy tính để bàn=workstations');
    expect([sure.code, sure.err]).toEqual([0, '']);
    expect(sure.out).toContain('facts: 2 new');
    cli.write(
      'quy-2.xlsx',
      await workbook({ 'Số liệu': [unsure[0] ?? [], ['00004', { date: '2026-04-01' }, 43, 40]] }),
    );
    expect((await cli.run('import', 'quy-2.xlsx', ...more)).code).toBe(0);
    expect((await cli.run('import', 'quy-2.xlsx', '--source', 'another')).code).toBe(2);
  });

  test('a name may be given its code, a column left out', async () => {
    const cli = await withWorkbook({ 'Cơ quan': agencies, 'Số liệu': unsure });
    const { code, out } = await cli.run(
      'import',
      'in/so-lieu.xlsx',
      '--name',
      'Phường Láng=00004',
      '--map',
      'Số máy tính để bàn=',
    );
    expect([code, out]).toEqual([0, expect.stringContaining('facts: 1 new')]);
  });

  test.each([
    [['--accept-names', '2']],
    [['--accept-names', 'all']],
    [['--map', 'Cột']],
    [['--kind', 'things']],
    [['--decimal', ';']],
    [['--encoding', 'tcvn3']],
    [['--undo', 'x']],
  ])('%j makes no sense: exit 2', async (args) => {
    expect((await (await withWorkbook()).run('import', 'in/so-lieu.xlsx', ...args)).code).toBe(2);
  });
});

test('an older CSV file is offered its encoding, and read in it', async () => {
  const cli = openCli();
  // "Láng" as windows-1258 has it: a, then a combining acute.
  const text = 'code,name,block\nX1,UBND phu\u00f6 ng La\u0301ng,commune\n';
  cli.write('old.csv', Uint8Array.from([...text].map((letter) => (letter === '\u0301' ? 0xec : letter.charCodeAt(0)))));
  const refused = await cli.run('import', 'old.csv');
  expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('windows-1258')]);
  expect((await cli.run('import', 'old.csv', '--encoding', 'windows-1258')).code).toBe(0);
  expect(cli.store.read.agencies.newest(wholeTree)[0]?.name).toContain('Láng');
});

describe('imports that were made', () => {
  test('are listed, and can be taken back whole', async () => {
    const cli = await withWorkbook();
    await cli.run('import', 'in/so-lieu.xlsx');
    const listed = await cli.run('import', '--list');
    expect(listed.out).toMatch(
      /^1 {2}22\/11\/2026 10:00 {2}cli:lan {2}import:so-lieu\.xlsx {2}agencies \+2 ~0, facts \+4 ~0$/,
    );
    expect((await cli.run('import', '--undo', '1')).out).toContain('Import 1 was taken back');
    const now = { asOf: '2026-11-22', knownSeq: Number.MAX_SAFE_INTEGER };
    expect(cli.store.read.agencies.list(wholeTree, now)).toEqual([]);
    expect((await cli.run('import', '--list')).out).toContain('undone');
    expect((await cli.run('import', '--undo', '1')).code).toBe(1);
    expect(JSON.parse((await cli.run('import', '--list', '--json')).out)).toHaveLength(1);
  });

  test('none yet', async () => {
    expect((await openCli().run('import', '--list')).out).toMatch(/No imports yet/);
  });
});

test('on a terminal a bar is drawn while it works, and wiped at the end', async () => {
  const drawn: string[] = [];
  const cli = openCli({ terminal: { columns: 60, write: (text) => drawn.push(text) } });
  cli.write('a.csv', 'code,name,block\nX1,A,commune\n');
  const { out, err } = await cli.run('import', 'a.csv');
  expect([out.includes('['), err]).toEqual([false, '']);
  expect(drawn.slice(0, 3).map((text) => /\] (\d)\/3 (.*)/.exec(text)?.slice(1))).toEqual([
    ['0', 'đọc / reading a.csv'],
    ['1', 'kiểm tra / checking'],
    ['2', 'ghi / writing'],
  ]);
  expect(drawn.at(-1)).toBe('\r\u001b[K');
  for (const text of drawn) expect(text.length).toBeLessThanOrEqual(60 + 4);
});
