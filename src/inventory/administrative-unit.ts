import { type CivilDate, covers } from '../calendar/civil.ts';

/** Levels of administrative units from the top; districts ended on 2025-07-01. */
export const administrativeLevels = ['province', 'district', 'commune'] as const;
export type AdministrativeLevel = (typeof administrativeLevels)[number];

/**
 * What a unit is called by law: thành phố trực thuộc trung ương, tỉnh; quận, huyện, thị xã, thành phố thuộc tỉnh; phường,
 * xã, thị trấn, đặc khu.
 */
export const administrativeTypes = [
  'city',
  'province',
  'urban_district',
  'rural_district',
  'town',
  'provincial_city',
  'ward',
  'commune',
  'township',
  'special_zone',
] as const;
export type AdministrativeType = (typeof administrativeTypes)[number];

/** The level each type belongs to. */
export const levelOfType: Readonly<Record<AdministrativeType, AdministrativeLevel>> = {
  city: 'province',
  province: 'province',
  urban_district: 'district',
  rural_district: 'district',
  town: 'district',
  provincial_city: 'district',
  ward: 'commune',
  commune: 'commune',
  township: 'commune',
  special_zone: 'commune',
};

/** How many digits the codes of a level have. Leading zeros count: `01` is Hà Nội, `1` is nothing. */
export const codeDigits: Readonly<Record<AdministrativeLevel, number>> = { province: 2, district: 3, commune: 5 };

/**
 * One dated version of an administrative unit. A code is unique and never reissued, but one code may have several
 * versions in time: on a merger the new unit takes the code of the unit where the seat stands.
 */
export type AdministrativeUnit = {
  readonly code: string;
  /** The full name with the word for its type: `Phường Ba Đình`, `Tỉnh Cao Bằng`. */
  readonly name: string;
  readonly level: AdministrativeLevel;
  readonly type: AdministrativeType;
  /** The code of the unit above; null for a province, and where the source does not give it. */
  readonly parent: string | null;
  readonly validFrom: CivilDate;
  readonly validTo: CivilDate | null;
};

/** The level that a code of this length belongs to; null when it is no code. */
export function levelOfCode(code: string): AdministrativeLevel | null {
  if (!/^\d+$/.test(code)) return null;
  return administrativeLevels.find((level) => codeDigits[level] === code.length) ?? null;
}

/** Every version of every unit, found by code and date. */
export type AdministrativeRegister = ReadonlyMap<string, readonly AdministrativeUnit[]>;

/** The versions by code, each list from the oldest. */
export function registerOf(units: readonly AdministrativeUnit[]): AdministrativeRegister {
  const register = new Map<string, AdministrativeUnit[]>();
  for (const unit of units) {
    const versions = register.get(unit.code);
    if (versions === undefined) register.set(unit.code, [unit]);
    else versions.push(unit);
  }
  for (const versions of register.values()) versions.sort((a, b) => compareText(a.validFrom, b.validFrom));
  return register;
}

/** The unit of that code as it was on the date; null when it was not in being. */
export function unitOn(register: AdministrativeRegister, code: string, date: CivilDate): AdministrativeUnit | null {
  const versions = register.get(code) ?? [];
  return versions.find((unit) => covers({ from: unit.validFrom, to: unit.validTo }, date)) ?? null;
}

/** The code of the unit of `level` that the unit belongs to on the date, itself included; null when it has none. */
export function ancestorOn(
  register: AdministrativeRegister,
  code: string,
  level: AdministrativeLevel,
  date: CivilDate,
): string | null {
  let unit = unitOn(register, code, date);
  for (let step = 0; unit !== null && step < administrativeLevels.length; step += 1) {
    if (unit.level === level) return unit.code;
    unit = unit.parent === null ? null : unitOn(register, unit.parent, date);
  }
  return null;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
