import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkImport } from '../../src/inventory/import-check.ts';
import { listKindsOf } from '../../src/inventory/import-lists.ts';
import type { HeaderMapping } from '../../src/inventory/sheet-column.ts';
import { readCsvTable } from '../../src/report/sheet/csv-table.ts';
import { catalogues } from '../support/catalogues.ts';
import { brief, line, lines, read, sheetOf, today } from './sheet-cast.ts';

const lists = listKindsOf(catalogues);

/** What a sheet of these lines is taken for. */
function said(text: string, sheet: string | null = 'Sheet1', file = 'in.xlsx') {
  const { tables, faults } = read(lines(text, { sheet, file }));
  return { kind: tables[0]?.kind, row: tables[0]?.headerRow, faults: brief(faults), columns: tables[0]?.columns ?? [] };
}

describe('what a sheet holds', () => {
  test.each(lists.map((list) => [list.kind, list] as const))(
    '%s: its own Vietnamese headers and name say so',
    (kind, list) => {
      const headers = list.columns.map(({ nameVi }) => nameVi);
      const { tables, faults } = read(sheetOf([headers], { sheet: list.nameVi }));
      expect(faults).toEqual([]);
      expect(tables[0]?.kind).toBe(kind.replace('wide-', ''));
      expect(tables[0]?.columns.every(({ how, confidence }) => how === 'exact' && confidence === 1)).toBe(true);
      expect(tables[0]?.columns.map(({ field }) => field)).toEqual(list.columns.map(({ key }) => key));
    },
  );

  test.each([
    ['code|name|block|parent', 'agencies'],
    ['agency|name|role|address', 'devices'],
    ['agency|cidr', 'prefixes'],
    ['agency|fact|value|valid_from', 'facts'],
    ['agency|valid_from|officials', 'facts'],
    ['Agency|Valid From|Offices With LAN', 'facts'],
    ['Cơ quan|Họ tên|Điện thoại', 'contacts'],
    ['Mã cơ quan|Tên kênh|Cấp truy nhập', 'wan_links'],
    ['Cơ quan|Tên trụ sở|Địa chỉ', 'sites'],
    ['Mã|Tên|Cấp|Loại', 'administrative_units'],
    ['Mã hệ thống|Tên hệ thống|Chủ quản|Loại hệ thống', 'hosted_systems'],
    ['agency', null],
    ['agency|name', null],
    ['x|y', null],
  ])('%s is %s', (header, kind) => {
    expect(said(header).kind).toBe(kind);
  });

  test.each([
    ['Trụ sở', 'sites'],
    ['DANH BẠ', 'contacts'],
    ['Kênh truyền WAN 2026', 'wan_links'],
  ])('where headers do not tell, the name of the sheet does: %s', (sheet, kind) => {
    expect(said('Mã cơ quan|Tên', sheet).kind).not.toBe(null);
    expect(said('Cơ quan|name', sheet).kind).toBe(kind);
  });

  test('the name of a CSV file tells as well, and so does the caller', () => {
    expect(said('agency|name', null, '/tmp/contacts.csv').kind).toBe('contacts');
    expect(read(lines('agency|name'), { kind: 'sites' }).tables[0]?.kind).toBe('sites');
  });

  test('a sheet that nobody can tell is a fault that names the kinds', () => {
    const { faults } = read(lines('x|y\n1|2'));
    expect(brief(faults)).toEqual(['1 null table-kind-unknown']);
    expect(String(faults[0]?.params.kinds)).toContain('Thiết bị');
  });

  test('the guide of a template is left out, and told', () => {
    const { tables, notes, faults } = read(lines('Trang tính|Cột', { sheet: 'Hướng dẫn' }));
    expect([tables, faults, notes.map(({ code }) => code)]).toEqual([[], [], ['sheet-left-out']]);
  });
});

describe('the header', () => {
  test('is found below titles, also where those are merged across', () => {
    const table = sheetOf(
      [
        ['ỦY BAN NHÂN DÂN TỈNH'],
        ['BIỂU TỔNG HỢP'],
        [null],
        ['Ngày 1/1/2026', null, 'Mẫu số 1'],
        line('Mã cơ quan|Dải địa chỉ'),
        line('H99|10.0.0.0/8'),
      ],
      { merged: [{ fromRow: 2, toRow: 2, fromColumn: 1, toColumn: 2 }] },
    );
    const { tables, entries, faults } = read(table);
    expect([tables[0]?.headerRow, faults]).toEqual([5, []]);
    expect(entries.prefixes[0]?.place).toMatchObject({ file: 'in.xlsx', sheet: 'Sheet1', row: 6 });
  });

  test.each([
    ['Mã cơ quan|Dải địa chỉ'],
    ['MÃ CƠ QUAN|DẢI ĐỊA CHỈ'],
    ['ma co quan|dai dia chi'],
    ['Ma\u0303 co\u031b quan|Da\u0309i \u0111i\u0323a chi\u0309'],
    ['Mã\u00a0cơ\u00a0quan|dải-địa-chỉ'],
    ['agency|CIDR'],
    ['Cơ quan|Dải IP'],
  ])('is known however it is written: %s', (header) => {
    const { entries, faults } = read(lines(`${header}\nH99|10.0.0.0/8`));
    expect([entries.prefixes.length, faults]).toEqual([1, []]);
  });

  test('a column of running numbers says nothing, an empty one neither; one with data needs a name', () => {
    const { faults, entries } = read(lines('STT||Mã cơ quan|Dải địa chỉ\n1||H99|10.0.0.0/8'));
    expect([faults, entries.prefixes.length]).toEqual([[], 1]);
    expect(said('Mã cơ quan|Dải địa chỉ|\nH99|10.0.0.0/8|x').faults).toEqual(['C1 null header-empty']);
  });

  test('the unit of a fact may stand behind its name', () => {
    const { entries, faults } = read(
      lines('Cơ quan|Từ ngày|Máy tính (máy trạm) (máy tính)|Số CBCC\nH99|2026-01-01|5|6'),
    );
    expect([faults, entries.facts.map(({ fact }) => fact)]).toEqual([[], ['workstations', 'officials']]);
  });

  test('a column that is missing is told once, not again for every row', () => {
    expect(said('Cơ quan|Tên thiết bị|Loại thiết bị\nH99|a|router\nH99|b|router').faults).toEqual([
      '1 Địa chỉ IP column-missing',
    ]);
  });

  test('a column twice, and facts in both forms, are faults', () => {
    expect(said('agency|cidr|CIDR\nH99|10.0.0.0/8|x').faults).toEqual(['C1 CIDR column-repeated']);
    expect(said('agency|fact|value|valid_from|officials\nH99|offices|1|2026-01-01|5').faults).toEqual([
      'E1 officials fact-columns-mixed',
    ]);
  });

  test('that takes several rows is said to, and no row below it is read', () => {
    const merged = [{ fromRow: 1, toRow: 1, fromColumn: 3, toColumn: 4 }];
    const grouped = sheetOf([line('Cơ quan|Từ ngày|Máy tính|'), line('||Tổng số|Có mạng'), line('H99|x|1|2')], {
      merged,
      sheet: 'Số liệu',
    });
    expect(brief(read(grouped).faults)).toContain('C1 null header-merged');
    const second = lines('Cơ quan|Từ ngày|Cán bộ\n||Số máy tính|Có LAN|Số CBCC\nH99|x|1|2');
    expect(brief(read(second).faults)).toEqual(['2 null header-rows-several']);
    expect(read(second).entries.facts).toEqual([]);
  });

  test('cells merged down over two rows do no harm while each column has its header in the first', () => {
    const merged = [1, 2].map((column) => ({ fromRow: 1, toRow: 2, fromColumn: column, toColumn: column }));
    const { entries, faults } = read(
      sheetOf([line('Cơ quan|Dải địa chỉ'), [null], line('H99|10.0.0.0/8')], { merged }),
    );
    expect([faults, entries.prefixes.length]).toEqual([[], 1]);
  });
});

describe('an unknown header', () => {
  const text = 'Cơ quan|Từ ngày|Số máy tính để bàn\nH99|2026-01-01|5';
  const given = (
    header: string,
    field: string | null,
  ): { given: HeaderMapping[]; remembered: () => HeaderMapping[] } => ({
    given: [{ header, field }],
    remembered: () => [],
  });

  test('offers the nearest with its confidence and is not read', () => {
    const { faults, tables, entries } = read(lines(`${text.replace('\n', '|Số CBCC\n')}|7`));
    expect(brief(faults)).toEqual(['C1 Số máy tính để bàn header-unsure']);
    expect(tables[0]?.columns[2]).toMatchObject({ field: 'workstations', how: 'fuzzy', letter: 'C' });
    expect(tables[0]?.columns[2]?.confidence).toBeLessThan(1);
    expect(faults[0]?.params).toMatchObject({ field: 'workstations', nearest: 'Máy tính (máy trạm)' });
    expect(entries.facts.map(({ fact }) => fact)).toEqual(['officials']);
  });

  test('that comes near nothing is told as such', () => {
    expect(said('agency|cidr|Màu sắc\nH99|10.0.0.0/8|x').faults).toEqual(['C1 Màu sắc header-unknown']);
  });

  test('is read when the caller says what it is, by key or by name', () => {
    for (const field of ['workstations', 'Máy tính (máy trạm)']) {
      const { faults, entries, tables } = read(lines(text), { mappings: given('SỐ MÁY TÍNH ĐỂ BÀN', field) });
      expect([faults, entries.facts[0]?.fact, tables[0]?.columns[2]?.how]).toEqual([[], 'workstations', 'given']);
    }
  });

  test('is left out when the caller says so, even if it was remembered otherwise', () => {
    const mappings = {
      ...given('Số máy tính để bàn', null),
      remembered: () => [{ header: 'số máy tính để bàn', field: 'workstations' }],
    };
    const { faults, entries } = read(lines(`${text.replace('\n', '|Số CBCC\n')}|7`), { mappings });
    expect([faults, entries.facts.map(({ fact }) => fact)]).toEqual([[], ['officials']]);
  });

  test('is known by what was remembered of the source for lists of its kind', () => {
    const asked: string[] = [];
    const remembered = (kind: string): HeaderMapping[] => {
      asked.push(kind);
      return kind === 'facts' ? [{ header: 'Số máy tính để bàn', field: 'workstations' }] : [];
    };
    const { entries, tables } = read(lines(text), { mappings: { given: [], remembered } });
    expect(entries.facts.map(({ fact, value }) => [fact, value])).toEqual([['workstations', 5]]);
    expect(tables[0]?.columns[2]?.how).toBe('remembered');
    expect(asked).toContain('devices');
  });

  test('that is mapped to no field of the list is a fault', () => {
    const { faults } = read(lines('agency|cidr|x\nH99|10.0.0.0/8|y'), { mappings: given('x', 'serial') });
    expect(brief(faults)).toEqual(['C1 x mapping-unknown']);
  });
});

test('the shipped example sheets are sound and fit together, agencies by their names too', async () => {
  const folder = path.join(import.meta.dirname, '../../config/examples');
  const files = ['agencies', 'devices', 'sites', 'wan-links', 'facts'].map((name) => `${name}.csv`);
  const sheets = await Promise.all(files.map((file) => readCsvTable(readFileSync(path.join(folder, file)), file)));
  const { entries, faults, resolutions } = read(sheets.flatMap(({ tables }) => tables));
  expect(faults).toEqual([]);
  const empty = {
    today,
    agencies: [],
    devices: [],
    prefixes: [],
    catalogue: catalogues.records,
    facts: catalogues.facts,
    stored: () => [],
  };
  expect(checkImport(entries, { ...empty, credentials: [{ name: 'wan-v2c' }] })).toEqual([]);
  expect(Object.values(entries).map((list) => list.length)).toEqual([3, 0, 4, 0, 12, 8, 0]);
  expect(resolutions.map(({ code, confidence }) => [code, confidence])).toEqual([
    ['H99.01', 1],
    ['09901', 1],
  ]);
});
