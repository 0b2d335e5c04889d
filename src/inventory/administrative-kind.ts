import { foldHeader, type UnitField } from './administrative-header.ts';
import { type NameParts, splitName, typeOfWord } from './administrative-name.ts';
import {
  type AdministrativeLevel,
  type AdministrativeType,
  administrativeLevels,
  levelOfCode,
  levelOfType,
} from './administrative-unit.ts';

/** The level and type of a row; or the word that says none, or contradicts the name. */
export type RowKind =
  | { readonly level: AdministrativeLevel; readonly type: AdministrativeType }
  | { readonly fault: 'unit-type-unknown' | 'unit-type-against-name'; readonly word: string };

/** Told from the columns for level and type, the word before the name, and the codes the row gives. */
export function readKind(cells: ReadonlyMap<UnitField, string>): RowKind {
  const said = cells.get('type') ?? '';
  const byType = kindWords.get(foldHeader(said));
  if (said !== '' && byType === undefined) return { fault: 'unit-type-unknown', word: said };
  const levelText = foldHeader(cells.get('level') ?? '');
  const byLevel = administrativeLevels.find((level) => level === levelText) ?? kindWords.get(levelText)?.level ?? null;
  if (levelText !== '' && byLevel === null) return { fault: 'unit-type-unknown', word: cells.get('level') ?? '' };

  const nameWord = splitName(cells.get('name') ?? '').word;
  const word = byType?.word ?? nameWord;
  const level = byLevel ?? byType?.level ?? levelOfWord(word) ?? levelByCodes(cells);
  const type = typeOfWord(word, level);
  if (level === null || type === null) return { fault: 'unit-type-unknown', word: cells.get('name') ?? '' };
  const named = typeOfWord(nameWord, level);
  if (named !== null && named !== type) return { fault: 'unit-type-against-name', word: said };
  return { level, type };
}

type KindWord = { readonly word: NameParts['word']; readonly level: AdministrativeLevel | null };

const typeNames: Readonly<Record<AdministrativeType, string>> = {
  city: 'city|municipality|thanh pho trung uong|thanh pho truc thuoc trung uong|thanh pho truc thuoc tw',
  province: 'province|tinh',
  urban_district: 'urban district|quan',
  rural_district: 'rural district|huyen',
  town: 'town|thi xa',
  provincial_city: 'provincial city|thanh pho thuoc tinh|thanh pho thuoc thanh pho',
  ward: 'ward|phuong',
  commune: 'commune|xa',
  township: 'township|thi tran',
  special_zone: 'special zone|dac khu',
};

const kindWords: ReadonlyMap<string, KindWord> = new Map<string, KindWord>([
  ...(['city', 'province', 'urban_district', 'rural_district', 'town', 'provincial_city'] as const).flatMap(wordsOf),
  ...(['ward', 'commune', 'township', 'special_zone'] as const).flatMap(wordsOf),
  ['thanh pho', { word: 'any_city', level: null }],
  ['cap tinh', { word: null, level: 'province' }],
  ['cap huyen', { word: null, level: 'district' }],
  ['district', { word: null, level: 'district' }],
  ['cap xa', { word: null, level: 'commune' }],
]);

function wordsOf(type: AdministrativeType): [string, KindWord][] {
  return typeNames[type].split('|').map((name) => [name, { word: type, level: levelOfType[type] }]);
}

function levelOfWord(word: NameParts['word']): AdministrativeLevel | null {
  return word === null || word === 'any_city' ? null : levelOfType[word];
}

/** A code tells its level by its length; where it does not, a city that names its province stands below it. */
function levelByCodes(cells: ReadonlyMap<UnitField, string>): AdministrativeLevel | null {
  const code = cells.get('code') ?? '';
  const byLength = levelOfCode(code);
  if (byLength !== null) return byLength;
  const province = cells.get('provinceCode');
  return province === undefined || province === code ? 'province' : 'district';
}
