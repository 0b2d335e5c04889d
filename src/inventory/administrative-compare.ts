import type { CivilDate } from '../calendar/civil.ts';
import type { Disagreement, UnitEntry } from './administrative-entry.ts';
import { finding } from './administrative-finding.ts';
import {
  type AdministrativeLevel,
  type AdministrativeUnit,
  administrativeLevels,
  ancestorOn,
  registerOf,
  unitOn,
} from './administrative-unit.ts';

/** What one source says, by its name. */
export type SourceUnits = { readonly name: string; readonly units: readonly UnitEntry[] };

/**
 * Where two sources hold different units on the last date that both speak of: the numbers by province and level, and the
 * units only one of them has. A source about some provinces is compared about those alone.
 */
export function compareSources(sources: readonly SourceUnits[]): Disagreement[] {
  return sources.flatMap((first, at) => sources.slice(at + 1).flatMap((second) => comparePair(first, second)));
}

function comparePair(first: SourceUnits, second: SourceUnits): Disagreement[] {
  const on = lastBoth(first.units, second.units);
  if (on === null) return [];
  const [a, b] = [look(first, on), look(second, on)];
  return administrativeLevels.flatMap((level) => {
    if (!a.levels.has(level) || !b.levels.has(level)) return [];
    return [...compareCounts(a, b, level), ...onlyIn(a, b, level), ...onlyIn(b, a, level)];
  });
}

/** A source on a date: its units, the province of each (null where it does not say), and whether it is about all of them. */
type Look = {
  readonly name: string;
  readonly on: CivilDate;
  readonly units: readonly AdministrativeUnit[];
  readonly codes: ReadonlySet<string>;
  readonly levels: ReadonlySet<AdministrativeLevel>;
  readonly provinceOf: ReadonlyMap<string, string | null>;
  readonly provinces: ReadonlySet<string>;
  readonly everywhere: boolean;
};

function look({ name, units }: SourceUnits, on: CivilDate): Look {
  const register = registerOf(units);
  const there = [...register.keys()].flatMap((code) => unitOn(register, code, on) ?? []);
  const provinceOf = new Map(there.map(({ code }) => [code, ancestorOn(register, code, 'province', on)]));
  const provinces = new Set([...provinceOf.values()].filter((code) => code !== null));
  const codes = new Set(there.map(({ code }) => code));
  const levels = new Set(there.map((unit) => unit.level));
  return { name, on, units: there, codes, levels, provinceOf, provinces, everywhere: provinces.size !== 1 };
}

function compareCounts(a: Look, b: Look, level: AdministrativeLevel): Disagreement[] {
  const groups = level === 'province' ? [] : [...a.provinces].filter((code) => b.provinces.has(code)).sort();
  const counted = (one: Look, province: string | null) =>
    one.units.filter(
      (unit) => unit.level === level && (province === null || one.provinceOf.get(unit.code) === province),
    ).length;
  const compared = groups.length > 0 ? groups : a.everywhere && b.everywhere ? [null] : [];
  return compared.flatMap((province) => {
    const [count, other] = [counted(a, province), counted(b, province)];
    if (count === other) return [];
    const params = { level, province: province ?? '–', on: a.on, source: a.name, count, otherSource: b.name, other };
    return [finding('sources-count-differs', params)];
  });
}

function onlyIn(a: Look, b: Look, level: AdministrativeLevel): Disagreement[] {
  return a.units.flatMap((unit) => {
    if (unit.level !== level || b.codes.has(unit.code)) return [];
    const province = a.provinceOf.get(unit.code) ?? null;
    if (!b.everywhere && (province === null || !b.provinces.has(province))) return [];
    const params = { code: unit.code, name: unit.name, on: a.on, source: a.name, otherSource: b.name };
    return [finding('sources-unit-in-one', params)];
  });
}

function lastBoth(a: readonly UnitEntry[], b: readonly UnitEntry[]): CivilDate | null {
  const dates = [...new Set([...a, ...b].map((unit) => unit.validFrom))].sort().reverse();
  const has = (units: readonly UnitEntry[], on: CivilDate) =>
    units.some((unit) => unit.validFrom <= on && (unit.validTo === null || on < unit.validTo));
  return dates.find((on) => has(a, on) && has(b, on)) ?? null;
}
