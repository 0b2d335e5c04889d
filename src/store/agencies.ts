import { z } from 'zod';
import { type Scope, sees } from '../access/scope.ts';
import { type CivilDate, covers } from '../calendar/civil.ts';
import { type Agency, type AgencyPeriod, type AgencyValues, blocks, sameAgency } from '../inventory/agency.ts';
import type { AsKnown } from '../inventory/fact.ts';
import { runAt, timelineOf } from '../inventory/timeline.ts';
import type { Commit } from './commits.ts';
import type { Db } from './database.ts';
import { agencies } from './schema.ts';

const versionSchema = z.object({
  version: z.number(),
  name: z.string(),
  block: z.enum(blocks),
  parentId: z.number().nullable(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  retracted: z.number().transform((flag) => flag === 1),
});
const rowSchema = versionSchema.extend({
  id: z.number(),
  code: z.string(),
  parent: z.string().nullable(),
  knownSeq: z.number(),
});
type Row = z.infer<typeof rowSchema>;
const versionsSchema = z.array(versionSchema);
const rowsSchema = z.array(rowSchema);
const idSchema = z.number().optional();
const saidSchema = z.array(z.object({ id: z.number(), code: z.string(), newestSeq: z.number() }));

const versionColumns = `v.id as version, v.name, v.block, v.parent_id as parentId, v.valid_from as validFrom,
  v.valid_to as validTo, v.retracted`;
const rowsSql = `select ${versionColumns}, a.id, a.code, p.code as parent, v.known_seq as knownSeq
  from agency_version v
  join agency a on a.id = v.agency_id
  left join agency p on p.id = v.parent_id`;

/** Agencies as they are held to be on a date, as known by a commit. */
export function agencyReads(db: Db) {
  const all = db.sqlite.prepare(`${rowsSql} where v.known_seq <= ? order by a.code, v.id`);
  const one = db.sqlite.prepare(`${rowsSql} where a.code = ? and v.known_seq <= ?`);
  const exists = db.sqlite.prepare('select id from agency where code = ?').pluck();
  const histories = (knownSeq: number): Row[][] => [
    ...Map.groupBy(rowsSchema.parse(all.all(knownSeq)), (row) => row.id).values(),
  ];
  const seen = (scope: Scope, found: readonly (Agency | null)[]): Agency[] =>
    found.filter((agency) => agency !== null).filter((agency) => sees(scope, agency.id));
  return {
    /** What was last said of every agency that ever was; `validTo` tells the closed ones. */
    newest(scope: Scope): Agency[] {
      return seen(scope, histories(Number.MAX_SAFE_INTEGER).map(lastSaid));
    },
    list(scope: Scope, { asOf, knownSeq }: AsKnown): Agency[] {
      return seen(
        scope,
        histories(knownSeq).map((rows) => agencyOn(rows, asOf)),
      );
    },
    /** Every period of every agency, as known by a commit: what an export tells. */
    periods(scope: Scope, knownSeq: number): Agency[] {
      return seen(
        scope,
        histories(knownSeq).flatMap((rows) =>
          agencyTimeline(rows).map(({ from, to, values }) => agencyOf(rows, values, { from, to })),
        ),
      );
    },
    byCode(scope: Scope, code: string, { asOf, knownSeq }: AsKnown): Agency | null {
      return seen(scope, [agencyOn(asWritten(rowsSchema.parse(one.all(code, knownSeq))), asOf)])[0] ?? null;
    },
    /** The id behind a code, whether or not the agency is in being on any date. */
    idOf(scope: Scope, code: string): number | null {
      const id = idSchema.parse(exists.get(code));
      return id !== undefined && sees(scope, id) ? id : null;
    },
  };
}

/** Changes to agencies: always a new version, never an update. */
export function agencyWrites(db: Db) {
  const versions = db.sqlite.prepare(`select ${versionColumns} from agency_version v where v.agency_id = ?`);
  const before = db.sqlite.prepare(
    `select ${versionColumns} from agency_version v where v.agency_id = ? and v.known_seq < ?`,
  );
  const saidBy = db.sqlite.prepare(`select a.id, a.code, max(v.known_seq) as newestSeq from agency_version v
    join agency a on a.id = v.agency_id where v.agency_id in (select agency_id from agency_version where known_seq = ?)
    group by a.id order by a.id`);
  const addVersion = db.sqlite.prepare(`insert into agency_version
    (agency_id, known_seq, valid_from, valid_to, retracted, name, block, parent_id) values (?, ?, ?, ?, ?, ?, ?, ?)`);
  const add = (commit: Commit, agencyId: number, period: AgencyPeriod, retracted: boolean): void => {
    const { from, to, values } = period;
    const { name, block, parentId } = values;
    addVersion.run(agencyId, commit.seq(), from, to, retracted ? 1 : 0, name, block, parentId);
  };
  return {
    create(code: string): number {
      return db.orm.insert(agencies).values({ code }).returning({ id: agencies.id }).get().id;
    },
    /** All that is known of one agency's being, oldest first. */
    timeline(agencyId: number): AgencyPeriod[] {
      return agencyTimeline(asWritten(versionsSchema.parse(versions.all(agencyId))));
    },
    /** The part of it that holds a date: periods that touch. Empty when the agency is not in being then. */
    being(agencyId: number, date: CivilDate): readonly AgencyPeriod[] {
      return runAt(agencyTimeline(asWritten(versionsSchema.parse(versions.all(agencyId)))), date);
    },
    /** The same as it was known before a commit. */
    timelineBefore(agencyId: number, seq: number): AgencyPeriod[] {
      return agencyTimeline(asWritten(versionsSchema.parse(before.all(agencyId, seq))));
    },
    /** Agencies that a commit said something of, with the newest commit that did. */
    saidBy(seq: number): { readonly id: number; readonly code: string; readonly newestSeq: number }[] {
      return saidSchema.parse(saidBy.all(seq));
    },
    /** Says what an agency is in a period. */
    say(commit: Commit, agencyId: number, period: AgencyPeriod): void {
      add(commit, agencyId, period, false);
    },
    /** Says that an agency is not in being in a period; `values` is what had been said of it. */
    retract(commit: Commit, agencyId: number, period: AgencyPeriod): void {
      add(commit, agencyId, period, true);
    },
  };
}

function agencyTimeline(rows: readonly z.infer<typeof versionSchema>[]): AgencyPeriod[] {
  const versions = rows.map(({ name, block, parentId, validFrom, validTo, retracted }) => {
    return { values: { name, block, parentId }, validFrom, validTo, retracted };
  });
  return timelineOf(versions, sameAgency);
}

// Sorting the few versions of one agency here is cheaper than opening a sorter in SQLite.
function asWritten<T extends { readonly version: number }>(rows: readonly T[]): T[] {
  return rows.toSorted((a, b) => a.version - b.version);
}

function agencyOn(rows: readonly Row[], date: CivilDate): Agency | null {
  const run = runAt(agencyTimeline(rows), date);
  const period = run.find((one) => covers(one, date));
  return period
    ? agencyOf(rows, period.values, { from: run[0]?.from ?? period.from, to: run.at(-1)?.to ?? null })
    : null;
}

// One closed on its first day was in being on none; it is told as closed from that day.
function lastSaid(rows: readonly Row[]): Agency | null {
  const timeline = agencyTimeline(rows);
  const last = timeline.at(-1);
  const run = last ? runAt(timeline, last.from) : [];
  if (last) return agencyOf(rows, last.values, { from: run[0]?.from ?? last.from, to: last.to });
  const never = rows.at(-1);
  return never ? agencyOf(rows, never, { from: never.validFrom, to: never.validFrom }) : null;
}

function agencyOf(
  rows: readonly Row[],
  { name, block, parentId }: AgencyValues,
  being: { readonly from: CivilDate; readonly to: CivilDate | null },
): Agency | null {
  const newest = rows.at(-1);
  if (!newest) return null;
  const { id, code, knownSeq } = newest;
  const parent = rows.find((row) => row.parentId === parentId)?.parent ?? null;
  return { id, code, name, block, parentId, parent, validFrom: being.from, validTo: being.to, knownSeq };
}
