import { judgeCode } from './administrative-code.ts';
import { type AdministrativeFinding, finding } from './administrative-finding.ts';
import {
  type AdministrativeRegister,
  type AdministrativeUnit,
  administrativeLevels,
  levelOfType,
  registerOf,
} from './administrative-unit.ts';

/** Every contradiction and gap in some versions of units, all at once. */
export function checkAdministrativeUnits(units: readonly AdministrativeUnit[]): AdministrativeFinding[] {
  const register = registerOf(units);
  return [
    ...units.flatMap((unit) => [...checkForm(unit), ...checkParent(unit, register)]),
    ...[...register.values()].flatMap(checkVersions),
    ...withoutParent(units),
  ];
}

function checkForm(unit: AdministrativeUnit): AdministrativeFinding[] {
  const found: AdministrativeFinding[] = [];
  const fault = judgeCode(unit.code, unit.level);
  if (fault?.kind === 'short') found.push(finding('unit-code-short', shortParams(fault)));
  if (fault?.kind === 'malformed') found.push(finding('unit-code-malformed', malformedParams(fault)));
  const { code, level, type, validFrom, validTo } = unit;
  if (levelOfType[type] !== level) found.push(finding('unit-type-other-level', { code, type, level }));
  if (validTo !== null && validTo <= validFrom) {
    found.push(finding('unit-period-empty', { code, from: validFrom, to: validTo }));
  }
  return found;
}

function checkParent(unit: AdministrativeUnit, register: AdministrativeRegister): AdministrativeFinding[] {
  const { code, parent, level } = unit;
  if (parent === null) return [];
  const versions = register.get(parent);
  if (versions === undefined) return [finding('unit-parent-unknown', { code, parent })];
  const above = administrativeLevels.slice(0, administrativeLevels.indexOf(level));
  if (!versions.every((one) => above.includes(one.level))) {
    return [finding('unit-parent-not-above', { code, parent, level })];
  }
  const from = versions[0]?.validFrom ?? '';
  const to = versions.at(-1)?.validTo ?? null;
  const covered = from <= unit.validFrom && (to === null || (unit.validTo !== null && unit.validTo <= to));
  if (covered) return [];
  return [
    finding('unit-parent-not-in-being', {
      code,
      parent,
      from: unit.validFrom,
      to: unit.validTo ?? '',
      parentFrom: from,
      parentTo: to ?? '',
    }),
  ];
}

function checkVersions(versions: readonly AdministrativeUnit[]): AdministrativeFinding[] {
  return versions.slice(1).flatMap((next, at) => {
    const before = versions[at];
    if (before === undefined || before.validTo === next.validFrom) return [];
    const params = { code: next.code, from: next.validFrom, to: before.validTo ?? '' };
    const overlap = before.validTo === null || before.validTo > next.validFrom;
    return [finding(overlap ? 'unit-versions-overlap' : 'unit-code-reissued', params)];
  });
}

/** One line for all of them: a source without districts would fill pages otherwise. */
function withoutParent(units: readonly AdministrativeUnit[]): AdministrativeFinding[] {
  const orphans = units.filter((unit) => unit.parent === null && unit.level !== 'province');
  if (orphans.length === 0) return [];
  const examples = orphans.slice(0, 5).map((unit) => unit.code);
  return [finding('units-without-parent', { count: orphans.length, examples: examples.join(', ') })];
}

function shortParams({ found, write, digits }: { found: string; write: string; digits: number }) {
  return { found, write, digits };
}

function malformedParams({ found, digits }: { found: string; digits: number }) {
  return { found, digits };
}
