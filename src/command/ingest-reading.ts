import { compareBoots } from '../monitor/boot.ts';
import { matchInterfaces } from '../monitor/interface-match.ts';
import { type CounterSample, counterRate } from '../monitor/rate.ts';
import type { InterfaceReading, SnmpReading } from '../monitor/reading.ts';
import type { StoredInterface, StoredSystem } from '../store/readings.ts';
import type { WriteStore } from '../store/write-store.ts';

/**
 * Takes what one SNMP round read of a device.
 * 1. Older readings than the stored one change nothing.
 * 2. Interfaces are recognised (name, description, MAC, alias, index within one boot), first among those there are, then
 *    among those that were gone; new ones get an id, those not seen in a complete reading are marked as gone.
 * 3. Rates come from the counters of this and the last reading, or a reason why there is none.
 * 4. What a partial reading did not reach stays as it was last read.
 */
export function ingestReading(store: WriteStore, reading: SnmpReading): void {
  const { deviceId, at, partial } = reading;
  const last = store.readings.system(deviceId);
  if (last && last.at >= at) return;
  store.readings.putSystem(systemOf(reading, last));
  const stored = store.readings.interfaces(deviceId).map((one) => ({ ...one, interfaceId: one.id }));
  const sameBoot = last !== null && compareBoots(last, { ...reading.system, at }).boot === 'same';
  const there = stored.filter((one) => one.goneAt === null);
  const { decisions, gone } = matchInterfaces(there, reading.interfaces, sameBoot);
  const unknown = reading.interfaces.filter((_, index) => decisions[index]?.interfaceId === 'new');
  const returned = matchInterfaces(
    stored.filter((one) => one.goneAt !== null),
    unknown,
    false,
  );
  const returnedAs = new Map(unknown.map((row, index) => [row, returned.decisions[index]?.interfaceId]));
  const byId = new Map(stored.map((one) => [one.id, one]));
  for (const [index, row] of reading.interfaces.entries()) {
    const here = decisions[index]?.interfaceId ?? 'new';
    const id = here === 'new' ? (returnedAs.get(row) ?? 'new') : here;
    const before = id === 'new' ? undefined : byId.get(id);
    if (before) store.readings.putInterface(before.id, valuesOf(reading, row, before));
    else if (!partial || isNamed(row)) {
      store.readings.addInterface({ ...valuesOf(reading, row, undefined), firstSeenAt: at });
    }
  }
  if (!partial) for (const id of gone) store.readings.markGone(id, at);
  store.readings.putStorages(deviceId, at, reading.storage, partial);
  store.readings.putProcessors(deviceId, at, reading.processors, partial);
}

function systemOf({ deviceId, at, system, partial }: SnmpReading, last: StoredSystem | null): StoredSystem {
  const read = { ...system, deviceId, at, partial };
  if (!partial || !last) return read;
  return {
    ...read,
    sysDescr: system.sysDescr ?? last.sysDescr,
    sysObjectId: system.sysObjectId ?? last.sysObjectId,
    sysContact: system.sysContact ?? last.sysContact,
    sysName: system.sysName ?? last.sysName,
    sysLocation: system.sysLocation ?? last.sysLocation,
  };
}

// A row of which only the counters were reached could be anyone's.
function isNamed(row: InterfaceReading): boolean {
  return [row.ifName, row.ifDescr, row.ifPhysAddress, row.ifAlias].some((one) => one !== null);
}

function valuesOf(reading: SnmpReading, row: InterfaceReading, before: StoredInterface | undefined) {
  const { deviceId, at, system, partial } = reading;
  const { uptimeTicks, engineBoots } = system;
  const read = { ...row, deviceId, uptimeTicks, engineBoots, readAt: at, goneAt: null };
  if (!before) return { ...read, ...noRate };
  const values = partial ? { ...read, ...identityOf(row, before) } : read;
  if (partial && row.counterBits === null) return { ...values, ...countersOf(before) };
  return { ...values, ...(before.goneAt === null ? ratesOf(before, values) : noRate) };
}

const noRate = { inBps: null, outBps: null, rateDropped: null };

function identityOf(row: InterfaceReading, before: StoredInterface) {
  return {
    ifName: row.ifName ?? before.ifName,
    ifDescr: row.ifDescr ?? before.ifDescr,
    ifAlias: row.ifAlias ?? before.ifAlias,
    ifType: row.ifType ?? before.ifType,
    ifPhysAddress: row.ifPhysAddress ?? before.ifPhysAddress,
    ifAdminStatus: row.ifAdminStatus ?? before.ifAdminStatus,
    ifOperStatus: row.ifOperStatus ?? before.ifOperStatus,
    speedBps: row.speedBps ?? before.speedBps,
  };
}

// Counters and what dates them stay together: the next reading is compared with them.
function countersOf(before: StoredInterface) {
  const { counterBits, inOctets, outOctets, inErrors, outErrors, inDiscards, outDiscards } = before;
  const { ifIndex, discontinuityTicks, uptimeTicks, engineBoots, readAt, inBps, outBps, rateDropped } = before;
  const counters = { counterBits, inOctets, outOctets, inErrors, outErrors, inDiscards, outDiscards };
  const dated = { ifIndex, discontinuityTicks, uptimeTicks, engineBoots, readAt };
  return { ...counters, ...dated, inBps, outBps, rateDropped };
}

type Readable = Omit<StoredInterface, 'id' | 'inBps' | 'outBps' | 'rateDropped' | 'firstSeenAt'>;

function ratesOf(before: StoredInterface, now: Readable) {
  const inRate = rateOf(before, now, 'inOctets');
  const outRate = rateOf(before, now, 'outOctets');
  return {
    inBps: inRate && 'ratePerSecond' in inRate ? inRate.ratePerSecond * BITS_PER_OCTET : null,
    outBps: outRate && 'ratePerSecond' in outRate ? outRate.ratePerSecond * BITS_PER_OCTET : null,
    rateDropped: [inRate, outRate].flatMap((rate) => (rate && 'dropped' in rate ? [rate.dropped] : []))[0] ?? null,
  };
}

function rateOf(before: StoredInterface, now: Readable, column: 'inOctets' | 'outOctets') {
  const previous = sampleOf(before, column);
  const current = sampleOf(now, column);
  if (!previous || !current) return null;
  const speeds = [before.speedBps, now.speedBps].filter((speed) => speed !== null);
  return counterRate(previous, current, {
    counts: 'octets',
    speedBps: speeds.length > 0 ? Math.max(...speeds) : null,
  });
}

function sampleOf(one: Readable, column: 'inOctets' | 'outOctets'): CounterSample | null {
  const value = one[column];
  const bits = one.counterBits;
  if (value === null || (bits !== 32 && bits !== 64)) return null;
  return {
    at: one.readAt,
    uptimeTicks: one.uptimeTicks,
    engineBoots: one.engineBoots,
    value,
    counterBits: bits,
    ifIndex: one.ifIndex,
    discontinuityTicks: one.discontinuityTicks,
  };
}

const BITS_PER_OCTET = 8;
