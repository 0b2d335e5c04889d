import type { Scope } from '../access/scope.ts';
import type { CivilDate } from '../calendar/civil.ts';
import { type Agency, sameAgency } from '../inventory/agency.ts';
import { sameRecord } from '../inventory/record.ts';
import type { ReadStore } from '../store/read-store.ts';
import type { RecordRef } from '../store/records.ts';

/** Dates on which the same was said of something, and the commit since which that is known. */
export type KnownPeriod<T> = {
  readonly from: CivilDate;
  readonly to: CivilDate | null;
  readonly said: T;
  readonly knownSeq: number;
};

/** An agency's being as known by a commit, oldest first: from its changes on record, each looked at on its day. */
export function agencyHistory(read: ReadStore, scope: Scope, code: string, knownSeq: number): KnownPeriod<Agency>[] {
  const changes = changesOf(read, { kind: 'agency', id: code }, knownSeq);
  const on = (asOf: CivilDate, seq: number) => read.agencies.byCode(scope, code, { asOf, knownSeq: seq });
  return periodsOf(changes, on, sameAgency, knownSeq);
}

/** The same of a record. */
export function recordHistory(read: ReadStore, scope: Scope, ref: RecordRef, knownSeq: number) {
  const changes = changesOf(read, { kind: 'record', id: `${ref.kind} ${ref.code}` }, knownSeq);
  const on = (asOf: CivilDate, seq: number) => read.records.byCode(scope, ref, { asOf, knownSeq: seq });
  return periodsOf(changes, on, sameRecord, knownSeq);
}

type Changes = { readonly dates: readonly CivilDate[]; readonly seqs: readonly number[] };

const MOST = 10_000;

// Every change on record names the day from which it holds, or on which the thing ended.
function changesOf(read: ReadStore, { kind, id }: { kind: string; id: string }, knownSeq: number): Changes {
  const rows = read.audits.list({ subjectKind: kind, subjectId: id, limit: MOST }).filter(({ seq }) => seq <= knownSeq);
  const dates = rows.flatMap(({ detail }) => datesIn(detail));
  return { dates: [...new Set(dates)], seqs: [...new Set(rows.map(({ seq }) => seq))].toSorted((a, b) => a - b) };
}

function datesIn(detail: unknown): CivilDate[] {
  if (typeof detail !== 'object' || detail === null) return [];
  const { from, on } = { from: null, on: null, ...detail };
  return [from, on].filter((one) => typeof one === 'string').filter((one) => /^\d{4}-\d{2}-\d{2}$/.test(one));
}

type Being = { readonly validFrom: CivilDate; readonly validTo: CivilDate | null };

function periodsOf<T extends Being>(
  { dates, seqs }: Changes,
  on: (asOf: CivilDate, seq: number) => T | null,
  same: (a: T, b: T) => boolean,
  knownSeq: number,
): KnownPeriod<T>[] {
  const ends = dates.flatMap((date) => {
    const found = on(date, knownSeq);
    return found === null ? [] : [found.validFrom, ...(found.validTo === null ? [] : [found.validTo])];
  });
  const days = [...new Set([...dates, ...ends])].toSorted();
  const periods: KnownPeriod<T>[] = [];
  for (const [at, from] of days.entries()) {
    const said = on(from, knownSeq);
    if (said === null) continue;
    const next = days[at + 1] ?? null;
    const to = said.validTo !== null && (next === null || said.validTo < next) ? said.validTo : next;
    const last = periods.at(-1);
    if (last?.to === from && same(last.said, said)) periods[periods.length - 1] = { ...last, to };
    else periods.push({ from, to, said, knownSeq: sinceWhen(seqs, said, same, (seq) => on(from, seq)) ?? knownSeq });
  }
  return periods;
}

// The first of the last commits by all of which the same was known.
function sinceWhen<T>(
  seqs: readonly number[],
  said: T,
  same: (a: T, b: T) => boolean,
  asKnown: (seq: number) => T | null,
): number | null {
  let since: number | null = null;
  for (const seq of seqs.toReversed()) {
    const then = asKnown(seq);
    if (then === null || !same(then, said)) return since;
    since = seq;
  }
  return since;
}
