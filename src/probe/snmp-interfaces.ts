import type { InterfaceReading } from '../monitor/reading.ts';
import { columns } from './oid.ts';
import { counterOf, hardwareAddressOf, numberOf, type SnmpValue, textOf, unsigned32Of } from './snmp-value.ts';
import type { Column } from './snmp-walk.ts';

type ColumnName = keyof typeof columns;
type Columns = ReadonlyMap<string, Column>;

/** What changes with every round, read right after sysUpTime: status, speed, counters (IF-MIB). */
export const interfaceCounterColumns = [
  columns.ifAdminStatus,
  columns.ifOperStatus,
  columns.ifSpeed,
  columns.ifHighSpeed,
  columns.ifHCInOctets,
  columns.ifHCOutOctets,
  columns.ifInErrors,
  columns.ifOutErrors,
  columns.ifInDiscards,
  columns.ifOutDiscards,
  columns.ifCounterDiscontinuityTime,
] as const;

/** What tells which interface is which (IF-MIB). */
export const interfaceIdentityColumns = [
  columns.ifDescr,
  columns.ifName,
  columns.ifAlias,
  columns.ifType,
  columns.ifPhysAddress,
] as const;

/** The 32-bit octet counters, read only where {@link lacks64Bit}. */
export const interface32BitColumns = [columns.ifInOctets, columns.ifOutOctets] as const;

const SATURATED_BPS = 4_294_967_295;
const MEGA = 1_000_000;

/** Whether some interface has no 64-bit octet counters. */
export function lacks64Bit(read: Columns): boolean {
  return instancesOf(read).some((instance) => octetsOf(read, instance, 64) === null);
}

/** The interfaces of a device in the order of ifIndex. Rows whose instance is no single number are left out. */
export function readInterfaces(read: Columns): InterfaceReading[] {
  return instancesOf(read).map((instance) => readInterface(read, instance));
}

/** ifHighSpeed × 10⁶ where it is larger than ifSpeed or ifSpeed is saturated; null when unknown or 0. */
export function speedBpsOf(ifSpeed: number | null, ifHighSpeed: number | null): number | null {
  const high = (ifHighSpeed ?? 0) * MEGA;
  const low = ifSpeed ?? 0;
  return (high > low || low === SATURATED_BPS ? high : low) || null;
}

function readInterface(read: Columns, instance: string): InterfaceReading {
  const at = (name: ColumnName) => read.get(columns[name])?.get(instance);
  const octets = octetsOf(read, instance, 64) ?? octetsOf(read, instance, 32);
  return {
    ifIndex: Number(instance),
    ifName: textOf(at('ifName')),
    ifDescr: textOf(at('ifDescr')),
    ifAlias: textOf(at('ifAlias')),
    ifType: numberOf(at('ifType')),
    ifPhysAddress: hardwareAddressOf(at('ifPhysAddress')),
    ifAdminStatus: numberOf(at('ifAdminStatus')),
    ifOperStatus: numberOf(at('ifOperStatus')),
    speedBps: speedBpsOf(unsigned32Of(at('ifSpeed')), unsigned32Of(at('ifHighSpeed'))),
    counterBits: octets?.bits ?? null,
    inOctets: octets?.inOctets ?? null,
    outOctets: octets?.outOctets ?? null,
    inErrors: counterOf(at('ifInErrors')),
    outErrors: counterOf(at('ifOutErrors')),
    inDiscards: counterOf(at('ifInDiscards')),
    outDiscards: counterOf(at('ifOutDiscards')),
    discontinuityTicks: unsigned32Of(at('ifCounterDiscontinuityTime')),
  };
}

type Octets = { readonly bits: 64 | 32; readonly inOctets: bigint | null; readonly outOctets: bigint | null };

/** Both octet counters of one width. A 64-bit column that holds a 32-bit type would wrap unseen, so it does not count. */
function octetsOf(read: Columns, instance: string, bits: 64 | 32): Octets | null {
  const at = (name: ColumnName) => read.get(columns[name])?.get(instance);
  if (bits === 64) {
    const [inOctets, outOctets] = [bigintOf(at('ifHCInOctets')), bigintOf(at('ifHCOutOctets'))];
    return inOctets === null || outOctets === null ? null : { bits, inOctets, outOctets };
  }
  const [inOctets, outOctets] = [counterOf(at('ifInOctets')), counterOf(at('ifOutOctets'))];
  return inOctets === null && outOctets === null ? null : { bits, inOctets, outOctets };
}

function bigintOf(value: SnmpValue | undefined): bigint | null {
  return typeof value === 'bigint' ? value : null;
}

function instancesOf(read: Columns): string[] {
  const all = new Set([...read.values()].flatMap((column) => [...column.keys()]));
  return [...all].filter((instance) => /^\d+$/.test(instance)).toSorted((a, b) => Number(a) - Number(b));
}
