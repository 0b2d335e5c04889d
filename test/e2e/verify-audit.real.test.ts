import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { CHAIN_START, chainHash } from '../../src/access/audit-chain.ts';
import { openReadStore } from '../../src/store/read-store.ts';
import { runHatang, startService, temporaryFolder } from '../support/hatang-process.ts';

/** A data directory with a record of changes, two heads of it outside, and a copy of how it was before the second. */
async function recorded() {
  const [data, outside] = [temporaryFolder(), temporaryFolder()];
  const heads = path.join(outside, 'heads.jsonl');
  const config = path.join(outside, 'hatang.yaml');
  writeFileSync(config, `audit: {heads: ${heads}}\n`);
  const env = { HATANG_DATA: data, HATANG_CONFIG: config };
  const file = path.join(data, 'hatang.db');
  const run = async (names: readonly string[]): Promise<void> => {
    const service = await startService({ args: ['serve'], env });
    for (const name of names) {
      expect((await service.ask('POST', '/api/v1/agencies', { body: agency(name) })).status).toBe(201);
    }
    // Beside the running service: read-only, and nothing to complain about.
    expect((await runHatang({ args: ['verify', 'audit'], env })).code).toBe(0);
    expect((await service.stop()).code).toBe(0);
  };
  await run(['X01', 'X02', 'X03']);
  const earlier = path.join(outside, 'earlier.db');
  copyFileSync(file, earlier);
  await run(['X04', 'X05', 'X06']);
  const verify = async () => {
    const { code, out } = await runHatang({ args: ['verify', 'audit', '--json'], env });
    return { code, ...JSON.parse(out) };
  };
  return { env, file, heads, earlier, verify };
}

const agency = (code: string) => ({ code, name: code, block: 'commune', parent: null, validFrom: '2026-01-01' });

/** What an attacker who owns the machine does: the triggers go, then anything goes. */
function attack(file: string, statements: string): void {
  const db = new Database(file);
  db.exec('drop trigger audit_keeps_versions; drop trigger audit_keeps_rows;');
  db.exec(statements);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

/** Makes every hash from a row on anew, as somebody would who knows how the chain is made. */
function rehash(file: string, fromId: number): void {
  const read = openReadStore(file);
  const rows = [...read.audits.lines()];
  read.close();
  const db = new Database(file);
  const put = db.prepare('update audit set hash = ? where id = ?');
  let previous = rows.find((row) => row.id === fromId - 1)?.hash ?? CHAIN_START;
  for (const row of rows.filter(({ id }) => id >= fromId)) {
    previous = chainHash(previous, row);
    put.run(previous, row.id);
  }
  db.close();
}

const copyOf = (id: number, to: number) =>
  `insert into audit (id, at, actor, action, subject_kind, subject_id, seq, detail, hash)
   select ${to}, at, actor, action, subject_kind, subject_id, seq, detail, hash from audit where id = ${id};`;

test('edit, delete, insert, reorder, truncate, roll back: 6 of 6 are found, and the first bad row is named', async () => {
  const { file, heads, earlier, verify } = await recorded();
  const whole = await verify();
  expect(whole).toMatchObject({ code: 0, ok: true, fault: null, headsFault: null });
  expect(whole.heads).toBeGreaterThanOrEqual(2);
  const last: number = whole.rows;
  const sound = readFileSync(file);
  const restore = (): void => {
    for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
    writeFileSync(file, sound);
  };
  const attacks: readonly (readonly [string, () => void, number, RegExp])[] = [
    ['edit', () => attack(file, "update audit set detail = '{}' where id = 3"), 3, /^hash-differs$/],
    ['delete', () => attack(file, 'delete from audit where id = 3'), 3, /^row-missing$/],
    [
      'insert',
      () =>
        attack(
          file,
          `update audit set id = id + 1000 where id > 3; update audit set id = id - 999 where id > 1000; ${copyOf(3, 4)}`,
        ),
      4,
      /^hash-differs$/,
    ],
    [
      'reorder',
      () =>
        attack(
          file,
          'update audit set id = -3 where id = 3; update audit set id = 3 where id = 4; update audit set id = 4 where id = -3',
        ),
      3,
      /^hash-differs$/,
    ],
    ['truncate', () => attack(file, `delete from audit where id > ${last - 1}`), last, /^truncated$/],
    ['roll back', () => copyFileSync(earlier, file), -1, /^truncated$/],
    // The same by somebody who makes all hashes anew: only the heads outside tell.
    [
      'edit and rehash',
      () => {
        attack(file, "update audit set detail = '{}' where id = 3");
        rehash(file, 3);
      },
      -1,
      /^head-differs$/,
    ],
  ];
  for (const [name, act, id, reason] of attacks) {
    restore();
    act();
    const { code, ok, fault } = await verify();
    expect([name, code, ok, fault?.reason]).toEqual([name, 3, false, expect.stringMatching(reason)]);
    if (id > 0) expect([name, fault.id]).toEqual([name, id]);
    else expect([name, fault.id > 3 && fault.id <= last]).toEqual([name, true]);
  }
  restore();
  expect(await verify()).toMatchObject({ code: 0, ok: true });

  // Who takes the heads away, or changes one, is found out too.
  const written = readFileSync(heads, 'utf8');
  rmSync(heads);
  expect(await verify()).toMatchObject({ code: 3, headsFault: { line: 1, reason: 'missing' } });
  writeFileSync(heads, written.replace(/"id":\d+/, '"id":77'));
  expect(await verify()).toMatchObject({ code: 3, headsFault: { reason: 'signature-differs' } });
}, 600_000);

test('after a roll-back the service starts, and its log tells of it', async () => {
  const { env, file, earlier } = await recorded();
  copyFileSync(earlier, file);
  const service = await startService({ args: ['serve'], env });
  expect(service.err()).toMatch(/"level":50.*the audit does not fit the head kept outside/);
  expect((await runHatang({ args: ['verify', 'audit'], env })).code).toBe(3);
});

test('a new key signs the heads from its line on, and the older ones stay good', async () => {
  const { env, heads, verify } = await recorded();
  expect((await runHatang({ args: ['audit-key', 'rotate'], env })).code).toBe(0);
  const service = await startService({ args: ['serve'], env });
  expect((await runHatang({ args: ['audit-key', 'rotate'], env })).code).toBe(5);
  expect((await runHatang({ args: ['key', 'rotate'], env })).code).toBe(5);
  await service.ask('POST', '/api/v1/agencies', { body: agency('X07') });
  await service.stop();
  expect(await verify()).toMatchObject({ code: 0, ok: true, headsFault: null });
  expect(readFileSync(heads, 'utf8').match(/"publicKey"/g)).toHaveLength(2);
});
