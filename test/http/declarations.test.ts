import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { AccessRole } from '../../src/access/role.ts';
import { type HttpServer, listenHttp } from '../../src/http/server.ts';
import { formsOf, pdf, smallForms, sound } from '../command/declaration-desk.ts';
import { visitor } from './access-visitor.ts';
import { importCast, openService, type Service, TOKEN } from './service.ts';

let service: Service;
let server: HttpServer;
beforeEach(async () => {
  service = openService({ forms: formsOf(smallForms) });
  await importCast(service);
  server = await listenHttp(service.app, { host: '127.0.0.1', port: 0 });
});
afterEach(async () => {
  await server.close();
  service.close();
});

type Sent = { readonly body?: unknown; readonly headers?: Record<string, string>; readonly bytes?: Uint8Array };

/** Somebody with a token, over the network. */
function program(role: AccessRole, agency: string | null) {
  return asker(service.token(role, agency));
}

function asker(token: string) {
  return (method: string, path: string, { body, headers = {}, bytes }: Sent = {}) =>
    fetch(`${server.address}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(bytes === undefined ? {} : { body: new Uint8Array(bytes) }),
    });
}

const detailsShape = z.object({
  id: z.string(),
  status: z.string(),
  dueOn: z.string().nullable(),
  version: z.number(),
  revision: z.number(),
  figures: z.array(
    z.object({
      fact: z.string(),
      isRequired: z.boolean(),
      value: z.unknown(),
      reason: z.unknown(),
      yearEarlier: z.unknown(),
    }),
  ),
  check: z.object({
    errors: z.array(z.object({ fact: z.string().nullable(), code: z.string(), message: z.string() })),
    warnings: z.array(z.object({ fact: z.string().nullable(), code: z.string(), reason: z.string().nullable() })),
  }),
  events: z.array(z.object({ actor: z.string(), action: z.string(), note: z.string().nullable() })),
  attachments: z.array(z.object({ hash: z.string(), name: z.string() })),
});
const details = async (answer: Response) => detailsShape.parse(await answer.json());
const problems = async (answer: Response) =>
  z
    .object({ errors: z.array(z.object({ path: z.string().optional(), message: z.string() })) })
    .parse(await answer.json()).errors;
const commune = { agency: '00004', form: 'commune_year', period: '2026' };

test('a commune declares, is given it back with a note, corrects it, and its figures are facts once approved', async () => {
  const reporter = program('reporter', '00004');
  const approver = program('approver', null);
  const made = await reporter('POST', '/declarations', { body: commune });
  expect([made.status, made.headers.get('location')]).toEqual([201, '/api/v1/declarations/1']);
  const draft = await details(made);
  expect(draft).toMatchObject({ status: 'draft', dueOn: '2027-01-15', revision: 1 });
  expect(draft.check.errors.map(({ fact, code }) => [fact, code])).toEqual([
    ['officials', 'declaration-fact-required'],
    ['workstations', 'declaration-fact-required'],
    ['has_lan', 'declaration-fact-required'],
  ]);

  const early = await reporter('POST', '/declarations/1/submit', { body: {} });
  expect([early.status, (await problems(early)).map(({ path }) => path)]).toEqual([
    400,
    ['/figures/officials', '/figures/workstations', '/figures/has_lan'],
  ]);
  const saved = await reporter('PATCH', '/declarations/1/figures', {
    body: { figures: { ...sound, workstations: 9 } },
  });
  expect((await details(saved)).figures.find(({ fact }) => fact === 'workstations')?.value).toBe(9);
  expect((await reporter('POST', '/declarations/1/submit', { body: {} })).status).toBe(200);

  const silent = await approver('POST', '/declarations/1/return', { body: {} });
  expect([silent.status, await problems(silent)]).toMatchObject([400, [{ path: '/note' }]]);
  const note = 'thiếu máy của bộ phận một cửa';
  expect((await approver('POST', '/declarations/1/return', { body: { note } })).status).toBe(200);
  await reporter('PATCH', '/declarations/1/figures', { body: { figures: { workstations: 18 } } });
  await reporter('POST', '/declarations/1/submit', { body: { note: 'đã bổ sung' } });
  expect((await approver('POST', '/declarations/1/approve', { body: {} })).status).toBe(200);

  const told = await details(await reporter('GET', '/declarations/1'));
  expect(told.events.map(({ action, note: said }) => [action, said])).toEqual([
    ['open', null],
    ['submit', null],
    ['return', note],
    ['submit', 'đã bổ sung'],
    ['approve', null],
  ]);
  const facts = await reporter('GET', '/facts?agency=00004&as_of=2026-06-01&fact=workstations');
  expect(await facts.json()).toMatchObject({
    items: [
      {
        value: 18,
        source: 'declaration:commune_year',
        validFrom: '2026-01-01',
        validTo: null,
        evidence: { of: 'declaration', declaration: '1', revision: 1 },
      },
    ],
  });
});

test('four eyes: who submitted does not approve, whichever way he comes', async () => {
  const lan = visitor(service, 'lan', 'approver');
  const session = (method: string, path: string, body: unknown = {}) =>
    fetch(`${server.address}/api/v1${path}`, {
      method,
      headers: {
        cookie: `__Host-hatang=${lan.value}`,
        origin: server.address,
        'x-csrf-token': lan.csrf,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    });
  expect((await session('POST', '/declarations', commune)).status).toBe(201);
  await session('PATCH', '/declarations/1/figures', { figures: sound });
  expect((await session('POST', '/declarations/1/submit')).status).toBe(200);
  expect((await session('POST', '/declarations/1/approve')).status).toBe(403);
  expect((await program('approver', null)('POST', '/declarations/1/approve', { body: {} })).status).toBe(200);
});

describe('who may do what', () => {
  test('a reporter does not approve, a viewer does not declare, and others’ declarations are not there', async () => {
    const reporter = program('reporter', '00004');
    await reporter('POST', '/declarations', { body: commune });
    const paths = ['submit', 'approve', 'return'].map((verb) => `/declarations/1/${verb}`);
    const viewer = program('viewer', '00004');
    for (const path of paths) expect((await viewer('POST', path, { body: {} })).status).toBe(403);
    expect((await reporter('POST', '/declarations/1/approve', { body: {} })).status).toBe(403);
    expect((await viewer('GET', '/declarations/1')).status).toBe(200);

    const other = program('approver', '00007');
    const asked: (readonly [string, string, Sent?])[] = [
      ['GET', '/declarations/1'],
      ['GET', '/declarations/1/attachments'],
      ['GET', `/declarations/1/attachments/${'0'.repeat(64)}`],
      ['PATCH', '/declarations/1/figures', { body: { figures: { officials: 1 } } }],
      ['POST', '/declarations', { body: commune }],
      [
        'POST',
        '/declarations/1/attachments?name=a.pdf',
        { bytes: pdf(), headers: { 'content-type': 'application/pdf' } },
      ],
      ['DELETE', `/declarations/1/attachments/${'0'.repeat(64)}`],
      ...paths.map((path) => ['POST', path, { body: { note: 'x' } }] as const),
    ];
    for (const [method, path, sent] of asked) {
      const [answer, missing] = [
        await other(method, path, sent),
        await other(method, path.replace('/1', '/999'), sent),
      ];
      expect([method, path, answer.status, missing.status]).toEqual([method, path, 404, 404]);
    }
    expect(await (await other('GET', '/declarations')).json()).toEqual({ items: [], next: null });
    expect(await (await other('GET', '/declarations?agency=00004')).json()).toEqual({ items: [], next: null });
    const progress = await (await other('GET', '/declarations/progress?form=commune_year&period=2026')).text();
    expect(progress).not.toContain('00004');
  });

  test('what is only to be looked at is forbidden, not hidden', async () => {
    const id = await service.account('hoa', 'viewer', '00004');
    service.run({ kind: 'grant.add', account: id, role: 'reporter', agency: '00007' });
    await program('reporter', '00004')('POST', '/declarations', { body: commune });
    const { signIn } = await import('./access-visitor.ts');
    const hoa = signIn(service, id);
    const headers = { cookie: `__Host-hatang=${hoa.value}`, origin: server.address, 'x-csrf-token': hoa.csrf };
    const patch = await fetch(`${server.address}/api/v1/declarations/1/figures`, {
      method: 'PATCH',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ figures: { officials: 1 } }),
    });
    expect(patch.status).toBe(403);
  });
});

describe('figures', () => {
  test('are changed in the version that was seen, or not at all', async () => {
    const reporter = program('reporter', '00004');
    const made = await reporter('POST', '/declarations', { body: commune });
    const etag = (await reporter('GET', '/declarations/1')).headers.get('etag') ?? '';
    expect(etag).toBe(`"${(await details(made)).version}"`);
    const save = (officials: number, headers = {}) =>
      reporter('PATCH', '/declarations/1/figures', { body: { figures: { officials } }, headers });
    const changed = await save(20, { 'if-match': etag });
    expect([changed.status, changed.headers.get('etag') === etag]).toEqual([200, false]);
    expect((await save(21, { 'if-match': etag })).status).toBe(412);
    const step = { body: {}, headers: { 'if-match': etag } };
    expect((await reporter('POST', '/declarations/1/submit', step)).status).toBe(412);
  });

  test('that the form does not have, or that are no figures, are refused at their place', async () => {
    const reporter = program('reporter', '00004');
    await reporter('POST', '/declarations', { body: commune });
    const stray = await reporter('PATCH', '/declarations/1/figures', { body: { figures: { servers: 1 } } });
    expect([stray.status, (await problems(stray))[0]?.path]).toEqual([400, '/figures/servers']);
    const list = await reporter('PATCH', '/declarations/1/figures', { body: { figures: { officials: [1] } } });
    expect(list.status).toBe(400);
    const half = await reporter('PATCH', '/declarations/1/figures', { body: { figures: { officials: 'hai mươi' } } });
    expect((await details(half)).check.errors[0]).toMatchObject({ fact: 'officials', code: 'value-not-a-number' });
  });
});

describe('evidence', () => {
  const send = (ask: ReturnType<typeof asker>, bytes: Uint8Array, name: string, type = 'application/pdf') =>
    ask('POST', `/declarations/1/attachments?name=${encodeURIComponent(name)}`, {
      bytes,
      headers: { 'content-type': type },
    });

  test('goes in as bytes and comes out as a file to be kept, never as a page of ours', async () => {
    const reporter = program('reporter', '00004');
    await reporter('POST', '/declarations', { body: commune });
    const put = await send(reporter, pdf('a'), 'biên bản "kiểm kê" (1).pdf'.replaceAll('"', '”'));
    expect(put.status).toBe(201);
    const at = put.headers.get('location')?.replace('/api/v1', '') ?? '';
    const got = await reporter('GET', at);
    expect(new Uint8Array(await got.arrayBuffer())).toEqual(pdf('a'));
    expect(got.headers.get('content-type')).toBe('application/pdf');
    expect(got.headers.get('x-content-type-options')).toBe('nosniff');
    const disposition = got.headers.get('content-disposition') ?? '';
    expect(disposition).toMatch(/^attachment; filename="[ -~]+"; filename\*=UTF-8''/);
    expect(decodeURIComponent(disposition.split("UTF-8''")[1] ?? '')).toBe('biên bản ”kiểm kê” (1).pdf');
    expect((await program('viewer', '00007')('GET', at)).status).toBe(404);
    expect((await reporter('DELETE', at)).status).toBe(204);
    expect((await reporter('GET', at)).status).toBe(404);
    expect((await reporter('DELETE', at)).status).toBe(404);
  });

  test('of the wrong type, size or number is refused with words, and one far too large before it is read', async () => {
    const reporter = program('reporter', '00004');
    await reporter('POST', '/declarations', { body: commune });
    const said = async (answer: Response) => [answer.status, (await problems(answer))[0]?.message ?? ''];
    expect(await said(await send(reporter, new TextEncoder().encode('MZ...'), 'a.pdf'))).toEqual([
      400,
      expect.stringContaining('không phải loại tệp'),
    ]);
    expect(await said(await send(reporter, pdf('x'.repeat(3_000)), 'a.pdf'))).toEqual([
      400,
      expect.stringContaining('vượt giới hạn'),
    ]);
    for (const name of ['1.pdf', '2.pdf']) expect((await send(reporter, pdf(name), name)).status).toBe(201);
    expect(await said(await send(reporter, pdf('3'), '3.pdf'))).toEqual([400, expect.stringContaining('đã đủ 2 tệp')]);
    expect((await send(reporter, new Uint8Array(1_100_000), 'a.pdf')).status).toBe(413);
    expect((await details(await reporter('GET', '/declarations/1'))).attachments.map(({ name }) => name)).toEqual([
      '1.pdf',
      '2.pdf',
    ]);
  });
});

test('an outlier is told by the middle of the block, and no other agency’s figures', async () => {
  const admin = asker(TOKEN);
  const codes = ['c1', 'c2', 'c3', 'c4', 'c5'];
  for (const [at, code] of codes.entries()) {
    await admin('POST', '/agencies', { body: { code, name: code, block: 'commune', validFrom: '2025-07-01' } });
    const made = await details(await admin('POST', '/declarations', { body: { ...commune, agency: code } }));
    await admin('PATCH', `/declarations/${made.id}/figures`, {
      body: { figures: { ...sound, officials: 1_000 + at } },
    });
    expect((await admin('POST', `/declarations/${made.id}/submit`, { body: {} })).status).toBe(200);
  }
  const reporter = program('reporter', '00004');
  const { id } = await details(await reporter('POST', '/declarations', { body: commune }));
  const answer = await reporter('PATCH', `/declarations/${id}/figures`, { body: { figures: sound } });
  const text = await answer.text();
  const { check } = detailsShape.parse(JSON.parse(text));
  expect(check.warnings.map(({ fact, code }) => [fact, code])).toContainEqual(['officials', 'declaration-outlier']);
  for (const other of ['1000', '1001', '1003', '1004', ...codes]) expect(text).not.toContain(`"${other}"`);
});

describe('lists', () => {
  test('are narrowed and paged, newest first', async () => {
    const admin = asker(TOKEN);
    for (const [agency, period] of [
      ['00004', '2026'],
      ['00007', '2026'],
      ['00004', '2025'],
    ] as const) {
      await admin('POST', '/declarations', { body: { ...commune, agency, period } });
    }
    await admin('POST', '/declarations', { body: { agency: 'H99.01', form: 'wan_month', period: '2026-10' } });
    const listShape = z.object({ items: z.array(z.object({ id: z.string() })), next: z.string().nullable() });
    const list = async (query: string) => {
      const { items, next } = listShape.parse(await (await admin('GET', `/declarations${query}`)).json());
      return { ids: items.map(({ id }) => id), next };
    };
    expect((await list('')).ids).toEqual(['4', '3', '2', '1']);
    expect((await list('?form=commune_year&period=2026')).ids).toEqual(['2', '1']);
    expect((await list('?agency=00004&status=draft')).ids).toEqual(['3', '1']);
    expect((await list('?status=approved')).ids).toEqual([]);
    const first = await list('?limit=3');
    expect(first.ids).toEqual(['4', '3', '2']);
    expect(await list(`?limit=3&cursor=${first.next}`)).toEqual({ ids: ['1'], next: null });
    expect((await admin('GET', '/declarations?period=2026')).status).toBe(400);
    expect((await admin('GET', '/declarations?form=commune_year&period=2026-05')).status).toBe(400);
  });

  test('of forms tell facts, limits and what is due next', async () => {
    const answer = await program('viewer', '00004')('GET', '/forms');
    expect(await answer.json()).toMatchObject({
      items: [
        {
          form: 'commune_year',
          blocks: ['commune'],
          facts: [{ fact: 'officials', type: 'count', isRequired: true }, {}, {}, { isRequired: false }, {}],
          periods: [{ period: '2025' }, { period: '2026', from: '2026-01-01', to: '2027-01-01', dueOn: '2027-01-15' }],
        },
        { form: 'wan_month', periods: [{ period: '2026-10' }, { period: '2026-11', dueOn: '2026-12-04' }] },
      ],
    });
  });
});

test('progress counts with numerators, denominators and every agency behind them', async () => {
  const admin = asker(TOKEN);
  await admin('POST', '/declarations', { body: commune });
  await admin('PATCH', '/declarations/1/figures', { body: { figures: sound } });
  await admin('POST', '/declarations/1/submit', { body: {} });
  const ask = async () => await (await admin('GET', '/declarations/progress?form=commune_year&period=2026')).json();
  expect(await ask()).toMatchObject({
    dueOn: '2027-01-15',
    all: {
      expected: 2,
      submitted: { numerator: 1, denominator: 2, ratio: 0.5 },
      approved: { numerator: 0, denominator: 2, ratio: 0 },
      timely: { numerator: 1, denominator: 2 },
      awaited: 1,
      late: 0,
    },
    blocks: [{ block: 'commune', expected: 2 }],
    agencies: [
      { agency: '00004', status: 'submitted', firstSubmittedOn: '2026-11-22', isTimely: true },
      { agency: '00007', status: 'missing', firstSubmittedOn: null, isTimely: null },
    ],
  });
  service.clock.now = Date.parse('2027-01-20T02:00:00Z');
  await admin('POST', '/declarations', { body: { ...commune, agency: '00007' } });
  await admin('PATCH', '/declarations/2/figures', { body: { figures: sound } });
  await admin('POST', '/declarations/2/submit', { body: {} });
  expect(await ask()).toMatchObject({ all: { submitted: { numerator: 2 }, timely: { numerator: 1 }, late: 1 } });
  expect((await admin('GET', '/declarations/progress?form=nope&period=2026')).status).toBe(400);
  expect((await admin('GET', '/declarations/progress?form=commune_year&period=26')).status).toBe(400);
});

test('the figures of a declaration come as a sheet in which no text is a formula', async () => {
  const reporter = program('reporter', '00004');
  await reporter('POST', '/declarations', { body: commune });
  const body = { figures: { ...sound, offices: 3 }, reasons: { offices: '=1+1' } };
  await reporter('PATCH', '/declarations/1/figures', { body });
  const answer = await reporter('GET', '/declarations/1/sheet.csv');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="00004-commune_year-2026-01-01.csv"');
  const lines = (await answer.text()).split('\r\n');
  expect(lines[1]).toBe('00004,commune_year,2026,officials,"Cán bộ, công chức, viên chức",Officials,official,20,,');
  expect(lines[4]).toMatch(/^00004,commune_year,2026,offices,.*,office,3,,"?'=1\+1"?$/);
  expect((await program('viewer', '00007')('GET', '/declarations/1/sheet.csv')).status).toBe(404);
});

test('the API document tells every route of declarations with what it asks', async () => {
  const shape = z.object({ paths: z.record(z.string(), z.record(z.string(), z.looseObject({}))) });
  const { paths } = shape.parse(await (await service.get('/api/openapi.json')).json());
  const told = Object.entries(paths)
    .filter(([path]) => /declarations|forms|reminders/.test(path))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, one]) => `${method} ${path} ${one['x-policy']}`),
    );
  expect(told.toSorted()).toEqual([
    'delete /api/v1/declarations/{id}/attachments/{hash} declare',
    'get /api/v1/declarations look',
    'get /api/v1/declarations/progress look',
    'get /api/v1/declarations/{id} look',
    'get /api/v1/declarations/{id}/attachments look',
    'get /api/v1/declarations/{id}/attachments/{hash} look',
    'get /api/v1/declarations/{id}/sheet.csv look',
    'get /api/v1/forms look',
    'get /api/v1/reminders look',
    'patch /api/v1/declarations/{id}/figures declare',
    'post /api/v1/declarations declare',
    'post /api/v1/declarations/{id}/approve approve',
    'post /api/v1/declarations/{id}/attachments declare',
    'post /api/v1/declarations/{id}/return approve',
    'post /api/v1/declarations/{id}/submit declare',
  ]);
});

test('reminders are told within one’s own agencies, page by page', async () => {
  service.run({ kind: 'declaration.remind', day: '2026-12-16' });
  service.run({ kind: 'declaration.remind', day: '2026-12-16' });
  const listShape = z.object({ items: z.array(z.looseObject({ agency: z.string() })), next: z.string().nullable() });
  const admin = asker(TOKEN);
  const all = listShape.parse(await (await admin('GET', '/reminders?form=commune_year')).json());
  expect(all.items).toMatchObject([
    { agency: '00007', form: 'commune_year', periodFrom: '2026-01-01', dueOn: '2027-01-15', kind: 'due' },
    { agency: '00004' },
  ]);
  const first = listShape.parse(await (await admin('GET', '/reminders?form=commune_year&limit=1')).json());
  const second = listShape.parse(
    await (await admin('GET', `/reminders?form=commune_year&limit=1&cursor=${first.next}`)).json(),
  );
  expect([first.items, second.items, second.next].flat()).toEqual([...all.items, null]);
  const own = listShape.parse(await (await program('viewer', '00004')('GET', '/reminders?form=commune_year')).json());
  expect(own.items.map(({ agency }) => agency)).toEqual(['00004']);
  expect(await (await program('viewer', '00004')('GET', '/reminders?agency=00007')).json()).toEqual({
    items: [],
    next: null,
  });
});
