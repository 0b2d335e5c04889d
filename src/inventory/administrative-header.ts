/** What a column of a published list can hold. Columns that mean none of these are left aside, and named. */
export type UnitField =
  | 'code'
  | 'name'
  | 'level'
  | 'type'
  | 'parent'
  | 'districtCode'
  | 'district'
  | 'provinceCode'
  | 'province'
  | 'validFrom'
  | 'validTo';

/** What a column of a list of changes can hold. */
export type ChangeField =
  | 'event'
  | 'from'
  | 'fromName'
  | 'to'
  | 'toName'
  | 'on'
  | 'kind'
  | 'basis'
  | 'share'
  | 'population'
  | 'officials'
  | 'area';

/** What a table holds, told from its header: units, changes, or null when neither code nor both ends of a change are there. */
export function guessTable(header: readonly string[]): 'units' | 'changes' | null {
  const changes = new Set(header.map((name) => changeField(name)));
  if (changes.has('from') && changes.has('to')) return 'changes';
  const units = new Set(header.map((name) => unitField(name)));
  return units.has('code') && units.has('name') ? 'units' : null;
}

/** The field a column of a list of units means, with or without diacritics; null when it means none. */
export function unitField(name: string): UnitField | null {
  return unitNames.get(foldHeader(name)) ?? null;
}

/** The field a column of a list of changes means; null when it means none. */
export function changeField(name: string): ChangeField | null {
  return changeNames.get(foldHeader(name)) ?? null;
}

/** Lower case without diacritics and signs: `Tỉnh / Thành Phố Mã` → `tinh thanh pho ma`, `validFrom` → `valid from`. */
export function foldHeader(name: string): string {
  const spaced = name
    .normalize('NFC')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase();
  const plain = spaced.replaceAll('đ', 'd').normalize('NFD').replace(/\p{M}/gu, '');
  return plain.replace(/[^\p{L}\p{N}%]+/gu, ' ').trim();
}

const unitNames = namesOf<UnitField>({
  code: 'ma|code|ma don vi|ma dvhc|ma don vi hanh chinh|ma so|ma xa|ma phuong xa|ma px|ward code|commune code|id commune',
  name: 'ten|name|ten don vi|ten dvhc|ten don vi hanh chinh|ten xa|ten phuong xa|full name|name with type|ward name',
  level: 'level|cap hanh chinh|cap do',
  type: 'cap|loai|loai hinh|loai don vi|type|place type|division type',
  parent: 'parent|parent code|ma cha|ma cap tren|ma don vi cap tren',
  districtCode: 'quan huyen ma|ma qh|ma quan huyen|ma huyen|district code|id district',
  district: 'quan huyen|ten quan huyen|ten huyen|district|district name',
  provinceCode: 'ma tp|tinh thanh pho ma|ma tinh|ma tinh thanh pho|ma tinh tp|ma ttp|province code|id province',
  province: 'tinh thanh pho|ten tinh|ten tinh thanh pho|tinh|province|province name',
  validFrom: 'valid from|tu ngay|hieu luc tu|ngay hieu luc',
  validTo: 'valid to|den ngay|het hieu luc|ngay het hieu luc',
});

const changeNames = namesOf<ChangeField>({
  event: 'event|su kien|van ban|nghi quyet|quyet dinh|decision|resolution',
  from: 'from|from code|ma cu|ma xa cu|ma don vi cu|ma dvhc cu|old code|old ward code|old unit code',
  fromName: 'from name|ten cu|ten xa cu|ten don vi cu|old name|old ward name',
  to: 'to|to code|ma moi|ma xa moi|ma don vi moi|ma dvhc moi|new code|new ward code|new unit code',
  toName: 'to name|ten moi|ten xa moi|ten don vi moi|new name|new ward name',
  on: 'on|date|ngay|ngay hieu luc|hieu luc tu|valid from|effective date',
  kind: 'kind|change|loai thay doi|hinh thuc|loai',
  basis: 'basis|co so|can cu|tinh theo',
  share: 'share|ty le|ti le|ty le %|ti le %|phan',
  population: 'population|share population|ty le dan so|ti le dan so|dan so',
  officials: 'officials|share officials|ty le can bo|ti le can bo|can bo',
  area: 'area|share area|ty le dien tich|ti le dien tich|dien tich',
});

function namesOf<Field extends string>(names: Readonly<Record<Field, string>>): ReadonlyMap<string, Field> {
  const fields = Object.entries<string>(names).flatMap(([field, each]) => each.split('|').map((name) => [name, field]));
  return new Map(fields.flatMap(([name = '', field]) => (isField(field, names) ? [[name, field] as const] : [])));
}

function isField<Field extends string>(
  text: string | undefined,
  names: Readonly<Record<Field, string>>,
): text is Field {
  return text !== undefined && Object.hasOwn(names, text);
}
