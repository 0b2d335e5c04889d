import { addDays } from '../calendar/civil.ts';
import { checkChains } from './administrative-chain.ts';
import { type AdministrativeChange, groupRows, isWhole, shareBases } from './administrative-change.ts';
import { checkEnds } from './administrative-ends.ts';
import { type AdministrativeFinding, finding } from './administrative-finding.ts';
import { addFractions, fractionNumber, fractionOf, ZERO } from './administrative-fraction.ts';
import {
  type AdministrativeRegister,
  type AdministrativeUnit,
  levelOfCode,
  registerOf,
  unitOn,
} from './administrative-unit.ts';

/** Every contradiction and gap in some changes, by themselves and against the units they speak of, all at once. */
export function checkAdministrativeChanges(
  changes: readonly AdministrativeChange[],
  units: readonly AdministrativeUnit[],
): AdministrativeFinding[] {
  const register = registerOf(units);
  const bySource = [...groupRows(changes, (row) => `${row.on} ${row.from}`).values()];
  return [
    ...changes.flatMap((row) => checkRow(row, register)),
    ...checkRepeats(changes),
    ...checkEventDates(changes),
    ...bySource.flatMap((rows) => [...checkKind(rows), ...checkShares(rows), ...checkEvents(rows)]),
    ...checkChains(changes),
    ...checkEnds(changes, register),
  ];
}

function checkRow(row: AdministrativeChange, register: AdministrativeRegister): AdministrativeFinding[] {
  const { event, from, to, on } = row;
  const unknown = [...new Set([from, to])].filter((code) => !register.has(code));
  const found: AdministrativeFinding[] = unknown.map((code) => finding('change-unit-unknown', { event, on, code }));
  if (register.has(from) && unitOn(register, from, addDays(on, -1)) === null) {
    found.push(finding('change-from-not-in-being', { event, on, code: from }));
  }
  if (register.has(to) && unitOn(register, to, on) === null) {
    found.push(finding('change-to-not-in-being', { event, on, code: to }));
  }
  if (levelOfCode(from) !== levelOfCode(to)) found.push(finding('change-levels-differ', { event, on, from, to }));
  if (row.kind === 'rename' && from !== to) found.push(finding('change-rename-code', { event, on, from, to }));
  const share = row.share?.value ?? 1;
  if (!(share >= 0 && share <= 1)) {
    found.push(finding('change-share-out-of-range', { event, on, from, to, share: String(share) }));
  } else if (row.kind !== 'split' && share !== 1) {
    found.push(finding('change-merge-partial', { event, on, from, to, share: String(share) }));
  }
  return found;
}

function checkRepeats(changes: readonly AdministrativeChange[]): AdministrativeFinding[] {
  const groups = groupRows(changes, (row) => `${row.on} ${row.from} ${row.to} ${row.share?.basis ?? ''}`);
  return [...groups.values()].flatMap(([first, ...again]) =>
    first === undefined || again.length === 0
      ? []
      : [finding('change-duplicate', { event: first.event, on: first.on, from: first.from, to: first.to })],
  );
}

function checkEventDates(changes: readonly AdministrativeChange[]): AdministrativeFinding[] {
  return [...groupRows(changes, (row) => row.event)].flatMap(([event, rows]) => {
    const dates = [...new Set(rows.map((row) => row.on))].sort();
    return dates.length === 1 ? [] : [finding('change-event-dates', { event, dates: dates.join(', ') })];
  });
}

function checkKind(rows: readonly AdministrativeChange[]): AdministrativeFinding[] {
  const [first] = rows;
  if (first === undefined) return [];
  const targets = [...new Set(rows.map((row) => row.to))];
  const { event, on, from } = first;
  if (targets.length > 1 && rows.some((row) => row.kind !== 'split')) {
    return [finding('change-merge-several', { event, on, from, targets: targets.join(', ') })];
  }
  // A share makes a lone part a contradiction: it is either all of the unit or another part is missing.
  const lone = targets.length === 1 && first.kind === 'split' && rows.some((row) => row.share !== null);
  return lone ? [finding('change-split-one', { event, on, from, to: first.to })] : [];
}

function checkShares(rows: readonly AdministrativeChange[]): AdministrativeFinding[] {
  const [first] = rows;
  if (first === undefined || rows.some((row) => row.kind !== 'split')) return [];
  const { event, on, from } = first;
  const targets = [...new Set(rows.map((row) => row.to))];
  const bases = shareBases.filter((basis) => rows.some((row) => row.share?.basis === basis));
  if (bases.length === 0) return [finding('change-share-missing', { event, on, from, targets: targets.join(', ') })];
  if (targets.length === 1) return [];
  return bases.flatMap((basis): AdministrativeFinding[] => {
    const stated = rows.filter((row) => row.share?.basis === basis && Number.isFinite(row.share.value));
    const without = targets.filter((to) => !stated.some((row) => row.to === to));
    if (without.length > 0) {
      return [finding('change-share-incomplete', { event, on, from, basis, targets: without.join(', ') })];
    }
    const sum = stated.reduce((total, row) => addFractions(total, fractionOf(row.share?.value ?? 0)), ZERO);
    return isWhole(sum) ? [] : [finding('change-shares-sum', { event, on, from, basis, sum: fractionNumber(sum) })];
  });
}

function checkEvents(rows: readonly AdministrativeChange[]): AdministrativeFinding[] {
  const [first] = rows;
  const events = [...new Set(rows.map((row) => row.event))];
  if (first === undefined || events.length === 1) return [];
  return [finding('change-events-overlap', { on: first.on, from: first.from, events: events.join(', ') })];
}
