import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bindUdp } from './bind-udp.ts';
import { type FleetThread, startFleet } from './fleet-thread.ts';

const core = 'H99.01.01';
const commune = { agency: 'H99.21', device: 'wan-router' };

describe('the simulated network', () => {
  let fleet: FleetThread;
  beforeAll(async () => {
    fleet = await startFleet();
  });
  afterAll(async () => {
    expect(await fleet.ask({ kind: 'stop' })).toEqual({ kind: 'stopped' });
  });

  test('every active device answers our own poller whole: system, interfaces, and on servers storage and processors', async () => {
    expect(fleet.ready.devices).toBe(fleet.devices.length);
    const results = await Promise.all(fleet.devices.map(async (device) => ({ device, ...(await fleet.poll(device)) })));
    const macs = results.flatMap(
      ({ reading }) => reading?.interfaces.flatMap((port) => port.ifPhysAddress || []) ?? [],
    );
    expect(macs.length).toBeGreaterThan(100);
    expect(new Set(macs).size).toBe(macs.length);
    for (const mac of macs) expect(mac).toMatch(/^02(:[0-9a-f]{2}){5}$/);
    for (const { device, observation, reading } of results) {
      const who = `${device.agency}/${device.name}`;
      expect([who, observation.outcome, observation.reason]).toEqual([who, 'answer', null]);
      expect(reading?.system.sysName).toBe(`${device.name}.${device.agency.toLowerCase()}.song-van.example`);
      expect(reading?.system.uptimeTicks).toBeGreaterThan(0);
      const ports = reading?.interfaces ?? [];
      expect(ports.length).toBeGreaterThanOrEqual(3);
      expect(ports.length).toBeLessThanOrEqual(26);
      for (const port of ports) {
        expect([who, port.ifName, port.counterBits]).toEqual([who, port.ifName, 64]);
        expect(port.speedBps).toBeGreaterThan(0);
        expect([1, 2]).toContain(port.ifOperStatus);
      }
      expect(ports.some((port) => (port.inOctets ?? 0n) > 0n && (port.outOctets ?? 0n) > 0n)).toBe(true);
      expect(reading?.storage.length).toBe(device.role === 'server' ? 3 : 0);
      expect(reading?.processors.length).toBe(device.role === 'server' ? 4 : 0);
      for (const { sizeBytes, usedBytes } of reading?.storage ?? []) {
        expect(usedBytes).toBeLessThan(sizeBytes ?? 0);
      }
      for (const { loadPercent } of reading?.processors ?? []) {
        expect(loadPercent).toBeGreaterThanOrEqual(0);
        expect(loadPercent).toBeLessThanOrEqual(100);
      }
    }
  });

  test('counters only grow from reading to reading', async () => {
    const router = fleet.find(core, 'core-router');
    const rows = async () => (await fleet.poll(router)).reading?.interfaces ?? [];
    const first = await rows();
    const second = await rows();
    const third = await rows();
    for (const [earlier, later] of [
      [first, second],
      [second, third],
    ] as const) {
      for (const [index, port] of later.entries()) {
        expect(port.inOctets ?? -1n).toBeGreaterThanOrEqual(earlier[index]?.inOctets ?? 0n);
        expect(port.outOctets ?? -1n).toBeGreaterThanOrEqual(earlier[index]?.outOctets ?? 0n);
      }
    }
    expect(third[0]?.inOctets ?? 0n).toBeGreaterThan(first[0]?.inOctets ?? 0n);
  });

  test('one server speaks SNMPv3 authPriv and says its engine boots', async () => {
    const server = fleet.find(core, 'backup-server');
    expect(fleet.credentials.find(({ name }) => name === server.credential)?.credential.version).toBe('v3');
    expect((await fleet.poll(server)).reading?.system.engineBoots).toBe(1);
  });

  test('a cut router and the switch behind it fall silent and nobody else does; both come back', async () => {
    const refs = ['wan-router', 'lan-switch'].map((name) => ({ agency: commune.agency, name }));
    const names = refs.map(({ agency, name }) => `${agency}/${name}`);
    expect(await fleet.silent()).toEqual([]);
    expect(await fleet.ask({ kind: 'cut', ...commune })).toEqual({ kind: 'cut-done', ...commune, silenced: refs });
    expect(await fleet.silent(names)).toEqual(names);
    expect(await fleet.ask({ kind: 'cut', ...commune })).toEqual({ kind: 'cut-done', ...commune, silenced: [] });
    expect(await fleet.ask({ kind: 'restore', ...commune })).toEqual({ kind: 'restored', ...commune, answering: refs });
    expect(await fleet.silent()).toEqual([]);
  });

  test('a device cut by itself stays silent when what it stands behind comes back', async () => {
    const router = { agency: 'H99.04', device: 'wan-router' };
    const server = { agency: 'H99.04', device: 'records-server' };
    const names = ['wan-router', 'lan-switch', 'records-server'].map((name) => `H99.04/${name}`);
    await fleet.ask({ kind: 'cut', ...server });
    await fleet.ask({ kind: 'cut', ...router });
    expect(await fleet.silent(names)).toEqual(names);
    await fleet.ask({ kind: 'restore', ...router });
    expect(await fleet.silent(['H99.04/records-server'])).toEqual(['H99.04/records-server']);
    await fleet.ask({ kind: 'restore', ...server });
    expect(await fleet.silent()).toEqual([]);
  });

  test('a reboot starts uptime and counters again', async () => {
    const device = fleet.find('H99.22', 'wan-router');
    const before = (await fleet.poll(device)).reading;
    expect(await fleet.ask({ kind: 'reboot', agency: 'H99.22', device: 'wan-router' })).toMatchObject({
      kind: 'rebooted',
    });
    const after = (await fleet.poll(device)).reading;
    expect(after?.system.uptimeTicks).toBeLessThan(before?.system.uptimeTicks ?? 0);
    expect(after?.interfaces[0]?.inOctets).toBeLessThan(before?.interfaces[0]?.inOctets ?? 0n);
  });

  test('a device that does not exist or does not run is said to be unknown', async () => {
    for (const named of [
      { agency: 'H99.28', device: 'wan-router' },
      { agency: 'H99.21', device: 'nothing' },
    ]) {
      expect(await fleet.ask({ kind: 'cut', ...named })).toEqual({ kind: 'unknown-device', ...named });
    }
  });

  test('a second one beside it takes other addresses, and cutting there is not felt here', async () => {
    const [left, right] = await Promise.all([startFleet(), startFleet()]);
    try {
      expect(new Set([fleet, left, right].map(({ ready }) => `${ready.addressBase}:${ready.port}`)).size).toBe(3);
      expect((await left.silent()).concat(await right.silent())).toEqual([]);
      await right.ask({ kind: 'cut', agency: core, device: 'core-router' });
      const all = right.devices.map(({ agency, name }) => `${agency}/${name}`);
      expect(await right.silent(all)).toEqual(all);
      expect((await left.silent()).concat(await fleet.silent())).toEqual([]);
    } finally {
      await Promise.all([left.ask({ kind: 'stop' }), right.ask({ kind: 'stop' })]);
    }
  });
});

describe('the place of the simulated network', () => {
  test('is the next block where any one address is taken, and the first block again once that is free', async () => {
    const taken = await bindUdp('127.180.24.2', 0);
    const place = { firstPort: taken.port, firstBlock: 180 };
    const moved = await startFleet(place);
    await taken.close();
    const back = await startFleet(place);
    await Promise.all([moved.ask({ kind: 'stop' }), back.ask({ kind: 'stop' })]);
    expect([moved.ready, back.ready]).toMatchObject([
      { addressBase: '127.181', port: taken.port },
      { addressBase: '127.180', port: taken.port },
    ]);
  });

  test('is another port where somebody has taken the port on all addresses', async () => {
    const taken = await bindUdp('0.0.0.0', 0);
    const fleet = await startFleet({ firstPort: taken.port, firstBlock: 205 });
    await Promise.all([taken.close(), fleet.ask({ kind: 'stop' })]);
    expect(fleet.ready.addressBase).toBe('127.205');
    expect(fleet.ready.port).toBeGreaterThan(taken.port);
  });

  test('is nowhere when all ports are taken, and that is said', async () => {
    const first = await bindUdp('0.0.0.0', 0);
    const ports = Array.from({ length: 9 }, (_, index) => first.port + 1 + index);
    const rest = await Promise.allSettled(ports.map((port) => bindUdp('0.0.0.0', port)));
    await expect(startFleet({ firstPort: first.port, firstBlock: 220 })).rejects.toThrow('no-free-place');
    const held = rest.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    await Promise.all([first, ...held].map((one) => one.close()));
  });
});
