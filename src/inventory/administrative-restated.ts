import type { CivilDate } from '../calendar/civil.ts';
import type { LineagePart, RestateReason, Stuck } from './administrative-flow.ts';
import type { Fraction } from './administrative-fraction.ts';

/** Figures of one kind by the code of the unit they are about, none of them infinite. */
export type Figures =
  | { readonly kind: 'count'; readonly of: ReadonlyMap<string, number> }
  | {
      readonly kind: 'ratio';
      readonly of: ReadonlyMap<string, { readonly numerator: number; readonly denominator: number }>;
    }
  | { readonly kind: 'rank'; readonly of: ReadonlyMap<string, number> };

/** A figure on another tree; exact, for the parts of a count need not be whole. `ratio` is null where its denominator is 0. */
export type RestatedFigure =
  | { readonly kind: 'count'; readonly count: Fraction }
  | {
      readonly kind: 'ratio';
      readonly numerator: Fraction;
      readonly denominator: Fraction;
      readonly ratio: Fraction | null;
    }
  | { readonly kind: 'rank'; readonly rank: number };

/** What a unit of the other tree gets: its figure, or why there is none; and where it comes from. */
export type RestatedEntry = {
  readonly code: string;
  /** Null where something that belongs to it is not known: nothing is guessed, and no part is passed off as the whole. */
  readonly figure: RestatedFigure | null;
  readonly why: readonly RestateReason[];
  readonly lineage: readonly LineagePart[];
  /** Sources that handed in no figure, so that this one may be short of theirs. */
  readonly missing: readonly string[];
};

/** Figures shown on the tree of another date. `given` = `shown` + `held`, to the last digit; ranks have no sums. */
export type Restated = {
  readonly from: CivilDate;
  readonly to: CivilDate;
  /** In the order of codes. */
  readonly entries: readonly RestatedEntry[];
  /** Figures that come to no unit of that tree, by the last unit that held them. */
  readonly stuck: readonly Stuck[];
  readonly sums: { readonly given: Sums; readonly shown: Sums; readonly held: Sums };
};

/** Sums of counts: one number, or numerators and denominators. */
export type Sums = readonly Fraction[];
