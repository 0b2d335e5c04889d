import type { ProcessorReading, StorageReading } from '../monitor/reading.ts';
import { columns } from './oid.ts';
import { numberOf, oidOf, textOf, unsigned32Of } from './snmp-value.ts';
import type { Column } from './snmp-walk.ts';

type Columns = ReadonlyMap<string, Column>;

/** What a server says of its storage and processors (HOST-RESOURCES-MIB). */
export const hostColumns = [
  columns.hrStorageType,
  columns.hrStorageDescr,
  columns.hrStorageAllocationUnits,
  columns.hrStorageSize,
  columns.hrStorageUsed,
  columns.hrProcessorLoad,
] as const;

/** hrStorageTable in bytes; an agent's negative size is the 32-bit count it wrapped from. */
export function readStorage(read: Columns): StorageReading[] {
  const instances = new Set(
    hostColumns
      .filter((column) => column !== columns.hrProcessorLoad)
      .flatMap((column) => [...(read.get(column)?.keys() ?? [])]),
  );
  return indexes(instances).map((instance) => {
    const at = (name: keyof typeof columns) => read.get(columns[name])?.get(instance);
    const unitBytes = numberOf(at('hrStorageAllocationUnits'));
    return {
      hrStorageIndex: Number(instance),
      hrStorageType: oidOf(at('hrStorageType')),
      hrStorageDescr: textOf(at('hrStorageDescr')),
      sizeBytes: bytesOf(unsigned32Of(at('hrStorageSize')), unitBytes),
      usedBytes: bytesOf(unsigned32Of(at('hrStorageUsed')), unitBytes),
    };
  });
}

/** hrProcessorLoad of each processor; loads outside 0..100 are left out. */
export function readProcessors(read: Columns): ProcessorReading[] {
  const loads = read.get(columns.hrProcessorLoad) ?? new Map();
  return indexes(loads.keys()).flatMap((instance) => {
    const loadPercent = numberOf(loads.get(instance));
    if (loadPercent === null || loadPercent < 0 || loadPercent > 100) return [];
    return [{ hrDeviceIndex: Number(instance), loadPercent }];
  });
}

function bytesOf(count: number | null, unitBytes: number | null): number | null {
  if (count === null || unitBytes === null || unitBytes <= 0) return null;
  const bytes = count * unitBytes;
  return Number.isSafeInteger(bytes) ? bytes : null;
}

function indexes(instances: Iterable<string>): string[] {
  return [...instances].filter((instance) => /^\d+$/.test(instance)).toSorted((a, b) => Number(a) - Number(b));
}
