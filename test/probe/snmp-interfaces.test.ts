import { describe, expect, it } from 'vitest';
import { columns } from '../../src/probe/oid.ts';
import { lacks64Bit, readInterfaces, speedBpsOf } from '../../src/probe/snmp-interfaces.ts';
import type { SnmpValue } from '../../src/probe/snmp-value.ts';

function read(cells: Partial<Record<keyof typeof columns, [string, SnmpValue][]>>) {
  return new Map(
    Object.entries(columns).map(([name, oid]) => [
      oid,
      new Map(Object.entries(cells).find(([cell]) => cell === name)?.[1]),
    ]),
  );
}

describe('the speed of an interface', () => {
  const table: [string, number | null, number | null, number | null][] = [
    ['ifSpeed where ifHighSpeed is missing', 100_000_000, null, 100_000_000],
    ['ifSpeed where ifHighSpeed is 0', 64_000, 0, 64_000],
    ['ifSpeed where ifHighSpeed rounds it down', 1_544_000, 1, 1_544_000],
    ['ifHighSpeed where it is larger', 1_000_000_000, 10_000, 10_000_000_000],
    ['ifHighSpeed where ifSpeed is saturated', 4_294_967_295, 4_294, 4_294_000_000],
    ['unknown where ifSpeed is saturated and ifHighSpeed 0', 4_294_967_295, 0, null],
    ['unknown where both are 0', 0, 0, null],
    ['unknown where both are missing', null, null, null],
  ];
  it.each(table)('is %s', (_name, low, high, speed) => {
    expect(speedBpsOf(low, high)).toBe(speed);
  });
});

describe('an interface', () => {
  it('counts in 64 bits where both counters are Counter64', () => {
    const cells = read({ ifHCInOctets: [['1', 5n]], ifHCOutOctets: [['1', 6n]], ifInOctets: [['1', 1]] });
    expect(lacks64Bit(cells)).toBe(false);
    expect(readInterfaces(cells)[0]).toMatchObject({ counterBits: 64, inOctets: 5n, outOctets: 6n });
  });

  it('counts in 32 bits where a 64-bit counter is missing or has a 32-bit type', () => {
    const missing = read({ ifHCInOctets: [['1', 5n]], ifInOctets: [['1', 1]], ifOutOctets: [['1', 2]] });
    const narrow = read({
      ifHCInOctets: [['1', 5]],
      ifHCOutOctets: [['1', 6]],
      ifInOctets: [['1', 1]],
      ifOutOctets: [['1', 2]],
    });
    for (const cells of [missing, narrow]) {
      expect(lacks64Bit(cells)).toBe(true);
      expect(readInterfaces(cells)[0]).toMatchObject({ counterBits: 32, inOctets: 1n, outOctets: 2n });
    }
  });

  it('without octet counters says so', () => {
    const [only] = readInterfaces(read({ ifOperStatus: [['1', 0]] }));
    expect(only).toMatchObject({ ifOperStatus: 0, counterBits: null, inOctets: null, outOctets: null });
  });

  it('stands in the order of ifIndex, and an instance of several numbers is none', () => {
    const cells = read({
      ifDescr: [
        ['10', Buffer.from('b')],
        ['2', Buffer.from('a')],
        ['3.1', Buffer.from('x')],
      ],
    });
    expect(readInterfaces(cells).map((one) => one.ifIndex)).toEqual([2, 10]);
  });
});
