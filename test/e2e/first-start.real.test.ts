import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openReadStore } from '../../src/store/read-store.ts';
import { runHatang, startService, temporaryFolder } from '../support/hatang-process.ts';
import { sendForm } from '../support/sign-in.ts';

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

  // The link makes the first administrator, once; there was no account before, and the link is nothing like a session.
  const code = new URL(service.link).searchParams.get('code') ?? '';
  expect(new URL(service.link).pathname).toBe('/setup');
  expect(await (await fetch(service.link)).text()).toMatch(/name="password"/);
  const chosen = { password: 'canary một câu dễ nhớ', repeat: 'canary một câu dễ nhớ' };
  const wrong = { ...chosen, code: `${code.slice(1)}x`, name: 'lan', fullName: 'Nguyễn Thị Lan' };
  expect((await sendForm(service.address, '/setup', wrong)).status).toBe(404);
  const entered = await sendForm(service.address, '/setup', { ...wrong, code });
  expect([entered.status, entered.location]).toEqual([303, '/sign-in/enrol']);
  expect((await sendForm(service.address, '/setup', { ...wrong, code, name: 'mai' })).status).toBe(404);
  expect((await fetch(service.link)).status).toBe(404);

  // Administrators need a second factor before anything else.
  const headers = { cookie: entered.cookie };
  const kept = await bare('/', { headers: { ...headers, accept: 'text/html' } });
  expect([kept.status, kept.headers.get('location')]).toEqual([303, '/sign-in/enrol']);
  expect(await (await bare('/sign-in/enrol', { headers })).text()).toMatch(/otpauth|[A-Z2-7]{32}/);
  expect((await bare('/api/v1/devices', { headers })).status).toBe(403);
  expect((await service.get('/api/v1/accounts')).items).toMatchObject([{ name: 'lan' }]);
  expect(service.out() + service.err()).not.toContain('canary');

  // From now on a start names the address only.
  await service.stop();
  const next = await startService({ args: ['serve'], env: { HATANG_DATA: data } });
  expect(next.out()).not.toMatch(/code=/);
  expect(next.link).toBe(`${next.address}/sign-in`);
});

test('where no second factor is asked for, whoever follows the setup link is in, and sees how to begin', async () => {
  const config = path.join(temporaryFolder(), 'hatang.yaml');
  writeFileSync(config, 'access: {require_totp: nobody}\n');
  const env = { HATANG_DATA: temporaryFolder(), HATANG_CONFIG: config };
  const service = await startService({ args: ['serve'], env });
  const code = new URL(service.link).searchParams.get('code') ?? '';
  const password = 'canary một câu dễ nhớ';
  const form = { code, name: 'lan', fullName: 'Nguyễn Thị Lan', password, repeat: password };
  const { cookie, location } = await sendForm(service.address, '/setup', form);
  expect(location).toBe('/');
  const page = await (await fetch(service.address, { headers: { cookie } })).text();
  for (const words of ['Thêm bộ định tuyến đầu tiên', 'Add the first router', 'npx hatang import']) {
    expect(page).toContain(words);
  }
  // A change needs to come from a page of ours.
  const change = await fetch(`${service.address}/api/v1/assessments`, { method: 'POST', headers: { cookie } });
  expect(change.status).toBe(403);
  const again = await sendForm(service.address, '/sign-in', { name: 'LAN', password });
  expect([again.status, again.location]).toEqual([303, '/']);
  expect((await sendForm(service.address, '/sign-in', { name: 'lan', password: `${password}.` })).status).toBe(401);

  // The command line makes a link for somebody else, who chooses a password by it.
  const made = await runHatang({ args: ['account', 'create', 'mai', '--role', 'viewer', '--json'], env });
  const second = new URL(JSON.parse(made.out).link).searchParams.get('code') ?? '';
  const reset = await sendForm(service.address, '/setup', { code: second, password, repeat: password });
  expect([reset.status, reset.location]).toEqual([303, '/sign-in']);
  expect((await sendForm(service.address, '/sign-in', { name: 'mai', password })).location).toBe('/');

  // And a token, which is taken at once and refused as soon as it is revoked.
  const { out: token } = await runHatang({ args: ['token', 'create', '--role', 'viewer'], env });
  const ask = () =>
    fetch(`${service.address}/api/v1/devices`, { headers: { authorization: `Bearer ${token.trim()}` } });
  expect((await ask()).status).toBe(200);
  expect((await runHatang({ args: ['token', 'revoke', token.trim()], env })).code).toBe(0);
  expect((await ask()).status).toBe(401);
  expect((await runHatang({ args: ['verify', 'audit'], env })).code).toBe(0);
  for (const secret of ['canary', token.trim(), second]) expect(service.out() + service.err()).not.toContain(secret);
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
  // The setup link of the first start opens nothing any more: the second one made its own.
  expect(second.link).toMatch(/\/setup\?code=/);
  expect((await fetch(second.address + new URL(first.link).pathname + new URL(first.link).search)).status).toBe(404);
});
