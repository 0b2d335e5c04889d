import type { AdministrativeLevel, AdministrativeType } from './administrative-unit.ts';

/** The word each type puts before a name. */
const typeWords: Readonly<Record<AdministrativeType, string>> = {
  city: 'Thành phố',
  province: 'Tỉnh',
  urban_district: 'Quận',
  rural_district: 'Huyện',
  town: 'Thị xã',
  provincial_city: 'Thành phố',
  ward: 'Phường',
  commune: 'Xã',
  township: 'Thị trấn',
  special_zone: 'Đặc khu',
};

/** A name taken apart: `thành phố` stands at two levels, so its type is known only with the level. */
export type NameParts = { readonly word: AdministrativeType | 'any_city' | null; readonly bare: string };

/** The name without the word for its type (`Phường Ba Đình`, `P. Ba Đình` → `Ba Đình`), and the word. The name is {@link tidy}. */
export function splitName(name: string): NameParts {
  const [word = '', ...groups] = prefix.exec(name) ?? [];
  const found = words[groups.findIndex((group) => group !== undefined)];
  const bare = name.slice(word.length);
  return found === undefined || bare === '' ? { word: null, bare: name } : { word: found, bare };
}

/** The full name as it is kept: the word for the type, then the bare name, which is {@link tidy}. */
export function fullName(type: AdministrativeType, bare: string): string {
  return `${typeWords[type]} ${bare}`;
}

/** The type a word means at a level; null when it belongs to another level, or the level of a city is not known. */
export function typeOfWord(word: NameParts['word'], level: AdministrativeLevel | null): AdministrativeType | null {
  if (word !== 'any_city') return word;
  if (level === 'province') return 'city';
  return level === 'district' ? 'provincial_city' : null;
}

/**
 * The form of a {@link tidy} name under which its spellings are equal: the word for the type, capital letters, the place
 * of the tone mark (`Hoà`, `Hòa`), dashes, a zero before a number (`Phường 01`). Another tone or vowel is another name.
 */
export function foldName(text: string): string {
  const { bare } = splitName(text);
  const words = bare
    .toLowerCase()
    .replace(/\s*[-–—]\s*/g, ' - ')
    .split(' ');
  return words.map(foldWord).join(' ');
}

/** Text in NFC without spaces around it or doubled. */
export function tidy(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ');
}

const prefix =
  /^(?:(thành phố |tp\. ?|tp )|(tỉnh )|(thị xã |tx\. ?)|(thị trấn |tt\. ?)|(đặc khu |đk\. ?)|(quận |q\. ?)|(huyện |h\. ?)|(phường |p\. ?)|(xã |x\. ?))/iu;
const words = [
  'any_city',
  'province',
  'town',
  'township',
  'special_zone',
  'urban_district',
  'rural_district',
  'ward',
  'commune',
] as const;

const tones = /[\u0300\u0301\u0303\u0309\u0323]/g;

function foldWord(word: string): string {
  const apart = word.normalize('NFD');
  const tone = apart.match(tones)?.join('') ?? '';
  return (apart.replace(tones, '') + tone).replace(/^0+(?=\d+$)/, '');
}
