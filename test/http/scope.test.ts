import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FakeBrowser } from './browser.ts';
import { answer, importCast, miss, NOON, openService, type Service } from './service.ts';

const foreign = ['H99', '00004', 'Trung tâm', 'Bình Minh', 'Khoa học', '192.0.2.1', '192.0.2.4', '198.51.100'];

let service: Service;
let as: (token: string) => (path: string, method?: string, body?: unknown) => Promise<Response>;

beforeEach(async () => {
  service = openService();
  await importCast(service);
  service.see([1, 2, 3, 4].map((id) => answer(id, NOON)));
  for (let round = 1; round <= 3; round += 1) service.see([1, 2, 3, 4].map((id) => miss(id, NOON + round * 60_000)));
  service.run({ kind: 'assess', date: null });
  as =
    (token) =>
    async (path, method = 'GET', body = { name: 'y' }) =>
      service.ask(method, path, {
        headers: { authorization: `Bearer ${token}` },
        ...(method === 'GET' ? {} : { body }),
      });
});
afterEach(() => service.close());

test('who may see one agency sees nothing of any other, on any page, list, feed or metric', async () => {
  const get = as(service.token('viewer', '00007'));
  const readable = [
    '/',
    '/devices/4',
    '/indicators/agencies_on_wan',
    '/api/v1/agencies',
    '/api/v1/devices',
    '/api/v1/devices/4',
    '/api/v1/outages',
    '/api/v1/facts',
    '/api/v1/indicators',
    '/api/v1/verdicts',
    '/api/v1/endpoints',
    '/api/v1/endpoint-checks',
    '/verdicts',
    '/api/v1/prefixes',
    '/feed/readiness/2026',
    '/feed/readiness/2026.csv',
    '/metrics/network',
    '/metrics/inventory',
  ];
  for (const path of readable) {
    const answered = await get(path);
    const text = await answered.text();
    expect([path, answered.status, foreign.filter((word) => text.includes(word))]).toEqual([path, 200, []]);
  }
  const hidden = [
    '/devices/3',
    '/api/v1/devices/3',
    '/api/v1/devices/3/interfaces',
    '/api/v1/devices/3/storage',
    '/api/v1/devices/3/processors',
    '/api/v1/devices/3/observations',
    '/api/v1/devices/3/availability',
    '/api/v1/agencies/00004',
    '/api/v1/agencies/00004/facts',
    '/api/v1/outages/1',
    '/api/v1/prefixes/1',
  ];
  for (const path of hidden) expect([path, (await get(path)).status]).toEqual([path, 404]);
});

describe('who may only look', () => {
  test('is refused every change, whether or not the thing is theirs or is there at all', async () => {
    const ask = as(service.token('viewer', '00007'));
    for (const id of [3, 4, 999]) {
      expect((await ask(`/api/v1/devices/${id}`, 'PATCH')).status).toBe(403);
      expect((await ask(`/api/v1/devices/${id}`, 'DELETE')).status).toBe(403);
      expect((await ask(`/api/v1/devices/${id}/probe`, 'POST')).status).toBe(403);
    }
    expect((await ask('/api/v1/credentials')).status).toBe(403);
    expect((await ask('/api/v1/audit')).status).toBe(403);
    expect((await ask('/api/v1/accounts')).status).toBe(403);
    expect((await ask('/api/v1/imports', 'POST')).status).toBe(403);
  });
});

describe('an operator of one agency', () => {
  test('changes its own devices and is told that others are not there', async () => {
    const ask = as(service.token('operator', '00007'));
    expect((await ask('/api/v1/devices/4', 'PATCH', { name: 'edge' })).status).toBe(200);
    expect((await ask('/api/v1/devices/3', 'PATCH', { name: 'edge' })).status).toBe(404);
    expect((await ask('/api/v1/devices/999', 'PATCH', { name: 'edge' })).status).toBe(404);
    expect((await ask('/api/v1/devices/4/probe', 'POST', {})).status).toBe(200);
    expect((await ask('/api/v1/devices/3/probe', 'POST', {})).status).toBe(404);
    expect((await ask('/api/v1/prefixes/1', 'DELETE', {})).status).toBe(404);
    expect((await ask('/api/v1/agencies/00007', 'PATCH')).status).toBe(403);
    const made = { agency: '00007', name: 'new', role: 'switch', address: '192.0.2.77' };
    expect((await ask('/api/v1/devices', 'POST', made)).status).toBe(201);
    const refused = await ask('/api/v1/devices', 'POST', { ...made, agency: '00004', address: '192.0.2.78' });
    const missing = await ask('/api/v1/devices', 'POST', { ...made, agency: '09999', address: '192.0.2.79' });
    expect([refused.status, missing.status]).toEqual([400, 400]);
    const said = async (one: Response, code: string) => (await one.text()).replaceAll(code, 'CODE');
    expect(await said(refused, '00004')).toBe(await said(missing, '09999'));
  });

  test('imports devices of its own and nothing else', async () => {
    const ask = as(service.token('operator', '00007'));
    const device = { name: 'sw', role: 'switch', address: '192.0.2.90' };
    expect((await ask('/api/v1/imports', 'POST', { devices: [{ ...device, agency: '00007' }] })).status).toBe(200);
    expect((await ask('/api/v1/imports', 'POST', { devices: [{ ...device, agency: '00004' }] })).status).toBe(400);
    const credentials = [{ name: 'x', version: 'v2c', community: 'y' }];
    expect((await ask('/api/v1/imports', 'POST', { credentials })).status).toBe(403);
    expect(
      (await ask('/api/v1/imports', 'POST', { agencies: [{ code: 'N1', name: 'x', block: 'commune' }] })).status,
    ).toBe(403);
  });
});

describe('who looks at more than they may change', () => {
  test('is told forbidden for what is only to be looked at, not found for what is not theirs at all', async () => {
    const id = await service.account('lan', 'viewer', '00004');
    service.run({ kind: 'grant.add', account: id, role: 'operator', agency: '00007' });
    const browser = new FakeBrowser(service);
    await browser.signIn('lan');
    const headers = {
      'content-type': 'application/json',
      origin: 'http://localhost',
      'x-csrf-token': await browser.csrf(),
    };
    const patch = (device: number) => browser.ask('PATCH', `/api/v1/devices/${device}`, headers, '{"name":"edge"}');
    expect([(await patch(4)).status, (await patch(3)).status, (await patch(1)).status]).toEqual([200, 403, 404]);
  });
});

test('a planner sees at once what it made below its own agency', async () => {
  const ask = as(service.token('planner', 'H99'));
  const made = await ask('/api/v1/agencies', 'POST', {
    code: 'H99.77',
    name: 'Phòng mới',
    block: 'department',
    parent: 'H99',
  });
  expect([made.status, made.headers.get('location')]).toEqual([201, '/api/v1/agencies/H99.77']);
  expect((await ask('/api/v1/agencies/H99.77')).status).toBe(200);
  expect((await ask('/api/v1/agencies/00004', 'PATCH')).status).toBe(404);
});
