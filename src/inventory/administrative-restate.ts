import type { CivilDate } from '../calendar/civil.ts';
import type { AdministrativeChange, ShareBasis } from './administrative-change.ts';
import { endOfLevels } from './administrative-ends.ts';
import { emptyCell, type FlowCell, hasReported, type RestateReason, type Stuck } from './administrative-flow.ts';
import { addFractions, divideFractions, type Fraction, fractionOf, ZERO } from './administrative-fraction.ts';
import { restateRanks } from './administrative-rank.ts';
import type { Figures, Restated, RestatedEntry, RestatedFigure, Sums } from './administrative-restated.ts';
import { type Direction, runChanges } from './administrative-run.ts';
import {
  type AdministrativeRegister,
  type AdministrativeUnit,
  levelOfCode,
  registerOf,
  unitOn,
} from './administrative-unit.ts';

/** On which trees, by which changes, and on which basis counts are shared out. */
export type RestateQuestion = {
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly units: readonly AdministrativeUnit[];
  readonly changes: readonly AdministrativeChange[];
  readonly basis: ShareBasis;
};

/**
 * Shows figures of the tree of `from` on the tree of `to`, forwards or back. Counts are shared out and conserved exactly,
 * ratios recomputed from their shared numerators and denominators, ranks never shared out. Only changes between the two
 * dates are looked at, so what was restated stays as it was whatever is added later.
 */
export function restate(figures: Figures, question: RestateQuestion): Restated {
  const { from, to } = question;
  const register = registerOf(question.units);
  const direction: Direction = from <= to ? 'forward' : 'backward';
  const [after, upTo] = direction === 'forward' ? [from, to] : [to, from];
  const between = question.changes.filter((row) => after < row.on && row.on <= upTo);
  const changes = sortedBy(between, rowKey);
  if (figures.kind === 'rank') return restateRanks(figures.of, { from, to, register, changes });

  const width = figures.kind === 'count' ? 1 : 2;
  const given = amountsOf(figures);
  const { cells, stuck: unknown } = startCells(given, { register, on: from, width });
  const ran = runChanges(cells, { register, changes, basis: question.basis, direction, width });
  const settled = settle(ran.cells, { register, to, width });
  const stuck = sortedBy(
    [...unknown, ...ran.stuck, ...settled.stuck],
    (one) => `${one.code} ${JSON.stringify(one.why)}`,
  );
  const amounts = (entry: RestatedEntry): Sums => ran.cells.get(entry.code)?.amounts ?? [];
  const shown = settled.entries.filter((entry) => entry.figure !== null).map(amounts);
  const refused = settled.entries.filter((entry) => entry.figure === null).map(amounts);
  const sums = {
    given: sumOf([...given.values()], width),
    shown: sumOf(shown, width),
    held: sumOf([...refused, ...stuck.map((one) => one.amounts)], width),
  };
  return { from, to, entries: settled.entries, stuck, sums };
}

function amountsOf(figures: Exclude<Figures, { kind: 'rank' }>): Map<string, Fraction[]> {
  if (figures.kind === 'count') return new Map([...figures.of].map(([code, count]) => [code, [fractionOf(count)]]));
  return new Map(
    [...figures.of].map(([code, { numerator, denominator }]) => [
      code,
      [fractionOf(numerator), fractionOf(denominator)],
    ]),
  );
}

type Ground = { readonly register: AdministrativeRegister; readonly width: number };

/** One cell for every unit of the levels that figures speak of; those that handed in nothing are carried along as missing. */
function startCells(
  amounts: ReadonlyMap<string, readonly Fraction[]>,
  { register, on, width }: Ground & { readonly on: CivilDate },
): { cells: Map<string, FlowCell>; stuck: Stuck[] } {
  const levels = new Set([...amounts.keys()].map(levelOfCode));
  const cells = new Map<string, FlowCell>();
  for (const code of register.keys()) {
    if (!levels.has(levelOfCode(code)) || unitOn(register, code, on) === null) continue;
    cells.set(code, emptyCell(code, amounts.get(code) ?? null, width));
  }
  const stuck = [...amounts]
    .filter(([code]) => !cells.has(code))
    .map(([code, known]) => ({
      code,
      amounts: known,
      why: { code: 'restate-unit-unknown' as const, params: { code, on } },
    }));
  return { cells, stuck };
}

function settle(
  cells: ReadonlyMap<string, FlowCell>,
  { register, to, width }: Ground & { readonly to: CivilDate },
): { entries: RestatedEntry[]; stuck: Stuck[] } {
  const entries: RestatedEntry[] = [];
  const stuck: Stuck[] = [];
  const ended = endOfLevels(register);
  for (const [code, cell] of sortedBy([...cells], ([each]) => each)) {
    if (!hasReported(cell) && cell.why.length === 0) continue;
    if (unitOn(register, code, to) === null) {
      stuck.push({ code, amounts: cell.amounts, why: whyGone(code, to, register, ended) });
      continue;
    }
    const parts = sortedBy([...cell.parts.values()], (part) => part.code);
    entries.push({
      code,
      figure: cell.why.length > 0 ? null : figureOf(cell.amounts, width),
      why: sortedBy(cell.why, (one) => JSON.stringify(one)),
      lineage: parts
        .filter((part) => part.reported)
        .map((part) => ({ ...part, changes: sortedBy(part.changes, rowKey) })),
      missing: parts.filter((part) => !part.reported).map((part) => part.code),
    });
  }
  return { entries, stuck };
}

function whyGone(
  code: string,
  to: CivilDate,
  register: AdministrativeRegister,
  ended: ReturnType<typeof endOfLevels>,
): RestateReason {
  const level = levelOfCode(code);
  const end = level === null ? undefined : ended.get(level);
  if (end !== undefined && end <= to) return { code: 'restate-level-ended', params: { code, on: end } };
  const versions = register.get(code) ?? [];
  const begun = versions[0]?.validFrom ?? to;
  if (to < begun) return { code: 'restate-no-source', params: { code, on: begun } };
  return { code: 'restate-no-successor', params: { code, on: versions.at(-1)?.validTo ?? to } };
}

function figureOf(amounts: readonly Fraction[], width: number): RestatedFigure {
  const [first = ZERO, second = ZERO] = amounts;
  if (width === 1) return { kind: 'count', count: first };
  return { kind: 'ratio', numerator: first, denominator: second, ratio: divideFractions(first, second) };
}

function sumOf(amounts: readonly Sums[], width: number): Sums {
  const none: Sums = Array.from({ length: width }, () => ZERO);
  return amounts.reduce<Sums>((sum, one) => sum.map((each, at) => addFractions(each, one[at] ?? ZERO)), none);
}

/** The one order of changes: an answer must not hang on the order in which they were written down. */
function rowKey({ on, from, to, event, share }: AdministrativeChange): string {
  return `${on} ${from} ${to} ${share?.basis ?? ''} ${event}`;
}

function sortedBy<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return items
    .map((item) => ({ item, key: keyOf(item) }))
    .sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)))
    .map(({ item }) => item);
}
