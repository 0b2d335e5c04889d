import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Field, shippedRecords } from '../../src/inventory/record-catalogue.ts';
import { jsonIn, listIn, problemIn } from './json.ts';
import { importCast, openService, type Service } from './service.ts';

const record = z.object({
  code: z.string(),
  agency: z.string().nullable(),
  values: z.record(z.string(), z.unknown()),
  deviceIds: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  version: z.number(),
});

const link = (name: string, over: Record<string, unknown> = {}) => ({
  values: { agency: '00004', name, level: 'II', down_mbps: 100, up_mbps: 100, device: '00004/wan', ...over },
});

let service: Service;
beforeEach(async () => {
  service = openService();
  await importCast(service);
});
afterEach(() => service.close());

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  service.ask('POST', `/api/v1/${path}`, { body, headers });
const patch = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  service.ask('PATCH', `/api/v1/${path}`, { body, headers });
const as = (token: string, method: string, path: string, body?: unknown) =>
  service.ask(method, `/api/v1/${path}`, {
    ...(body === undefined ? {} : { body }),
    headers: { authorization: `Bearer ${token}` },
  });

describe('a WAN link', () => {
  test('is made, read, changed from a day on, closed; its history tells every period', async () => {
    const made = await post('wan-links', { ...link('Kênh 1/2'), validFrom: '2026-01-01' });
    expect(made.status).toBe(201);
    const at = made.headers.get('location') ?? '';
    expect(at).toBe('/api/v1/wan-links/00004/K%C3%AAnh%201%2F2');
    const first = await jsonIn(made, record);
    expect(first).toMatchObject({ code: '00004/Kênh 1/2', agency: '00004', validFrom: '2026-01-01', validTo: null });
    expect([first.values.device, first.deviceIds]).toEqual(['00004/wan', { device: '3' }]);

    const changed = await jsonIn(
      await service.ask('PATCH', at, { body: { values: { down_mbps: 300, up_mbps: null }, from: '2026-07-01' } }),
      record,
    );
    expect(changed.values).toMatchObject({ down_mbps: 300, name: 'Kênh 1/2' });
    expect(changed.values.up_mbps).toBeUndefined();
    expect((await jsonIn(await service.get(`${at}?as_of=2026-03-01`), record)).values).toMatchObject({
      down_mbps: 100,
      up_mbps: 100,
    });
    expect((await service.ask('DELETE', `${at}?on=2026-10-01`)).status).toBe(204);
    expect((await service.get(at)).status).toBe(404);
    const history = await listIn(await service.get(`${at}/history`), record);
    expect(history.items.map(({ validFrom, validTo, values }) => [validFrom, validTo, values.down_mbps])).toEqual([
      ['2026-01-01', '2026-07-01', 100],
      ['2026-07-01', '2026-10-01', 300],
    ]);
    // Each period since the commit by which it was first known: not the first since the change, for nothing of it changed.
    expect(history.items.map(({ version }) => version)).toEqual([first.version, changed.version]);
    const before = await listIn(await service.get(`${at}/history?known_at=${first.version}`), record);
    expect(before.items.map(({ validFrom, validTo }) => [validFrom, validTo])).toEqual([['2026-01-01', null]]);
  });

  test('is changed as a whole when no day is named, and not on a day when it was not there', async () => {
    await post('wan-links', { ...link('A'), validFrom: '2026-03-01' });
    await patch('wan-links/00004/A', { values: { carrier: 'Nhà mạng X' } });
    expect((await jsonIn(await service.get('/api/v1/wan-links/00004/A?as_of=2026-03-01'), record)).values.carrier).toBe(
      'Nhà mạng X',
    );
    const told = await problemIn(await patch('wan-links/00004/A', { values: { carrier: 'Y' }, from: '2026-02-28' }));
    expect([told.status, told.errors[0]?.path]).toEqual([400, '/from']);
  });

  test('tells every fault at once by pointer', async () => {
    const told = await problemIn(
      await post('wan-links', {
        values: { agency: '00004', level: 'III', down_mbps: -1, oops: 1, contract_to: '2026-02-30' },
      }),
    );
    expect(told.errors.map(({ path }) => path).toSorted()).toEqual([
      '/values/contract_to',
      '/values/down_mbps',
      '/values/level',
      '/values/name',
      '/values/oops',
    ]);
    const unfit = await problemIn(await post('wan-links', link('B', { device: '00004/none', agency: '09999' })));
    expect(unfit.errors.map(({ path }) => path).toSorted()).toEqual(['/values/agency', '/values/device']);
    expect((await listIn(await service.get('/api/v1/wan-links'), record)).items).toEqual([]);
  });

  test('takes a device by its id, and says when there is none', async () => {
    const made = await jsonIn(await post('wan-links', link('C', { device: '3' })), record);
    expect(made.values.device).toBe('00004/wan');
    const told = await problemIn(await post('wan-links', link('D', { device: '999' })));
    expect(told.errors.map(({ path }) => path)).toEqual(['/values/device']);
  });

  test('is changed only at the version that was looked at', async () => {
    const made = await post('wan-links', link('E'));
    const tag = made.headers.get('etag') ?? '';
    expect((await patch('wan-links/00004/E', { values: { carrier: 'X' } }, { 'if-match': tag })).status).toBe(200);
    expect(
      (await problemIn(await patch('wan-links/00004/E', { values: { carrier: 'Y' } }, { 'if-match': tag }))).code,
    ).toBe('stale');
    expect((await service.ask('DELETE', '/api/v1/wan-links/00004/E', { headers: { 'if-match': tag } })).status).toBe(
      412,
    );
  });

  test('sent twice under one key is made once; under another key it is taken', async () => {
    const once = { 'idempotency-key': 'k1' };
    expect((await post('wan-links', link('F'), once)).status).toBe(201);
    expect((await post('wan-links', link('F'), once)).status).toBe(201);
    expect((await problemIn(await post('wan-links', link('F')))).code).toBe('conflict');
    expect((await listIn(await service.get('/api/v1/wan-links'), record)).items).toHaveLength(1);
  });
});

describe('the list of a kind', () => {
  test('goes by pages and by agency, on a date', async () => {
    for (const name of ['A', 'B', 'C'])
      await post('sites', { values: { agency: '00004', name }, validFrom: '2026-01-01' });
    await post('sites', { values: { agency: '00007', name: 'Z' }, validFrom: '2026-06-01' });
    const first = await listIn(await service.get('/api/v1/sites?limit=3'), record);
    expect(first.items.map(({ code }) => code)).toEqual(['00004/A', '00004/B', '00004/C']);
    const next = await listIn(await service.get(`/api/v1/sites?limit=3&cursor=${first.next}`), record);
    expect([next.items.map(({ code }) => code), next.next]).toEqual([['00007/Z'], null]);
    expect((await listIn(await service.get('/api/v1/sites?agency=00007'), record)).items).toHaveLength(1);
    expect((await listIn(await service.get('/api/v1/sites?agency=00009'), record)).items).toEqual([]);
    expect((await listIn(await service.get('/api/v1/sites?as_of=2026-03-01'), record)).items).toHaveLength(3);
    expect((await service.get('/api/v1/administrative-units?agency=00004')).status).toBe(400);
  });
});

describe('the other kinds', () => {
  test('details of a device are named by its agency and its name', async () => {
    const made = await post('device-details', {
      values: { device: 'H99/core', serial: 'SN-1', cost_vnd: 120_000_000, warranty_until: '2027-01-01' },
    });
    expect([made.status, made.headers.get('location')]).toEqual([201, '/api/v1/device-details/H99/core']);
    const one = await jsonIn(await service.get('/api/v1/device-details/H99/core'), record);
    expect(one).toMatchObject({ code: 'H99/core', agency: 'H99', deviceIds: { device: '1' } });
    expect((await patch('device-details/H99/core', { values: { custodian: 'Phòng Hạ tầng' } })).status).toBe(200);
    expect((await service.get('/api/v1/device-details/H99/none')).status).toBe(404);
  });

  test('a hosted system names its hosts and endpoints, and passes to another owner', async () => {
    const values = {
      code: 'mot-cua',
      name: 'Một cửa điện tử',
      kind: 'one_stop',
      owner: 'H99.01',
      hosts: ['H99/core', '2'],
      endpoints: ['https://motcua.example.vn/'],
      security_level: 3,
    };
    expect((await post('hosted-systems', { values })).status).toBe(201);
    const moved = await jsonIn(await patch('hosted-systems/mot-cua', { values: { owner: 'H99' } }), record);
    expect(moved).toMatchObject({
      agency: 'H99',
      values: { hosts: ['H99/core', 'H99.01/wan'] },
      deviceIds: { hosts: ['1', '2'] },
    });
    expect((await post('deployments', { values: { system: 'mot-cua', agency: '00004', users: 12 } })).status).toBe(201);
    expect((await service.get('/api/v1/deployments/mot-cua/00004')).status).toBe(200);
    expect(
      (await problemIn(await post('deployments', { values: { system: 'none', agency: '00004' } }))).errors[0]?.path,
    ).toBe('/values/system');
  });

  test('the document describes each of them by its fields', async () => {
    const text = await (await service.get('/api/openapi.json')).text();
    const told = z
      .object({
        paths: z.record(z.string(), z.record(z.string(), z.unknown())),
        components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
      })
      .parse(JSON.parse(text));
    for (const path of [
      '/api/v1/administrative-changes/{event}/{from}/{to}/{basis}',
      '/api/v1/device-details/{agency}/{device}',
      '/api/v1/wan-links/{agency}/{name}',
    ]) {
      expect(
        Object.keys(told.paths[path] ?? {})
          .filter((key) => key !== 'parameters')
          .toSorted(),
      ).toEqual(['delete', 'get', 'patch']);
      expect(Object.keys(told.paths[`${path}/history`] ?? {})).toContain('get');
    }
    expect(told.components.schemas.NewWanLink).toMatchObject({
      properties: {
        values: {
          required: ['agency', 'name', 'level'],
          properties: { level: { enum: ['I', 'II', 'data_center'] }, fee_vnd_month: { type: 'integer' } },
        },
      },
    });
  });
});

describe('a field that the installation added', () => {
  const own: Field = {
    key: 'ticket',
    nameVi: 'Số phiếu',
    nameEn: 'Ticket',
    required: false,
    aliases: ['Phiếu'],
    custom: true,
    type: 'text',
    max: 20,
  };
  const records = {
    ...shippedRecords,
    wan_link: { ...shippedRecords.wan_link, fields: [...shippedRecords.wan_link.fields, own] },
  };

  test('is taken, told, described, shown in the form and read from a sheet like any other', async () => {
    service.close();
    service = openService({ records });
    await importCast(service);
    const made = await jsonIn(await post('wan-links', link('A', { ticket: 'P-1' })), record);
    expect(made.values.ticket).toBe('P-1');
    expect((await problemIn(await post('wan-links', link('B', { ticket: 'x'.repeat(21) })))).errors[0]?.path).toBe(
      '/values/ticket',
    );
    expect(await (await service.get('/api/openapi.json')).text()).toContain('Số phiếu / Ticket');
    expect(await (await service.get('/records/wan-links/00004/A')).text()).toContain('name="v-ticket"');
    const csv = 'Cơ quan,Tên kênh,Phiếu\n00004,A,P-2\n';
    const sent = await service.ask('POST', '/api/v1/imports?kind=wan_links', {
      body: csv,
      headers: { 'content-type': 'text/csv' },
    });
    expect(sent.status).toBe(200);
    expect((await jsonIn(await service.get('/api/v1/wan-links/00004/A'), record)).values).toMatchObject({
      ticket: 'P-2',
      level: 'II',
    });
  });
});

describe('with rights on one commune', () => {
  test('only its own records are seen and changed, and the province’s own are seen', async () => {
    await post('wan-links', link('A'));
    await post('wan-links', link('B', { agency: '00007', device: '00007/wan' }));
    await post('administrative-units', {
      values: { code: '01', name: 'Thành phố Mẫu', level: 'province', type: 'city' },
    });
    const token = service.token('planner', '00007');
    expect((await listIn(await as(token, 'GET', 'wan-links'), record)).items.map(({ code }) => code)).toEqual([
      '00007/B',
    ]);
    expect((await listIn(await as(token, 'GET', 'administrative-units'), record)).items).toHaveLength(1);
    expect((await as(token, 'GET', 'wan-links/00004/A')).status).toBe(404);
    expect((await as(token, 'GET', 'wan-links/00004/A/history')).status).toBe(404);
    expect((await as(token, 'PATCH', 'wan-links/00004/A', { values: { carrier: 'X' } })).status).toBe(404);
    expect((await as(token, 'DELETE', 'wan-links/00004/A')).status).toBe(404);
    expect((await as(token, 'POST', 'wan-links', link('N'))).status).toBe(400);
    expect((await as(token, 'PATCH', 'wan-links/00007/B', { values: { carrier: 'X' } })).status).toBe(200);
    expect((await as(token, 'POST', 'sites', { values: { agency: '00007', name: 'Cơ sở 2' } })).status).toBe(201);
    expect(
      (
        await as(token, 'POST', 'administrative-units', {
          values: { code: '02', name: 'B', level: 'province', type: 'city' },
        })
      ).status,
    ).toBe(403);
    expect((await as(token, 'DELETE', 'administrative-units/01')).status).toBe(403);
  });

  test('who may look but not act is refused, and an operator changes only what hangs on the network', async () => {
    await post('wan-links', link('A'));
    await post('sites', { values: { agency: '00004', name: 'S' } });
    expect((await as(service.token('viewer', '00004'), 'PATCH', 'wan-links/00004/A', { values: {} })).status).toBe(403);
    const operator = service.token('operator', '00004');
    expect((await as(operator, 'PATCH', 'wan-links/00004/A', { values: { carrier: 'X' } })).status).toBe(200);
    expect((await as(operator, 'PATCH', 'sites/00004/S', { values: { address: 'X' } })).status).toBe(403);
  });

  test('hosts of others are not told', async () => {
    await post('hosted-systems', {
      values: { code: 's', name: 'S', kind: 'website', owner: '00007', hosts: ['00007/wan', 'H99/core'] },
    });
    const told = await jsonIn(await as(service.token('viewer', '00007'), 'GET', 'hosted-systems/s'), record);
    expect([told.values.hosts, told.deviceIds.hosts]).toEqual([['00007/wan'], ['4']]);
  });
});
