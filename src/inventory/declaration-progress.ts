import type { CivilDate } from '../calendar/civil.ts';
import type { Block } from './agency.ts';
import { dueOn } from './declaration-deadline.ts';
import {
  type DeclarationRecord,
  type DeclaringAgency,
  expectedAgencies,
  isHandedIn,
  missing,
  type Standing,
  standingsOf,
} from './declaration-standing.ts';
import type { Form } from './form.ts';
import type { FormPeriod } from './form-period.ts';

/** A share with the agencies that make up its numerator; `ratio` null = nobody is expected. */
export type ProgressShare = {
  readonly numerator: number;
  readonly denominator: number;
  readonly ratio: number | null;
  readonly agencyIds: readonly number[];
};

/** How far a block is (null = all blocks of the form). */
export type BlockProgress = {
  readonly block: Block | null;
  readonly expectedIds: readonly number[];
  /** Completeness: handed in, whether approved yet or not / expected. A returned declaration is not handed in. */
  readonly submitted: ProgressShare;
  /** Completeness: approved / expected. */
  readonly approved: ProgressShare;
  /** Timeliness: first submitted on the due day or before / expected. */
  readonly timely: ProgressShare;
  /** First submitted after the due day. */
  readonly lateIds: readonly number[];
  /** Not handed in: nothing begun, a draft, or returned. */
  readonly awaitedIds: readonly number[];
};

/** How far a form is for a period: each block of the form, and all together. */
export type Progress = {
  readonly dueOn: CivilDate;
  readonly blocks: readonly BlockProgress[];
  readonly all: BlockProgress;
};

/**
 * Completeness and timeliness of a form for a period over the agencies that owe it. The first submission decides on
 * timeliness: one in time stays in time when it is returned (how long the office looks at it is not the agency's doing), and
 * one that was late stays late however often it is submitted again.
 */
export function declarationProgress(
  form: Form,
  period: FormPeriod,
  agencies: readonly DeclaringAgency[],
  records: readonly DeclarationRecord[],
): Progress {
  const due = dueOn(form, period);
  const standings = standingsOf(form.key, period.from, records);
  const expected = expectedAgencies(form, period, agencies).map((agency) => ({
    ...agency,
    standing: standings.get(agency.id) ?? missing,
  }));
  const byBlock = Map.groupBy(expected, (agency) => agency.block);
  return {
    dueOn: due,
    blocks: form.blocks.map((block) => progressOf(block, byBlock.get(block) ?? [], due)),
    all: progressOf(null, expected, due),
  };
}

type Expected = DeclaringAgency & { readonly standing: Standing };

function progressOf(block: Block | null, expected: readonly Expected[], due: CivilDate): BlockProgress {
  const ids = (of: (standing: Standing) => boolean): number[] =>
    expected.filter((agency) => of(agency.standing)).map((agency) => agency.id);
  const share = (of: (standing: Standing) => boolean): ProgressShare => {
    const agencyIds = ids(of);
    const [numerator, denominator] = [agencyIds.length, expected.length];
    return { numerator, denominator, ratio: denominator === 0 ? null : numerator / denominator, agencyIds };
  };
  return {
    block,
    expectedIds: expected.map((agency) => agency.id),
    submitted: share(isHandedIn),
    approved: share(({ status }) => status === 'approved'),
    timely: share(({ firstSubmittedOn: on }) => on !== null && on <= due),
    lateIds: ids(({ firstSubmittedOn: on }) => on !== null && on > due),
    awaitedIds: ids((standing) => !isHandedIn(standing)),
  };
}
