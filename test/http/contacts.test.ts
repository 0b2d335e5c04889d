import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { signIn, visitor } from './access-visitor.ts';
import { jsonIn, listIn, problemIn } from './json.ts';
import { importCast, openService, type Service } from './service.ts';

const contact = z.strictObject({
  id: z.string(),
  agency: z.string(),
  name: z.string(),
  title: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  purpose: z.string(),
  createdAt: z.string(),
  changedAt: z.string(),
});
const person = {
  agency: '00004',
  name: 'Hoàng Thị Mẫu',
  title: 'Văn phòng',
  phone: '0912 345.678',
  email: 'Mau@Example.vn',
};
const secrets = ['Hoàng Thị Mẫu', '0912345678', 'mau@example.vn'];

let service: Service;
beforeEach(async () => {
  service = openService();
  await importCast(service);
});
afterEach(() => service.close());

const post = (body: unknown) => service.ask('POST', '/api/v1/contacts', { body });
const as = (token: string, method: string, path: string, body?: unknown) =>
  service.ask(method, `/api/v1/contacts${path}`, {
    ...(body === undefined ? {} : { body }),
    headers: { authorization: `Bearer ${token}` },
  });

describe('a focal point', () => {
  test('is made, changed in part, exported whole and erased for good', async () => {
    const made = await post(person);
    expect([made.status, made.headers.get('location')]).toEqual([201, '/api/v1/contacts/1']);
    expect(await jsonIn(made, contact)).toMatchObject({
      agency: '00004',
      phone: '0912345678',
      email: 'mau@example.vn',
      purpose: 'Đầu mối hạ tầng và mạng của cơ quan',
    });
    service.clock.now += 60_000;
    const changed = await jsonIn(
      await service.ask('PATCH', '/api/v1/contacts/1', { body: { phone: null, title: 'Chánh văn phòng' } }),
      contact,
    );
    expect([changed.phone, changed.title, changed.email]).toEqual([null, 'Chánh văn phòng', 'mau@example.vn']);

    const exported = await service.get('/api/v1/contacts/1/export');
    expect(exported.headers.get('content-disposition')).toBe('attachment; filename="contact-1.json"');
    expect(await exported.json()).toMatchObject({
      person: { name: 'Hoàng Thị Mẫu', email: 'mau@example.vn' },
      agency: { code: '00004', name: 'UBND phường Bình Minh' },
      history: [{ action: 'create' }, { action: 'change' }],
    });
    expect((await service.ask('DELETE', '/api/v1/contacts/1')).status).toBe(204);
    expect((await service.get('/api/v1/contacts/1')).status).toBe(404);
    expect((await service.get('/api/v1/contacts/1/export')).status).toBe(404);
    expect((await listIn(await service.get('/api/v1/contacts'), contact)).items).toEqual([]);
  });

  test('with faults is refused with all of them, and one of that name is there once', async () => {
    const told = await problemIn(await post({ agency: '00004', name: 'A\u0007', phone: '12', email: 'x', oops: 1 }));
    expect(told.errors.map(({ path }) => path).toSorted()).toEqual(['/email', '/name', '/oops', '/phone']);
    expect((await problemIn(await post({ ...person, agency: '09999' }))).errors[0]?.path).toBe('/agency');
    expect((await post(person)).status).toBe(201);
    expect((await problemIn(await post({ ...person, phone: null }))).code).toBe('conflict');
    expect((await jsonIn(await service.get('/api/v1/contacts/1'), contact)).phone).toBe('0912345678');
  });

  test('is listed by agency and by pages', async () => {
    for (const name of ['A', 'B', 'C']) await post({ agency: '00004', name });
    await post({ agency: '00007', name: 'D' });
    const first = await listIn(await service.get('/api/v1/contacts?limit=3'), contact);
    expect(first.items.map(({ name }) => name)).toEqual(['A', 'B', 'C']);
    expect((await listIn(await service.get(`/api/v1/contacts?cursor=${first.next}`), contact)).items).toHaveLength(1);
    expect((await listIn(await service.get('/api/v1/contacts?agency=00007'), contact)).items).toHaveLength(1);
  });
});

describe('personal data', () => {
  beforeEach(async () => {
    await post(person);
    await service.ask('PATCH', '/api/v1/contacts/1', { body: { title: 'Phó chánh văn phòng' } });
  });

  test.each(['viewer', 'operator'] as const)('is not for a %s', async (role) => {
    const token = service.token(role);
    for (const path of ['', '/1', '/1/export']) expect((await as(token, 'GET', path)).status).toBe(403);
    expect((await as(token, 'DELETE', '/1')).status).toBe(403);
  });

  test('of the own agency alone is for its reporter, who may put it right and have it erased', async () => {
    const other = service.token('reporter', '00007');
    expect((await listIn(await as(other, 'GET', ''), contact)).items).toEqual([]);
    expect((await as(other, 'GET', '/1')).status).toBe(404);
    expect((await as(other, 'POST', '', { ...person, name: 'X' })).status).toBe(400);
    expect((await as(other, 'DELETE', '/1')).status).toBe(404);
    const own = service.token('reporter', '00004');
    expect((await as(own, 'PATCH', '/1', { phone: '0987654321' })).status).toBe(200);
    expect((await as(own, 'DELETE', '/1')).status).toBe(204);
  });

  test('is seen but not changed by an approver', async () => {
    const token = service.token('approver', '00004');
    expect((await as(token, 'GET', '/1')).status).toBe(200);
    expect((await as(token, 'PATCH', '/1', { phone: null })).status).toBe(403);
  });

  test('is not opened by looking at everything, only where its keeper has the right', async () => {
    await post({ agency: '00007', name: 'Người Khác', phone: '0988888888' });
    const lan = visitor(service, 'lan', 'viewer');
    expect((await lan.get('/api/v1/contacts')).status).toBe(403);
    service.run({ kind: 'grant.add', account: lan.id, role: 'reporter', agency: '00007' });
    const hoa = signIn(service, lan.id);
    expect((await listIn(await hoa.get('/api/v1/contacts'), contact)).items.map(({ name }) => name)).toEqual([
      'Người Khác',
    ]);
    expect([(await hoa.get('/api/v1/contacts/1')).status, (await hoa.get('/contacts/1')).status]).toEqual([404, 404]);
    expect(await hoa.page('/agencies/00004')).not.toContain('0912345678');
    expect(await hoa.page('/agencies/00007')).toContain('0988888888');
  });

  test('stands in no log, metric, feed or record of changes', async () => {
    await service.get('/api/v1/contacts/1/export');
    await service.get('/contacts/1');
    await post({ ...person, name: '', phone: '0912345678x' });
    const texts = await Promise.all(
      [
        '/metrics',
        '/metrics/network',
        '/metrics/inventory',
        '/feed/readiness/2026',
        '/feed/readiness/2026.csv',
        '/api/v1/audit',
        '/api/v1/agencies',
        '/api/v1/facts',
      ].map(async (path) => (await service.get(path)).text()),
    );
    for (const text of [...texts, ...service.logged]) for (const secret of secrets) expect(text).not.toContain(secret);
  });
});
