import { createSession, ObjectType, type Session, Version1, Version2c } from 'net-snmp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DemoAgent, startAgent } from '../../src/demo/agent.ts';
import { type DeviceModel, modelDevice } from '../../src/demo/device-model.ts';
import { demoEntries } from '../../src/demo/province.ts';
import type { SnmpCredential } from '../../src/inventory/credential.ts';
import type { InterfaceReading, SnmpReading } from '../../src/monitor/reading.ts';
import { columns, scalars } from '../../src/probe/oid.ts';
import { pollSnmp } from '../../src/probe/snmp-poll.ts';
import { bindUdp } from './bind-udp.ts';

const address = '127.139.0.1';
const start = Date.parse('2026-11-23T10:00:00+07:00');
const community = 'only-here';
const v2c: SnmpCredential = { version: 'v2c', community };
const v3: SnmpCredential = {
  version: 'v3',
  user: 'reader',
  authProtocol: 'sha256',
  authPassword: 'auth-only-here',
  privProtocol: 'aes128',
  privPassword: 'priv-only-here',
};

describe('a simulated device', () => {
  let now: number;
  let port: number;
  let agent: DemoAgent;
  const model = modelOf('H99.21', 'lan-switch');
  beforeEach(async () => {
    now = start;
    port = await freePort();
    agent = await startAgent({ address, port, credential: v2c, model, now: () => now });
  });
  afterEach(() => agent.stop());

  test('read every second: no counter steps back or outruns its port, and uptime goes with the clock', async () => {
    let before = await read(port);
    for (let second = 0; second < 20; second++) {
      now += 1_000;
      const after = await read(port);
      expect((after.system.uptimeTicks ?? 0) - (before.system.uptimeTicks ?? 0)).toBe(100);
      for (const [index, row] of after.interfaces.entries()) {
        const earlier = before.interfaces[index];
        if (!earlier) throw new Error('an interface appeared');
        for (const grown of growth(earlier, row)) expect(grown).toBeGreaterThanOrEqual(0n);
        const octetsMost = BigInt(row.speedBps ?? 0) / 8n;
        for (const grown of growth(earlier, row)) expect(grown).toBeLessThanOrEqual(octetsMost);
      }
      before = after;
    }
  });

  test('both ends of a line count the same: the switch’s uplink and the router’s LAN port', async () => {
    const routerPort = await freePort();
    const router = await startAgent({
      address: '127.139.0.2',
      port: routerPort,
      credential: v2c,
      model: modelOf('H99.21', 'wan-router'),
      now: () => now,
    });
    const uplink = async () => named(await read(port), 'Gi0/25');
    const lan = async () => named(await read(routerPort, '127.139.0.2'), 'lan0');
    const earlier = [await uplink(), await lan()] as const;
    now += 60_000;
    const later = [await uplink(), await lan()] as const;
    await router.stop();
    const [switchIn, switchOut] = growth(earlier[0], later[0]);
    const [routerIn, routerOut] = growth(earlier[1], later[1]);
    expect(Number(switchIn)).toBeCloseTo(Number(routerOut), -2);
    expect(Number(switchOut)).toBeCloseTo(Number(routerIn), -2);
    expect(switchIn).toBeGreaterThan(10_000n);
  });

  test('a start later on finds the same device further on, not a rebooted one', async () => {
    const first = await read(port);
    await agent.stop();
    now += 3_600_000;
    agent = await startAgent({ address, port, credential: v2c, model, now: () => now });
    const second = await read(port);
    expect((second.system.uptimeTicks ?? 0) - (first.system.uptimeTicks ?? 0)).toBe(360_000);
    expect(named(second, 'Gi0/25').inOctets).toBeGreaterThan(named(first, 'Gi0/25').inOctets ?? 0n);
  });

  test('answers 45 columns in one GET, in the order asked', async () => {
    const oids = Array.from({ length: 45 }, (_, index) => `${columns.ifHCInOctets}.${(index % 26) + 1}`);
    const got = await ask(port, (session, done) => session.get(oids, done));
    expect(got.map(({ oid }) => oid)).toEqual(oids);
    expect(new Set(got.map(({ type }) => type))).toEqual(new Set([ObjectType.Counter64]));
  });

  test('is silent while down, answers again after, and keeps its address meanwhile', async () => {
    agent.down();
    expect(await failure(port, v2c)).toBe('timeout');
    await expect(bindUdp(address, port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    agent.up();
    expect(await failure(port, v2c, true)).toBeNull();
  });

  test('leaves a wrong community, SNMPv1, garbage and an empty datagram unanswered and lives on', async () => {
    expect(await failure(port, { version: 'v2c', community: 'wrong' })).toBe('timeout');
    await expect(ask(port, (session, done) => session.get([scalars.sysUpTime], done), Version1)).rejects.toThrow();
    await throwAt(port, [Buffer.from('nonsense'), Buffer.alloc(0), Buffer.from([0x30, 0x84, 0xff])]);
    expect(await failure(port, v2c, true)).toBeNull();
  });

  test('refuses to be changed', async () => {
    const varbinds = [{ oid: scalars.sysName, type: ObjectType.OctetString, value: 'other' }];
    await expect(ask(port, (session, done) => session.set(varbinds, done))).rejects.toThrow('NotWritable');
  });

  test('cannot start where the address is taken', async () => {
    const twin = startAgent({ address, port, credential: v2c, model, now: () => now });
    await expect(twin).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

test('a device with v3 answers its user, counts its boots, and nobody else', async () => {
  let now = start;
  const port = await freePort();
  const model = modelOf('H99.01.01', 'backup-server');
  const agent = await startAgent({ address, port, credential: v3, model, now: () => now });
  try {
    const before = (await poll(port, v3)).reading?.system;
    expect(before?.engineBoots).toBe(1);
    expect(await failure(port, { ...v3, user: 'stranger' }, true)).toBe('unknown-user');
    expect(await failure(port, { ...v3, authPassword: 'wrong-password' })).not.toBeNull();
    expect(await failure(port, v2c)).toBe('timeout');
    agent.reboot();
    now += 1_000;
    expect((await poll(port, v3)).reading?.system).toMatchObject({ engineBoots: 2, uptimeTicks: 100 });
  } finally {
    await agent.stop();
  }
});

function modelOf(agency: string, name: string): DeviceModel {
  const { devices } = demoEntries({ port: 1, addressBase: '127.26', today: '2026-11-22' });
  const entry = devices.find((device) => device.agency === agency && device.name === name);
  if (!entry) throw new Error(`no device ${agency}/${name}`);
  return modelDevice(entry);
}

function poll(port: number, credential: SnmpCredential, patient = true, at = address) {
  const [timeoutMs, retries] = patient ? [1_500, 4] : [300, 0];
  const target = { deviceId: 1, address: at, port, credential, timeoutMs, retries, anySource: false };
  return pollSnmp(target, { hostResources: true, purpose: 'round' }, Date.now);
}

async function read(port: number, at = address): Promise<SnmpReading> {
  const { reading } = await poll(port, v2c, true, at);
  if (!reading || reading.partial) throw new Error('not read whole');
  return reading;
}

/** Why one short request got no answer; `patient` where an answer is awaited. */
async function failure(port: number, credential: SnmpCredential, patient = false): Promise<string | null> {
  return (await poll(port, credential, patient)).observation.reason;
}

function named(reading: SnmpReading, ifName: string): InterfaceReading {
  const found = reading.interfaces.find((row) => row.ifName === ifName);
  if (!found) throw new Error(`no interface ${ifName}`);
  return found;
}

function growth(before: InterfaceReading, after: InterfaceReading): [bigint, bigint] {
  return [(after.inOctets ?? 0n) - (before.inOctets ?? 0n), (after.outOctets ?? 0n) - (before.outOctets ?? 0n)];
}

type Varbinds = { readonly oid: string; readonly type?: ObjectType }[];

function ask(
  port: number,
  send: (session: Session, done: (error: Error | null, varbinds?: Varbinds) => void) => void,
  version: typeof Version1 | typeof Version2c = Version2c,
): Promise<Varbinds> {
  const options = version === Version1 ? { timeout: 300, retries: 0 } : { timeout: 1_500, retries: 4 };
  const session = createSession(address, community, { ...options, version, port });
  return new Promise<Varbinds>((resolve, reject) => {
    send(session, (error, varbinds) => (error ? reject(error) : resolve(varbinds ?? [])));
  }).finally(() => session.close());
}

async function throwAt(port: number, datagrams: readonly Buffer[]): Promise<void> {
  const socket = await bindUdp('127.139.0.9', 0);
  for (const datagram of datagrams) await socket.send(datagram, port, address);
  await socket.close();
}

async function freePort(): Promise<number> {
  const socket = await bindUdp(address, 0);
  await socket.close();
  return socket.port;
}
