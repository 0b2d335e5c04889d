import { describe, expect, test } from 'vitest';
import type { CellValue } from '../../src/inventory/cell-value.ts';
import type { Field } from '../../src/inventory/record-catalogue.ts';
import { catalogues } from '../support/catalogues.ts';
import { brief, line, lines, read, sheetOf } from './sheet-cast.ts';

describe('a row', () => {
  test('becomes an entry that knows its file, sheet, row and the letters of its columns', () => {
    const { entries } = read(lines('STT|Cơ quan|Dải địa chỉ\n1|H99|10.0.0.0/8', { sheet: 'Dải' }));
    expect(entries.prefixes).toEqual([
      {
        place: { file: 'in.xlsx', sheet: 'Dải', row: 2, path: null, cells: { agency: 'B', cidr: 'C' } },
        agency: 'H99',
        cidr: '10.0.0.0/8',
      },
    ]);
  });

  test('with a fault is told with its cell and column, every cell of every row at once, in their order', () => {
    const { faults, entries } = read(
      lines(`
Mã cơ quan|Tên thiết bị|Loại thiết bị|Địa chỉ IP|Cổng SNMP|Tình trạng
H99|a|router|10.0.0.1|161|active
|b|rooter|10.0.0.256|70000|gone
|||||
a b||router|10.0.0.3|x|active`),
    );
    expect(brief(faults)).toEqual([
      'A3 agency required',
      'C3 role choice',
      'D3 address address-malformed',
      'E3 snmp_port number-out-of-range',
      'F3 lifecycle choice',
      'A5 agency agency-name-unknown',
      'B5 name required',
      'E5 snmp_port whole-number',
    ]);
    expect(entries.devices.map((device) => device.name)).toEqual(['a']);
  });

  test('of nothing but blanks, or of a running number alone, says nothing', () => {
    const { faults, notes, entries } = read(
      sheetOf([line('STT|Cơ quan|Dải địa chỉ'), ['1', ' ', '\u00a0'], ['2', null, null]]),
    );
    expect([faults, notes, entries.prefixes]).toEqual([[], [], []]);
  });

  test('of an agency or a device may carry the columns of its details, which hold from the same day', () => {
    const { entries, faults } = read([
      lines(
        'Mã cơ quan|Tên cơ quan|Khối|Hiệu lực từ|Mã định danh|Địa chỉ\n01|A|Sở, ban, ngành|2025-07-01|H99.01|\n02|B|Xã, phường, đặc khu|||',
      ),
      lines(
        'Cơ quan|Tên thiết bị|Loại thiết bị|Địa chỉ IP|Số sê-ri|Nguyên giá|Ngày mua\n01|rt|router|10.0.0.1|FX1|1.500.000|31/12/2024',
      ),
    ]);
    expect(faults).toEqual([]);
    expect(entries.records.map(({ kind, values, validFrom }) => ({ kind, values, validFrom }))).toEqual([
      { kind: 'agency_detail', values: { agency: '01', identifier: 'H99.01', address: null }, validFrom: '2025-07-01' },
      {
        kind: 'device_detail',
        values: { device: '01/rt', serial: 'FX1', cost_vnd: 1_500_000, purchased_on: '2024-12-31' },
        validFrom: null,
      },
    ]);
    expect(entries.records[1]?.place.cells).toEqual({ serial: 'E', cost_vnd: 'F', purchased_on: 'G' });
  });

  test('may carry the fields that the installation added to its details', () => {
    const own: Field = {
      key: 'floor',
      nameVi: 'Tầng',
      nameEn: 'Floor',
      required: false,
      aliases: ['Lầu'],
      custom: true,
      type: 'count',
      min: 0,
      max: 99,
    };
    const { device_detail: detail } = catalogues.records;
    const records = { ...catalogues.records, device_detail: { ...detail, fields: [...detail.fields, own] } };
    const { entries, faults } = read(
      lines('Cơ quan|Tên thiết bị|Loại thiết bị|Địa chỉ IP|Lầu\n01|rt|router|10.0.0.1|3'),
      {
        catalogues: { ...catalogues, records },
      },
    );
    expect([faults, entries.records.map(({ values }) => values)]).toEqual([[], [{ device: '01/rt', floor: 3 }]]);
  });

  test('whose details have a fault is still an agency, and the fault names its cell', () => {
    const { entries, faults } = read(
      lines(
        'Cơ quan|Tên thiết bị|Loại thiết bị|Địa chỉ IP|Ngày mua\n01|rt|router|10.0.0.1|31/02/2024\n|sw|switch|10.0.0.2|2024',
      ),
    );
    expect(brief(faults)).toEqual([
      'E2 purchased_on date-invalid',
      'A3 agency required',
      'E3 purchased_on date-incomplete',
    ]);
    expect(entries.devices.map(({ name }) => name)).toEqual(['rt']);
    expect(entries.records).toEqual([]);
  });

  test('that is faulty itself leaves nothing of its details', () => {
    const { entries, faults } = read(lines('Mã cơ quan|Tên cơ quan|Khối|Địa chỉ\n01|A|làng|12 Lê Lợi'));
    expect([brief(faults), Object.values(entries).flat()]).toEqual([['C2 block choice'], []]);
  });
});

describe('merged cells', () => {
  const rows: CellValue[][] = [
    line('Cơ quan|Dải địa chỉ'),
    ['H99', '10.0.0.0/8'],
    [null, '11.0.0.0/8'],
    [null, '12.0.0.0/8'],
    ['H98', '13.0.0.0/8'],
  ];

  test('of data are told once, at their first cell, with their range; nothing else is said of the rows below', () => {
    const merged = [{ fromRow: 2, toRow: 4, fromColumn: 1, toColumn: 1 }];
    const { faults, entries } = read(sheetOf(rows, { merged }));
    expect(brief(faults)).toEqual(['A2 agency merged-cells']);
    expect(faults[0]?.params).toEqual({ range: 'A2:A4' });
    expect(entries.prefixes.map(({ agency }) => agency)).not.toContain('H99');
  });

  test('across a whole row are the heading of a group, and passed over', () => {
    const table = sheetOf([line('Cơ quan|Dải địa chỉ'), ['I. Khối sở'], ['H99', '10.0.0.0/8']], {
      merged: [{ fromRow: 2, toRow: 2, fromColumn: 1, toColumn: 2 }],
    });
    const { faults, notes, entries } = read(table);
    expect([faults, entries.prefixes.length]).toEqual([[], 1]);
    expect(notes).toMatchObject([{ code: 'row-heading', params: { text: 'I. Khối sở' }, place: { row: 2 } }]);
  });
});

describe('what belongs to the form and not to the data is passed over, and told', () => {
  const header = 'STT|Cơ quan|Từ ngày|Số CBCC|Số máy tính';
  const data = '1|H99|2026-01-01|5|4';

  test.each([
    ['row-total', `${header}\n${data}\nTổng cộng|||5|4`],
    ['row-total', `${header}\nTỔNG SỐ||2026-01-01|5|4\n${data}`],
    ['row-total', `${header}\n${data}\n|Cộng:||5|4`],
    ['row-header-again', `${header}\n${data}\n${header.toUpperCase()}`],
    ['row-header-again', `${header}\n${data}\nSTT|Cơ quan|Từ ngày||`],
    ['row-numbering', `${header}\n(1)|(2)|(3)|(4)|(5)\n${data}`],
    ['row-numbering', `${header}\nA|B|1|2|3=1+2\n${data}`],
    ['row-note', `${header}\n${data}\n\nGhi chú: số liệu đến 31/12`],
    ['row-note', `${header}\n${data}\n|||Hà Nội, ngày 5 tháng 1 năm 2026`],
    ['row-note', `${header}\n${data}\nNgười lập biểu|||Thủ trưởng đơn vị`],
  ])('%s', (code, text) => {
    const { faults, notes, entries } = read(lines(text));
    expect([faults, entries.facts.length]).toEqual([[], 2]);
    expect(notes.map((one) => one.code)).toEqual([code]);
  });

  test('but a row that only forgets most of its cells is a fault', () => {
    expect(brief(read(lines(`${header}\n${data}\n3|H98|||7`)).faults)).toEqual(['C3 valid_from required']);
    expect(brief(read(lines('code|name|block\nX1|A|commune\nX2||')).faults)).toEqual([
      'B3 name required',
      'C3 block required',
    ]);
  });

  test('and a list may be called total', () => {
    const { entries, notes } = read(lines('Danh sách|Cơ quan\ntotal|H99', { sheet: 'Danh sách phạm vi' }));
    expect([entries.records.length, notes]).toEqual([1, []]);
  });
});

describe('facts', () => {
  test('are told long or wide alike: a filled cell is a fact, an empty one says nothing', () => {
    const wide = read(lines('Cơ quan|Từ ngày|Số CBCC|Có mạng LAN|Số máy tính\nH99|2026-01-01|5||x', { sheet: 'a' }));
    expect(brief(wide.faults)).toEqual(['E2 workstations whole-number']);
    const sound = read(
      lines('Cơ quan|Từ ngày|Số CBCC|Có mạng LAN\nH99|2026-01-01|5|\nH98|2026-01-01||✓\nH97|2026-01-01||'),
    );
    const long = read(lines('Cơ quan|Số liệu|Giá trị|Từ ngày\nH99|số cbcc|5|2026-01-01\nH98|has_lan|có|2026-01-01'));
    expect(sound.faults.concat(long.faults)).toEqual([]);
    const brought = ({ entries }: typeof sound) =>
      entries.facts.map(({ subject, fact, value }) => [subject.code, fact, value]);
    expect(brought(sound)).toEqual([
      ['H99', 'officials', 5],
      ['H98', 'has_lan', true],
    ]);
    expect(brought(long)).toEqual(brought(sound));
  });

  test('know which cell their value stands in, in either form', () => {
    const { entries } = read(lines('Cơ quan|Từ ngày|Số CBCC|Số máy tính\nH99|2026-01-01|5|4'));
    expect(entries.facts.map(({ place }) => place.cells)).toEqual([
      { agency: 'A', valid_from: 'B', officials: 'C' },
      { agency: 'A', valid_from: 'B', workstations: 'D' },
    ]);
    const long = read(lines('Cơ quan|Số liệu|Giá trị|Từ ngày\nH99|officials|5|2026-01-01'));
    expect(long.entries.facts[0]?.place.cells).toEqual({ agency: 'A', valid_from: 'D', officials: 'C' });
  });

  test('have values as their fact has them: shares, money, dates, flags, decimals', () => {
    const header = 'Loại đối tượng|Đối tượng|Cơ quan|Số liệu|Giá trị|Từ ngày|Chiều phân tổ|Loại số liệu|Nguồn số liệu';
    const { entries, faults } = read(
      lines(`${header}
Toàn tỉnh|||officials_with_workstation_share|92 %|2012-01-01||Nguồn bên ngoài|article:x
Toàn tỉnh|||officials|1.234|2012-01-01|block=commune|Khai báo|
Toàn tỉnh|||data_center_in_use_on|31/12/2012|2012-01-01|||
||H99|it_cost_operation|1.500.000.000|2012-01-01|||
Trụ sở|H99/Cơ sở 2||Mạng LAN|Có|2026-01-01|||
||H99|has_lan|5|2026-01-01|||`),
    );
    expect(brief(faults)).toEqual(['E3 value grouped-number', 'E7 value flag-unclear']);
    expect(
      entries.facts.map(({ subject, fact, value, kind, source }) => [subject.kind, fact, value, kind, source]),
    ).toEqual([
      ['province', 'officials_with_workstation_share', 0.92, 'external', 'article:x'],
      ['province', 'data_center_in_use_on', '2012-12-31', 'declared', undefined],
      ['agency', 'it_cost_operation', 1_500_000_000, 'declared', undefined],
      ['site', 'has_lan', true, 'declared', undefined],
    ]);
  });

  test('that nobody knows are told at the name, once', () => {
    expect(brief(read(lines('Cơ quan|Số liệu|Giá trị|Từ ngày\nH99|Số tàu vũ trụ|5|2026-01-01')).faults)).toEqual([
      'B2 fact fact-unknown',
    ]);
  });

  test('of an agency may name it as their subject', () => {
    const { entries, faults } = read(
      lines('Loại đối tượng|Đối tượng|Số liệu|Giá trị|Từ ngày\nCơ quan|H99|officials|5|2026-01-01'),
    );
    expect([faults, entries.facts[0]?.subject]).toEqual([[], { kind: 'agency', code: 'H99' }]);
  });
});
