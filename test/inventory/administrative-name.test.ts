import { expect, test } from 'vitest';
import { foldName, fullName, splitName, tidy, typeOfWord } from '../../src/inventory/administrative-name.ts';

test.each([
  ['Phường Bịa', 'ward', 'Bịa'],
  ['PHƯỜNG BỊA', 'ward', 'BỊA'],
  ['P. Bịa', 'ward', 'Bịa'],
  ['P.5', 'ward', '5'],
  ['Xã Bịa', 'commune', 'Bịa'],
  ['Thị trấn NT Bịa', 'township', 'NT Bịa'],
  ['Thị Trấn Bịa', 'township', 'Bịa'],
  ['Đặc khu Bịa', 'special_zone', 'Bịa'],
  ['Quận 1', 'urban_district', '1'],
  ['Huyện Bịa', 'rural_district', 'Bịa'],
  ['Thị xã Bịa', 'town', 'Bịa'],
  ['Tỉnh Bịa', 'province', 'Bịa'],
  ['Thành phố Bịa', 'any_city', 'Bịa'],
  ['TP Bịa', 'any_city', 'Bịa'],
  ['Bịa', null, 'Bịa'],
  ['Xà Bịa', null, 'Xà Bịa'],
  ['Thị Bịa', null, 'Thị Bịa'],
  ['Phường', null, 'Phường'],
  ['P.', null, 'P.'],
])('%s is taken apart', (name, word, bare) => {
  expect(splitName(name)).toEqual({ word, bare });
});

test('a city is of the level that the row says', () => {
  const levels = ['province', 'district', 'commune', null] as const;
  expect(levels.map((level) => typeOfWord('any_city', level))).toEqual(['city', 'provincial_city', null, null]);
  expect(fullName('provincial_city', 'Bịa')).toBe('Thành phố Bịa');
});

test.each([
  ['Phường Hoà Bịa', 'Hòa Bịa', true],
  ['Uỷ Bịa', 'Ủy Bịa', true],
  ['Bà Bịa – Bịa', 'Bà Bịa-Bịa', true],
  ['Phường 01', '1', true],
  ['Phường 10', '1', false],
  ['Bia', 'Bịa', false],
  ['Hòa', 'Hỏa', false],
  ['Đa', 'Da', false],
  ['Tân', 'Tan', false],
])('%s and %s: one name is %s', (a, b, same) => {
  expect(foldName(tidy(a.normalize('NFD'))) === foldName(b)).toBe(same);
});
