import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { wholeTree } from '../../src/access/scope.ts';
import { DAY_MS } from '../../src/calendar/interval.ts';
import { jsonIn, problemIn } from './json.ts';
import { answer, importCast, miss, NOON, openService, type Service } from './service.ts';

let service: Service;
beforeEach(async () => {
  service = openService();
  await importCast(service);
});
afterEach(() => service.close());

const side = z.looseObject({ value: z.unknown(), evidence: z.unknown() }).nullable();
const row = z.looseObject({
  agency: z.string(),
  fact: z.string(),
  verdict: z.string(),
  declared: side,
  observed: side,
  weight: z.number(),
});
const page = z.looseObject({
  items: z.array(row),
  next: z.string().nullable(),
  asOf: z.string(),
  counts: z.record(z.string(), z.number()),
});

const declare = (agency: string, fact: string, value: boolean | number) =>
  service.ask('POST', '/api/v1/facts', { body: { agency, fact, value, validFrom: '2026-01-01' } });
const verdicts = async (query = '') => jsonIn(await service.get(`/api/v1/verdicts${query}`), page);
const told = async (query = '') =>
  (await verdicts(query)).items.map((one) => [one.agency, one.fact, one.verdict, one.weight]);

/** Two communes and a department say that they are on the WAN; the router of 00004 is cut. */
async function fill(): Promise<void> {
  for (const code of ['00004', '00007', 'H99.01']) expect((await declare(code, 'on_wan', true)).status).toBe(200);
  await declare('00004', 'officials', 40);
  await declare('H99.01', 'officials', 90);
  await declare('00007', 'has_lan', true);
  service.see([1, 2, 3, 4].map((id) => answer(id, NOON)));
  for (let round = 1; round <= 3; round += 1) {
    const at = NOON + round * 60_000;
    service.see([answer(1, at), answer(2, at), miss(3, at), answer(4, at)]);
  }
  service.run({ kind: 'assess', date: null });
}

describe('GET /api/v1/verdicts', () => {
  test('lays what was declared beside what was observed, what matters most first, each side with its source and proof', async () => {
    await fill();
    expect(await told()).toEqual([
      ['00004', 'on_wan', 'differs', 40],
      ['00007', 'has_lan', 'only-declared', 4],
      ['H99', 'on_wan', 'only-observed', 0.1],
      ['00007', 'on_wan', 'agree', 0],
      ['H99.01', 'on_wan', 'agree', 0],
    ]);
    const { items, asOf, counts } = await verdicts();
    expect(asOf).toBe('2026-11-22');
    expect(counts).toEqual({ agree: 2, differs: 1, 'only-declared': 1, 'only-observed': 1, stale: 0 });
    expect(items[0]).toEqual({
      agency: '00004',
      agencyName: 'UBND phường Bình Minh',
      block: 'commune',
      fact: 'on_wan',
      verdict: 'differs',
      declared: {
        value: true,
        source: 'api',
        basis: null,
        qualifier: null,
        validFrom: '2026-01-01',
        validTo: null,
        knownSeq: expect.any(Number),
        evidence: null,
      },
      observed: expect.objectContaining({
        value: false,
        source: 'assessment',
        validFrom: '2026-11-22',
        evidence: {
          of: 'device',
          device: { id: '3', name: '00004/wan' },
          state: 'down',
          at: '2026-11-22T07:08:00.000Z',
          stateSince: '2026-11-22T07:06:00.000Z',
          observedAt: '2026-11-22T07:08:00.000Z',
          outage: '1',
        },
      }),
      difference: null,
      share: null,
      stale: [],
      weight: 40,
    });
  });

  test('is narrowed by agency, fact and verdict; the counts tell all verdicts of what was asked for', async () => {
    await fill();
    expect(await told('?agency=00007')).toEqual([
      ['00007', 'has_lan', 'only-declared', 4],
      ['00007', 'on_wan', 'agree', 0],
    ]);
    expect((await told('?fact=has_lan')).map(([agency]) => agency)).toEqual(['00007']);
    expect((await told('?verdict=agree')).map(([agency]) => agency)).toEqual(['00007', 'H99.01']);
    expect((await verdicts('?verdict=stale')).counts).toMatchObject({ agree: 2, stale: 0 });
    expect((await verdicts('?fact=on_wan')).counts).toMatchObject({ agree: 2, 'only-declared': 0 });
  });

  test('comes in pages that miss none and tell none twice', async () => {
    await fill();
    const all = await told();
    const found: unknown[] = [];
    let cursor: string | null = null;
    do {
      const next = await verdicts(`?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`);
      found.push(...next.items.map((one) => [one.agency, one.fact, one.verdict, one.weight]));
      cursor = next.next;
    } while (cursor !== null);
    expect(found).toEqual(all);
  });

  test('grows stale when nothing is assessed any more, and is what it was on the days before', async () => {
    await fill();
    service.clock.now += 8 * DAY_MS;
    expect((await verdicts()).counts).toEqual({
      agree: 0,
      differs: 0,
      'only-declared': 1,
      'only-observed': 0,
      stale: 4,
    });
    expect((await verdicts('?as_of=2026-11-29')).counts).toMatchObject({ agree: 2, differs: 1 });
    expect((await verdicts('?as_of=2026-11-21')).counts).toMatchObject({ 'only-declared': 4, agree: 0 });
    expect((await verdicts('?as_of=2025-12-31')).items).toEqual([]);
  });

  test('counts a channel as declared against those that are alive', async () => {
    await declare('00004', 'wan_channels', 3);
    const link = (name: string) => ({
      agency: '00004',
      name,
      level: 'II',
      device: '00004/wan',
      valid_from: '2025-07-01',
    });
    const body = { wan_links: [link('k1'), link('k2')] };
    expect((await service.ask('POST', '/api/v1/imports', { body })).status).toBe(200);
    service.see([answer(3, NOON)]);
    service.run({ kind: 'assess', date: null });
    const [found] = (await verdicts('?fact=wan_channels')).items;
    expect(found).toMatchObject({ verdict: 'differs', difference: -1, share: -1 / 3 });
    expect(found?.observed?.evidence).toMatchObject({
      of: 'links',
      level: 'II',
      links: [
        { link: '00004/k1', isAlive: true, device: { id: '3', name: '00004/wan' }, outage: null },
        { link: '00004/k2' },
      ],
    });
  });

  test('refuses a fact that is not compared, and says which are', async () => {
    const problem = await problemIn(await service.get('/api/v1/verdicts?fact=officials'));
    expect([problem.status, problem.errors[0]?.path]).toEqual([400, '?fact']);
    expect(problem.errors[0]?.message).toContain('on_wan');
    expect((await service.get('/api/v1/verdicts?verdict=maybe')).status).toBe(400);
    expect((await service.get('/api/v1/verdicts?cursor=x')).status).toBe(400);
  });

  test('shows a caller its own agencies only; the weight of a block does not tell of others', async () => {
    await fill();
    await declare('00007', 'on_wan', false);
    const token = service.token('viewer', '00007');
    const answered = await service.get('/api/v1/verdicts', { authorization: `Bearer ${token}` });
    const { items } = await jsonIn(answered, page);
    expect(items.map((one) => [one.agency, one.fact, one.weight])).toEqual([
      ['00007', 'on_wan', 1],
      ['00007', 'has_lan', 0.1],
    ]);
  });
});

/** What a reader sees: tags away, spaces joined. */
const seen = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
const show = async (path: string) => seen(await (await service.get(path, { accept: 'text/html' })).text());

describe('the page of verdicts', () => {
  test('names agency, fact, verdict, both sides and the proof, in both languages, with a way there from every page', async () => {
    await fill();
    const text = await show('/verdicts');
    expect(text).toContain('Khai báo và số đo');
    expect(text).toContain(
      'UBND phường Bình Minh 00004 Đã kết nối mạng WAN Lệch Có từ 01/01/2026 · api Không 22/11/2026',
    );
    expect(text).toContain('Căn cứ 00004/wan Mất kết nối, xem lúc 22/11/2026 14:08');
    expect(text).toMatch(/2 Khớp 1 Lệch 1 Chỉ có khai báo 1 Chỉ có số đo 0 Đã cũ/);
    const english = await show('/verdicts?lang=en');
    expect(english).toContain('On the government WAN Differs Yes since 1 Jan 2026');
    expect(await (await service.get('/', { accept: 'text/html' })).text()).toContain('href="/verdicts"');
  });

  test('is narrowed by its form, whose empty fields ask for nothing', async () => {
    await fill();
    const narrowed = await show('/verdicts?verdict=differs&fact=&agency=&as_of=2026-11-22');
    expect(narrowed).toContain('Bình Minh');
    expect(narrowed).not.toContain('Sơn Tây');
    expect(await show('/verdicts?agency=00099')).toContain('Không có dòng nào.');
    expect((await service.get('/verdicts?as_of=hom-qua', { accept: 'text/html' })).status).toBe(400);
    expect((await service.get('/verdicts?fact=officials', { accept: 'text/html' })).status).toBe(400);
  });

  test('shows links and endpoints that prove a fact, and nothing that a device or person wrote as markup', async () => {
    const evil = '<script>alert(1)</script>';
    const site = 'https://x.example/';
    const body = {
      wan_links: [
        {
          agency: '00004',
          name: evil,
          level: 'II',
          direction: evil,
          device: '00004/wan',
          down_mbps: 100,
          valid_from: '2025-07-01',
        },
      ],
      hosted_systems: [
        { code: 'WEB', name: evil, kind: 'website', owner: '00004', endpoints: [site], valid_from: '2025-07-01' },
      ],
    };
    expect((await service.ask('POST', '/api/v1/imports', { body })).status).toBe(200);
    service.see([answer(3, NOON)]);
    const recordId = service.store.read.records.last(wholeTree, { kind: 'hosted_system', code: 'WEB' })?.id ?? 0;
    const answered = { outcome: 'answer', reason: null, httpStatus: 200, durationMs: 5 } as const;
    const checks = [{ recordId, endpoint: site, at: NOON, ...answered }];
    service.run({ kind: 'endpoints.note', checks, holdsMs: 600_000 });
    await service.ask('POST', '/api/v1/assessments', {});
    const html = await (await service.get('/verdicts', { accept: 'text/html' })).text();
    expect(html).not.toMatch(/<script>alert|<img src=x/);
    expect(seen(html)).toContain('Cấp II yêu cầu ≥ 1 kênh');
    expect(seen(html)).toContain('WEB https://x.example/ có trả lời (HTTP 200); lần hỏi cuối 22/11/2026 14:05');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toMatch(/ style=| on\w+=|<style|javascript:/);
  });
});
