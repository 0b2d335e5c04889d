import { expect, test } from 'vitest';
import { scopeOf, wholeTree } from '../../src/access/scope.ts';
import { httpApp } from '../../src/http/app.ts';
import { answer, importCast, miss, NOON, openService, type Service } from './service.ts';

const foreign = ['H99', '00004', 'Trung tâm', 'Bình Minh', 'Khoa học', '192.0.2.1', '192.0.2.4', '198.51.100'];

/** The cast with everything down, and the app as somebody sees it who may see commune 00007 only. */
async function asCommune(service: Service) {
  await importCast(service);
  service.see([1, 2, 3, 4].map((id) => answer(id, NOON)));
  for (let round = 1; round <= 3; round += 1) service.see([1, 2, 3, 4].map((id) => miss(id, NOON + round * 60_000)));
  service.run({ kind: 'assess', date: null });
  const scope = scopeOf([service.store.read.agencies.idOf(wholeTree, '00007') ?? 0]);
  const app = httpApp(service.doors, () => ({ actor: { kind: 'account', name: 'commune' }, scope }));
  return (path: string, method = 'GET') =>
    app.request(path, {
      method,
      headers: { authorization: 'Bearer x', ...(method === 'GET' ? {} : { 'content-type': 'application/json' }) },
      ...(method === 'GET' ? {} : { body: '{"name":"y"}' }),
    });
}

test('who may see one agency sees nothing of any other, on any page, list, feed or metric', async () => {
  const service = openService();
  const get = await asCommune(service);
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
  service.close();
});

test('what concerns the whole site is refused to who sees a part of it: secrets, the record, every change', async () => {
  const service = openService();
  const ask = await asCommune(service);
  expect((await ask('/api/v1/credentials')).status).toBe(403);
  expect((await ask('/api/v1/audit')).status).toBe(403);
  expect((await ask('/api/v1/devices/4', 'PATCH')).status).toBe(403);
  expect((await ask('/api/v1/devices/4', 'DELETE')).status).toBe(403);
  expect((await ask('/api/v1/devices/4/probe', 'POST')).status).toBe(403);
  expect((await ask('/api/v1/imports', 'POST')).status).toBe(403);
  service.close();
});
