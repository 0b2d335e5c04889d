import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { FakeBrowser } from './browser.ts';
import { jsonIn, listIn } from './json.ts';
import { importCast, NOON, openService, PASSWORD, type Service } from './service.ts';

let service: Service;
beforeEach(async () => {
  service = openService();
  await importCast(service);
});
afterEach(() => service.close());

const use = (text: string, address: string, headers: Record<string, string> = {}) =>
  service.app.request(
    '/api/v1/devices',
    { headers: { authorization: `Bearer ${text}`, ...headers } },
    { incoming: { socket: { remoteAddress: address } } },
  );
const made = z.object({ id: z.string(), prefix: z.string(), text: z.string(), agency: z.string().nullable() });
const send = (method: string, path: string, body?: unknown) => service.ask(method, `/api/v1${path}`, { body });

describe('a token', () => {
  test('is made by an administrator, shown once, listed without its secret, and dies when revoked', async () => {
    const one = await jsonIn(await send('POST', '/tokens', { name: 'grafana', role: 'viewer', agency: '00007' }), made);
    expect(one.text).toMatch(/^ht_[A-Za-z0-9]{8}_[\w-]{43}$/);
    expect([(await use(one.text, '192.0.2.9')).status, one.agency]).toEqual([200, '00007']);
    const list = await (await send('GET', '/tokens')).text();
    expect([list.includes(one.prefix), list.includes(one.text.slice(12))]).toEqual([true, false]);
    expect(service.logged.join()).not.toContain(one.text);
    expect(JSON.stringify(service.store.read.audits.list({ limit: 100 }))).not.toContain(one.text.slice(12));
    expect((await send('DELETE', `/tokens/${one.id}`)).status).toBe(204);
    expect((await use(one.text, '192.0.2.9')).status).toBe(401);
  });

  test('is taken whole only: a prefix alone, another secret, or somebody else’s prefix is nobody', async () => {
    const [a, b] = [service.token('viewer'), service.token('viewer')];
    for (const text of [a.slice(0, -1), `${a}x`, a.slice(0, 11), a.slice(0, 12) + b.slice(12), a.toUpperCase()]) {
      expect((await use(text, '192.0.2.9')).status).toBe(401);
    }
  });

  test('works until it expires, from its own networks only, whatever X-Forwarded-For says', async () => {
    const expiring = service.token('viewer', null, { expiresAt: NOON + 1_000 });
    expect((await use(expiring, '192.0.2.9')).status).toBe(200);
    service.clock.now = NOON + 1_000;
    expect((await use(expiring, '192.0.2.9')).status).toBe(401);
    const bound = service.token('viewer', null, { cidrs: ['198.51.100.0/24'] });
    expect((await use(bound, '198.51.100.7')).status).toBe(200);
    expect((await use(bound, '::ffff:198.51.100.7')).status).toBe(200);
    expect((await use(bound, '192.0.2.9')).status).toBe(401);
    expect((await use(bound, '192.0.2.9', { 'x-forwarded-for': '198.51.100.7' })).status).toBe(401);
  });

  test('behind a configured proxy the nearest address that is no proxy counts', async () => {
    const proxied = openService({ trustedProxies: ['10.0.0.0/8'] });
    const text = proxied.token('viewer', null, { cidrs: ['198.51.100.0/24'] });
    const from = async (forwarded: string, peer = '10.0.0.1') => {
      const headers = { authorization: `Bearer ${text}`, 'x-forwarded-for': forwarded };
      const env = { incoming: { socket: { remoteAddress: peer } } };
      return (await proxied.app.request('/api/v1/devices', { headers }, env)).status;
    };
    expect(await from('198.51.100.7')).toBe(200);
    expect(await from('198.51.100.7, 10.0.0.2')).toBe(200);
    expect(await from('198.51.100.7, 203.0.113.1')).toBe(401);
    expect(await from('198.51.100.7', '192.0.2.9')).toBe(401);
    expect(await from('198.51.100.7, rubbish')).toBe(401);
    proxied.close();
  });
});

describe('accounts by REST', () => {
  const account = z.object({
    id: z.string(),
    state: z.string(),
    grants: z.array(z.object({ id: z.string(), role: z.string(), agency: z.string().nullable() })),
    setupLink: z.object({ path: z.string() }).nullable().optional(),
  });
  const create = async (body: unknown) => jsonIn(await send('POST', '/accounts', body), account);

  test('are made with a one-time link, granted and refused roles, disabled and enabled', async () => {
    const lan = { name: 'Lan', fullName: 'Nguyễn Lan', grants: [{ role: 'viewer', agency: '00007' }] };
    const one = await create(lan);
    expect([one.state, one.grants[0]?.agency]).toEqual(['no-password', '00007']);
    const browser = new FakeBrowser(service);
    const code = one.setupLink?.path.split('=')[1] ?? '';
    expect((await browser.post('/setup', { code, password: PASSWORD, repeat: PASSWORD })).status).toBe(303);
    expect((await browser.signIn('lan')).status).toBe(303);
    const granted = await jsonIn(
      await send('POST', `/accounts/${one.id}/grants`, { role: 'operator', agency: null }),
      account,
    );
    expect(granted.grants.map(({ role, agency }) => [role, agency])).toEqual([
      ['viewer', '00007'],
      ['operator', null],
    ]);
    expect((await browser.get('/')).status).toBe(401);
    expect((await send('DELETE', `/grants/${granted.grants[1]?.id}`)).status).toBe(204);
    expect((await send('DELETE', '/grants/999')).status).toBe(404);
    const disabled = await jsonIn(await send('POST', `/accounts/${one.id}/disable`, {}), account);
    expect([disabled.state, (await browser.signIn('lan')).status]).toEqual(['disabled', 401]);
    expect((await jsonIn(await send('POST', `/accounts/${one.id}/enable`, {}), account)).state).toBe('open');
    expect((await send('PATCH', `/accounts/${one.id}`, { fullName: 'Lan Anh' })).status).toBe(200);
    expect((await send('POST', `/accounts/${one.id}/sign-out`, {})).status).toBe(204);
    expect((await send('DELETE', `/accounts/${one.id}/totp`)).status).toBe(204);
    expect((await send('POST', '/accounts', lan)).status).toBe(409);
  });

  test('refuse weak passwords and names, agencies that do not exist, and the end of the last administrator', async () => {
    const lan = { name: 'lan', fullName: 'Lan' };
    for (const password of ['ngắn', 'lanlanlanlanlan', 'passwordpassword']) {
      expect((await send('POST', '/accounts', { ...lan, password })).status).toBe(400);
    }
    for (const name of ['', 'a', "x'; drop table account;--", '../x', 'a b', 'ông']) {
      expect((await send('POST', '/accounts', { ...lan, name })).status).toBe(400);
    }
    expect((await send('POST', '/accounts', { ...lan, grants: [{ role: 'viewer', agency: '09999' }] })).status).toBe(
      404,
    );
    expect((await send('POST', '/accounts', { ...lan, grants: [{ role: 'root', agency: null }] })).status).toBe(400);
    const chief = await service.account('chief', 'administrator');
    expect((await send('POST', `/accounts/${chief}/disable`, {})).status).toBe(409);
  });

  test('the review names every account, token, role and subtree, as JSON and CSV, and no secret', async () => {
    await service.account('lan', 'viewer', '00007');
    await service.account('none', null);
    const text = service.token('operator', 'H99');
    const row = z.object({
      kind: z.string(),
      name: z.string(),
      role: z.string().nullable(),
      agency: z.string().nullable(),
    });
    const { items } = await jsonIn(await send('GET', '/access-review'), z.object({ items: z.array(row) }));
    expect(items.map(({ kind, role, agency }) => [kind, role, agency])).toEqual([
      ['account', 'viewer', '00007'],
      ['account', null, null],
      ['token', 'operator', 'H99'],
    ]);
    const csv = await (await send('GET', '/access-review?format=csv')).text();
    expect(csv.trim().split('\r\n')).toHaveLength(4);
    for (const secret of [text.slice(12), '$argon2id']) expect(csv).not.toContain(secret);
  });

  test('are for administrators of the whole site: one of a part of it is refused', async () => {
    const part = { authorization: `Bearer ${service.token('administrator', 'H99')}` };
    for (const path of ['/accounts', '/tokens', '/access-review', '/audit', '/credentials']) {
      expect((await service.get(`/api/v1${path}`, part)).status).toBe(403);
    }
    expect((await service.get('/api/v1/account', part)).status).toBe(403);
    const whole = { authorization: `Bearer ${service.token('administrator')}` };
    const { items } = await listIn(await service.get('/api/v1/tokens', whole), z.object({ role: z.string() }));
    expect(items).toHaveLength(2);
  });
});
