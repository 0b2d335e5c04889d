import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SheetReading } from '../../src/inventory/sheet-read.ts';
import { agencyName, brief, lines, read } from './sheet-cast.ts';

const agencies = [
  agencyName('00004', 'UBND phường Láng'),
  agencyName('00007', 'UBND xã Láng'),
  agencyName('00010', 'Ủy ban nhân dân phường Hoàn Kiếm'),
  agencyName('H99.01', 'Sở Khoa học và Công nghệ'),
  agencyName('H99.02', 'Sở Tài chính'),
  agencyName('09', 'UBND phường Láng Thượng', { validTo: '2025-07-01' }),
  agencyName('10', 'UBND phường Láng Thượng', { validFrom: '2025-07-01' }),
  agencyName('11', 'Phường Cũ', { validTo: '2024-01-01' }),
  agencyName('11', 'Phường Mới', { validFrom: '2024-01-01' }),
];
const identifiers = [
  { identifier: 'H26.12', agency: 'H99.01' },
  { identifier: '000.00.12.H26', agency: 'H99.01' },
];
const known: SheetReading['known'] = { agencies, identifiers, codes: new Map() };

/** What a sheet that calls an agency so comes to. */
function named(text: string, more: Partial<SheetReading> = {}, from = '2026-01-01') {
  const { entries, faults, resolutions } = read(lines(`Cơ quan|Từ ngày|Số CBCC\n${text}|${from}|5`), {
    known,
    ...more,
  });
  return {
    code: entries.facts[0]?.subject.code ?? null,
    faults: brief(faults),
    params: faults[0]?.params,
    resolutions,
  };
}

describe('an agency is found by', () => {
  test.each([
    ['00004', '00004'],
    ['H26.12', 'H99.01'],
    ['000.00.12.h26', 'H99.01'],
    ['UBND phường Láng', '00004'],
    ['ubnd  PHƯỜNG láng', '00004'],
    ['UBND phu\u031bo\u031b\u0300ng La\u0301ng', '00004'],
    ['Sở Tài chính', 'H99.02'],
    ['Phường Cũ', '11'],
  ])('code, identifier or exact name: %s', (text, code) => {
    const { code: found, faults, resolutions } = named(text);
    expect([found, faults]).toEqual([code, []]);
    for (const one of resolutions) expect(one).toMatchObject({ code, confidence: 1, accepted: true, rows: 1 });
  });

  test.each([
    ['UBND phuong Lang', '00004', 0.95],
    ['Phường Láng', '00004', 0.9],
    ['P. Láng', '00004', 0.9],
    ['xã Láng', '00007', 0.9],
    ['Khoa học và Công nghệ', 'H99.01', 0.9],
    ['so khoa hoc va cong nghe', 'H99.01', 0.95],
    ['Hoàn Kiếm', '00010', 0.9],
    ['Xã Hoàn Kiếm', '00010', 0.7],
    ['Sở Khoa học Công nghệ', 'H99.01', 0.6],
    ['Sở Tài chánh', 'H99.02', 0.6],
  ])('something like its name only if somebody says so: %s', (text, code, least) => {
    const { code: found, faults, params, resolutions } = named(text);
    expect([found, faults]).toEqual([null, ['A2 agency agency-name-unsure']]);
    expect(params).toMatchObject({ code });
    const [one] = resolutions;
    expect(one).toMatchObject({ text, code, accepted: false, place: { row: 2 }, column: 'agency' });
    expect(one?.confidence).toBeGreaterThanOrEqual(least);
    expect(one?.confidence).toBeLessThan(1);
    expect(named(text, { accept: { confidence: 0.5, names: [] } })).toMatchObject({
      code,
      faults: [],
      resolutions: [{ accepted: true }],
    });
    expect(named(text, { accept: { confidence: 0.99, names: [] } }).code).toBe(null);
    expect(named(text, { accept: { confidence: null, names: [{ text, code }] } })).toMatchObject({
      code,
      resolutions: [{ how: 'given' }],
    });
  });

  test('the date of the row: an agency that was closed is found for its own time', () => {
    expect(named('UBND phường Láng Thượng', {}, '2024-05-01').code).toBe('09');
    expect(named('UBND phường Láng Thượng', {}, '2025-07-01').code).toBe('10');
  });
});

describe('nothing is guessed', () => {
  test('where a name may mean several agencies', () => {
    const { faults, params } = named('Láng');
    expect(faults).toEqual(['A2 agency agency-name-ambiguous']);
    expect(params?.candidates).toBe('00004 UBND phường Láng; 00007 UBND xã Láng');
    expect(named('Láng', { accept: { confidence: 0.5, names: [] } }).faults).toEqual([
      'A2 agency agency-name-ambiguous',
    ]);
    expect(named('Láng', { accept: { confidence: null, names: [{ text: 'Láng', code: '00007' }] } }).code).toBe(
      '00007',
    );
  });

  test('where nothing comes near', () => {
    expect(named('Trường Đại học Nào Đó')).toMatchObject({
      code: null,
      faults: ['A2 agency agency-name-unknown'],
      resolutions: [],
    });
  });

  test('where it is a code that is not known: whether it is there is for the inventory to say', () => {
    expect(named('H99.03')).toMatchObject({ code: 'H99.03', faults: [] });
  });

  test('where a code has lost its zeros', () => {
    expect(named('4')).toMatchObject({
      code: null,
      faults: ['A2 agency code-eaten-known'],
      params: { write: '00004' },
    });
  });
});

test('names and codes that other sheets of the same import give are known too', () => {
  const { entries, faults } = read([
    lines('Mã cơ quan|Tên cơ quan|Khối|Mã định danh\n05|Sở Mới|Sở, ban, ngành|H26.77'),
    lines('Cơ quan|Dải địa chỉ\nSở Mới|10.0.0.0/8\nH26.77|11.0.0.0/8\n5|12.0.0.0/8'),
  ]);
  expect(entries.prefixes.map(({ agency }) => agency)).toEqual(['05', '05']);
  expect(brief(faults)).toEqual(['A4 agency code-eaten-known']);
});

test('a code that lost its zeros where it is given is not missed where it is used', () => {
  const { unsound, faults } = read([
    lines('Mã cơ quan|Tên cơ quan|Khối\nX|A|commune', { sheet: 'a' }),
    {
      ...lines('Mã cơ quan|Tên cơ quan|Khối'),
      rows: [
        { row: 1, cells: ['Mã cơ quan', 'Tên cơ quan', 'Khối'] },
        { row: 2, cells: [4, 'B', 'commune'] },
      ],
    },
  ]);
  expect(brief(faults)).toEqual(['A2 code code-eaten']);
  for (const code of ['4', '04', '00004']) expect(unsound.agencies.has(code)).toBe(true);
});

test('the same name in many rows is one resolution that says in how many', () => {
  const rows = Array.from({ length: 40 }, (_, at) => `Phường Láng|2026-01-${String((at % 28) + 1).padStart(2, '0')}|5`);
  const { resolutions } = read(lines(['Cơ quan|Từ ngày|Số CBCC', ...rows].join('\n')), { known });
  expect(resolutions).toMatchObject([{ code: '00004', rows: 40 }]);
});

test('an exact name always means its agency, whatever other names there are', () => {
  const word = fc.constantFrom('Láng', 'Lang', 'Hòa', 'Hoà', 'Bình', 'An', 'Phú', 'Thượng');
  const name = fc
    .tuple(fc.constantFrom('UBND phường', 'UBND xã', 'Sở', ''), word, word)
    .map((parts) => parts.join(' ').trim());
  fc.assert(
    fc.property(
      fc.uniqueArray(name, { minLength: 1, maxLength: 12, selector: (one) => one.toLowerCase() }),
      (names) => {
        const all = names.map((one, at) => agencyName(`C${at}`, one));
        const told = read(
          lines(`Cơ quan|Dải địa chỉ\n${names.map((one, at) => `${one}|10.${at}.0.0/16`).join('\n')}`),
          {
            known: { agencies: all, identifiers: [], codes: new Map() },
          },
        );
        expect(told.faults).toEqual([]);
        expect(told.entries.prefixes.map(({ agency }) => agency)).toEqual(all.map(({ code }) => code));
      },
    ),
  );
});
