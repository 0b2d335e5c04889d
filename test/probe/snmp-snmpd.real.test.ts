import { readdirSync } from 'node:fs';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authProtocols, privProtocols, type SnmpCredential } from '../../src/inventory/credential.ts';
import { scalars } from '../../src/probe/oid.ts';
import { snmpCounters } from '../../src/probe/snmp-counters.ts';
import { pollSnmp } from '../../src/probe/snmp-poll.ts';
import { openSnmp } from '../../src/probe/snmp-session.ts';
import { missing } from '../support/real.ts';
import { type Snmpd, startSnmpd } from '../support/snmp-snmpd.ts';

type User = SnmpCredential & { version: 'v3' };

const authPassword = 'canary-auth-password-31';
const privPassword = 'canary-priv-password-32';
const names = {
  sha1: 'SHA',
  sha224: 'SHA-224',
  sha256: 'SHA-256',
  sha384: 'SHA-384',
  sha512: 'SHA-512',
  aes128: 'AES',
  aes256: 'AES-256',
} as const;

const users = authProtocols.flatMap((authProtocol) =>
  privProtocols.map((privProtocol): User => {
    return {
      version: 'v3',
      user: `${authProtocol}-${privProtocol}`,
      authProtocol,
      authPassword,
      privProtocol,
      privPassword,
    };
  }),
);
const community: SnmpCredential = { version: 'v2c', community: 'canary-community-33' };
const user = {
  version: 'v3',
  user: 'sha256-aes256',
  authProtocol: 'sha256',
  authPassword,
  privProtocol: 'aes256',
  privPassword,
} as const;

const engineId = '0x80001f8880cafe0001';

const configuration = [
  `exactEngineID ${engineId}`,
  'rocommunity canary-community-33 default',
  'rocommunity6 canary-community-33 default',
  'sysName may-chu-thu',
  ...users.flatMap(({ user: name, authProtocol, privProtocol }) => [
    `createUser ${name} ${names[authProtocol]} "${authPassword}" ${names[privProtocol]} "${privPassword}"`,
    `rouser ${name} priv`,
  ]),
  `createUser cisco SHA "${authPassword}" AES-256-C "${privPassword}"`,
  'rouser cisco priv',
];

describe.skipIf(missing('snmpd'))("Debian's snmpd", () => {
  let agent: Snmpd;

  beforeAll(async () => {
    agent = await startSnmpd('127.31.4.1', configuration);
  });
  afterAll(() => agent?.close());

  const poll = ({ address, port }: Snmpd, credential: SnmpCredential) => {
    const target = { deviceId: 1, address, port, credential, timeoutMs: 1_000, retries: 1, anySource: false };
    return pollSnmp(target, { hostResources: true, purpose: 'demand' }, Date.now);
  };

  it.each([
    ['v2c', community],
    ['v3 SHA-256/AES-256', user],
  ])('is read over %s: system, the interfaces of this machine, storage', async (_name, credential) => {
    const { observation, reading } = await poll(agent, credential);
    expect(observation).toMatchObject({ outcome: 'answer', reason: null });
    expect(reading?.system.sysName).toBe('may-chu-thu');
    expect(reading?.system.uptimeTicks).toBeGreaterThanOrEqual(0);
    expect(reading?.system.engineBoots).toBe(credential.version === 'v3' ? 1 : null);
    expect(reading?.interfaces.map((one) => one.ifName).toSorted()).toEqual(readdirSync('/sys/class/net').toSorted());
    const loopback = reading?.interfaces.find((one) => one.ifName === 'lo');
    expect(loopback).toMatchObject({ ifType: 24, ifOperStatus: 1, counterBits: 64, speedBps: 10_000_000 });
    expect(loopback?.inOctets).toBeGreaterThan(0n);
    const root = reading?.storage.find((one) => one.hrStorageDescr === 'Physical memory');
    expect(root?.sizeBytes).toBeGreaterThan(2 ** 27);
    expect(root?.usedBytes).toBeLessThanOrEqual(root?.sizeBytes ?? 0);
  });

  it.each(users)('is read by the user of $authProtocol with $privProtocol', async (credential) => {
    expect((await poll(agent, credential)).observation).toMatchObject({ outcome: 'answer', reason: null });
  });

  it('is read by a user whose AES-256 key is made the Cisco way, from the second time on without trying', async () => {
    const cisco: User = { ...user, user: 'cisco', authProtocol: 'sha1' };
    expect((await poll(agent, cisco)).observation).toMatchObject({ outcome: 'answer', reason: null });
    const { timeouts } = snmpCounters;
    expect((await poll(agent, cisco)).observation).toMatchObject({ outcome: 'answer', reason: null });
    expect(snmpCounters.timeouts).toBe(timeouts);
  });

  it.each([
    ['wrong community', { ...community, community: 'canary-community-wrong' }, 'miss', 'timeout'],
    ['wrong password', { ...user, authPassword: 'canary-auth-password-wrong' }, 'inconclusive', 'wrong-digest'],
    ['other digest', { ...user, authProtocol: 'sha512' }, 'inconclusive', 'wrong-digest'],
    ['unknown user', { ...user, user: 'nobody' }, 'inconclusive', 'unknown-user'],
    // snmpd answers discovery and keeps silent to what it cannot decrypt.
    ['wrong privacy password', { ...user, privPassword: 'canary-priv-password-wrong' }, 'inconclusive', 'timeout'],
  ] as const)('to a %s gives a reason and no secret', async (_name, credential, outcome, reason) => {
    const result = await poll(agent, credential);
    expect(result).toMatchObject({ observation: { outcome, reason }, reading: null });
    expect(inspect(result, { depth: null })).not.toContain('canary');
  });

  it('on ::1 is read over IPv6', async () => {
    const six = await startSnmpd('::1', configuration);
    try {
      expect((await poll(six, community)).observation).toMatchObject({ outcome: 'answer', reason: null });
      expect((await poll(six, user)).observation).toMatchObject({ outcome: 'answer', reason: null });
    } finally {
      await six.close();
    }
  });

  it('whose engine boots go back is read on by the same session', async () => {
    const target = { deviceId: 1, credential: user, timeoutMs: 1_000, retries: 1, anySource: false };
    const own = await startSnmpd('127.31.4.2', configuration);
    const session = openSnmp({ ...target, address: own.address, port: own.port });
    const boots = (count: number) => [`oldEngineID ${engineId}`, `engineBoots ${count}`];
    try {
      await own.restart(boots(41));
      expect(await session.get([scalars.sysName])).toMatchObject({ ok: true, engineBoots: 42 });
      await own.restart(boots(6));
      expect(await session.get([scalars.sysName])).toMatchObject({ ok: true, engineBoots: 7 });
    } finally {
      session.close();
      await own.close();
    }
  });
});
