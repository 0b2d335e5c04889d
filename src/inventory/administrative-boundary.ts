import { addDays, type CivilDate } from '../calendar/civil.ts';
import type { AdministrativeChange } from './administrative-change.ts';
import type { RestateReason } from './administrative-flow.ts';
import { type AdministrativeRegister, administrativeLevels, ancestorOn, levelOfCode } from './administrative-unit.ts';

type Disturbed = {
  readonly before: ReadonlyMap<string, RestateReason>;
  readonly after: ReadonlyMap<string, RestateReason>;
};

/**
 * Units whose own figures do not hold across a date because something below them came under another unit, and no row of
 * their own level says what passed: a province that took a commune over has other inhabitants than before. By the
 * direction of the restatement: units of the tree left, and of the tree come to. Only units in `among` are looked at.
 */
export function disturbedUnits(
  rows: readonly AdministrativeChange[],
  on: CivilDate,
  register: AdministrativeRegister,
  among: ReadonlySet<string>,
): { readonly forward: Disturbed; readonly backward: Disturbed } {
  const stated = new Set(rows.map((row) => `${row.from} ${row.to}`));
  const levels = new Set([...among].map(levelOfCode));
  const left = new Map<string, RestateReason>();
  const joined = new Map<string, RestateReason>();
  for (const { from, to, event } of rows) {
    const own = levelOfCode(from);
    if (own === null) continue;
    for (const level of administrativeLevels.slice(0, administrativeLevels.indexOf(own))) {
      if (!levels.has(level)) continue;
      const was = ancestorOn(register, from, level, addDays(on, -1));
      const is = ancestorOn(register, to, level, on);
      if (was === null || is === null || was === is || stated.has(`${was} ${is}`)) continue;
      const why: RestateReason = {
        code: 'restate-boundary-moved',
        params: { unit: from, on, event, from: was, to: is },
      };
      if (!left.has(was)) left.set(was, why);
      if (!joined.has(is)) joined.set(is, why);
    }
  }
  return { forward: { before: left, after: joined }, backward: { before: joined, after: left } };
}
