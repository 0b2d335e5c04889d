import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConflictError } from '../../src/errors.ts';
import { agency, answer, credential, device, fact, importOf, NOON, openDesk, tables } from './desk.ts';

describe('a command with a key', () => {
  const create = (name: string) => ({ kind: 'agency.create', entry: { ...agency('X1'), place, name } }) as const;
  const place = { file: '', row: null, path: '/' };

  test('asked again gives the same answer and is not carried out again, also after a restart', () => {
    const desk = openDesk();
    const first = desk.run(create('A'), 'key');
    const before = tables.map((table) => desk.rows(table));
    expect(desk.run(create('A'), 'key')).toEqual(first);
    desk.restart();
    desk.clock.now += 1e9;
    expect(desk.run(create('A'), 'key')).toEqual(first);
    expect(tables.map((table) => desk.rows(table)).slice(0, -1)).toEqual(before.slice(0, -1));
  });

  test('used for another request is a conflict, and that request is not carried out', () => {
    const desk = openDesk();
    desk.run(create('A'), 'key');
    expect(desk.refusal(create('B'), 'key')).toBeInstanceOf(ConflictError);
    expect(desk.agencyOn('X1', '2026-11-22')?.name).toBe('A');
  });

  test('that was refused may be asked again once it can be done', () => {
    const desk = openDesk();
    const entry = { ...device('X1', 'r'), place };
    expect(desk.refusal({ kind: 'device.create', entry }, 'key').code).toBe('invalid');
    desk.run(create('A'));
    expect(desk.run({ kind: 'device.create', entry }, 'key').tally.devices.added).toBe(1);
  });

  test('is forgotten with the observations of its age, not before', () => {
    const desk = openDesk();
    desk.import({ agencies: [agency('X1')], devices: [device('X1', 'r')] }, { id: 'old' });
    desk.take([answer(1, NOON), answer(1, NOON + 1), answer(1, NOON + 2)]);
    desk.clock.now = NOON + 1_000;
    const prune = (before: number, id: string) => desk.run({ kind: 'prune', before, limit: 2 }, id).tally.observations;
    const kept = () => desk.rows('command_log').map((one) => one.id);
    expect(prune(NOON, 'first')).toEqual({ added: 0, changed: 0, same: 0 });
    expect(kept()).toEqual(['old', 'first']);
    expect(prune(NOON + 500, 'second').changed).toBe(2);
    expect(prune(NOON + 500, 'third').changed).toBe(1);
    expect(kept().toSorted()).toEqual(['first', 'second', 'third']);
    expect(desk.rows('commit_log')).toHaveLength(1);
  });
});

test('every change says who asked, when, in which commit, and what', () => {
  const desk = openDesk();
  desk.import({ agencies: [agency('X1')], devices: [device('X1', 'r')], facts: [fact('X1', 'offices', 3)] });
  const told = desk.store.read.audits.list({ limit: 9 }).toReversed();
  expect(told.map((one) => [one.action, one.subjectKind, one.subjectId])).toEqual([
    ['create', 'agency', 'X1'],
    ['create', 'device', '1'],
    ['declare', 'fact', 'X1/offices'],
    ['import', 'import', '1'],
  ]);
  for (const one of told) expect(one).toMatchObject({ at: NOON, actor: 'cli:test', seq: 1 });
});

test('no secret of a request stands anywhere in the data directory, open or hashed without a key', () => {
  const desk = openDesk();
  const canaries = ['canary-community', 'canary-auth-password', 'canary-priv-password', 'canary-replaced'];
  const [community = '', authPassword = '', privPassword = '', replaced = ''] = canaries;
  const v3 = { version: 'v3', user: 'u', authProtocol: 'sha256', privProtocol: 'aes256' } as const;
  const credentials = [
    credential('one', { version: 'v2c', community }),
    credential('two', { ...v3, authPassword, privPassword }),
  ];
  const everything = importOf({
    agencies: [agency('X1')],
    credentials,
    devices: [device('X1', 'r', { credential: 'one' })],
  });
  desk.run(everything, 'import');
  desk.import({ credentials }, { dryRun: true });
  desk.run({ kind: 'credential.put', entry: credential('one', { version: 'v2c', community: replaced }) });
  desk.run({ kind: 'credential.close', name: 'two' });
  const bad = desk.refusal(importOf({ credentials, devices: [device('X9', 'r')] }));
  expect(JSON.stringify([bad.message, bad.problems])).not.toContain('canary');
  const files = readdirSync(desk.folder);
  expect(files).toContain('hatang.db-wal');
  for (const file of files) {
    const bytes = readFileSync(path.join(desk.folder, file)).toString('latin1');
    for (const canary of canaries) {
      for (const form of ['utf8', 'base64', 'hex'] as const) {
        const text = Buffer.from(canary).toString(form).replace(/=+$/, '');
        expect([file, form, bytes.includes(text)]).toEqual([file, form, false]);
      }
    }
  }
  const guess = createHash('sha256').update(JSON.stringify(everything)).digest('hex');
  expect(desk.rows('command_log').map((one) => one.request_hash)).not.toContain(guess);
  expect(JSON.stringify(desk.store.read.audits.list({ limit: 99 }))).not.toContain('canary');
  expect(desk.store.credentials.open(1)).toEqual({ version: 'v2c', community: replaced });
});
