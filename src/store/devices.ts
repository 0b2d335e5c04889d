import { and, asc, eq, getTableColumns, gt, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Scope } from '../access/scope.ts';
import type { Device, Lifecycle, Role } from '../inventory/device.ts';
import type { Commit } from './commits.ts';
import type { Db } from './database.ts';
import { agencies, devices } from './schema.ts';
import { inGivenScope, inScope, scopeJson } from './scope-filter.ts';

/** What narrows a list of devices; `afterId` continues behind the last one seen. */
export type DeviceFilter = {
  readonly agency?: string | undefined;
  readonly role?: Role | undefined;
  readonly lifecycle?: Lifecycle | undefined;
  readonly afterId?: number | undefined;
  readonly limit?: number | undefined;
};

/** A device's own columns: what a change sets. */
export type DeviceValues = Omit<Device, 'id' | 'parentIds' | 'createdAt' | 'changedSeq'>;

const idsSchema = z.array(z.number());
const referredSchema = z.number();
const NO_IDS: readonly number[] = [];

const columns = {
  ...getTableColumns(devices),
  parentIds: sql`(select json_group_array(parent_id order by parent_id) from device_parent where device_id = device.id)`
    .mapWith((ids: string): readonly number[] => (ids === '[]' ? NO_IDS : idsSchema.parse(JSON.parse(ids))))
    .as('parent_ids'),
};

/** Devices as they stand now, in the order of their ids. */
export function deviceReads(db: Db) {
  const { placeholder } = sql;
  const byId = db.orm
    .select(columns)
    .from(devices)
    .where(and(eq(devices.id, placeholder('id')), inGivenScope(devices.agencyId)))
    .prepare();
  const byName = db.orm
    .select(columns)
    .from(devices)
    .where(
      and(
        eq(devices.agencyId, placeholder('agencyId')),
        eq(devices.name, placeholder('name')),
        inGivenScope(devices.agencyId),
      ),
    )
    .prepare();
  return {
    list(scope: Scope, filter: DeviceFilter = {}): Device[] {
      const where = [
        inScope(devices.agencyId, scope),
        filter.role && eq(devices.role, filter.role),
        filter.lifecycle && eq(devices.lifecycle, filter.lifecycle),
        filter.afterId === undefined ? undefined : gt(devices.id, filter.afterId),
        filter.agency === undefined
          ? undefined
          : inArray(
              devices.agencyId,
              db.orm.select({ id: agencies.id }).from(agencies).where(eq(agencies.code, filter.agency)),
            ),
      ];
      const query = db.orm
        .select(columns)
        .from(devices)
        .where(and(...where.filter((part) => part !== undefined)))
        .orderBy(asc(devices.id));
      return filter.limit === undefined ? query.all() : query.limit(filter.limit).all();
    },
    byId(scope: Scope, id: number): Device | null {
      return byId.get({ id, scope: scopeJson(scope) }) ?? null;
    },
    byName(scope: Scope, agencyId: number, name: string): Device | null {
      return byName.get({ agencyId, name, scope: scopeJson(scope) }) ?? null;
    },
  };
}

/** Changes to devices. */
export function deviceWrites(db: Db) {
  const create = db.sqlite.prepare(`insert into device (agency_id, name, role, address, snmp_port, tcp_port,
      credential_id, reachability, lifecycle, created_at, changed_seq)
    values (:agencyId, :name, :role, :address, :snmpPort, :tcpPort, :credentialId, :reachability, :lifecycle,
      :createdAt, :changedSeq)`);
  const unlink = db.sqlite.prepare('delete from device_parent where device_id = ?');
  const link = db.sqlite.prepare('insert into device_parent (device_id, parent_id) values (?, ?)');
  const erase = db.sqlite.prepare('delete from device where id = ?');
  const referred = db.sqlite
    .prepare(`select exists (select 1 from device_parent where parent_id = :id)
      or exists (select 1 from observation where device_id = :id) or exists (select 1 from target_state where device_id = :id)
      or exists (select 1 from state_change where device_id = :id) or exists (select 1 from outage where device_id = :id)
      or exists (select 1 from gap where device_id = :id) or exists (select 1 from device_reading where device_id = :id)
      or exists (select 1 from interface where device_id = :id) or exists (select 1 from storage where device_id = :id)
      or exists (select 1 from processor where device_id = :id)
      or exists (select 1 from fact where subject_kind = 'device' and subject_id = :id)
      or exists (select 1 from record where kind = 'device_detail' and code = cast(:id as text))`)
    .pluck();
  const touch = db.sqlite.prepare('update device set changed_seq = ? where id = ?');
  return {
    create(commit: Commit, values: DeviceValues): number {
      const row = { ...values, createdAt: commit.at, changedSeq: commit.seq() };
      return Number(create.run(row).lastInsertRowid);
    },
    update(commit: Commit, id: number, values: DeviceValues): void {
      db.orm
        .update(devices)
        .set({ ...values, changedSeq: commit.seq() })
        .where(eq(devices.id, id))
        .run();
    },
    /** Erases a device that nothing refers to but its own parents; says whether it did. */
    erase(id: number): boolean {
      if (referredSchema.parse(referred.get({ id })) === 1) return false;
      unlink.run(id);
      erase.run(id);
      return true;
    },
    setParents(commit: Commit, id: number, parentIds: readonly number[]): void {
      unlink.run(id);
      for (const parentId of parentIds) link.run(id, parentId);
      touch.run(commit.seq(), id);
    },
  };
}
