import { and, asc, eq, getTableColumns, isNull, sql } from 'drizzle-orm';
import type { Scope } from '../access/scope.ts';
import type { ProcessorReading, StorageReading, SystemReading } from '../monitor/reading.ts';
import type { Db } from './database.ts';
import { deviceReadings, devices, interfaces, processors, storages } from './schema.ts';
import { inScope } from './scope-filter.ts';

/** The newest system group of a device. */
export type StoredSystem = SystemReading & {
  readonly deviceId: number;
  readonly at: number;
  readonly partial: boolean;
};

/** An interface by its surrogate id with its newest reading; rates in bits per second or the reason there is none. */
export type StoredInterface = {
  readonly id: number;
  readonly deviceId: number;
  readonly ifIndex: number;
  readonly ifName: string | null;
  readonly ifDescr: string | null;
  readonly ifAlias: string | null;
  readonly ifType: number | null;
  readonly ifPhysAddress: string | null;
  readonly ifAdminStatus: number | null;
  readonly ifOperStatus: number | null;
  readonly speedBps: number | null;
  readonly counterBits: number | null;
  readonly inOctets: bigint | null;
  readonly outOctets: bigint | null;
  readonly inErrors: bigint | null;
  readonly outErrors: bigint | null;
  readonly inDiscards: bigint | null;
  readonly outDiscards: bigint | null;
  readonly discontinuityTicks: number | null;
  readonly uptimeTicks: number | null;
  readonly engineBoots: number | null;
  readonly readAt: number;
  readonly inBps: number | null;
  readonly outBps: number | null;
  readonly rateDropped: string | null;
  readonly firstSeenAt: number;
  readonly goneAt: number | null;
};

export type StoredStorage = StorageReading & { readonly deviceId: number; readonly readAt: number };
export type StoredProcessor = ProcessorReading & { readonly deviceId: number; readonly readAt: number };

/** The newest readings; `deviceId` narrows to one device. Interfaces that are gone are left out. */
export function readingReads(db: Db) {
  return {
    systems(scope: Scope, deviceId?: number): StoredSystem[] {
      return db.orm
        .select(systemColumns)
        .from(deviceReadings)
        .innerJoin(devices, eq(devices.id, deviceReadings.deviceId))
        .where(and(inScope(devices.agencyId, scope), only(deviceReadings.deviceId, deviceId)))
        .orderBy(asc(deviceReadings.deviceId))
        .all();
    },
    interfaces(scope: Scope, deviceId?: number): StoredInterface[] {
      return db.orm
        .select({ row: interfaces })
        .from(interfaces)
        .innerJoin(devices, eq(devices.id, interfaces.deviceId))
        .where(and(inScope(devices.agencyId, scope), isNull(interfaces.goneAt), only(interfaces.deviceId, deviceId)))
        .orderBy(asc(interfaces.deviceId), asc(interfaces.ifIndex))
        .all()
        .map(({ row }) => withCounters(row));
    },
    storages(scope: Scope, deviceId?: number): StoredStorage[] {
      return db.orm
        .select({ row: storages })
        .from(storages)
        .innerJoin(devices, eq(devices.id, storages.deviceId))
        .where(and(inScope(devices.agencyId, scope), only(storages.deviceId, deviceId)))
        .orderBy(asc(storages.deviceId), asc(storages.hrStorageIndex))
        .all()
        .map(({ row }) => row);
    },
    processors(scope: Scope, deviceId?: number): StoredProcessor[] {
      return db.orm
        .select({ row: processors })
        .from(processors)
        .innerJoin(devices, eq(devices.id, processors.deviceId))
        .where(and(inScope(devices.agencyId, scope), only(processors.deviceId, deviceId)))
        .orderBy(asc(processors.deviceId), asc(processors.hrDeviceIndex))
        .all()
        .map(({ row }) => row);
    },
  };
}

/** Replaces the newest readings of a device. */
export function readingWrites(db: Db) {
  const { sqlite } = db;
  const { placeholder } = sql;
  const system = db.orm
    .select(systemColumns)
    .from(deviceReadings)
    .where(eq(deviceReadings.deviceId, placeholder('deviceId')))
    .prepare();
  const ofDevice = db.orm
    .select()
    .from(interfaces)
    .where(eq(interfaces.deviceId, placeholder('deviceId')))
    .orderBy(asc(interfaces.id))
    .prepare();
  const putSystem = sqlite.prepare(insertSql('insert or replace into device_reading', systemColumns));
  const addInterface = sqlite.prepare(insertSql('insert into interface', withoutId));
  const putInterface = sqlite.prepare(
    `update interface set ${settable.map(([key, { name }]) => `${name} = :${key}`).join(', ')} where id = :id`,
  );
  const markGone = sqlite.prepare('update interface set gone_at = ? where id = ? and gone_at is null');
  const forgetStorages = sqlite.prepare('delete from storage where device_id = ?');
  const putStorage = sqlite.prepare(insertSql('insert or replace into storage', getTableColumns(storages)));
  const forgetProcessors = sqlite.prepare('delete from processor where device_id = ?');
  const putProcessor = sqlite.prepare(insertSql('insert or replace into processor', getTableColumns(processors)));
  return {
    /** The last reading's system group; null before the first. */
    system(deviceId: number): StoredSystem | null {
      return system.get({ deviceId }) ?? null;
    },
    /** Every interface a device ever had, the gone ones too, oldest first. */
    interfaces(deviceId: number): StoredInterface[] {
      return ofDevice.all({ deviceId }).map(withCounters);
    },
    putSystem(values: StoredSystem): void {
      putSystem.run({ ...values, partial: values.partial ? 1 : 0 });
    },
    addInterface(values: Omit<StoredInterface, 'id'>): number {
      return Number(addInterface.run(withText(values)).lastInsertRowid);
    },
    putInterface(id: number, values: Omit<StoredInterface, 'id' | 'firstSeenAt'>): void {
      putInterface.run({ ...withText(values), id });
    },
    markGone(id: number, at: number): void {
      markGone.run(at, id);
    },
    /** With `keep` rows that are not given stay as they were last read. */
    putStorages(deviceId: number, readAt: number, rows: readonly StorageReading[], keep: boolean): void {
      if (!keep) forgetStorages.run(deviceId);
      for (const row of rows) putStorage.run({ ...row, deviceId, readAt });
    },
    /** With `keep` rows that are not given stay as they were last read. */
    putProcessors(deviceId: number, readAt: number, rows: readonly ProcessorReading[], keep: boolean): void {
      if (!keep) forgetProcessors.run(deviceId);
      for (const row of rows) putProcessor.run({ ...row, deviceId, readAt });
    },
  };
}

type Columns = Readonly<Record<string, { readonly name: string }>>;

function insertSql(insertInto: string, columns: Columns): string {
  const [names, values] = [Object.values(columns).map((one) => one.name), Object.keys(columns).map((key) => `:${key}`)];
  return `${insertInto} (${names.join(', ')}) values (${values.join(', ')})`;
}

const { id: _id, ...withoutId } = getTableColumns(interfaces);
const settable = Object.entries(withoutId).filter(([key]) => key !== 'firstSeenAt');

const systemColumns = {
  deviceId: deviceReadings.deviceId,
  at: deviceReadings.at,
  sysDescr: deviceReadings.sysDescr,
  sysObjectId: deviceReadings.sysObjectId,
  uptimeTicks: deviceReadings.uptimeTicks,
  sysContact: deviceReadings.sysContact,
  sysName: deviceReadings.sysName,
  sysLocation: deviceReadings.sysLocation,
  engineBoots: deviceReadings.engineBoots,
  partial: deviceReadings.partial,
};

const only = (column: Parameters<typeof eq>[0], id: number | undefined) =>
  id === undefined ? undefined : eq(column, id);

const counter = (value: string | null): bigint | null => (value === null ? null : BigInt(value));
const decimal = (value: bigint | null): string | null => (value === null ? null : String(value));

function withCounters(row: typeof interfaces.$inferSelect): StoredInterface {
  return {
    ...row,
    inOctets: counter(row.inOctets),
    outOctets: counter(row.outOctets),
    inErrors: counter(row.inErrors),
    outErrors: counter(row.outErrors),
    inDiscards: counter(row.inDiscards),
    outDiscards: counter(row.outDiscards),
  };
}

function withText<T extends Omit<StoredInterface, 'id' | 'firstSeenAt'>>(values: T) {
  return {
    ...values,
    inOctets: decimal(values.inOctets),
    outOctets: decimal(values.outOctets),
    inErrors: decimal(values.inErrors),
    outErrors: decimal(values.outErrors),
    inDiscards: decimal(values.inDiscards),
    outDiscards: decimal(values.outDiscards),
  };
}
