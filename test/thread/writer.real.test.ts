import { createSecretKey, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { wholeTree } from '../../src/access/scope.ts';
import type { Command } from '../../src/command/command.ts';
import type { Observation } from '../../src/monitor/observation.ts';
import { openReadStore, type ReadStore } from '../../src/store/read-store.ts';
import { sealingKey } from '../../src/store/seal.ts';
import { startThread, type Thread } from '../../src/thread/channel.ts';
import type { WriterProtocol, WriterStart } from '../../src/thread/writer-messages.ts';
import { catalogues } from '../support/catalogues.ts';

const now = Date.parse('2026-11-22T10:00:00+07:00');
const actor = { kind: 'token', name: 'test' } as const;
const place = { file: 'test', row: null, path: null };
const create: Command = {
  kind: 'agency.create',
  entry: { place, code: 'X01', name: 'Xã Thử', block: 'commune', parent: null, validFrom: '2026-01-01', validTo: null },
};
const device: Command = {
  kind: 'device.create',
  entry: {
    place,
    agency: 'X01',
    name: 'rt',
    role: 'router',
    address: '10.0.0.1',
    snmpPort: 161,
    tcpPort: null,
    credential: null,
    reachability: 'icmp',
    parents: [],
    lifecycle: 'active',
  },
};

let folder: string;
let writer: Thread<WriterProtocol>;
let broken: Error[];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hatang-writer-'));
  broken = [];
  writer = start();
});
afterEach(async () => {
  await writer.end();
  rmSync(folder, { recursive: true, force: true });
});

function start(): Thread<WriterProtocol> {
  const data: WriterStart = {
    databaseFile: path.join(folder, 'hatang.db'),
    key: sealingKey(createSecretKey(randomBytes(32))),
    catalogues,
    polling: { intervalMs: 60_000, confirmMisses: 2 },
  };
  const url = new URL('../../src/thread/writer.ts', import.meta.url);
  return startThread<WriterProtocol>(url, { name: 'writer', start: data, onBroken: (why) => broken.push(why) });
}

function look<T>(ask: (read: ReadStore) => T): T {
  const read = openReadStore(path.join(folder, 'hatang.db'));
  try {
    return ask(read);
  } finally {
    read.close();
  }
}

function seen(outcome: Observation['outcome'], at: number): Observation {
  const reason = outcome === 'answer' ? null : 'timeout';
  return { deviceId: 1, probe: 'icmp', at, outcome, reason, purpose: 'round', rttMs: null, echo: null };
}

describe('the writer thread', () => {
  test('makes the database, carries commands out and answers after the commit', async () => {
    await writer.ask('open', null);
    const result = await writer.ask('run', { envelope: { id: 'a', actor, scope: null, command: create }, now });
    expect(result.subjects).toEqual([{ kind: 'agencies', id: 'X01', what: 'added' }]);
    expect(look((read) => read.agencies.newest(wholeTree).map(({ code }) => code))).toEqual(['X01']);
  });

  test('a repeated key gives the same answer again; with another request it is refused', async () => {
    await writer.ask('open', null);
    const envelope = { id: 'a', actor, scope: null, command: create };
    const first = await writer.ask('run', { envelope, now });
    expect(await writer.ask('run', { envelope, now: now + 5_000 })).toEqual(first);
    const other = { ...envelope, command: device };
    await expect(writer.ask('run', { envelope: other, now })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('a refusal keeps its code and problems, and nothing is written', async () => {
    await writer.ask('open', null);
    const refused = writer.ask('run', { envelope: { id: 'a', actor, scope: null, command: device }, now });
    await expect(refused).rejects.toMatchObject({
      code: 'invalid',
      problems: [{ message: expect.stringMatching(/X01/) }],
    });
    expect(look((read) => read.devices.list(wholeTree))).toEqual([]);
  });

  test('folds batches: a batch is taken once, and misses are confirmed until the device is down', async () => {
    await writer.ask('open', null);
    await writer.ask('run', { envelope: { id: 'a', actor, scope: null, command: create }, now });
    await writer.ask('run', { envelope: { id: 'b', actor, scope: null, command: device }, now });
    const epoch = await writer.ask('begin', { poller: 'dc-1', now });
    const send = (sequence: number, observation: Observation) =>
      writer.ask('ingest', {
        batch: { poller: 'dc-1', epoch, sequence, observations: [observation], readings: [] },
        now: observation.at,
      });
    expect(await send(1, seen('answer', now))).toMatchObject({ taken: true, changed: [{ state: 'up' }] });
    expect(await send(1, seen('miss', now + 1_000))).toMatchObject({ taken: false });
    const miss = await send(2, seen('miss', now + 60_000));
    expect(miss.confirm).toEqual([{ deviceId: 1, probe: 'icmp' }]);
    expect(await send(3, seen('miss', now + 62_000))).toMatchObject({ confirm: [], changed: [{ state: 'down' }] });
    const [outage] = look((read) => read.targets.outages(wholeTree, { limit: 10 }));
    expect(outage).toMatchObject({ startedAt: now + 60_000, endedAt: null });
  });

  test('each start of a poller gets an epoch of its own', async () => {
    await writer.ask('open', null);
    const epochs = [];
    for (const at of [now, now, now + 1]) epochs.push(await writer.ask('begin', { poller: 'dc-1', now: at }));
    expect(new Set(epochs).size).toBe(3);
  });

  test('marks calendar jobs as done, and counts what it commits', async () => {
    await writer.ask('open', null);
    await writer.ask('finishJob', { job: 'assessment', dueAt: now, now });
    expect(look((read) => read.jobRuns.lastDueAt('assessment'))).toBe(now);
    const status = await writer.ask('status', null);
    expect(status).toMatchObject({ commits: 1 });
    expect(status.commitMs).toBeGreaterThan(0);
    expect(status.lagMs).toBeGreaterThanOrEqual(0);
  });

  test('a file that is no database is refused as damaged, and the thread does not break', async () => {
    writeFileSync(path.join(folder, 'hatang.db'), 'this is not a database, it only looks like a file '.repeat(100));
    await expect(writer.ask('open', null)).rejects.toMatchObject({ code: 'damaged' });
    expect(broken).toEqual([]);
  });

  test('a database of a newer program is refused by its schema', async () => {
    await writer.ask('open', null);
    await writer.ask('stop', null);
    await writer.end();
    const db = new Database(path.join(folder, 'hatang.db'));
    db.exec("insert into __drizzle_migrations (hash, created_at) values ('of the future', 9999999999999)");
    db.close();
    writer = start();
    await expect(writer.ask('open', null)).rejects.toMatchObject({ code: 'schema' });
  });

  test('what comes before the database is open, or after the stop, fails and is not lost silently', async () => {
    const envelope = { id: 'a', actor, scope: null, command: create };
    await expect(writer.ask('run', { envelope, now })).rejects.toThrow(/not open/);
    await writer.ask('open', null);
    await writer.ask('stop', null);
    await expect(writer.ask('run', { envelope, now })).rejects.toThrow(/not open/);
  });

  test('a bug in one command is told as an Error, and the next command is carried out', async () => {
    await writer.ask('open', null);
    const nonsense = JSON.parse('{"kind":"agency.create","entry":null}');
    const failed = await writer
      .ask('run', { envelope: { id: 'a', actor, scope: null, command: nonsense }, now })
      .catch((reason: unknown) => reason);
    expect(failed).toBeInstanceOf(Error);
    expect(failed).not.toHaveProperty('code');
    await writer.ask('run', { envelope: { id: 'b', actor, scope: null, command: create }, now });
    expect(broken).toEqual([]);
  });
});
