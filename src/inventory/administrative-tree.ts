import type { CivilDate } from '../calendar/civil.ts';
import { type AdministrativeRegister, type AdministrativeUnit, unitOn } from './administrative-unit.ts';

/** The tree of a date: the units in being by code, and the codes under each; `roots` are those that name no parent in being. */
export type AdministrativeTree = {
  readonly on: CivilDate;
  readonly units: ReadonlyMap<string, AdministrativeUnit>;
  readonly children: ReadonlyMap<string, readonly string[]>;
  readonly roots: readonly string[];
};

/** The administrative units as they stood on a date, in the order of their codes. */
export function treeOn(register: AdministrativeRegister, on: CivilDate): AdministrativeTree {
  const codes = [...register.keys()].filter((code) => unitOn(register, code, on) !== null).sort();
  const units = new Map(codes.flatMap((code) => entryOf(code, unitOn(register, code, on))));
  const children = new Map<string, string[]>();
  const roots: string[] = [];
  for (const { code, parent } of units.values()) {
    if (parent === null || !units.has(parent)) roots.push(code);
    else {
      const siblings = children.get(parent);
      if (siblings === undefined) children.set(parent, [code]);
      else siblings.push(code);
    }
  }
  return { on, units, children, roots };
}

function entryOf(code: string, unit: AdministrativeUnit | null): [string, AdministrativeUnit][] {
  return unit === null ? [] : [[code, unit]];
}
