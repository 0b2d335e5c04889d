import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { runHatang, startService, temporaryFolder } from '../support/hatang-process.ts';
import { startRouter } from '../support/router.ts';

const community = 'only-for-this-test';

/** A folder for data, and one for what is put in, with a province of one agency and one router. */
function place(device = '') {
  const data = temporaryFolder();
  const outside = temporaryFolder();
  const config = path.join(outside, 'hatang.yaml');
  writeFileSync(config, 'polling: {interval: 400ms, timeout: 300ms, retries: 0, confirm_misses: 2, echoes: 1}\n');
  const document = path.join(outside, 'in.yaml');
  writeFileSync(
    document,
    `agencies: [{code: X01, name: Xã Thử, block: commune, valid_from: 2026-01-01}]
credentials: [{name: c, version: v2c, community: ${community}}]
devices: [{agency: X01, name: rt, role: router, ${device || 'address: 10.0.0.1'}, credential: c, reachability: snmp}]
`,
  );
  return { data, document, env: { HATANG_DATA: data, HATANG_CONFIG: config } };
}

function argumentsOf(command: string, document: string): string[] {
  if (command === 'import') return [command, document];
  return command === 'probe' ? [command, '127.77.0.9', '--credential', 'c'] : [command];
}

const onAnyPort = (env: Readonly<Record<string, string>>) => ({ ...env, HATANG_LISTEN: '127.0.0.1:0' });

describe('while the service runs', () => {
  test('import and assess go through its socket, and it polls the new device at once', async () => {
    const router = await startRouter('127.77.0.1', { version: 'v2c', community });
    const { data, document, env } = place(`address: ${router.address}, snmp_port: ${router.port}`);
    const service = await startService({ args: ['serve'], env });
    expect(statSync(path.join(data, 'control.sock')).mode & 0o777).toBe(0o600);

    const imported = await runHatang({ args: ['import', document], env });
    expect(imported).toMatchObject({ code: 0, out: expect.stringMatching(/devices: 1 new/), err: '' });
    await expect
      .poll(async () => (await service.get('/api/v1/devices')).items[0]?.state, { timeout: 30_000, interval: 50 })
      .toBe('up');
    const assessed = await runHatang({ args: ['assess', '--json'], env });
    expect(JSON.parse(assessed.out).tally.facts).toMatchObject({ added: 1 });
    const again = await runHatang({ args: ['import', document], env });
    expect(again).toMatchObject({ code: 0, out: expect.stringMatching(/Nothing changed/) });

    // What was refused there is refused here, with its rows; nothing of it is kept.
    writeFileSync(document, 'agencies: [{code: X02, name: Xã Hai, block: làng}]\n');
    const refused = await runHatang({ args: ['import', document], env });
    expect(refused).toMatchObject({ code: 2, err: expect.stringMatching(/dòng\/row 1, cột\/column block/) });
    expect((await runHatang({ args: ['assess', '--date', '2099-01-01'], env })).code).toBe(2);

    const audits = (await service.get('/api/v1/audit?limit=500')).items;
    const actors = new Set(audits.map((one: { actor: string }) => one.actor));
    expect([...actors].filter((actor) => String(actor).startsWith('cli:'))).toHaveLength(1);
    expect([...actors]).not.toContain('cli:');
  });

  test('a second serve on its data directory exits 5 and names the process', async () => {
    const { data, env } = place();
    const service = await startService({ args: ['serve'], env });
    for (const command of ['serve', 'demo']) {
      const second = await runHatang({ args: [command], env: { ...env, HATANG_LISTEN: '127.0.0.1:0' } });
      expect(second.code).toBe(5);
      expect(second.err).toMatch(new RegExp(`${data}: .*pid ${service.pid} \\(hatang serve\\)`));
    }
    expect((await service.ask('GET', '/healthz')).status).toBe(200);
    await service.stop();
    const next = await startService({ args: ['serve'], env });
    expect((await next.ask('GET', '/healthz')).status).toBe(200);
  });

  test('a port that is taken: exit 2 with the address, and the data directory is free again', async () => {
    const first = await startService({ args: ['serve'], env: place().env });
    const { env } = place();
    const HATANG_LISTEN = new URL(first.address).host;
    const second = await runHatang({ args: ['serve'], env: { ...env, HATANG_LISTEN } });
    expect(second).toMatchObject({ code: 2, err: expect.stringContaining(`cannot listen on ${HATANG_LISTEN}`) });
    expect(second.err).not.toMatch(/ {4}at /);
    const free = await startService({ args: ['serve'], env });
    expect((await free.ask('GET', '/healthz')).status).toBe(200);
  });
});

describe('without a service', () => {
  test('the database is opened directly; a socket that a killed service left behind is in nobody’s way', async () => {
    const { data, document, env } = place();
    expect(await runHatang({ args: ['import', document], env })).toMatchObject({
      code: 0,
      out: expect.stringMatching(/devices: 1 new/),
    });
    const service = await startService({ args: ['serve'], env });
    expect((await service.get('/api/v1/devices')).items).toHaveLength(1);
    service.signal('SIGKILL');
    await service.ended;
    expect(statSync(path.join(data, 'control.sock')).isSocket()).toBe(true);
    expect(await runHatang({ args: ['import', document], env })).toMatchObject({
      code: 0,
      out: expect.stringMatching(/Nothing changed/),
    });
    const next = await startService({ args: ['serve'], env });
    expect((await runHatang({ args: ['assess'], env })).code).toBe(0);
    expect((await next.get('/api/v1/devices')).items).toHaveLength(1);
  });

  test('on a damaged database file every command exits 3 and names it', async () => {
    const ran = ['serve', 'import', 'assess', 'probe'].map(async (command) => {
      const { data, document, env } = place();
      const file = path.join(data, 'hatang.db');
      writeFileSync(file, 'this is no database, whatever it is called. '.repeat(200));
      return { command, file, ...(await runHatang({ args: argumentsOf(command, document), env: onAnyPort(env) })) };
    });
    for (const { command, file, code, err } of await Promise.all(ran)) {
      expect([command, code, err]).toEqual([command, 3, expect.stringContaining(file)]);
      expect(err).not.toMatch(/ {4}at /);
    }
  });

  test('on the database of a newer program every command exits 4 and names it', async () => {
    const ran = ['serve', 'import', 'assess'].map(async (command) => {
      const { data, document, env } = place();
      expect((await runHatang({ args: ['import', document], env })).code).toBe(0);
      const file = path.join(data, 'hatang.db');
      const db = new Database(file);
      db.exec("insert into __drizzle_migrations (hash, created_at) values ('of the future', 9999999999999)");
      db.close();
      return { command, file, ...(await runHatang({ args: argumentsOf(command, document), env: onAnyPort(env) })) };
    });
    for (const { command, file, code, err } of await Promise.all(ran)) {
      expect([command, code, err]).toEqual([command, 4, expect.stringContaining(file)]);
      expect(err).not.toMatch(/ {4}at /);
    }
  });

  test('a wrong configuration: exit 2 with file, line and path before anything is made', async () => {
    const { data, env } = place();
    writeFileSync(env.HATANG_CONFIG, 'polling:\n  intervall: 60s\n');
    const { code, err } = await runHatang({ args: ['serve'], env });
    expect(code).toBe(2);
    expect(err).toMatch(/hatang\.yaml:2: polling\.intervall: .*"interval"/);
    expect(statSync(path.join(data, 'key'), { throwIfNoEntry: false })).toBeUndefined();
  });

  test('a token that was emptied: exit 2, no door stands open', async () => {
    const { data, env } = place();
    writeFileSync(path.join(data, 'token'), '');
    const { code, err } = await runHatang({ args: ['serve'], env });
    expect([code, err]).toEqual([2, expect.stringContaining(path.join(data, 'token'))]);
  });
});
