import { expect, test } from 'vitest';
import { readWord } from '../../src/inventory/import-cell.ts';
import { agencyColumns } from '../../src/inventory/import-columns.ts';
import type { ImportFault } from '../../src/inventory/import-entry.ts';

const block = agencyColumns.find((field) => field.key === 'block');
const choices = block?.type === 'choice' ? block.choices : [];

function read(text: string): [string, string[]] {
  const place = { file: 'f.csv', row: 2, path: null };
  const faults: ImportFault[] = [];
  const cells = new Map([['block', text]]);
  const row = { place, cells, emptied: new Set<string>(), lacking: new Set<string>(), placeOf: () => place, faults };
  return [readWord(row, 'block', choices), faults.map(({ code }) => code)];
}

test.each([
  ['Xã', 'commune'],
  ['phường', 'commune'],
  ['DAC KHU', 'commune'],
  ['Sở', 'department'],
  ['Quận', 'urban_district'],
  ['commune', 'commune'],
  ['Xã, phường, đặc khu', 'commune'],
])('%s is one block', (text, key) => {
  expect(read(text)).toEqual([key, []]);
});

test.each(['Huyện', 'Thị xã', 'Tỉnh'])('%s is nobody’s alone, and is asked about', (text) => {
  expect(read(text)[1]).toEqual(['choice']);
});
