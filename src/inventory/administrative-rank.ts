import type { CivilDate } from '../calendar/civil.ts';
import type { AdministrativeChange } from './administrative-change.ts';
import type { RestateReason } from './administrative-flow.ts';
import { ONE } from './administrative-fraction.ts';
import type { Restated, RestatedEntry } from './administrative-restated.ts';
import { type AdministrativeRegister, levelOfCode, unitOn } from './administrative-unit.ts';

/**
 * Ranks on another tree: kept where no unit of their level was merged, split or moved in between, for a rank says a place
 * among certain peers; otherwise refused. They are never shared out.
 */
export function restateRanks(
  ranks: ReadonlyMap<string, number>,
  question: {
    readonly from: CivilDate;
    readonly to: CivilDate;
    readonly register: AdministrativeRegister;
    readonly changes: readonly AdministrativeChange[];
  },
): Restated {
  const { from, to, register, changes } = question;
  const entries = [...ranks]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, rank]): RestatedEntry => {
      const why = reasonOf(code, from, to, register, changes);
      const lineage = [{ code, share: ONE, reported: true, changes: [] }];
      if (why === null) return { code, figure: { kind: 'rank', rank }, why: [], lineage, missing: [] };
      return { code, figure: null, why: [why], lineage, missing: [] };
    });
  return { from, to, entries, stuck: [], sums: { given: [], shown: [], held: [] } };
}

function reasonOf(
  code: string,
  from: CivilDate,
  to: CivilDate,
  register: AdministrativeRegister,
  changes: readonly AdministrativeChange[],
): RestateReason | null {
  if (unitOn(register, code, from) === null) return { code: 'restate-unit-unknown', params: { code, on: from } };
  const level = levelOfCode(code);
  const other = changes.find((row) => row.kind !== 'rename' && levelOfCode(row.from) === level);
  if (other !== undefined) return { code: 'restate-rank', params: { code, event: other.event, on: other.on } };
  return unitOn(register, code, to) === null ? { code: 'restate-no-successor', params: { code, on: to } } : null;
}
