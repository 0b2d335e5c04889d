import { and, asc, count, desc, eq, gt, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Scope } from '../access/scope.ts';
import type { Interval } from '../calendar/interval.ts';
import type { ProbeKind } from '../monitor/observation.ts';
import type { Outage, OutageOpening } from '../monitor/outage.ts';
import type { StateChange, TargetState } from '../monitor/state.ts';
import type { Db } from './database.ts';
import { devices, gaps, outages, stateChanges, targetStates } from './schema.ts';
import { inGivenScope, inScope, scopeJson } from './scope-filter.ts';

/** A target's remembered state with its key. */
export type StoredTarget = TargetState & {
  readonly deviceId: number;
  readonly probe: ProbeKind;
  readonly observationId: number | null;
};

const idSchema = z.number().nullable();

/** Questions about states, outages and gaps. */
export function targetReads(db: Db) {
  const { placeholder } = sql;
  const changes = db.orm
    .select({ at: stateChanges.at, decidedAt: stateChanges.decidedAt, state: stateChanges.state })
    .from(stateChanges)
    .innerJoin(devices, eq(devices.id, stateChanges.deviceId))
    .where(
      and(
        eq(stateChanges.deviceId, placeholder('deviceId')),
        eq(stateChanges.probe, placeholder('probe')),
        lt(stateChanges.at, placeholder('until')),
        inGivenScope(devices.agencyId),
      ),
    )
    .orderBy(asc(stateChanges.at), asc(stateChanges.id))
    .prepare();
  const gapsIn = db.orm
    .select({ from: gaps.startedAt, to: sql<number>`coalesce(${gaps.endedAt}, ${placeholder('to')})` })
    .from(gaps)
    .innerJoin(devices, eq(devices.id, gaps.deviceId))
    .where(
      and(
        eq(gaps.deviceId, placeholder('deviceId')),
        eq(gaps.probe, placeholder('probe')),
        lt(gaps.startedAt, placeholder('to')),
        or(isNull(gaps.endedAt), gt(gaps.endedAt, placeholder('from'))),
        inGivenScope(devices.agencyId),
      ),
    )
    .orderBy(asc(gaps.startedAt))
    .prepare();
  return {
    list(scope: Scope): StoredTarget[] {
      return db.orm
        .select()
        .from(targetStates)
        .where(inDevices(db, scope))
        .orderBy(asc(targetStates.deviceId), asc(targetStates.probe))
        .all();
    },
    ofDevice(scope: Scope, deviceId: number): StoredTarget[] {
      return db.orm
        .select()
        .from(targetStates)
        .where(and(eq(targetStates.deviceId, deviceId), inDevices(db, scope)))
        .all();
    },
    /** Changes of one target up to an instant, oldest first. */
    changes(scope: Scope, deviceId: number, probe: ProbeKind, until: number): StateChange[] {
      return changes.all({ scope: scopeJson(scope), deviceId, probe, until });
    },
    /** Times of a window in which nothing was known of a target; one without an end is told up to the window's. */
    gaps(scope: Scope, deviceId: number, probe: ProbeKind, window: Interval): Interval[] {
      return gapsIn.all({ scope: scopeJson(scope), deviceId, probe, ...window });
    },
    /** Outages, newest first. `judged`: only those seen by the probe that judges the device. */
    outages(scope: Scope, filter: OutageFilter): Outage[] {
      const where = [
        inScope(devices.agencyId, scope),
        filter.open === true ? isNull(outages.endedAt) : undefined,
        filter.deviceId === undefined ? undefined : eq(outages.deviceId, filter.deviceId),
        filter.judged === false ? undefined : eq(outages.probe, devices.reachability),
        filter.beforeId === undefined ? undefined : lt(outages.id, filter.beforeId),
        filter.window === undefined
          ? undefined
          : and(
              lt(outages.startedAt, filter.window.to),
              or(isNull(outages.endedAt), gt(outages.endedAt, filter.window.from)),
            ),
      ];
      return db.orm
        .select(outageColumns)
        .from(outages)
        .innerJoin(devices, eq(devices.id, outages.deviceId))
        .where(and(...where))
        .orderBy(desc(outages.id))
        .limit(filter.limit)
        .all()
        .map(asOutage);
    },
    outageById(scope: Scope, id: number): Outage | null {
      const row = db.orm
        .select(outageColumns)
        .from(outages)
        .innerJoin(devices, eq(devices.id, outages.deviceId))
        .where(and(eq(outages.id, id), inScope(devices.agencyId, scope)))
        .get();
      return row ? asOutage(row) : null;
    },
    /** How many outages were ever confirmed, by the probe that judges the device. */
    outageCount(scope: Scope): number {
      return (
        db.orm
          .select({ count: count() })
          .from(outages)
          .innerJoin(devices, eq(devices.id, outages.deviceId))
          .where(and(inScope(devices.agencyId, scope), eq(outages.probe, devices.reachability)))
          .get()?.count ?? 0
      );
    },
  };
}

/** What narrows a list of outages. */
export type OutageFilter = {
  readonly open?: boolean | undefined;
  readonly deviceId?: number | undefined;
  readonly judged?: boolean | undefined;
  readonly beforeId?: number | undefined;
  readonly window?: Interval | undefined;
  readonly limit: number;
};

/** Writes what folding decided. */
export function targetWrites(db: Db) {
  const { sqlite } = db;
  const ofTarget = 'device_id = :deviceId and probe = :probe';
  const put = sqlite.prepare(`insert or replace into target_state (device_id, probe, state, since, last_observed_at,
      last_good_at, first_miss_at, misses, interval_ms, reason, observation_id)
    values (:deviceId, :probe, :state, :since, :lastObservedAt, :lastGoodAt, :firstMissAt, :misses, :intervalMs, :reason,
      :observationId)`);
  const setState = sqlite.prepare(`update target_state set state = :state, since = :at where ${ofTarget}`);
  const drop = sqlite.prepare(`delete from target_state where ${ofTarget}`);
  const addChange = sqlite.prepare(`insert into state_change (device_id, probe, at, decided_at, state)
    values (:deviceId, :probe, :at, :decidedAt, :state)`);
  const addGap = sqlite.prepare(`insert into gap (device_id, probe, started_at, ended_at)
    values (:deviceId, :probe, :from, :to)`);
  const endGap = sqlite.prepare(`update gap set ended_at = :at where ${ofTarget} and ended_at is null`);
  const openOutage =
    sqlite.prepare(`insert into outage (device_id, probe, cause, started_at, last_good_at, first_bad_at,
      confirmed_at) values (:deviceId, :probe, :cause, :startedAt, :lastGoodAt, :firstBadAt, :confirmedAt)`);
  const closeOutage = sqlite.prepare(`update outage set ended_at = :endedAt where ${ofTarget} and ended_at is null`);
  const outageAt = sqlite
    .prepare(
      `select max(id), count(*) from outage where ${ofTarget} and started_at <= :at
        and (ended_at is null or ended_at > :at)`,
    )
    .pluck();
  const setRoot = sqlite.prepare('update outage set root_outage_id = ? where id = ?');
  const one = db.orm
    .select()
    .from(targetStates)
    .where(
      and(eq(targetStates.deviceId, sql.placeholder('deviceId')), eq(targetStates.probe, sql.placeholder('probe'))),
    )
    .prepare();
  return {
    /** What is remembered of one target, for folding; null before its first observation. */
    one(deviceId: number, probe: ProbeKind): StoredTarget | null {
      return one.get({ deviceId, probe }) ?? null;
    },
    /** The outage that a target was in at an instant; null when it was in none. */
    outageAt(deviceId: number, probe: ProbeKind, at: number): number | null {
      return idSchema.parse(outageAt.get({ deviceId, probe, at }));
    },
    put(target: StoredTarget): void {
      put.run(target);
    },
    /** Sets only the state and since when: what the topology makes of a target. */
    setState(deviceId: number, probe: ProbeKind, change: Pick<StateChange, 'at' | 'state'>): void {
      setState.run({ deviceId, probe, at: change.at, state: change.state });
    },
    addChange(deviceId: number, probe: ProbeKind, change: StateChange): void {
      addChange.run({ deviceId, probe, ...change });
    },
    /** A time in which nothing was known; `to` null = until the target is probed again, which {@link endGap} tells. */
    addGap(deviceId: number, probe: ProbeKind, gap: { readonly from: number; readonly to: number | null }): void {
      addGap.run({ deviceId, probe, from: gap.from, to: gap.to });
    },
    endGap(deviceId: number, probe: ProbeKind, at: number): void {
      endGap.run({ deviceId, probe, at });
    },
    openOutage(deviceId: number, probe: ProbeKind, opening: OutageOpening): number {
      return Number(openOutage.run({ deviceId, probe, ...opening }).lastInsertRowid);
    },
    /** Ends the open outage of a target, if there is one. */
    closeOutage(deviceId: number, probe: ProbeKind, endedAt: number): void {
      closeOutage.run({ deviceId, probe, endedAt });
    },
    setRoot(outageId: number, rootOutageId: number | null): void {
      setRoot.run(rootOutageId, outageId);
    },
    /** Forgets the running state of a target that is no longer probed; its changes, outages and gaps stay. */
    drop(deviceId: number, probe: ProbeKind): void {
      drop.run({ deviceId, probe });
    },
  };
}

type OutageRow = Omit<Outage, 'target'> & { readonly deviceId: number };

const asOutage = ({ deviceId, ...row }: OutageRow): Outage => ({ ...row, target: { kind: 'device', id: deviceId } });

const outageColumns = {
  id: outages.id,
  deviceId: outages.deviceId,
  probe: outages.probe,
  cause: outages.cause,
  startedAt: outages.startedAt,
  endedAt: outages.endedAt,
  lastGoodAt: outages.lastGoodAt,
  firstBadAt: outages.firstBadAt,
  confirmedAt: outages.confirmedAt,
  rootOutageId: outages.rootOutageId,
};

const inDevices = (db: Db, scope: Scope) =>
  scope.agencyIds === null
    ? undefined
    : inArray(
        targetStates.deviceId,
        db.orm.select({ id: devices.id }).from(devices).where(inScope(devices.agencyId, scope)),
      );
