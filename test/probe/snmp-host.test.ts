import { expect, it } from 'vitest';
import { columns } from '../../src/probe/oid.ts';
import { readProcessors, readStorage } from '../../src/probe/snmp-host.ts';
import type { SnmpValue } from '../../src/probe/snmp-value.ts';

function storage(units: SnmpValue, size: SnmpValue, used: SnmpValue) {
  return new Map([
    [columns.hrStorageDescr, new Map<string, SnmpValue>([['4', Buffer.from('/')]])],
    [columns.hrStorageType, new Map<string, SnmpValue>([['4', '1.3.6.1.2.1.25.2.1.4']])],
    [columns.hrStorageAllocationUnits, new Map([['4', units]])],
    [columns.hrStorageSize, new Map([['4', size]])],
    [columns.hrStorageUsed, new Map([['4', used]])],
  ]);
}

it.each([
  ['units times allocation units', 4_096, 1_000, 10, 4_096_000, 40_960],
  ['a negative count unwrapped from 32 bits', 4_096, -1, 5, 4_294_967_295 * 4_096, 20_480],
  ['unknown without allocation units', 0, 1_000, 10, null, null],
  ['unknown where a number is no number', 4_096, Buffer.from('x'), 10, null, 40_960],
])('storage is %s', (_name, units, size, used, sizeBytes, usedBytes) => {
  expect(readStorage(storage(units, size, used))).toEqual([
    { hrStorageIndex: 4, hrStorageType: '1.3.6.1.2.1.25.2.1.4', hrStorageDescr: '/', sizeBytes, usedBytes },
  ]);
});

it('a processor load outside 0..100 is left out', () => {
  const loads = new Map<string, SnmpValue>([
    ['196608', 7],
    ['196609', 101],
    ['196610', -1],
    ['196611', 'x'],
  ]);
  expect(readProcessors(new Map([[columns.hrProcessorLoad, loads]]))).toEqual([
    { hrDeviceIndex: 196_608, loadPercent: 7 },
  ]);
});
