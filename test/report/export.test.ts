import { describe, expect, test } from 'vitest';
import { wholeTree } from '../../src/access/scope.ts';
import { listKindsOf } from '../../src/inventory/import-lists.ts';
import { collectInventory } from '../../src/inventory/stored-inventory.ts';
import { exportBook, exportCsv } from '../../src/report/export-book.ts';
import { exportKinds, exportTables } from '../../src/report/export-tables.ts';
import { templateBook } from '../../src/report/export-template.ts';
import { writeWorkbook } from '../../src/report/sheet/write-workbook.ts';
import { agency, device, fact, openDesk } from '../command/desk.ts';
import { brief, read } from '../inventory/sheet-cast.ts';
import { catalogues } from '../support/catalogues.ts';
import { plainSheets } from '../support/plain-sheets.ts';

const place = { file: 'f', row: 1, path: null };

function told(desk: ReturnType<typeof openDesk>, kind: string, asOf: string | null = null) {
  const [table] = exportTables(collectInventory(desk.store.read, wholeTree), catalogues, { kinds: [kind], asOf });
  if (table === undefined) throw new Error(kind);
  const at = (key: string) => table.columns.findIndex((column) => column.key === key);
  return {
    table,
    rows: table.rows,
    values: (...keys: string[]) => table.rows.map((row) => keys.map((key) => row[at(key)])),
  };
}

function withAgencies() {
  const desk = openDesk();
  desk.import({
    agencies: [
      agency('H99', { name: 'Trung tâm', validFrom: '2020-01-01' }),
      agency('00004', { name: '=SUM(A1)', parent: 'H99', validFrom: '2020-01-01', validTo: '2025-07-01' }),
      agency('00004', { name: '-Xã', parent: 'H99', validFrom: '2025-07-01' }),
    ],
    devices: [device('H99', 'rt'), device('H99', 'sw', { parents: [{ agency: 'H99', name: 'rt' }], role: 'switch' })],
    facts: [
      fact('H99', 'officials', 5, { validFrom: '2024-01-01' }),
      fact('H99', 'officials', 7, { validFrom: '2025-01-01', validTo: '2026-01-01' }),
    ],
    records: [
      {
        place,
        kind: 'device_detail',
        values: { device: 'H99/rt', serial: '007' },
        validFrom: '2024-01-01',
        validTo: null,
      },
    ],
  });
  return desk;
}

describe('an export', () => {
  test('has a row for each period, codes as text, references by their names', () => {
    const desk = withAgencies();
    expect(told(desk, 'agencies').values('code', 'name', 'parent', 'valid_from', 'valid_to')).toEqual([
      ['00004', '=SUM(A1)', 'H99', { date: '2020-01-01' }, { date: '2025-07-01' }],
      ['00004', '-Xã', 'H99', { date: '2025-07-01' }, null],
      ['H99', 'Trung tâm', null, { date: '2020-01-01' }, null],
    ]);
    expect(told(desk, 'devices').values('agency', 'name', 'role', 'parents')).toEqual([
      ['H99', 'rt', 'Bộ định tuyến', null],
      ['H99', 'sw', 'Bộ chuyển mạch', 'H99/rt'],
    ]);
    expect(told(desk, 'device_details').values('device', 'serial')).toEqual([['H99/rt', '007']]);
  });

  test('tells facts as they came to be, a later one over an earlier one', () => {
    expect(told(withAgencies(), 'facts').values('agency', 'fact', 'value', 'valid_from', 'valid_to', 'source')).toEqual(
      [
        ['H99', 'Cán bộ, công chức, viên chức', 5, { date: '2024-01-01' }, { date: '2025-01-01' }, 'import:test'],
        ['H99', 'Cán bộ, công chức, viên chức', 7, { date: '2025-01-01' }, { date: '2026-01-01' }, 'import:test'],
        ['H99', 'Cán bộ, công chức, viên chức', 5, { date: '2026-01-01' }, null, 'import:test'],
      ],
    );
  });

  test('as of a day has only what is in being on it', () => {
    const desk = withAgencies();
    expect(told(desk, 'agencies', '2021-01-01').values('code', 'name')).toEqual([
      ['00004', '=SUM(A1)'],
      ['H99', 'Trung tâm'],
    ]);
    expect(told(desk, 'facts', '2025-06-01').values('value')).toEqual([[7]]);
    expect(told(desk, 'agencies', '2019-01-01').rows).toEqual([]);
  });

  test('does not tell what was measured: nobody could declare it', () => {
    const desk = withAgencies();
    desk.run({ kind: 'assess', date: null });
    expect(told(desk, 'facts').values('fact').flat()).not.toContain('Đã kết nối mạng WAN');
  });

  test('in a workbook: text that looks like a formula stays text, and comes back byte for byte', async () => {
    const bytes = await writeWorkbook(exportBook([told(withAgencies(), 'agencies').table]));
    const { tables, faults } = await plainSheets.read({ bytes, file: 'x.xlsx', encoding: null });
    expect(faults).toEqual([]);
    const [header, ...rows] = tables[0]?.rows ?? [];
    expect(header?.cells).toEqual([
      'Mã cơ quan',
      'Tên cơ quan',
      'Khối',
      'Cơ quan cấp trên',
      'Hiệu lực từ',
      'Hiệu lực đến',
    ]);
    expect(rows.map(({ cells }) => cells.slice(0, 2))).toEqual([
      ['00004', '=SUM(A1)'],
      ['00004', '-Xã'],
      ['H99', 'Trung tâm'],
    ]);
    const again = await writeWorkbook(exportBook([told(withAgencies(), 'agencies').table]));
    expect(Buffer.from(again).equals(Buffer.from(bytes))).toBe(true);
  });

  test('in CSV: the same headers, dates year-month-day, and no number that two people would read differently', () => {
    const { table } = told(withAgencies(), 'agencies');
    expect(exportCsv(table).split('\r\n').slice(0, 2)).toEqual([
      '\ufeffMã cơ quan,Tên cơ quan,Khối,Cơ quan cấp trên,Hiệu lực từ,Hiệu lực đến',
      '00004,\'=SUM(A1),"Xã, phường, đặc khu",H99,2020-01-01,2025-07-01',
    ]);
    const decimals = { ...table, columns: table.columns.slice(0, 4), rows: [[1.234, 0.125, 1234.567, -12.5]] };
    expect(exportCsv(decimals).split('\r\n')[1]).toBe('1.2340,0.125,1234.567,-12.5');
  });

  test('offers every kind but the second form of facts', () => {
    expect(exportKinds(catalogues)).toEqual(
      listKindsOf(catalogues)
        .map(({ kind }) => kind)
        .filter((kind) => kind !== 'wide-facts'),
    );
  });
});

describe('a template', () => {
  const kinds = listKindsOf(catalogues).map(({ kind }) => kind);
  const book = templateBook(catalogues, { kinds, agencies: ['00004', 'H99'] });
  const column = (sheet: string, header: string) =>
    book.sheets.find(({ name }) => name === sheet)?.columns.find((one) => one.header === header);

  test('has locked headers, drop-downs for choices, flags, agencies and facts, and rows ready to be filled in', () => {
    for (const sheet of book.sheets.slice(0, -1))
      expect([sheet.locked, sheet.rows, sheet.spareRows > 1_000]).toEqual(['header', [], true]);
    expect(column('Thiết bị', 'Loại thiết bị')).toMatchObject({
      type: 'choice',
      choices: expect.arrayContaining(['Bộ định tuyến']),
    });
    expect(column('Thiết bị', 'Mã cơ quan')).toMatchObject({ type: 'choice', choices: ['00004', 'H99'] });
    expect(column('Trụ sở', 'Trụ sở chính')).toMatchObject({ type: 'choice', choices: ['Có', 'Không'] });
    expect(column('Số liệu', 'Số liệu')?.choices.length).toBe(catalogues.facts.facts.size);
    expect(column('Kênh truyền WAN', 'Ngày kết nối')).toMatchObject({ type: 'date' });
    expect(column('Cơ quan', 'Mã cơ quan')).toMatchObject({
      type: 'text',
      note: expect.stringContaining('Bắt buộc: Có'),
    });
  });

  test('explains every column in Vietnamese', () => {
    const guide = book.sheets.at(-1);
    expect([guide?.name, guide?.locked]).toEqual(['Hướng dẫn', 'everything']);
    const explained = new Set(guide?.rows.map(([sheet, header]) => `${sheet} ${header}`));
    for (const sheet of book.sheets.slice(0, -1)) {
      for (const { header } of sheet.columns) expect(explained).toContain(`${sheet.name} ${header}`);
    }
    expect(guide?.rows.flat().some((cell) => String(cell).includes('{'))).toBe(false);
  });

  test('reads back as what it is, with nothing in it', async () => {
    const bytes = await writeWorkbook(book);
    const { tables } = await plainSheets.read({ bytes, file: 'x.xlsx', encoding: null });
    const said = read(tables);
    expect(brief(said.faults)).toEqual([]);
    expect(said.tables.map(({ kind }) => kind)).toEqual(kinds.map((kind) => kind.replace('wide-', '')));
    expect(Object.values(said.entries).flat()).toEqual([]);
  });
});
