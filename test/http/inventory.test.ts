import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { jsonIn, listIn, problemIn } from './json.ts';
import { answer, importCast, NOON, openService, type Service } from './service.ts';

let service: Service;
beforeEach(async () => {
  service = openService();
  await importCast(service);
});
afterEach(() => service.close());

const named = z.looseObject({ id: z.string(), name: z.string() });
const coded = z.looseObject({ code: z.string() });
const devices = '/api/v1/devices';
const router = { agency: 'H99', name: 'new', role: 'router', address: '192.0.2.99' };

describe('devices', () => {
  test('have the shape that programs rely on', async () => {
    service.see([answer(3, NOON)]);
    const one: unknown = await (await service.get(`${devices}/3`)).json();
    expect(one).toMatchObject({
      id: '3',
      agency: '00004',
      name: 'wan',
      address: '192.0.2.4',
      role: 'router',
      lifecycle: 'active',
      state: 'up',
      stateSince: '2026-11-22T07:05:00.000Z',
      reachability: 'snmp',
      snmpPort: 161,
      tcpPort: null,
      credential: 'wan',
      parents: [{ id: '1', agency: 'H99', name: 'core' }],
    });
    expect(one).toHaveProperty('probes.1', {
      probe: 'snmp',
      state: 'up',
      since: '2026-11-22T07:05:00.000Z',
      reason: null,
      lastObservedAt: '2026-11-22T07:05:00.000Z',
      rttMs: 12.3,
      lossRatio: null,
    });
  });

  test('are unknown again once their last observation no longer holds', async () => {
    service.see([answer(3, NOON)]);
    service.clock.now = NOON + 2 * 60_000 - 1;
    expect(await jsonIn(await service.get(`${devices}/3`), z.looseObject({}))).toMatchObject({ state: 'up' });
    service.clock.now += 1;
    expect(await jsonIn(await service.get(`${devices}/3`), z.looseObject({}))).toMatchObject({
      state: 'unknown',
      stateSince: '2026-11-22T07:07:00.000Z',
    });
  });

  test('pages of any size give every device once, in order', async () => {
    for (const limit of [1, 2, 4, 5, 500]) {
      const seen: string[] = [];
      let cursor = '';
      for (;;) {
        const page = await listIn(await service.get(`${devices}?limit=${limit}${cursor}`), named);
        expect(page.items.length).toBeLessThanOrEqual(limit);
        seen.push(...page.items.map((one) => one.id));
        if (page.next === null) break;
        cursor = `&cursor=${page.next}`;
      }
      expect(seen).toEqual(['1', '2', '3', '4', '5']);
    }
  });

  test.each([
    ['agency=00007', ['4', '5']],
    ['role=switch', ['5']],
    ['lifecycle=planned', ['5']],
    ['state=up', ['3']],
    ['state=unknown&lifecycle=active', ['1', '2', '4']],
    ['agency=H99.01&role=switch', []],
  ])('are narrowed by %s', async (query, ids) => {
    service.see([answer(3, NOON)]);
    expect((await listIn(await service.get(`${devices}?${query}`), named)).items.map((one) => one.id)).toEqual(ids);
  });

  test('a page narrowed by state is filled past devices in other states', async () => {
    service.see([answer(3, NOON)]);
    const first = await listIn(await service.get(`${devices}?state=unknown&limit=2`), named);
    expect(first.items.map((one) => one.id)).toEqual(['1', '2']);
    const next = await listIn(await service.get(`${devices}?state=unknown&limit=2&cursor=${first.next}`), named);
    expect([next.items.map((one) => one.id), next.next]).toEqual([['4', '5'], null]);
  });

  test('are made with what is left out at its default, at the address in its one spelling', async () => {
    const made = await service.ask('POST', devices, { body: { ...router, address: '2001:DB8:0::1', parents: ['1'] } });
    expect([made.status, made.headers.get('location')]).toEqual([201, '/api/v1/devices/6']);
    expect(made.headers.get('etag')).toMatch(/^"\d+"$/);
    expect(await jsonIn(made, z.looseObject({}))).toMatchObject({
      id: '6',
      address: '2001:db8::1',
      snmpPort: 161,
      reachability: 'icmp',
      lifecycle: 'active',
      parents: [{ id: '1', agency: 'H99', name: 'core' }],
      state: 'unknown',
      stateSince: null,
    });
  });

  test('every fault of a new one is told at once by JSON pointer, unknown keys among them', async () => {
    const body = { ...router, role: 'box', address: 'localhost', snmpPort: 0, adress: 1, parents: [{ agency: 'H99' }] };
    const told = await problemIn(await service.ask('POST', devices, { body }));
    expect([told.status, told.code]).toEqual([400, 'invalid']);
    expect(told.errors.map((one) => one.path)).toEqual(['/role', '/address', '/snmpPort', '/parents/0', '/adress']);
    expect(told.errors.every((one) => one.message.includes(' / '))).toBe(true);
  });

  test.each([
    ['no such agency', { agency: 'H98' }, '/agency'],
    ['no such credential', { credential: 'nope' }, '/credential'],
    ['no such parent by id', { parents: ['77'] }, '/parents/0'],
    ['no such parent by name', { parents: [{ agency: 'H99', name: 'nope' }] }, '/parents'],
    ['TCP without its port', { reachability: 'tcp' }, '/tcpPort'],
  ])('%s is told where it stands', async (_, over, path) => {
    const told = await problemIn(await service.ask('POST', devices, { body: { ...router, ...over } }));
    expect([told.status, told.errors.map((one) => one.path)]).toEqual([400, [path]]);
  });

  test('a name that is taken is a conflict, and nothing changes', async () => {
    const told = await problemIn(await service.ask('POST', devices, { body: { ...router, name: 'core' } }));
    expect([told.status, told.code]).toEqual([409, 'conflict']);
    expect(await (await service.get(`${devices}/1`)).json()).toMatchObject({ address: '192.0.2.1' });
  });

  test('the same Idempotency-Key makes one device, and refuses another request', async () => {
    const headers = { 'idempotency-key': 'key-1' };
    const first = await service.ask('POST', devices, { body: router, headers });
    const again = await service.ask('POST', devices, { body: router, headers });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(await again.json()).toEqual(await first.json());
    const other = await service.ask('POST', devices, { body: { ...router, name: 'other' }, headers });
    expect(other.status).toBe(409);
    expect((await listIn(await service.get(devices), named)).items).toHaveLength(6);
  });

  test('a change of a version that is not the newest is refused', async () => {
    const tag = (await service.get(`${devices}/1`)).headers.get('etag') ?? '';
    const patch = (name: string, ifMatch: string) =>
      service.ask('PATCH', `${devices}/1`, { body: { name }, headers: { 'if-match': ifMatch } });
    const first = await patch('core-1', tag);
    expect([first.status, first.headers.get('etag') === tag]).toEqual([200, false]);
    expect([(await patch('core-2', tag)).status, (await patch('core-2', 'W/"1"')).status]).toEqual([412, 400]);
    expect((await patch('core-2', first.headers.get('etag') ?? '')).status).toBe(200);
    expect((await patch('core-3', '*')).status).toBe(200);
  });

  test('a patch leaves what it does not name', async () => {
    await service.ask('PATCH', `${devices}/3`, { body: { address: '192.0.2.44' } });
    expect(await (await service.get(`${devices}/3`)).json()).toMatchObject({
      name: 'wan',
      address: '192.0.2.44',
      credential: 'wan',
      parents: [{ name: 'core' }],
    });
    await service.ask('PATCH', `${devices}/3`, { body: { parents: [] } });
    expect(await (await service.get(`${devices}/3`)).json()).toMatchObject({ parents: [], address: '192.0.2.44' });
  });

  test('are retired by DELETE and stay readable', async () => {
    expect((await service.ask('DELETE', `${devices}/4`)).status).toBe(204);
    expect(await (await service.get(`${devices}/4`)).json()).toMatchObject({ lifecycle: 'retired', state: 'unknown' });
    expect((await problemIn(await service.ask('POST', `${devices}/4/probe`))).status).toBe(409);
  });

  test('are probed at once on demand', async () => {
    const answered = await service.ask('POST', `${devices}/3/probe`);
    expect(service.probed).toEqual([3]);
    expect(await answered.json()).toMatchObject({ items: [{ probe: 'snmp', outcome: 'answer' }], next: null });
    expect((await service.ask('POST', `${devices}/99/probe`)).status).toBe(404);
  });

  test.each(['0', '-1', '1e3', 'abc', '99999999999999999999'])('%s is no id', async (id) => {
    expect((await service.get(`${devices}/${id}`)).status).toBe(400);
  });

  test('observations are paged by instant without losing those of the same one', async () => {
    for (let round = 0; round < 5; round += 1) {
      const at = NOON + round * 60_000;
      service.see([answer(3, at), { ...answer(3, at), probe: 'icmp' }]);
    }
    const seen: string[] = [];
    let cursor = '';
    for (;;) {
      const path = `${devices}/3/observations?limit=3${cursor}`;
      const page = await listIn(await service.get(path), z.looseObject({ id: z.string() }));
      seen.push(...page.items.map((one) => one.id));
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(seen.map(Number)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });
});

describe('agencies', () => {
  const agencies = '/api/v1/agencies';

  test('are made, changed from a date on, and read as of any date', async () => {
    const made = await service.ask('POST', agencies, {
      body: { code: 'H99.02', name: 'Sở Y tế', block: 'department', parent: 'H99', validFrom: '2026-01-01' },
    });
    expect([made.status, made.headers.get('location')]).toEqual([201, '/api/v1/agencies/H99.02']);
    const body = { name: 'Sở Y tế và Dân số', from: '2026-06-01' };
    expect((await service.ask('PATCH', `${agencies}/H99.02`, { body })).status).toBe(200);
    const nameOn = async (date: string) => (await service.get(`${agencies}/H99.02?as_of=${date}`)).json();
    expect(await nameOn('2026-05-31')).toMatchObject({ name: 'Sở Y tế' });
    expect(await nameOn('2026-06-01')).toMatchObject({ name: 'Sở Y tế và Dân số' });
    expect((await service.get(`${agencies}/H99.02?as_of=2025-12-31`)).status).toBe(404);
    expect((await service.ask('DELETE', `${agencies}/H99.02?on=2026-10-01`)).status).toBe(204);
    expect((await service.get(`${agencies}/H99.02`)).status).toBe(404);
    expect(await nameOn('2026-09-30')).toMatchObject({ validTo: '2026-10-01' });
  });

  test('are paged by code, and their cursor belongs to them alone', async () => {
    const first = await listIn(await service.get(`${agencies}?limit=3`), coded);
    expect(first.items.map((one) => one.code)).toEqual(['00004', '00007', 'H99']);
    const next = await listIn(await service.get(`${agencies}?limit=3&cursor=${first.next}`), coded);
    expect([next.items.map((one) => one.code), next.next]).toEqual([['H99.01'], null]);
    for (const path of [
      `${devices}?cursor=${first.next}`,
      `${agencies}?cursor=AAAA`,
      `${devices}?cursor=WyJkZXZpY2VzIiwieCJd`,
    ]) {
      expect((await problemIn(await service.get(path))).errors[0]?.path).toBe('?cursor');
    }
  });

  test('with devices in use are not closed', async () => {
    expect((await problemIn(await service.ask('DELETE', `${agencies}/00004`))).status).toBe(409);
  });

  test('unknown and malformed query parameters are refused by name', async () => {
    const told = await problemIn(await service.get(`${agencies}?blok=commune&limit=501&as_of=2026-02-30`));
    expect(told.errors.map((one) => one.path)).toEqual(['?limit', '?as_of', '?blok']);
  });
});

describe('prefixes', () => {
  test('are made in their one spelling, listed by agency and taken back', async () => {
    const made = await service.ask('POST', '/api/v1/prefixes', { body: { agency: 'H99', cidr: '2001:DB8::/32' } });
    expect([made.status, await made.json()]).toEqual([201, { id: '2', agency: 'H99', cidr: '2001:db8::/32' }]);
    const own = await listIn(await service.get('/api/v1/prefixes?agency=00004'), z.looseObject({ cidr: z.string() }));
    expect(own.items.map((one) => one.cidr)).toEqual(['198.51.100.0/26']);
    expect((await service.ask('DELETE', '/api/v1/prefixes/2')).status).toBe(204);
    expect((await service.get('/api/v1/prefixes/2')).status).toBe(404);
    const bad = await service.ask('POST', '/api/v1/prefixes', { body: { agency: 'H99', cidr: '10.0.0.1/8' } });
    expect((await problemIn(bad)).errors.map((one) => one.path)).toEqual(['/cidr']);
  });
});

describe('credentials', () => {
  const v3 = {
    version: 'v3',
    user: 'hatang',
    authProtocol: 'sha256',
    authPassword: 'canary-auth-password',
    privProtocol: 'aes128',
    privPassword: 'canary-priv-password',
  };

  test('are set by name; what they hold comes out nowhere', async () => {
    const set = await service.ask('PUT', '/api/v1/credentials/wan-v3', { body: v3 });
    expect([set.status, Object.keys(await jsonIn(set, z.looseObject({})))]).toEqual([
      200,
      ['name', 'version', 'keyId', 'changedAt'],
    ]);
    const refused = await service.ask('PUT', '/api/v1/credentials/x', {
      body: { ...v3, authProtocol: 'md5', more: 1 },
    });
    const paths = ['/', '/devices/1', '/api/v1/credentials', '/api/v1/audit', '/api/v1/devices', '/metrics/network'];
    const texts = await Promise.all(paths.map(async (path) => (await service.get(path)).text()));
    for (const text of [...texts, await refused.text(), service.logged.join('')]) expect(text).not.toContain('canary');
  });

  test('a short password and an unknown protocol are told, the secret is not', async () => {
    const told = await problemIn(
      await service.ask('PUT', '/api/v1/credentials/x', {
        body: { ...v3, authPassword: 'canary', privProtocol: 'des' },
      }),
    );
    expect(told.errors.map((one) => one.path)).toEqual(['/authPassword', '/privProtocol']);
    expect(JSON.stringify(told)).not.toContain('canary');
  });

  test('in use are not erased', async () => {
    expect((await service.ask('DELETE', '/api/v1/credentials/wan')).status).toBe(409);
    await service.ask('PUT', '/api/v1/credentials/spare', { body: v3 });
    expect((await service.ask('DELETE', '/api/v1/credentials/spare')).status).toBe(204);
  });
});

test('every change leaves a row of who did what', async () => {
  await service.ask('POST', devices, { body: router });
  const page = await listIn(await service.get('/api/v1/audit?kind=device&limit=1'), z.looseObject({}));
  expect(page.items[0]).toMatchObject({
    at: '2026-11-22T07:05:00.000Z',
    actor: 'token:bootstrap',
    action: 'create',
    subject: { kind: 'device', id: '6' },
  });
});

test('the document names every route and marks what may be left out', async () => {
  const document = z.looseObject({
    openapi: z.string(),
    paths: z.record(z.string(), z.record(z.string(), z.looseObject({}))),
    components: z.looseObject({ schemas: z.record(z.string(), z.looseObject({})) }),
  });
  const { openapi, paths, components } = await jsonIn(await service.get('/api/openapi.json'), document);
  const told = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((one) => `${one} ${path}`));
  const real = service.app.routes
    .filter(({ method, path }) => method !== 'ALL' && /^\/(api\/v1|feed)\//.test(path))
    .map(({ method, path }) => `${method.toLowerCase()} ${path.replace(/:(\w+)/g, '{$1}')}`);
  expect(openapi).toBe('3.1.0');
  expect(told.toSorted()).toEqual([...new Set(real)].toSorted());
  expect(components.schemas.DevicePatch).toMatchObject({ required: [], additionalProperties: false });
  expect(components.schemas.NewDevice).toMatchObject({ required: ['name', 'role', 'address', 'agency'] });
  expect(JSON.stringify(paths)).not.toContain('"description":""');
});
