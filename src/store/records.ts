import { z } from 'zod';
import { type Scope, sees } from '../access/scope.ts';
import { type CivilDate, covers } from '../calendar/civil.ts';
import type { AsKnown } from '../inventory/fact.ts';
import {
  canonicalValues,
  type InventoryRecord,
  type RecordKind,
  type RecordPeriod,
  type RecordSaying,
  recordKinds,
  sameRecord,
} from '../inventory/record.ts';
import { runAt, timelineOf } from '../inventory/timeline.ts';
import type { Commit } from './commits.ts';
import type { Db } from './database.ts';

const valueSchema = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.array(z.number())]);
const dataSchema = z.string().transform((text, context) => {
  const parsed = z.record(z.string(), valueSchema).safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  context.addIssue({ code: 'custom', message: parsed.error.message });
  return z.NEVER;
});
const versionSchema = z.object({
  version: z.number(),
  agencyId: z.number().nullable(),
  data: dataSchema,
  validFrom: z.string(),
  validTo: z.string().nullable(),
  retracted: z.number().transform((flag) => flag === 1),
  knownSeq: z.number(),
});
const rowSchema = versionSchema.extend({ id: z.number(), kind: z.enum(recordKinds), code: z.string() });
type Row = z.infer<typeof rowSchema>;
const versionsSchema = z.array(versionSchema);
const rowsSchema = z.array(rowSchema);
const foundSchema = z.object({ id: z.number(), kind: z.enum(recordKinds), code: z.string() }).optional();

const versionColumns = `v.id as version, v.agency_id as agencyId, v.data, v.valid_from as validFrom, v.valid_to as validTo,
  v.retracted, v.known_seq as knownSeq`;
const rowsSql = `select ${versionColumns}, r.id, r.kind, r.code from record_version v join record r on r.id = v.record_id`;

/** A record as it was last said to be, with every period of its being. */
export type StoredRecord = InventoryRecord & { readonly timeline: readonly RecordPeriod[] };

/** What names a record. */
export type RecordRef = { readonly kind: RecordKind; readonly code: string };

/** Records as they are held to be on a date, as known by a commit. What is the province's own is for everybody to see. */
export function recordReads(db: Db) {
  const all = db.sqlite.prepare(`${rowsSql} where r.kind = ? and v.known_seq <= ? order by r.code, v.id`);
  const one = db.sqlite.prepare(`${rowsSql} where r.kind = ? and r.code = ? and v.known_seq <= ? order by v.id`);
  const byId = db.sqlite.prepare('select id, kind, code from record where id = ?');
  const histories = (kind: RecordKind, knownSeq: number): Row[][] => [
    ...Map.groupBy(rowsSchema.parse(all.all(kind, knownSeq)), (row) => row.id).values(),
  ];
  const seen = (scope: Scope, found: readonly (InventoryRecord | null)[]): InventoryRecord[] =>
    found.filter((record) => record !== null).filter(({ agencyId }) => agencyId === null || sees(scope, agencyId));
  return {
    /** Records of a kind in being on a date, by code. */
    list(scope: Scope, kind: RecordKind, { asOf, knownSeq }: AsKnown): InventoryRecord[] {
      return seen(
        scope,
        histories(kind, knownSeq).map((rows) => recordOn(rows, asOf)),
      );
    },
    /** What was last said of every record of a kind that ever was; `validTo` tells the closed ones. */
    newest(scope: Scope, kind: RecordKind): InventoryRecord[] {
      return seen(scope, histories(kind, Number.MAX_SAFE_INTEGER).map(lastSaid));
    },
    /** Every period of every record of a kind, as known by a commit: what an export tells. */
    periods(scope: Scope, kind: RecordKind, knownSeq: number): InventoryRecord[] {
      return seen(
        scope,
        histories(kind, knownSeq).flatMap((rows) =>
          recordTimeline(rows).map(({ from, to, values }) => recordOf(rows, values, { from, to })),
        ),
      );
    },
    byCode(scope: Scope, { kind, code }: RecordRef, { asOf, knownSeq }: AsKnown): InventoryRecord | null {
      return seen(scope, [recordOn(rowsSchema.parse(one.all(kind, code, knownSeq)), asOf)])[0] ?? null;
    },
    /** What was last said of one, whether or not it is in being on any date. */
    last(scope: Scope, { kind, code }: RecordRef): InventoryRecord | null {
      return seen(scope, [lastSaid(rowsSchema.parse(one.all(kind, code, Number.MAX_SAFE_INTEGER)))])[0] ?? null;
    },
    /** The same by id. */
    lastById(scope: Scope, id: number): InventoryRecord | null {
      const found = foundSchema.parse(byId.get(id));
      if (!found) return null;
      const rows = rowsSchema.parse(one.all(found.kind, found.code, Number.MAX_SAFE_INTEGER));
      return seen(scope, [lastSaid(rows)])[0] ?? null;
    },
  };
}

/** Changes to records: always a new version, never an update. */
export function recordWrites(db: Db) {
  const versions = db.sqlite.prepare(
    `select ${versionColumns} from record_version v where v.record_id = ? order by v.id`,
  );
  const before = db.sqlite.prepare(
    `select ${versionColumns} from record_version v where v.record_id = ? and v.known_seq < ? order by v.id`,
  );
  const ofCommit = db.sqlite.prepare(`${rowsSql} where v.known_seq = ? order by v.id`);
  const whole = db.sqlite.prepare(`${rowsSql} where r.kind = ? and r.code = ? order by v.id`);
  const create = db.sqlite.prepare('insert into record (kind, code) values (?, ?)');
  const add = db.sqlite.prepare(`insert into record_version
    (record_id, known_seq, valid_from, valid_to, retracted, agency_id, data) values (?, ?, ?, ?, ?, ?, ?)`);
  const write = (commit: Commit, recordId: number, { from, to, values }: RecordPeriod, retracted: boolean): void => {
    const data = canonicalValues(values.values);
    add.run(recordId, commit.seq(), from, to, retracted ? 1 : 0, values.agencyId, data);
  };
  return {
    create({ kind, code }: RecordRef): number {
      return Number(create.run(kind, code).lastInsertRowid);
    },
    /** A record with all that is known of its being; null when there never was one. */
    find({ kind, code }: RecordRef): StoredRecord | null {
      const rows = rowsSchema.parse(whole.all(kind, code));
      const last = lastSaid(rows);
      return last && { ...last, timeline: recordTimeline(rows) };
    },
    /** All that is known of one record's being, oldest first. */
    timeline(recordId: number): RecordPeriod[] {
      return recordTimeline(versionsSchema.parse(versions.all(recordId)));
    },
    /** The same as it was known before a commit. */
    timelineBefore(recordId: number, seq: number): RecordPeriod[] {
      return recordTimeline(versionsSchema.parse(before.all(recordId, seq)));
    },
    /** The part of it that holds a date: periods that touch. Empty when the record is not in being then. */
    being(recordId: number, date: CivilDate): readonly RecordPeriod[] {
      return runAt(recordTimeline(versionsSchema.parse(versions.all(recordId))), date);
    },
    /** Records that a commit said something of, with the newest commit that did. */
    saidBy(seq: number): RecordRef[] {
      const rows = rowsSchema.parse(ofCommit.all(seq));
      return [...new Map(rows.map(({ id, kind, code }) => [id, { kind, code }])).values()];
    },
    /** Says what a record is in a period. */
    say(commit: Commit, recordId: number, period: RecordPeriod): void {
      write(commit, recordId, period, false);
    },
    /** Says that a record is not in being in a period; `values` is what had been said of it. */
    retract(commit: Commit, recordId: number, period: RecordPeriod): void {
      write(commit, recordId, period, true);
    },
  };
}

function recordTimeline(rows: readonly z.infer<typeof versionSchema>[]): RecordPeriod[] {
  const versions = rows.map(({ agencyId, data, validFrom, validTo, retracted }) => {
    const values: RecordSaying = { agencyId, values: data };
    return { values, validFrom, validTo, retracted };
  });
  return timelineOf(versions, sameRecord);
}

function recordOn(rows: readonly Row[], date: CivilDate): InventoryRecord | null {
  const run = runAt(recordTimeline(rows), date);
  const period = run.find((one) => covers(one, date));
  return period
    ? recordOf(rows, period.values, { from: run[0]?.from ?? period.from, to: run.at(-1)?.to ?? null })
    : null;
}

function lastSaid(rows: readonly Row[]): InventoryRecord | null {
  const timeline = recordTimeline(rows);
  const last = timeline.at(-1);
  const run = last ? runAt(timeline, last.from) : [];
  if (last) return recordOf(rows, last.values, { from: run[0]?.from ?? last.from, to: last.to });
  const never = rows.at(-1);
  if (!never) return null;
  const { agencyId, data, validFrom } = never;
  return recordOf(rows, { agencyId, values: data }, { from: validFrom, to: validFrom });
}

function recordOf(
  rows: readonly Row[],
  { agencyId, values }: RecordSaying,
  being: { readonly from: CivilDate; readonly to: CivilDate | null },
): InventoryRecord {
  const newest = rows.at(-1);
  if (!newest) throw new Error('a record without versions');
  const { id, kind, code, knownSeq } = newest;
  return { id, kind, code, agencyId, values, validFrom: being.from, validTo: being.to, knownSeq };
}
