import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openReadStore } from '../../src/store/read-store.ts';
import { startService, temporaryFolder } from '../support/hatang-process.ts';

const modeOf = (file: string): number => statSync(file).mode & 0o777;

test('on an empty data directory the service starts, keeps its secrets to itself and says how to begin', async () => {
  const data = path.join(temporaryFolder(), 'data');
  const service = await startService({ args: ['serve'], env: { HATANG_DATA: data } });

  // What it made: everything for its owner alone, the new key told of loudly.
  expect(modeOf(data)).toBe(0o700);
  for (const file of readdirSync(data)) expect([file, modeOf(path.join(data, file))]).toEqual([file, 0o600]);
  expect(readFileSync(path.join(data, 'token'), 'utf8').trim()).toBe(service.token);
  expect(service.err()).toMatch(/"level":40.*new sealing key: keep a copy/);
  const key = readFileSync(path.join(data, 'key'), 'utf8').trim();
  for (const secret of [service.token, key]) expect(service.out() + service.err()).not.toContain(secret);

  // Who watches it gets an answer; everything else needs the token.
  const bare = (target: string, init: RequestInit = {}) =>
    fetch(service.address + target, { redirect: 'manual', ...init });
  expect((await bare('/healthz')).status).toBe(200);
  expect((await bare('/readyz')).status).toBe(200);
  for (const target of [
    '/api/v1/devices',
    '/feed/readiness/2026',
    '/metrics',
    '/metrics/network',
    '/',
    '/api/openapi.json',
  ]) {
    expect([target, (await bare(target)).status]).toEqual([target, 401]);
    const wrong = await bare(target, { headers: { authorization: `Bearer ${service.token.slice(1)}x` } });
    expect([target, wrong.status]).toEqual([target, 401]);
  }
  expect(await service.get('/api/v1/devices')).toEqual({ items: [], next: null });

  // The link signs one browser in, once; its session may look, not change.
  const entered = await fetch(service.link, { redirect: 'manual' });
  expect(entered.status).toBe(303);
  const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  expect((await fetch(service.link, { redirect: 'manual' })).status).toBe(401);
  const page = await (await bare('/', { headers: { cookie } })).text();
  for (const words of ['Thêm bộ định tuyến đầu tiên', 'Add the first router', 'npx hatang import']) {
    expect(page).toContain(words);
  }
  const change = await bare('/api/v1/assessments', { method: 'POST', headers: { cookie } });
  expect(change.status).toBe(403);
});

test('without any device the service stays ready, and a second start makes no new secrets', async () => {
  const data = temporaryFolder();
  const first = await startService({ args: ['serve'], env: { HATANG_DATA: data } });
  const key = readFileSync(path.join(data, 'key'), 'utf8');
  // What says that the poller lives comes without any observation too.
  const read = openReadStore(path.join(data, 'hatang.db'));
  onTestFinished(() => read.close());
  await expect.poll(() => read.pollers.list().at(-1)?.sequence, { timeout: 60_000 }).toBeGreaterThanOrEqual(3);
  expect((await first.ask('GET', '/readyz')).body).toEqual({ ready: true, reasons: [] });
  expect(await first.stop()).toEqual({ code: 0, signal: null });

  const second = await startService({ args: ['serve'], env: { HATANG_DATA: data } });
  expect(second.token).toBe(first.token);
  expect(readFileSync(path.join(data, 'key'), 'utf8')).toBe(key);
  expect(second.err()).not.toMatch(/new sealing key/);
  expect((await fetch(second.address + new URL(first.link).pathname + new URL(first.link).search)).status).toBe(401);
});
