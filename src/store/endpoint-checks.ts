import { z } from 'zod';
import type { Scope } from '../access/scope.ts';
import type { Interval } from '../calendar/interval.ts';
import { type EndpointName, type EndpointRun, endpointReasons } from '../monitor/endpoint.ts';
import { outcomes } from '../monitor/observation.ts';
import type { Db } from './database.ts';
import { scopeJson } from './scope-filter.ts';

/** A run as it is stored, with the system's code and its owner. */
export type StoredEndpointRun = EndpointRun & {
  readonly id: number;
  readonly system: string;
  readonly ownerId: number | null;
};

/** What narrows a list of runs; `beforeId` continues behind the last one seen. */
export type EndpointRunFilter = {
  readonly system?: string | undefined;
  readonly beforeId?: number | undefined;
  readonly limit: number;
};

const runSchema = z.object({
  id: z.number(),
  recordId: z.number(),
  endpoint: z.string(),
  outcome: z.enum(outcomes),
  reason: z.enum(endpointReasons).nullable(),
  httpStatus: z.number().nullable(),
  durationMs: z.number().nullable(),
  firstAt: z.number(),
  lastAt: z.number(),
  checks: z.number(),
});
const storedSchema = z.array(runSchema.extend({ system: z.string(), ownerId: z.number().nullable() }));
const runsSchema = z.array(runSchema);

const columns = `e.id, e.record_id as recordId, e.endpoint, e.outcome, e.reason, e.http_status as httpStatus,
  e.duration_ms as durationMs, e.first_at as firstAt, e.last_at as lastAt, e.checks`;
// A system belongs to whom it was last said to belong to.
const owner = '(select agency_id from record_version where record_id = e.record_id order by id desc limit 1)';
const ownRows = `select ${columns}, r.code as system, ${owner} as ownerId
  from endpoint_check e join record r on r.id = e.record_id
  where (:scope is null or ${owner} in (select value from json_each(:scope)))`;

/** What came of asking the endpoints of hosted systems. */
export function endpointCheckReads(db: Db) {
  const newest = db.sqlite.prepare(
    `${ownRows} and e.id in (select max(id) from endpoint_check group by record_id, endpoint)
      order by r.code, e.endpoint`,
  );
  const runs = db.sqlite.prepare(
    `${ownRows} and (:system is null or r.code = :system) and e.id < :beforeId order by e.id desc limit :limit`,
  );
  return {
    /** The newest run of every endpoint that was ever asked, by system and endpoint. */
    newest(scope: Scope): StoredEndpointRun[] {
      return storedSchema.parse(newest.all({ scope: scopeJson(scope) }));
    },
    /** Runs, the one begun last first. */
    runs(scope: Scope, { system, beforeId, limit }: EndpointRunFilter): StoredEndpointRun[] {
      const before = beforeId ?? Number.MAX_SAFE_INTEGER;
      return storedSchema.parse(runs.all({ scope: scopeJson(scope), system: system ?? null, beforeId: before, limit }));
    },
  };
}

/** Adds checks to their runs, and forgets old runs. */
export function endpointCheckWrites(db: Db) {
  const newest = db.sqlite.prepare(
    `select ${columns} from endpoint_check e where e.record_id = ? and e.endpoint = ? order by e.id desc limit 1`,
  );
  const touching = db.sqlite.prepare(
    `select ${columns} from endpoint_check e
      where e.record_id = ? and e.endpoint = ? and e.last_at >= ? and e.first_at < ? order by e.id`,
  );
  const add = db.sqlite.prepare(`insert into endpoint_check
    (record_id, endpoint, outcome, reason, http_status, duration_ms, first_at, last_at, checks)
    values (:recordId, :endpoint, :outcome, :reason, :httpStatus, :durationMs, :firstAt, :lastAt, :checks)`);
  const extend = db.sqlite.prepare(
    'update endpoint_check set last_at = :lastAt, checks = :checks, duration_ms = :durationMs where id = :id',
  );
  const forget = db.sqlite.prepare(`delete from endpoint_check where id in (
    select id from endpoint_check where last_at < ?
      and id not in (select max(id) from endpoint_check group by record_id, endpoint) order by id limit ?)`);
  return {
    newest({ recordId, endpoint }: EndpointName): (EndpointRun & { readonly id: number }) | null {
      const row = newest.get(recordId, endpoint);
      return row === undefined ? null : runSchema.parse(row);
    },
    /** Runs of one endpoint that touch a window, oldest first. */
    touching({ recordId, endpoint }: EndpointName, { from, to }: Interval): EndpointRun[] {
      return runsSchema.parse(touching.all(recordId, endpoint, from, to));
    },
    add(run: EndpointRun): void {
      add.run(run);
    },
    /** Lets a run go on. */
    extend(id: number, { lastAt, checks, durationMs }: EndpointRun): void {
      extend.run({ id, lastAt, checks, durationMs });
    },
    /** Deletes at most `limit` runs that ended before an instant; what was last known of an endpoint stays. */
    forgetBefore(at: number, limit: number): number {
      return forget.run(at, limit).changes;
    },
  };
}
