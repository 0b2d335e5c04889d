import { ObjectType } from 'net-snmp';
import { MINUTE_MS } from '../calendar/interval.ts';
import { columns, scalars } from '../probe/oid.ts';
import { chance } from './chance.ts';
import type { DeviceModel, PortModel, StorageModel } from './device-model.ts';
import { counter64, type MibObject, type ObjectValue } from './object-tree.ts';
import { octetsBetween, PEAK_FACTOR, trafficOf } from './traffic.ts';

/** What a device's values depend on besides its make-up: the instant and its last boot, epoch ms. */
export type DeviceClock = { readonly now: () => number; readonly bootAt: () => number };

/** Everything the simulated device answers: system group, ifTable and ifXTable, on servers hrStorage and hrProcessorLoad. */
export function deviceObjects(model: DeviceModel, clock: DeviceClock): MibObject[] {
  return [
    ...systemObjects(model, clock),
    ...model.ports.flatMap((port, index) => portObjects(port, index + 1, model.seed, clock)),
    ...model.storage.flatMap((storage, index) => storageObjects(storage, index + 1, model.seed, clock)),
    ...Array.from({ length: model.processors }, (_, index) => processorObject(index + 1, model.seed, clock)),
  ];
}

/** Hundredths of a second since the boot, as sysUpTime counts them: from 0 again after 2^32. */
function uptimeTicks({ now, bootAt }: DeviceClock): number {
  return Math.floor((now() - bootAt()) / 10) % 2 ** 32;
}

// Columns of IF-MIB that a real agent has and our own poller does not read.
const ifMib = {
  ifNumber: '1.3.6.1.2.1.2.1.0',
  ifIndex: '1.3.6.1.2.1.2.2.1.1',
  ifMtu: '1.3.6.1.2.1.2.2.1.4',
  ifLastChange: '1.3.6.1.2.1.2.2.1.9',
} as const;
const hrStorageTypes = '1.3.6.1.2.1.25.2.1';
const hrStorageIndex = '1.3.6.1.2.1.25.2.3.1.1';

function systemObjects(model: DeviceModel, clock: DeviceClock): MibObject[] {
  const { OctetString, OID, TimeTicks, Integer } = ObjectType;
  return [
    fixed(scalars.sysDescr, OctetString, model.sysDescr),
    fixed(scalars.sysObjectID, OID, model.sysObjectId),
    { oid: scalars.sysUpTime, type: TimeTicks, read: () => uptimeTicks(clock) },
    fixed(scalars.sysContact, OctetString, 'truc@song-van.example'),
    fixed(scalars.sysName, OctetString, model.sysName),
    fixed(scalars.sysLocation, OctetString, model.sysLocation),
    fixed(ifMib.ifNumber, Integer, model.ports.length),
  ];
}

function portObjects(port: PortModel, ifIndex: number, seed: string, clock: DeviceClock): MibObject[] {
  const { Integer, OctetString, Gauge, TimeTicks, Counter, Counter64 } = ObjectType;
  const isUp = port.adminUp && (port.traffic !== null || port.ifType === 24);
  const octets = (way: 'in' | 'out') => {
    const traffic = port.traffic?.[way];
    return traffic ? octetsBetween(traffic, clock.bootAt(), clock.now()) : 0;
  };
  // One fault in some 10^8 to 10^9 octets, the share being the port's own.
  const faults = (way: 'in' | 'out', what: string) =>
    Math.floor((octets(way) * 1e-9) / (0.1 + chance(`${seed} ${port.name} ${way} ${what}`))) % 2 ** 32;
  const wide = (way: 'in' | 'out') => counter64(BigInt(Math.floor(octets(way))));
  const narrow = (way: 'in' | 'out') => Math.floor(octets(way)) % 2 ** 32;
  const row = (column: string, type: ObjectType, read: () => ObjectValue): MibObject => ({
    oid: `${column}.${ifIndex}`,
    type,
    read,
  });
  return [
    row(ifMib.ifIndex, Integer, () => ifIndex),
    row(columns.ifDescr, OctetString, () => port.name),
    row(columns.ifType, Integer, () => port.ifType),
    row(ifMib.ifMtu, Integer, () => 1500),
    row(columns.ifSpeed, Gauge, () => Math.min(port.speedBps, 2 ** 32 - 1)),
    row(columns.ifPhysAddress, OctetString, () => (port.ifType === 24 ? '' : port.mac)),
    row(columns.ifAdminStatus, Integer, () => (port.adminUp ? 1 : 2)),
    row(columns.ifOperStatus, Integer, () => (isUp ? 1 : 2)),
    row(ifMib.ifLastChange, TimeTicks, () => (isUp ? 1500 : 0)),
    row(columns.ifInOctets, Counter, () => narrow('in')),
    row(columns.ifInDiscards, Counter, () => faults('in', 'discards')),
    row(columns.ifInErrors, Counter, () => faults('in', 'errors')),
    row(columns.ifOutOctets, Counter, () => narrow('out')),
    row(columns.ifOutDiscards, Counter, () => faults('out', 'discards')),
    row(columns.ifOutErrors, Counter, () => faults('out', 'errors')),
    row(columns.ifName, OctetString, () => port.name),
    row(columns.ifHCInOctets, Counter64, () => wide('in')),
    row(columns.ifHCOutOctets, Counter64, () => wide('out')),
    row(columns.ifHighSpeed, Gauge, () => Math.round(port.speedBps / 1e6)),
    row(columns.ifAlias, OctetString, () => port.alias),
    row(columns.ifCounterDiscontinuityTime, TimeTicks, () => 0),
  ];
}

function storageObjects(storage: StorageModel, index: number, seed: string, clock: DeviceClock): MibObject[] {
  const { Integer, OctetString, OID } = ObjectType;
  const [least, most] = storage.usedRatio;
  const load = loadOf(`${seed} ${storage.name}`, clock);
  const used = () => storage.units * (least + (most - least) * load());
  return [
    fixed(`${hrStorageIndex}.${index}`, Integer, index),
    fixed(`${columns.hrStorageType}.${index}`, OID, `${hrStorageTypes}.${storage.kind}`),
    fixed(`${columns.hrStorageDescr}.${index}`, OctetString, storage.name),
    fixed(`${columns.hrStorageAllocationUnits}.${index}`, Integer, storage.unitBytes),
    fixed(`${columns.hrStorageSize}.${index}`, Integer, storage.units),
    { oid: `${columns.hrStorageUsed}.${index}`, type: Integer, read: () => Math.floor(used()) },
  ];
}

function processorObject(index: number, seed: string, clock: DeviceClock): MibObject {
  const load = loadOf(`${seed} processor ${index}`, clock);
  const read = () => Math.round(3 + 80 * load());
  return { oid: `${columns.hrProcessorLoad}.${index}`, type: ObjectType.Integer, read };
}

/** How busy the last minute was, 0..1, by the same day and unrest as the traffic: one octet a minute is full load. */
function loadOf(seed: string, clock: DeviceClock): () => number {
  const traffic = trafficOf(seed, 8 / 60);
  return () => {
    const now = clock.now();
    return Math.min(1, octetsBetween(traffic, now - MINUTE_MS, now) / PEAK_FACTOR);
  };
}

function fixed(oid: string, type: ObjectType, value: ObjectValue): MibObject {
  return { oid, type, read: () => value };
}
