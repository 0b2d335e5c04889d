import { type CivilDate, civilDateOf, covers } from '../calendar/civil.ts';
import type { Agency } from './agency.ts';
import { type DeclarationEvent, type DeclarationStatus, declarationStatus } from './declaration.ts';
import type { Form } from './form.ts';
import { type FormPeriod, lastDay } from './form-period.ts';

/** One revision of what an agency declares on a form for a period, with its events in order. */
export type DeclarationRecord = {
  readonly agencyId: number;
  readonly form: string;
  readonly periodFrom: CivilDate;
  readonly revision: number;
  readonly events: readonly DeclarationEvent[];
};

/** An agency as far as forms go: `block` and being as of the period looked at. */
export type DeclaringAgency = Pick<Agency, 'id' | 'block' | 'validFrom' | 'validTo'>;

/**
 * How an agency stands with a form. Once a revision is approved it stands as approved, whatever becomes of a correction;
 * else as its newest revision does; `missing` = nothing was begun.
 */
export type Standing = {
  readonly status: DeclarationStatus | 'missing';
  /** Civil date of the first submission ever; null = never submitted. */
  readonly firstSubmittedOn: CivilDate | null;
};

/**
 * Who owes a form for a period: agencies of its blocks in being on the last day of the period. One that ended before cannot
 * declare any more, its successors can.
 */
export function expectedAgencies<One extends DeclaringAgency>(
  form: Form,
  period: FormPeriod,
  agencies: readonly One[],
): One[] {
  const day = lastDay(period);
  return agencies.filter(
    (agency) => form.blocks.includes(agency.block) && covers({ from: agency.validFrom, to: agency.validTo }, day),
  );
}

/** How each agency with a declaration on the form for the period stands, by its id. */
export function standingsOf(
  form: string,
  periodFrom: CivilDate,
  records: readonly DeclarationRecord[],
): ReadonlyMap<number, Standing> {
  const concerned = records.filter((record) => record.form === form && record.periodFrom === periodFrom);
  const byAgency = Map.groupBy(concerned, (record) => record.agencyId);
  return new Map([...byAgency].map(([agencyId, revisions]) => [agencyId, standingOf(revisions)]));
}

/** Nothing was begun. */
export const missing: Standing = { status: 'missing', firstSubmittedOn: null };

/** Whether the form lies with the office, approved or to be approved: nothing is awaited of the agency. */
export function isHandedIn({ status }: Standing): boolean {
  return status === 'submitted' || status === 'approved';
}

function standingOf(revisions: readonly DeclarationRecord[]): Standing {
  const sorted = revisions.toSorted((a, b) => a.revision - b.revision);
  const statuses = sorted.map((revision) => declarationStatus(revision.events));
  const first = sorted.flatMap((revision) => revision.events).find((event) => event.action === 'submit');
  return {
    status: statuses.includes('approved') ? 'approved' : (statuses.at(-1) ?? 'missing'),
    firstSubmittedOn: first === undefined ? null : civilDateOf(first.at),
  };
}
