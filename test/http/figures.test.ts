import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { jsonIn, listIn, problemIn } from './json.ts';
import { answer, importCast, miss, NOON, openService, type Service } from './service.ts';

let service: Service;
beforeEach(async () => {
  service = openService();
  await importCast(service);
});
afterEach(() => service.close());

const row = z.looseObject({
  indicator: z.string(),
  block: z.string(),
  value: z.number().nullable(),
  numerator: z.number(),
  denominator: z.number(),
  agencies: z.array(z.looseObject({ code: z.string(), reason: z.string() })),
});
const figures = z.looseObject({ asOf: z.string(), knownSeq: z.number(), items: z.array(row) });

/** The core and two routers answer, commune 00004 is cut for three rounds. */
function cut(): void {
  service.see([1, 2, 3, 4].map((id) => answer(id, NOON)));
  for (let round = 1; round <= 3; round += 1) {
    const at = NOON + round * 60_000;
    service.see([answer(1, at), answer(2, at), miss(3, at), answer(4, at)]);
  }
}

async function onWan(query = '') {
  const told = await jsonIn(
    await service.get(`/api/v1/indicators?indicator=agencies_on_wan&block=commune${query}`),
    figures,
  );
  const { value, numerator, denominator } = told.items[0] ?? {};
  return { value, numerator, denominator, knownSeq: told.knownSeq };
}

describe('indicators', () => {
  test('move with an assessment, with the outage as proof; what was known before stays as it was', async () => {
    service.see([1, 2, 3, 4].map((id) => answer(id, NOON)));
    expect((await service.ask('POST', '/api/v1/assessments')).status).toBe(200);
    const before = await onWan();
    expect(before).toMatchObject({ value: 1, numerator: 2, denominator: 2 });
    cut();
    await service.ask('POST', '/api/v1/assessments', { body: { date: '2026-11-22' } });
    expect(await onWan()).toMatchObject({ value: 0.5, numerator: 1, denominator: 2 });
    expect(await onWan(`&known_at=${before.knownSeq}`)).toEqual(before);
    expect(await onWan('&known_at=2026-11-22T07:05:30Z')).toEqual(before);
    expect(await onWan('&known_at=2026-11-22T14:05:30%2B07:00')).toEqual(before);
    const all: unknown = await (await service.get('/api/v1/facts?agency=00004&fact=on_wan')).json();
    expect(all).toMatchObject({
      items: [{ value: false, evidence: { device: { id: '3' }, state: 'down', outage: '1' } }],
    });
  });

  test('a commit to come and a day to come are refused', async () => {
    expect((await problemIn(await service.get('/api/v1/indicators?known_at=999'))).errors[0]?.path).toBe('?known_at');
    expect((await problemIn(await service.get('/api/v1/facts?known_at=gestern'))).errors[0]?.path).toBe('?known_at');
    const ahead = await service.ask('POST', '/api/v1/assessments', { body: { date: '2026-11-23' } });
    expect((await problemIn(ahead)).errors[0]?.path).toBe('/date');
  });
});

describe('outages', () => {
  test('have the shape that programs rely on', async () => {
    cut();
    const page = await listIn(await service.get('/api/v1/outages?open=1'), z.looseObject({ id: z.string() }));
    expect(page.items).toEqual([
      {
        id: '1',
        target: { kind: 'device', id: '3' },
        device: 'wan',
        agency: '00004',
        probe: 'snmp',
        cause: 'timeout',
        startedAt: '2026-11-22T07:06:00.000Z',
        endedAt: null,
        lastGoodAt: '2026-11-22T07:05:00.000Z',
        confirmedAt: '2026-11-22T07:08:00.000Z',
        rootOutage: null,
      },
    ]);
    expect(await (await service.get('/api/v1/outages/1')).json()).toEqual(page.items[0]);
    expect((await service.get('/api/v1/outages/2')).status).toBe(404);
  });

  test('behind another name it as their root, and are told by window and device', async () => {
    service.see([1, 2, 3, 4].map((id) => answer(id, NOON)));
    for (let round = 1; round <= 3; round += 1) service.see([1, 3].map((id) => miss(id, NOON + round * 60_000)));
    const list = async (query: string) =>
      (await listIn(await service.get(`/api/v1/outages?${query}`), z.looseObject({ id: z.string() }))).items;
    const [child] = await list('device=3');
    const [root] = await list('device=1');
    expect([child?.rootOutage, root?.rootOutage]).toEqual([root?.id, null]);
    service.see([1, 3].map((id) => answer(id, NOON + 4 * 60_000)));
    expect(await list('open=true')).toEqual([]);
    expect(await list('from=2026-11-22T07:09:00Z')).toEqual([]);
    expect(await list('from=2026-11-22T07:08:59Z')).toHaveLength(2);
    expect(await list('to=2026-11-22T07:06:00Z')).toEqual([]);
    expect((await problemIn(await service.get('/api/v1/outages?from=2026-11-22'))).errors[0]?.path).toBe('?from');
  });

  test('availability splits the window without remainder', async () => {
    cut();
    const path = '/api/v1/devices/3/availability?from=2026-11-22T07:00:00Z&to=2026-11-22T07:30:00Z';
    expect(await (await service.get(path)).json()).toMatchObject({
      from: '2026-11-22T07:00:00.000Z',
      to: '2026-11-22T07:08:00.000Z',
      windowMs: 480_000,
      unknownMs: 300_000,
      observedMs: 180_000,
      downMs: 120_000,
      upMs: 60_000,
      numerator: 60_000,
      denominator: 180_000,
    });
    const empty = '/api/v1/devices/3/availability?from=2026-11-22T08:00:00Z';
    expect((await problemIn(await service.get(empty))).errors[0]?.path).toBe('?from');
  });
});

describe('facts', () => {
  const declared = { agency: '00004', fact: 'workstations', value: 12, validFrom: '2026-01-01' };

  test('are declared, corrected and retracted; the history keeps every version', async () => {
    const post = (path: string, body: unknown) => service.ask('POST', path, { body });
    expect((await post('/api/v1/facts', declared)).status).toBe(200);
    expect(await (await post('/api/v1/facts', declared)).json()).toMatchObject({ knownSeq: null });
    await post('/api/v1/facts', { ...declared, value: 13 });
    const { agency, fact, validFrom } = declared;
    expect((await post('/api/v1/facts/retract', { agency, fact, validFrom })).status).toBe(200);
    const path = '/api/v1/agencies/00004/facts';
    const history = await listIn(await service.get(path), z.looseObject({ value: z.unknown(), fact: z.string() }));
    const values = history.items.filter((one) => one.fact === 'workstations').map((one) => one.value);
    expect(values).toEqual([12, 13, null]);
    expect(await (await service.get('/api/v1/facts?agency=00004&fact=workstations')).json()).toMatchObject({
      items: [],
    });
    expect((await post('/api/v1/facts/retract', { agency, fact, validFrom })).status).toBe(404);
  });

  test.each([
    ['what is measured', { fact: 'wan_level_met', value: true }, '/fact'],
    ['a negative count', { value: -1 }, '/value'],
    ['a date that is none', { validFrom: '2026-02-30' }, '/validFrom'],
    ['an empty period', { validTo: '2026-01-01' }, '/validTo'],
    ['no such agency', { agency: 'H98' }, '/agency'],
  ])('%s is refused', async (_, over, path) => {
    const told = await problemIn(await service.ask('POST', '/api/v1/facts', { body: { ...declared, ...over } }));
    expect([told.status, told.errors.map((one) => one.path)]).toEqual([400, [path]]);
  });
});

describe('the readiness feed', () => {
  test('gives every row with what it rests on, and 304 until a figure changes', async () => {
    const first = await service.get('/feed/readiness/2026');
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toMatch(/^W\/"[0-9a-f]{64}"$/);
    const feed = await jsonIn(first, figures);
    const lan = feed.items.find((one) => one.indicator === 'agencies_with_lan' && one.block === 'commune');
    expect(lan).toMatchObject({ value: 0, numerator: 0, denominator: 2, missing: 1 });
    expect(lan?.agencies.map(({ code, reason }) => [code, reason])).toEqual([
      ['00004', 'no'],
      ['00007', 'no-data'],
    ]);
    const unchanged = await service.get('/feed/readiness/2026', { 'if-none-match': `"other", ${tag}` });
    expect([unchanged.status, await unchanged.text()]).toEqual([304, '']);
    await service.ask('PUT', '/api/v1/credentials/more', { body: { version: 'v2c', community: 'x' } });
    expect((await service.get('/feed/readiness/2026', { 'if-none-match': tag })).status).toBe(304);
    const body = { agency: '00007', fact: 'offices_with_lan', value: 3, validFrom: '2026-01-01' };
    await service.ask('POST', '/api/v1/facts', { body });
    const after = await service.get('/feed/readiness/2026', { 'if-none-match': tag });
    expect([after.status, after.headers.get('etag') === tag]).toEqual([200, false]);
  });

  test.each([
    ['/feed/readiness/2026.csv', {}],
    ['/feed/readiness/2026?format=csv', {}],
    ['/feed/readiness/2026', { accept: 'text/csv' }],
  ])('is CSV by ending, query or Accept: %s', async (path, headers) => {
    const sent = await service.get(path, headers);
    expect(sent.headers.get('content-type')).toContain('text/csv');
    const [header, ...lines] = (await sent.text()).trim().split('\r\n');
    expect(header).toMatch(/^\ufeff?schema,status,year,as_of,/);
    expect(lines.some((line) => /,agencies_with_lan,commune,0,0,2,1,,00004 00007,/.test(line))).toBe(true);
  });

  test('JSON is what everybody else gets', async () => {
    for (const accept of ['*/*', 'application/json, text/csv;q=0.5', 'text/html']) {
      const sent = await service.get('/feed/readiness/2026', { accept });
      expect(sent.headers.get('content-type')).toBe('application/json');
    }
  });

  test('speaks of the last day of a past year, of any of its days on demand, and of no other year', async () => {
    expect(await jsonIn(await service.get('/feed/readiness/2025'), figures)).toMatchObject({ asOf: '2025-12-31' });
    const july = await service.get('/feed/readiness/2025?as_of=2025-07-01');
    expect(await jsonIn(july, figures)).toMatchObject({ asOf: '2025-07-01' });
    const wrong = ['1999', '2027', '20260', 'abcd', '2026.xlsx', '2025?as_of=2026-01-01', '2026?format=xml'];
    for (const path of wrong) expect((await service.get(`/feed/readiness/${path}`)).status).toBe(400);
  });
});
