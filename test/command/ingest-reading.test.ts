import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wholeTree } from '../../src/access/scope.ts';
import type { InterfaceReading, SnmpReading } from '../../src/monitor/reading.ts';
import { agency, credential, device, NOON, openDesk } from './desk.ts';

const S = 1_000;
const GIGABIT = 1e9;

const port = (ifIndex: number, more: Partial<InterfaceReading> = {}): InterfaceReading => ({
  ifIndex,
  ifName: `ge${ifIndex}`,
  ifDescr: null,
  ifAlias: null,
  ifType: 6,
  ifPhysAddress: null,
  ifAdminStatus: 1,
  ifOperStatus: 1,
  speedBps: GIGABIT,
  counterBits: 64,
  inOctets: 0n,
  outOctets: 0n,
  inErrors: 0n,
  outErrors: 0n,
  inDiscards: 0n,
  outDiscards: 0n,
  discontinuityTicks: 0,
  ...more,
});

const system: SnmpReading['system'] = {
  sysDescr: 'RouterOS',
  sysObjectId: '1.3.6.1.4.1.14988.1',
  uptimeTicks: null,
  sysContact: null,
  sysName: 'r',
  sysLocation: 'Phòng máy',
  engineBoots: null,
};

/** A reading `seconds` after noon by an agent that booted at noon minus ten minutes. */
const reading = (seconds: number, interfaces: InterfaceReading[], more: Partial<SnmpReading> = {}): SnmpReading => ({
  deviceId: 1,
  at: NOON + seconds * S,
  system: { ...system, uptimeTicks: (600 + seconds) * 100 },
  interfaces,
  storage: [],
  processors: [],
  partial: false,
  ...more,
});

function openRouter() {
  const desk = openDesk();
  const devices = [device('X1', 'r', { credential: 'c' })];
  desk.import({ agencies: [agency('X1')], credentials: [credential('c')], devices });
  const take = (...readings: SnmpReading[]) => desk.take([], readings);
  const ports = () => desk.store.read.readings.interfaces(wholeTree, 1);
  const idOf = (ifName: string) => ports().find((one) => one.ifName === ifName)?.id;
  return { desk, take, ports, idOf };
}

describe('an interface', () => {
  test('keeps its id when the indexes are dealt out anew, and no rate is made of the two', () => {
    const { take, ports, idOf } = openRouter();
    take(reading(0, [port(1, { inOctets: 5n }), port(2, { inOctets: 9_000n })]));
    const [first, second] = [idOf('ge1'), idOf('ge2')];
    take(reading(60, [port(2, { ifName: 'ge1', inOctets: 10n }), port(1, { ifName: 'ge2', inOctets: 9_500n })]));
    expect([idOf('ge1'), idOf('ge2')]).toEqual([first, second]);
    expect(ports().map((one) => [one.ifIndex, one.ifName, one.inBps, one.rateDropped])).toEqual([
      [1, 'ge2', null, 'renumbered'],
      [2, 'ge1', null, 'renumbered'],
    ]);
    take(reading(120, [port(2, { ifName: 'ge1', inOctets: 70n }), port(1, { ifName: 'ge2', inOctets: 9_500n })]));
    expect(ports().map((one) => [one.ifName, one.inBps])).toEqual([
      ['ge2', 0],
      ['ge1', 8],
    ]);
  });

  test('that is not in a complete reading is gone; when it comes back it is the same one, without a rate over the time between', () => {
    const { desk, take, ports, idOf } = openRouter();
    take(reading(0, [port(1), port(2)]));
    const id = idOf('ge2');
    take(reading(60, [port(1)]));
    expect(ports().map((one) => one.ifName)).toEqual(['ge1']);
    expect(desk.rows('interface').map((one) => one.gone_at)).toEqual([null, NOON + 60 * S]);
    take(reading(120, [port(1)]));
    expect(desk.rows('interface').map((one) => one.gone_at)).toEqual([null, NOON + 60 * S]);
    take(reading(180, [port(1), port(7, { ifName: 'ge2', inOctets: 900n })]));
    expect([idOf('ge2'), ports()[1]?.inBps, ports()[1]?.rateDropped]).toEqual([id, null, null]);
    expect(desk.rows('interface')).toHaveLength(2);
  });

  test('that is new gets an id that none ever had', () => {
    const { take, idOf } = openRouter();
    take(reading(0, [port(1), port(2)]), reading(60, [port(1)]), reading(120, [port(1), port(3)]));
    expect(idOf('ge3')).toBe(3);
  });
});

describe('a partial reading', () => {
  test('takes nothing away: what was not reached stays as it was last read', () => {
    const { desk, take, ports } = openRouter();
    const storage = [1, 2].map((n) => ({
      hrStorageIndex: n,
      hrStorageType: null,
      hrStorageDescr: `/${n}`,
      sizeBytes: 100,
      usedBytes: 10 * n,
    }));
    const processors = [1, 2].map((n) => ({ hrDeviceIndex: n, loadPercent: n }));
    take(reading(0, [port(1, { ifAlias: 'WAN', inOctets: 100n }), port(2)], { storage, processors }));
    const unreached = { ifName: null, ifAlias: null, ifType: null, speedBps: null, ifOperStatus: null };
    const lost = { ...system, sysDescr: null, sysName: null, uptimeTicks: 66_000 };
    const more = { partial: true, system: lost, storage: storage.slice(1, 2), processors: processors.slice(0, 1) };
    const grown = more.storage.map((one) => ({ ...one, usedBytes: 99 }));
    take(reading(60, [port(1, { ...unreached, inOctets: 700n }), port(9, unreached)], { ...more, storage: grown }));
    expect(
      ports().map(({ ifIndex, ifName, ifAlias, speedBps, inBps }) => [ifIndex, ifName, ifAlias, speedBps, inBps]),
    ).toEqual([
      [1, 'ge1', 'WAN', GIGABIT, 80],
      [2, 'ge2', null, GIGABIT, null],
    ]);
    const { readings } = desk.store.read;
    expect(readings.storages(wholeTree, 1).map((one) => one.usedBytes)).toEqual([10, 99]);
    expect(readings.processors(wholeTree, 1).map((one) => one.readAt - NOON)).toEqual([60 * S, 0]);
    expect(readings.systems(wholeTree, 1)).toMatchObject([{ sysDescr: 'RouterOS', sysName: 'r', partial: true }]);
    take(reading(120, [port(1), port(2)], { storage: storage.slice(0, 1) }));
    expect(readings.storages(wholeTree, 1).map((one) => one.hrStorageIndex)).toEqual([1]);
    expect(readings.processors(wholeTree, 1)).toEqual([]);
  });

  test('without the counters of an interface leaves the last ones to be compared with', () => {
    const { take, ports } = openRouter();
    take(reading(0, [port(1, { inOctets: 0n })]));
    take(reading(60, [port(1, { counterBits: null, inOctets: null, outOctets: null })], { partial: true }));
    take(reading(120, [port(1, { inOctets: 1_200n })]));
    expect(ports()[0]?.inBps).toBe(80);
  });
});

describe('readings', () => {
  test('not later than the stored one change nothing; those of a device that is not polled neither', () => {
    const { desk, take, ports } = openRouter();
    take(reading(60, [port(1, { inOctets: 7n })]));
    const before = ['device_reading', 'interface'].map((table) => desk.rows(table));
    take(reading(60, [port(2)]), reading(0, [port(3)]), reading(120, [port(4)], { deviceId: 99 }));
    expect(['device_reading', 'interface'].map((table) => desk.rows(table))).toEqual(before);
    desk.run({ kind: 'device.close', id: 1, ifMatch: null });
    take(reading(180, [port(5)]));
    expect(ports().map((one) => one.ifName)).toEqual(['ge1']);
  });

  test('keep counters of 64 bits exact to the bit', () => {
    const { take, ports } = openRouter();
    take(reading(0, [port(1, { inOctets: 2n ** 64n - 1n, outOctets: 2n ** 53n + 1n, inErrors: 2n ** 32n - 1n })]));
    expect(ports()[0]).toMatchObject({ inOctets: 2n ** 64n - 1n, outOctets: 2n ** 53n + 1n, inErrors: 2n ** 32n - 1n });
    take(reading(60, [port(1, { inOctets: 599n, outOctets: 2n ** 53n + 1n })]));
    expect([ports()[0]?.inBps, ports()[0]?.outBps]).toEqual([80, 0]);
  });

  test('never give a rate below 0 or above the interface’s speed, over wraps, reboots, renumbering and lies', () => {
    const { desk, take, ports } = openRouter();
    const bits = fc.constantFrom(32 as const, 64 as const);
    const step = fc.record({
      seconds: fc.integer({ min: 1, max: 400 }),
      rebooted: fc.boolean(),
      index: fc.constantFrom(1, 2),
      bits,
      octets: fc.oneof(fc.bigInt(0n, 2n ** 64n - 1n), fc.bigInt(0n, 10n ** 10n), fc.constant(2n ** 64n - 1n)),
      speedBps: fc.constantFrom(null, 1e7, GIGABIT),
    });
    let seconds = 0;
    let bootedAt = -600;
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 6 }), (all) => {
        let before: number | null = ports()[0]?.speedBps ?? null;
        for (const one of all) {
          seconds += one.seconds;
          if (one.rebooted) bootedAt = seconds - 1;
          const octets = BigInt.asUintN(one.bits, one.octets);
          const counters = { counterBits: one.bits, inOctets: octets, outOctets: octets, speedBps: one.speedBps };
          const uptimeTicks = (seconds - bootedAt) * 100;
          const row = port(one.index, { ifName: 'ge', ...counters });
          take(reading(seconds, [row], { system: { ...system, uptimeTicks } }));
          const [stored] = ports();
          expect(desk.rows('interface')).toHaveLength(1);
          const most =
            one.speedBps === null && before === null
              ? Number.POSITIVE_INFINITY
              : Math.max(one.speedBps ?? 0, before ?? 0);
          for (const bps of [stored?.inBps ?? 0, stored?.outBps ?? 0]) {
            expect(bps).toBeGreaterThanOrEqual(0);
            expect(bps).toBeLessThanOrEqual(most);
          }
          expect(stored?.inOctets).toBe(octets);
          before = one.speedBps;
        }
      }),
      { numRuns: 40 },
    );
  });
});
