import { randomInt } from 'node:crypto';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { readKeyFile, readOlderKeys } from '../../src/config/sealing-keys.ts';
import { accountSecrets } from '../../src/store/accounts.ts';
import { credentialSecrets } from '../../src/store/credentials.ts';
import { openForReading } from '../../src/store/database.ts';
import { sealingKey } from '../../src/store/seal.ts';
import { serviceSecrets } from '../../src/store/service-secrets.ts';
import { openWriteStore } from '../../src/store/write-store.ts';
import { runHatang, startHatang, startService, temporaryFolder } from '../support/hatang-process.ts';

const CREDENTIALS = 90;
// Steps of a rotation that change a file, or have it on the disk: the last one is its end.
const STEPS = 11;

/** A data directory with many credentials, a second factor and the key of token hashes, all sealed with its first key. */
async function sealed(): Promise<string> {
  const data = temporaryFolder();
  const document = path.join(temporaryFolder(), 'in.yaml');
  const credentials = Array.from(
    { length: CREDENTIALS },
    (_, at) => `  - {name: c${at}, version: v2c, community: secret-${at}}`,
  );
  writeFileSync(document, `credentials:\n${credentials.join('\n')}\n`);
  const env = { HATANG_DATA: data };
  expect((await runHatang({ args: ['import', document], env })).code).toBe(0);
  expect((await runHatang({ args: ['token', 'create', '--role', 'viewer'], env })).code).toBe(0);
  expect((await runHatang({ args: ['account', 'create', 'lan'], env })).code).toBe(0);
  const store = openWriteStore(path.join(data, 'hatang.db'), sealingKey(readKeyFile(data)));
  store.accounts.setTotp(1, 'JBSWY3DPEHPK3PXP');
  store.close();
  return data;
}

/** Opens everything with the keys beside the database, as the service does; with which keys it was sealed. */
function openAll(data: string): Set<string> {
  const key = sealingKey(
    readKeyFile(data),
    readOlderKeys(data).map((one) => sealingKey(one)),
  );
  const db = openForReading(path.join(data, 'hatang.db'));
  try {
    const secrets = credentialSecrets(db, key);
    for (let at = 0; at < CREDENTIALS; at += 1) {
      expect(secrets.open(at + 1)).toEqual({ version: 'v2c', community: `secret-${at}` });
    }
    expect(accountSecrets(db, key).of(1)?.totpSecret).toBe('JBSWY3DPEHPK3PXP');
    expect(Buffer.from(serviceSecrets(db, key).open('token-key') ?? '', 'base64')).toHaveLength(32);
    const ids = db.sqlite.prepare('select key_id from credential union select key_id from secret').pluck().all();
    return new Set(ids.map(String));
  } finally {
    db.sqlite.close();
  }
}

/** Ends the program with SIGKILL right before its n-th step on files. */
function crashAt(step: number): string {
  const file = path.join(temporaryFolder(), 'crash.mjs');
  writeFileSync(
    file,
    `import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
let left = ${step};
for (const name of ['fsyncSync', 'renameSync', 'rmSync']) {
  const act = fs[name];
  fs[name] = (...args) => {
    if (process.argv.includes('rotate') && (left -= 1) === 0) process.kill(process.pid, 'SIGKILL');
    return act(...args);
  };
}
syncBuiltinESMExports();
`,
  );
  return `--import ${file}`;
}

test('killed before any step on its files: every secret opens, and the next rotation ends well', async () => {
  const whole = await sealed();
  const before = openAll(whole);
  const crash = async (step: number): Promise<string> => {
    const data = temporaryFolder();
    cpSync(whole, data, { recursive: true });
    const env = { HATANG_DATA: data };
    const child = startHatang({ args: ['key', 'rotate'], env: { ...env, NODE_OPTIONS: crashAt(step) } });
    const { signal } = await child.ended;
    const [key, ...more] = openAll(data);
    expect([step, signal, more]).toEqual([step, step <= STEPS ? 'SIGKILL' : null, []]);
    const again = await runHatang({ args: ['key', 'rotate'], env });
    expect([step, again.code, existsSync(path.join(data, 'key.next'))]).toEqual([step, 0, false]);
    expect([...openAll(data)].some((id) => before.has(id))).toBe(false);
    return before.has(key ?? '') ? 'old' : 'new';
  };
  const steps = Array.from({ length: STEPS + 1 }, (_, at) => at + 1);
  const sealedWith: string[] = [];
  for (let at = 0; at < steps.length; at += 4) {
    sealedWith.push(...(await Promise.all(steps.slice(at, at + 4).map(crash))));
  }
  // The one transaction lies between two steps: everything is old before it and new after it.
  expect(sealedWith).toEqual([...Array(4).fill('old'), ...Array(STEPS - 3).fill('new')]);
}, 600_000);

test('killed at any moment: every secret opens under the old or the new key', async () => {
  const data = await sealed();
  const env = { HATANG_DATA: data };
  const kills: string[] = [];
  for (let time = 0; time < 8; time += 1) {
    const child = startHatang({ args: ['key', 'rotate'], env });
    await Promise.race([wait(randomInt(50, 1_500)), child.ended]);
    child.signal('SIGKILL');
    kills.push((await child.ended).signal ?? 'done');
    openAll(data);
  }
  expect((await runHatang({ args: ['key', 'rotate'], env })).code).toBe(0);
  expect(openAll(data).size).toBe(1);
  expect(kills).toContain('SIGKILL');
});

test('after a rotation the service runs on the new key, the old one opens nothing, and no key is in any output', async () => {
  const data = await sealed();
  const env = { HATANG_DATA: data };
  const old = readFileSync(path.join(data, 'key'), 'utf8').trim();
  const rotated = await runHatang({ args: ['key', 'rotate'], env });
  const fresh = readFileSync(path.join(data, 'key'), 'utf8').trim();
  expect(fresh).not.toBe(old);
  expect(readFileSync(path.join(data, 'key.previous'), 'utf8').trim()).toBe(old);
  const service = await startService({ args: ['serve'], env });
  expect((await service.get('/api/v1/credentials')).items).toHaveLength(CREDENTIALS);
  expect((await runHatang({ args: ['key', 'rotate'], env })).code).toBe(5);
  await service.stop();
  for (const secret of [old, fresh])
    expect(rotated.out + rotated.err + service.out() + service.err()).not.toContain(secret);
  // The environment brings another key: with the one before as key.previous it takes over as well.
  const HATANG_KEY = Buffer.alloc(32, 9).toString('base64');
  expect((await runHatang({ args: ['key', 'rotate'], env: { ...env, HATANG_KEY } })).code).toBe(0);
  const db = openForReading(path.join(data, 'hatang.db'));
  const ids = db.sqlite.prepare('select distinct key_id from credential').pluck().all();
  db.sqlite.close();
  expect(ids).not.toContain(sealingKey(readKeyFile(data)).id);
});
