import { disturbedUnits } from './administrative-boundary.ts';
import { type AdministrativeChange, groupRows, type ShareBasis } from './administrative-change.ts';
import {
  emptyCell,
  type FlowCell,
  hasReported,
  joinCells,
  joinReasons,
  passOn,
  type RestateReason,
  type Stuck,
} from './administrative-flow.ts';
import { ONE } from './administrative-fraction.ts';
import type { AdministrativeRegister } from './administrative-unit.ts';
import { type Way, waysBack, waysForward } from './administrative-way.ts';

/** Forwards in time, old figures on a newer tree; or backwards. */
export type Direction = 'forward' | 'backward';

type Run = {
  readonly register: AdministrativeRegister;
  readonly changes: readonly AdministrativeChange[];
  readonly basis: ShareBasis;
  readonly direction: Direction;
  /** How many amounts a cell holds. */
  readonly width: number;
};

/** Takes cells from tree to tree, one date of changes after the other. */
export function runChanges(
  start: ReadonlyMap<string, FlowCell>,
  run: Run,
): { cells: ReadonlyMap<string, FlowCell>; stuck: Stuck[] } {
  const days = [...groupRows(run.changes, (row) => row.on)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const inOrder = run.direction === 'forward' ? days : days.toReversed();
  let cells = start;
  const stuck: Stuck[] = [];
  for (const [on, rows] of inOrder) {
    const ways =
      run.direction === 'forward' ? waysForward(rows, on, run.basis) : waysBack(rows, on, run.basis, run.register);
    const disturbed = disturbedUnits(rows, on, run.register, new Set(cells.keys()));
    const step = takeStep(cells, ways, disturbed[run.direction], run.width);
    cells = step.cells;
    stuck.push(...step.stuck);
  }
  return { cells, stuck };
}

function takeStep(
  cells: ReadonlyMap<string, FlowCell>,
  ways: ReadonlyMap<string, Way>,
  disturbed: {
    readonly before: ReadonlyMap<string, RestateReason>;
    readonly after: ReadonlyMap<string, RestateReason>;
  },
  width: number,
): { cells: Map<string, FlowCell>; stuck: Stuck[] } {
  const arrived = new Map<string, FlowCell[]>();
  const stuck: Stuck[] = [];
  const arrive = (code: string, cell: FlowCell): void => {
    const there = arrived.get(code);
    if (there === undefined) arrived.set(code, [cell]);
    else there.push(cell);
  };
  const refuse = (code: string, why: readonly RestateReason[]): void => {
    arrive(code, { ...emptyCell(code, null, width), parts: new Map(), why });
  };
  for (const [code, held] of cells) {
    const reason = disturbed.before.get(code);
    const cell =
      reason !== undefined && hasReported(held) ? { ...held, why: joinReasons([...held.why, reason]) } : held;
    const way = ways.get(code) ?? { to: [{ code, weight: ONE, by: [] }] };
    if ('to' in way) {
      for (const { code: to, weight, by } of way.to) arrive(to, by.length === 0 ? cell : passOn(cell, weight, by));
    } else if (hasReported(cell) || cell.why.length > 0) {
      stuck.push({ code, amounts: cell.amounts, why: way.why });
      for (const candidate of way.candidates) refuse(candidate, joinReasons([...cell.why, way.why]));
    } else {
      // Nothing was handed in that could be lost, but whoever would have got a part of it must know that it is missing.
      for (const candidate of way.candidates) arrive(candidate, cell);
    }
  }
  for (const [code, why] of disturbed.after) if (arrived.get(code)?.some(hasReported)) refuse(code, [why]);
  return { cells: new Map([...arrived].map(([code, parts]) => [code, joinCells(parts)])), stuck };
}
