import { z } from 'zod';
import type { Scope } from '../access/scope.ts';
import { reachabilities } from '../inventory/device.ts';
import { type Observation, outcomes, type ProbeKind, purposes, reasons } from '../monitor/observation.ts';
import type { Db } from './database.ts';
import { scopeJson } from './scope-filter.ts';

/** An observation as it is kept; the id is what evidence refers to. */
export type StoredObservation = Observation & { readonly id: number };

const rowSchema = z
  .object({
    id: z.number(),
    device_id: z.number(),
    probe: z.enum(reachabilities),
    at: z.number(),
    outcome: z.enum(outcomes),
    reason: z.enum(reasons).nullable(),
    purpose: z.enum(purposes),
    rtt_ms: z.number().nullable(),
    echo_sent: z.number().nullable(),
    echo_received: z.number().nullable(),
    rtt_ms_min: z.number().nullable(),
    rtt_ms_mean: z.number().nullable(),
    rtt_ms_max: z.number().nullable(),
    jitter_ms: z.number().nullable(),
  })
  .transform(
    (row): StoredObservation => ({
      id: row.id,
      deviceId: row.device_id,
      probe: row.probe,
      at: row.at,
      outcome: row.outcome,
      reason: row.reason,
      purpose: row.purpose,
      rttMs: row.rtt_ms,
      echo:
        row.echo_sent === null || row.echo_received === null
          ? null
          : {
              sent: row.echo_sent,
              received: row.echo_received,
              lossRatio: row.echo_sent === 0 ? 0 : 1 - row.echo_received / row.echo_sent,
              rttMsMin: row.rtt_ms_min,
              rttMsMean: row.rtt_ms_mean,
              rttMsMax: row.rtt_ms_max,
              jitterMs: row.jitter_ms,
            },
    }),
  );
const rowsSchema = z.array(rowSchema);
const instantSchema = z.number().nullable();

/** Questions about observations; the caller names a device it may see. */
export function observationReads(db: Db) {
  const scoped =
    '(:scope is null or o.device_id in (select id from device where agency_id in (select value from json_each(:scope))))';
  const list = db.sqlite.prepare(
    `select o.* from observation o where o.device_id = :deviceId and (:probe is null or o.probe = :probe)
      and o.at < :before and ${scoped} order by o.at desc, o.id desc limit :limit`,
  );
  const latest = db.sqlite.prepare(
    `select o.* from target_state t join observation o on o.id = t.observation_id where ${scoped}`,
  );
  return {
    /** Observations of a device before an instant, newest first. */
    list(
      scope: Scope,
      filter: { deviceId: number; probe?: ProbeKind | undefined; before?: number | undefined; limit: number },
    ): StoredObservation[] {
      return rowsSchema.parse(
        list.all({
          scope: scopeJson(scope),
          deviceId: filter.deviceId,
          probe: filter.probe ?? null,
          before: filter.before ?? Number.MAX_SAFE_INTEGER,
          limit: filter.limit,
        }),
      );
    },
    /** The newest observation of every target. */
    latest(scope: Scope): StoredObservation[] {
      return rowsSchema.parse(latest.all({ scope: scopeJson(scope) }));
    },
  };
}

/** Adds observations, and forgets old ones. */
export function observationWrites(db: Db) {
  const insert = db.sqlite.prepare(
    `insert into observation (device_id, probe, at, outcome, reason, purpose, rtt_ms, echo_sent, echo_received,
      rtt_ms_min, rtt_ms_mean, rtt_ms_max, jitter_ms) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const forget = db.sqlite.prepare(
    'delete from observation where id in (select id from observation where at < ? order by at limit ?)',
  );
  const conclusive = db.sqlite
    .prepare(
      `select max(at) from observation where device_id = ? and probe = ? and at <= ? and outcome != 'inconclusive'`,
    )
    .pluck();
  return {
    add(one: Observation): number {
      const echo = one.echo;
      const { lastInsertRowid } = insert.run(
        one.deviceId,
        one.probe,
        one.at,
        one.outcome,
        one.reason,
        one.purpose,
        one.rttMs,
        echo?.sent ?? null,
        echo?.received ?? null,
        echo?.rttMsMin ?? null,
        echo?.rttMsMean ?? null,
        echo?.rttMsMax ?? null,
        echo?.jitterMs ?? null,
      );
      return Number(lastInsertRowid);
    },
    /** Instant of the last answer or miss of a target up to an instant, epoch ms; null when there is none. */
    lastConclusive(deviceId: number, probe: ProbeKind, until: number): number | null {
      return instantSchema.parse(conclusive.get(deviceId, probe, until));
    },
    /** Deletes at most `limit` observations older than an instant; returns how many, so that retention goes in small steps. */
    forgetBefore(at: number, limit: number): number {
      return forget.run(at, limit).changes;
    },
  };
}
