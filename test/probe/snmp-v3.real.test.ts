import { inspect } from 'node:util';
import { Authentication, AuthProtocols, Encryption, PrivProtocols } from 'net-snmp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { authProtocols, privProtocols, type SnmpCredential } from '../../src/inventory/credential.ts';
import type { Reason } from '../../src/monitor/observation.ts';
import { scalars, usmStats } from '../../src/probe/oid.ts';
import { snmpCounters } from '../../src/probe/snmp-counters.ts';
import { openSnmp, type SnmpSession } from '../../src/probe/snmp-session.ts';
import { type HealthyAgent, startAgent } from '../support/snmp-agent.ts';
import {
  integer,
  octets,
  parseUserHeader,
  pdu,
  scopedPdu,
  tags,
  userMessage,
  type Varbind,
} from '../support/snmp-ber.ts';
import { type Send, startMeddler } from '../support/snmp-liar.ts';

type User = SnmpCredential & { version: 'v3' };

const user: User = {
  version: 'v3',
  user: 'giam-sat',
  authProtocol: 'sha256',
  authPassword: 'canary-auth-password-11',
  privProtocol: 'aes256',
  privPassword: 'canary-priv-password-12',
};
const secrets = ['canary-auth-password', 'canary-priv-password'];
const before = { ...snmpCounters };
const open: { close(): unknown }[] = [];

beforeEach(() => Object.assign(before, snmpCounters));
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

function session(agent: { address: string; port: number }, credential: SnmpCredential, retries = 1): SnmpSession {
  const { address, port } = agent;
  const opened = openSnmp({ deviceId: 1, address, port, credential, timeoutMs: 300, retries, anySource: false });
  open.push(opened);
  return opened;
}

async function healthy(...credentials: SnmpCredential[]): Promise<HealthyAgent> {
  const agent = await startAgent('127.31.2.2', credentials);
  open.push(agent);
  return agent;
}

/** A healthy agent behind a man in the middle who answers requests (not discovery) in his own way first. */
async function meddled(meddle: (request: Buffer, reply: Buffer, send: Send) => void) {
  const agent = await startMeddler('127.31.2.1', await healthy(user), (request, reply, send) => {
    if (parseUserHeader(request).flags & 1) meddle(request, reply, send);
    else send(reply);
  });
  open.push(agent);
  return agent;
}

const lie: Varbind[] = [{ oid: scalars.sysName, value: octets('evil') }];
const truth = { ok: true, reason: null, values: new Map([[scalars.sysName, Buffer.from('rt-thu-nghiem')]]) };

describe('a v3 session', () => {
  const combinations = authProtocols.flatMap((auth) => privProtocols.map((priv) => [auth, priv] as const));

  it.each(combinations)('of %s with %s reads its agent', async (authProtocol, privProtocol) => {
    const credential = { ...user, authProtocol, privProtocol };
    const agent = await healthy(credential);
    expect(await session(agent, credential).get([scalars.sysName])).toMatchObject({ ...truth, engineBoots: 0 });
  });

  it('over IPv6 reads its agent', async () => {
    const agent = await startAgent('::1', [user]);
    open.push(agent);
    expect(await session(agent, user).get([scalars.sysName])).toMatchObject(truth);
  });

  it('of a user the agent does not know says so', async () => {
    const result = await session(await healthy(user), { ...user, user: 'nobody' }).get([scalars.sysName]);
    expect(result).toEqual({ ok: false, outcome: 'inconclusive', reason: 'unknown-user' });
  });

  it.each(['authPassword', 'privPassword'])(
    'with a wrong %s at an agent that keeps silent is no miss: discovery was answered',
    async (which) => {
      const credential = { ...user, [which]: 'canary-auth-password-wrong' };
      const result = await session(await healthy(user), credential).get([scalars.sysName]);
      expect(result).toEqual({ ok: false, outcome: 'inconclusive', reason: 'timeout' });
    },
  );

  it('nobody answers is a miss', async () => {
    const agent = await startAgent('127.31.2.3', [user]);
    agent.close();
    const result = await session(agent, user).get([scalars.sysName]);
    expect(result).toEqual({ ok: false, outcome: 'miss', reason: 'timeout' });
  });
});

describe('a forged v3 answer', () => {
  const header = (request: Buffer) => {
    const { msgId, engineId } = parseUserHeader(request);
    return { msgId, engineId, user: user.user };
  };
  const response = (request: Buffer) => pdu(tags.response, parseUserHeader(request).msgId, lie);
  const forgeries: [string, (request: Buffer, reply: Buffer) => Buffer][] = [
    ['without authentication', (request) => userMessage({ ...header(request), flags: 0 }, response(request))],
    [
      'without authentication and user',
      (request) => userMessage({ ...header(request), user: '', flags: 0 }, response(request)),
    ],
    [
      'that is signed wrongly and in clear',
      (request) => userMessage({ ...header(request), flags: 1, digest: Buffer.alloc(24, 1) }, response(request)),
    ],
    [
      'that is encrypted but not signed',
      (request) => userMessage({ ...header(request), flags: 2 }, Buffer.alloc(60, 9)),
    ],
    [
      'that is encrypted and signed wrongly',
      (request) => userMessage({ ...header(request), flags: 3, digest: Buffer.alloc(24, 1) }, Buffer.alloc(60, 9)),
    ],
    [
      'that is signed with a short digest',
      (request) => userMessage({ ...header(request), flags: 3, digest: Buffer.alloc(1) }, Buffer.alloc(60, 9)),
    ],
    [
      'of another engine',
      (request) => {
        const engineId = Buffer.from('80000000aabbccdd', 'hex');
        return userMessage(
          { ...header(request), engineId, flags: 3, digest: Buffer.alloc(24, 1) },
          Buffer.alloc(60, 9),
        );
      },
    ],
    ['of another message', (request) => userMessage({ ...header(request), msgId: 1, flags: 0 }, response(request))],
    [
      'that is the true one with a byte changed',
      (_request, reply) => {
        const bent = Buffer.from(reply);
        bent.writeUInt8(bent.readUInt8(bent.length - 1) ^ 1, bent.length - 1);
        return bent;
      },
    ],
  ];

  it.each(forgeries)('%s is dropped and counted, and the true answer behind it still counts', async (_name, forge) => {
    const agent = await meddled((request, reply, send) => {
      send(forge(request, reply));
      setTimeout(() => send(reply), 30);
    });
    expect(await session(agent, user).get([scalars.sysName])).toMatchObject(truth);
    expect(snmpCounters.forged - before.forged).toBe(1);
  });

  it.each(forgeries)('%s alone is never data', async (_name, forge) => {
    const agent = await meddled((request, reply, send) => send(forge(request, reply)));
    const result = await session(agent, user, 0).get([scalars.sysName]);
    expect(result).toMatchObject({ ok: false });
    expect(snmpCounters.answers).toBe(before.answers);
  });
});

describe('a signed answer', () => {
  it.each([
    [
      'of another engine, whose keeper knows the same password, is dropped',
      { engineId: Buffer.from('8000000055667788', 'hex') },
    ],
    ['for another user is dropped', { name: 'somebody' }],
    ['to another request inside is refused', { id: 1 }],
  ])('%s', async (_name, twist) => {
    const agent = await meddled((request, _reply, send) => send(signed(request, twist)));
    const result = await session(agent, user, 0).get([scalars.sysName]);
    expect(result).toEqual({ ok: false, outcome: 'inconclusive', reason: 'forged' });
    expect(snmpCounters.forged - before.forged).toBe(1);
  });

  it('to the request itself counts', async () => {
    const agent = await meddled((request, _reply, send) => send(signed(request, {})));
    const values = new Map([[scalars.sysName, Buffer.from('evil')]]);
    expect(await session(agent, user).get([scalars.sysName])).toMatchObject({ ok: true, values, engineBoots: 1 });
  });

  /** What somebody who knows the passwords can make. */
  function signed(request: Buffer, twist: { engineId?: Buffer; id?: number; name?: string }): Buffer {
    const { msgId, engineId } = { ...parseUserHeader(request), ...twist };
    // The library's types want an algorithm where its code wants an engine.
    const algorithm = Encryption.algorithms[PrivProtocols.aes256b];
    const engine = { ...algorithm, engineID: engineId, engineBoots: 1, engineTime: 100 };
    const scoped = scopedPdu(engineId, pdu(tags.response, twist.id ?? msgId, lie));
    const sealed = Encryption.encryptPduAes(
      scoped,
      PrivProtocols.aes256b,
      user.privPassword,
      AuthProtocols.sha256,
      engine,
    );
    const header = { msgId, flags: 3, engineId, user: twist.name ?? user.user, privacy: sealed.msgPrivacyParameters };
    const unsigned = userMessage({ ...header, digest: Buffer.alloc(24) }, sealed.encryptedPdu);
    const digest = Authentication.calculateDigest(unsigned, AuthProtocols.sha256, user.authPassword, engineId);
    return userMessage({ ...header, digest }, sealed.encryptedPdu);
  }
});

describe('a Report', () => {
  const reasons: [keyof typeof usmStats, Reason][] = [
    ['usmStatsUnsupportedSecLevels', 'unsupported-security-level'],
    ['usmStatsNotInTimeWindows', 'not-in-time-window'],
    ['usmStatsUnknownUserNames', 'unknown-user'],
    ['usmStatsUnknownEngineIDs', 'unknown-engine'],
    ['usmStatsWrongDigests', 'wrong-digest'],
    ['usmStatsDecryptionErrors', 'decryption-error'],
  ];
  const report = (request: Buffer, oid: string, clock: { boots?: number; time?: number } = {}) => {
    const { msgId, engineId } = parseUserHeader(request);
    const varbind = { oid, value: integer(1, tags.counter32) };
    return userMessage({ msgId, engineId, user: '', flags: 0, ...clock }, pdu(tags.report, 0, [varbind]));
  };

  it.each(reasons)('%s says why, and nothing about the device', async (name, reason) => {
    const agent = await meddled((request, _reply, send) => send(report(request, usmStats[name])));
    const result = await session(agent, user).get([scalars.sysName]);
    expect(result).toEqual({ ok: false, outcome: 'inconclusive', reason });
  });

  it('that carries values is not taken for an answer', async () => {
    const agent = await meddled((request, _reply, send) => send(report(request, scalars.sysName)));
    expect(await session(agent, user).get([scalars.sysName])).toMatchObject({ ok: false, outcome: 'inconclusive' });
  });

  it('that asks for a new clock for ever ends after a few messages', async () => {
    const clock = { boots: 0, time: 0 };
    const agent = await meddled((request, _reply, send) =>
      send(report(request, usmStats.usmStatsUnknownEngineIDs, clock)),
    );
    const line = session(agent, user);
    await line.get([scalars.sysName]);
    expect(await line.get([scalars.sysName])).toEqual({ ok: false, outcome: 'inconclusive', reason: 'unknown-engine' });
    expect(agent.asked()).toBeLessThan(16);
  });
});

it('no secret is in anything a session gives back', async () => {
  const agent = await healthy(user);
  const credentials = [user, { ...user, user: 'nobody' }, { ...user, authPassword: 'canary-auth-password-wrong' }];
  for (const credential of credentials) {
    const line = session(agent, credential);
    const results = [
      await line.get([scalars.sysName]),
      await line.walk([scalars.sysName], { maxRows: 5, maxBytes: 5_000, maxRequests: 5, deadlineMs: 5_000 }),
      snmpCounters,
    ];
    const shown = inspect([line, ...results], { depth: null, showHidden: true }) + JSON.stringify(results);
    for (const secret of secrets) expect(shown).not.toContain(secret);
  }
});
