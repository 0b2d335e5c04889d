import { addDays, type CivilDate } from '../calendar/civil.ts';
import { type AdministrativeChange, groupRows } from './administrative-change.ts';
import { type AdministrativeFinding, finding } from './administrative-finding.ts';
import {
  type AdministrativeLevel,
  type AdministrativeRegister,
  type AdministrativeUnit,
  unitOn,
} from './administrative-unit.ts';

/**
 * Whether every unit that ends has a successor, every unit that begins on the day of a change has a source, and no unit
 * that passed away as a whole is still there. A whole level that ends (the districts on 2025-07-01) needs no successors.
 */
export function checkEnds(
  changes: readonly AdministrativeChange[],
  register: AdministrativeRegister,
): AdministrativeFinding[] {
  const leaving = groupRows(changes, (row) => `${row.on} ${row.from}`);
  const arriving = new Set(changes.map((row) => `${row.on} ${row.to}`));
  const days = new Set(changes.map((row) => row.on));
  const ended = endOfLevels(register);
  const began = beginningOfLevels(register);
  const found: AdministrativeFinding[] = [];
  for (const [code, versions] of register) {
    const begun = versions[0]?.validFrom ?? '';
    const end = versions.at(-1)?.validTo ?? null;
    const level = versions[0]?.level ?? 'commune';
    if (end !== null && !leaving.has(`${end} ${code}`) && !hasEnded(ended, level, end)) {
      found.push(finding('unit-without-successor', { code, name: nameOf(versions), on: end }));
    }
    if (days.has(begun) && began.get(level) !== begun && !arriving.has(`${begun} ${code}`)) {
      found.push(finding('unit-without-source', { code, name: nameOf(versions), on: begun }));
    }
  }
  for (const rows of leaving.values()) {
    const [first] = rows;
    if (first === undefined || rows.some((row) => row.to === first.from)) continue;
    if (
      unitOn(register, first.from, first.on) !== null &&
      unitOn(register, first.from, addDays(first.on, -1)) !== null
    ) {
      found.push(finding('change-source-survives', { event: first.event, on: first.on, code: first.from }));
    }
  }
  return found;
}

/** The day from which no unit of a level is in being any more; levels that go on are not in it. */
export function endOfLevels(register: AdministrativeRegister): ReadonlyMap<AdministrativeLevel, CivilDate> {
  const last = new Map<AdministrativeLevel, CivilDate | null>();
  for (const unit of [...register.values()].flat()) {
    const known = last.get(unit.level);
    if (known === null) continue;
    const later = known === undefined || unit.validTo === null || unit.validTo > known;
    if (later) last.set(unit.level, unit.validTo);
  }
  return new Map([...last].flatMap(([level, end]) => (end === null ? [] : [[level, end] as const])));
}

/** The first day on which a level is told of: what is there then came from nowhere that the register knows. */
function beginningOfLevels(register: AdministrativeRegister): ReadonlyMap<AdministrativeLevel, CivilDate> {
  const first = new Map<AdministrativeLevel, CivilDate>();
  for (const { level, validFrom } of [...register.values()].flat()) {
    const known = first.get(level);
    if (known === undefined || validFrom < known) first.set(level, validFrom);
  }
  return first;
}

function hasEnded(
  ended: ReadonlyMap<AdministrativeLevel, CivilDate>,
  level: AdministrativeLevel,
  on: CivilDate,
): boolean {
  const end = ended.get(level);
  return end !== undefined && end <= on;
}

function nameOf(versions: readonly AdministrativeUnit[]): string {
  return versions.at(-1)?.name ?? '';
}
