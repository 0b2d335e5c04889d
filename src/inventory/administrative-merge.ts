import { type CivilDate, covers } from '../calendar/civil.ts';
import type { Disagreement, UnitEntry } from './administrative-entry.ts';
import { type AdministrativeFaultCode, type Finding, finding } from './administrative-finding.ts';
import { foldName } from './administrative-name.ts';

/**
 * One history of each unit out of what several sources say: on every date the source named first counts, a parent it does
 * not give is taken from the next, and what they say differently is listed. `units` in the order of the sources.
 */
export function mergeUnits(units: readonly UnitEntry[]): { units: UnitEntry[]; disagreements: Disagreement[] } {
  const byCode = new Map<string, UnitEntry[]>();
  for (const unit of units) {
    const said = byCode.get(unit.code);
    if (said === undefined) byCode.set(unit.code, [unit]);
    else said.push(unit);
  }
  const disagreements = [...byCode.values()].flatMap(differences);
  const merged = [...byCode].toSorted(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, said]) => mergeVersions(said));
  return { units: merged, disagreements };
}

/** Rows of one source that say a unit twice of the same date. */
export function checkRepeatedRows(units: readonly UnitEntry[]): Finding<AdministrativeFaultCode>[] {
  const last = new Map<string, UnitEntry>();
  const inOrder = units.toSorted((a, b) => (a.code + a.validFrom < b.code + b.validFrom ? -1 : 1));
  return inOrder.flatMap((unit) => {
    const before = last.get(unit.code);
    last.set(unit.code, unit);
    if (before === undefined || (before.validTo !== null && before.validTo <= unit.validFrom)) return [];
    const params = { code: unit.code, from: unit.validFrom, to: before.validTo ?? '' };
    return [finding('unit-versions-overlap', params, unit.place)];
  });
}

function mergeVersions(said: readonly UnitEntry[]): UnitEntry[] {
  const [only] = said;
  if (only !== undefined && said.length === 1) return [only];
  const dates = [
    ...new Set(said.flatMap(({ validFrom, validTo }) => (validTo === null ? [validFrom] : [validFrom, validTo]))),
  ];
  const merged: UnitEntry[] = [];
  for (const [at, from] of dates.sort().entries()) {
    const there = said.filter((unit) => isOn(unit, from));
    const [first] = there;
    if (first === undefined) continue;
    const parent = there.find((unit) => unit.parent !== null)?.parent ?? null;
    const piece = { ...first, parent, validFrom: from, validTo: dates[at + 1] ?? null };
    const before = merged.at(-1);
    if (before !== undefined && before.validTo === from && sameSaying(before, piece)) {
      merged[merged.length - 1] = { ...before, validTo: piece.validTo };
    } else merged.push(piece);
  }
  return merged;
}

function differences(said: readonly UnitEntry[]): Disagreement[] {
  const [only] = said;
  if (only === undefined || said.length === 1) return [];
  const found = new Map<string, Disagreement>();
  for (const [at, unit] of said.entries()) {
    const first = said.slice(0, at).find((one) => overlap(one, unit));
    if (first === undefined) continue;
    for (const each of [nameDiffers(first, unit), typeDiffers(first, unit), parentDiffers(first, unit)].flat()) {
      found.set(JSON.stringify([each.code, each.params]), each);
    }
  }
  return [...found.values()];
}

function nameDiffers(a: UnitEntry, b: UnitEntry): Disagreement[] {
  if (foldName(a.name) === foldName(b.name)) return [];
  return [finding('sources-name-differs', { ...between(a, b), taken: a.name, other: b.name }, b.place)];
}

function typeDiffers(a: UnitEntry, b: UnitEntry): Disagreement[] {
  if (a.type === b.type) return [];
  return [finding('sources-type-differs', { ...between(a, b), taken: a.type, other: b.type }, b.place)];
}

function parentDiffers(a: UnitEntry, b: UnitEntry): Disagreement[] {
  if (a.parent === null || b.parent === null || a.parent === b.parent) return [];
  return [finding('sources-parent-differs', { ...between(a, b), taken: a.parent, other: b.parent }, b.place)];
}

function between(a: UnitEntry, b: UnitEntry) {
  return { code: a.code, source: a.source, otherSource: b.source };
}

function sameSaying(a: UnitEntry, b: UnitEntry): boolean {
  return a.name === b.name && a.type === b.type && a.parent === b.parent && a.level === b.level;
}

function overlap(a: UnitEntry, b: UnitEntry): boolean {
  return (a.validTo === null || b.validFrom < a.validTo) && (b.validTo === null || a.validFrom < b.validTo);
}

function isOn(unit: UnitEntry, date: CivilDate): boolean {
  return covers({ from: unit.validFrom, to: unit.validTo }, date);
}
