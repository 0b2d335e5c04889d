import type { AdministrativeChange } from './administrative-change.ts';
import { addFractions, type Fraction, multiplyFractions, ONE, ZERO } from './administrative-fraction.ts';

/** Why a figure cannot be shown on another tree; `text/` words each. */
export const restateReasons = [
  'restate-unit-unknown',
  'restate-no-successor',
  'restate-no-source',
  'restate-level-ended',
  'restate-share-missing',
  'restate-shares-unsound',
  'restate-merged',
  'restate-boundary-moved',
  'restate-rank',
] as const;
type RestateReasonCode = (typeof restateReasons)[number];

export type RestateReason = {
  readonly code: RestateReasonCode;
  readonly params: Readonly<Record<string, string | number>>;
};

/** A unit of the tree that the figures were given on, and what of its figure came here by which changes. */
export type LineagePart = {
  readonly code: string;
  readonly share: Fraction;
  readonly reported: boolean;
  readonly changes: readonly AdministrativeChange[];
};

/** A figure that comes no further: the unit that held it last, and why. */
export type Stuck = { readonly code: string; readonly amounts: readonly Fraction[]; readonly why: RestateReason };

/** What a unit holds on the way from tree to tree. With a reason in `why` its amounts are not all of it, and are never shown. */
export type FlowCell = {
  readonly amounts: readonly Fraction[];
  readonly parts: ReadonlyMap<string, LineagePart>;
  readonly why: readonly RestateReason[];
};

/** The cell of a unit on the tree where it all begins; `amounts` null = it handed in nothing. */
export function emptyCell(code: string, amounts: readonly Fraction[] | null, width: number): FlowCell {
  return {
    amounts: amounts ?? Array.from({ length: width }, () => ZERO),
    parts: new Map([[code, { code, share: ONE, reported: amounts !== null, changes: [] }]]),
    why: [],
  };
}

/** Whether anything in the cell was handed in. */
export function hasReported(cell: FlowCell): boolean {
  return [...cell.parts.values()].some((part) => part.reported);
}

/** The part `weight` of a cell, having passed by `changes`. */
export function passOn(cell: FlowCell, weight: Fraction, changes: readonly AdministrativeChange[]): FlowCell {
  const parts = [...cell.parts].map(([code, part]): [string, LineagePart] => [
    code,
    { ...part, share: multiplyFractions(part.share, weight), changes: joinLists(part.changes, changes) },
  ]);
  return {
    amounts: cell.amounts.map((amount) => multiplyFractions(amount, weight)),
    parts: new Map(parts),
    why: cell.why,
  };
}

/** All the cells that come together in one unit. */
export function joinCells(cells: readonly FlowCell[]): FlowCell {
  const [first = { amounts: [], parts: new Map(), why: [] }, ...others] = cells;
  if (others.length === 0) return first;
  const parts = new Map(first.parts);
  for (const [code, part] of others.flatMap((cell) => [...cell.parts])) {
    const known = parts.get(code);
    if (known === undefined) parts.set(code, part);
    else {
      const changes = joinLists(known.changes, part.changes);
      parts.set(code, { ...part, share: addFractions(known.share, part.share), changes });
    }
  }
  const amounts = first.amounts.map((amount, at) =>
    others.reduce((sum, cell) => addFractions(sum, cell.amounts[at] ?? ZERO), amount),
  );
  return { amounts, parts, why: joinReasons(cells.flatMap((cell) => cell.why)) };
}

/** Reasons without repeats. */
export function joinReasons(reasons: readonly RestateReason[]): readonly RestateReason[] {
  if (reasons.length < 2) return reasons;
  return [...new Map(reasons.map((one) => [JSON.stringify(one), one])).values()];
}

function joinLists<T>(a: readonly T[], b: readonly T[]): readonly T[] {
  return b.length === 0 ? a : [...new Set([...a, ...b])];
}
