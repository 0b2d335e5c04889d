import type { CivilDate } from '../calendar/civil.ts';
import {
  addFractions,
  compareFractions,
  divideFractions,
  type Fraction,
  fractionOf,
  ONE,
  ZERO,
} from './administrative-fraction.ts';

/** What can happen to a unit: it goes whole into another, is divided, gets another name, comes under another parent. */
export const changeKinds = ['merge', 'split', 'rename', 'move'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** What a share is a share of: inhabitants, officials, area. Each figure names the basis it is shared out on. */
export const shareBases = ['population', 'officials', 'area'] as const;
export type ShareBasis = (typeof shareBases)[number];

/** The part of `from` that passes to `to`, 0..1. */
type ChangeShare = { readonly basis: ShareBasis; readonly value: number };

/**
 * One row of an event: `from`, as it stood on the day before `on`, passes to `to`, as it stands from `on`. A merge, a
 * rename and a move take all of it. A split has a row for each part (the part that keeps the code too) and basis; its
 * share is null where nobody stated it, and is then never guessed. A unit without rows keeps everything.
 */
export type AdministrativeChange = {
  /** What changed it, one name for all rows of one decision: `202/2025/QH15`. */
  readonly event: string;
  readonly from: string;
  readonly to: string;
  readonly on: CivilDate;
  readonly kind: ChangeKind;
  readonly share: ChangeShare | null;
};

/** Shares of one source on one basis may miss 1 by this much (they are published rounded); they are then scaled to 1. */
const SHARE_TOLERANCE = 1e-9;

/** Where a unit's figures go on one date, the weights adding up to exactly 1; or why that is not known. */
export type Outflow =
  | { readonly known: true; readonly to: readonly { readonly code: string; readonly weight: Fraction }[] }
  | { readonly known: false; readonly targets: readonly string[]; readonly stated: readonly ShareBasis[] };

/** The way of what counts on `basis`, by all rows of one source on one date. Shares of 0 carry nothing. */
export function outflowOf(rows: readonly AdministrativeChange[], basis: ShareBasis): Outflow {
  const targets = [...new Set(rows.map((row) => row.to))];
  const [only] = targets;
  if (only !== undefined && targets.length === 1 && rows.every((row) => row.kind !== 'split')) {
    return { known: true, to: [{ code: only, weight: ONE }] };
  }
  const onBasis = rows.filter((row) => row.share?.basis === basis && Number.isFinite(row.share.value));
  const weights = onBasis.map((row) => ({ code: row.to, weight: fractionOf(row.share?.value ?? 0) }));
  const sum = weights.reduce((total, one) => addFractions(total, one.weight), ZERO);
  const sound =
    rows.every((row) => row.kind === 'split') &&
    onBasis.length === targets.length &&
    new Set(onBasis.map((row) => row.to)).size === targets.length &&
    weights.every((one) => compareFractions(one.weight, ZERO) >= 0) &&
    isWhole(sum);
  if (!sound) {
    const stated = new Set(rows.flatMap((row) => (row.share === null ? [] : [row.share.basis])));
    return { known: false, targets, stated: shareBases.filter((one) => stated.has(one)) };
  }
  const carrying = weights.filter((one) => one.weight.numerator !== 0n);
  return { known: true, to: carrying.map((one) => ({ ...one, weight: divideFractions(one.weight, sum) ?? ZERO })) };
}

/** Whether some shares add up to 1 within {@link SHARE_TOLERANCE}. */
export function isWhole(sum: Fraction): boolean {
  const tolerance = fractionOf(SHARE_TOLERANCE);
  const above = addFractions(sum, { numerator: -1n, denominator: 1n });
  const off = above.numerator < 0n ? { ...above, numerator: -above.numerator } : above;
  return compareFractions(off, tolerance) <= 0;
}

/** Rows in groups of what `keyOf` names alike, in the order they stand. */
export function groupRows(
  rows: readonly AdministrativeChange[],
  keyOf: (row: AdministrativeChange) => string,
): Map<string, AdministrativeChange[]> {
  const groups = new Map<string, AdministrativeChange[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}
