import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { jsonIn, problemIn } from './json.ts';
import { importCast, openService, type Service } from './service.ts';

// A province in which on 2025-07-01 the communes A and B became D, and C was divided between D and E, 60 to 40.
const units = `
administrative_units:
  - {code: "97", name: Tỉnh Mẫu, level: province, type: province, valid_from: 2000-01-01}
  - {code: "90001", name: Xã A, level: commune, type: commune, parent: "97", valid_from: 2000-01-01, valid_to: 2025-07-01}
  - {code: "90002", name: Xã B, level: commune, type: commune, parent: "97", valid_from: 2000-01-01, valid_to: 2025-07-01}
  - {code: "90003", name: Xã C, level: commune, type: commune, parent: "97", valid_from: 2000-01-01, valid_to: 2025-07-01}
  - {code: "90004", name: Phường D, level: commune, type: ward, parent: "97", valid_from: 2025-07-01}
  - {code: "90005", name: Phường E, level: commune, type: ward, parent: "97", valid_from: 2025-07-01}
administrative_changes:
  - {event: NQ-1, from: "90001", to: "90004", "on": 2025-07-01, kind: merge, basis: none}
  - {event: NQ-1, from: "90002", to: "90004", "on": 2025-07-01, kind: merge, basis: none}
  - {event: NQ-1, from: "90003", to: "90004", "on": 2025-07-01, kind: split, share: 0.6, basis: population}
  - {event: NQ-1, from: "90003", to: "90005", "on": 2025-07-01, kind: split, share: 0.4, basis: population}
agency_details:
  - {agency: "00004", administrative_unit: "90001", valid_from: 2025-01-01}
  - {agency: "00007", administrative_unit: "90003", valid_from: 2025-01-01}
  - {agency: H99.01, administrative_unit: "90003", valid_from: 2025-01-01}
agencies:
  - {code: "00004", name: UBND phường Bình Minh, block: commune, valid_from: 2024-01-01}
  - {code: "00007", name: UBND xã Sơn Tây, block: commune, valid_from: 2024-01-01}
  - {code: H99.01, name: Sở Khoa học và Công nghệ, block: department, valid_from: 2024-01-01}
  - {code: H99, name: Trung tâm dữ liệu tỉnh, block: public_service, valid_from: 2024-01-01}
facts:
  - {agency: H99.01, fact: officials, value: 5, valid_from: 2025-01-01, valid_to: 2026-01-01}
  - {agency: H99, fact: officials, value: 7, valid_from: 2025-01-01, valid_to: 2026-01-01}
  - {agency: "00004", fact: officials, value: 21, valid_from: 2025-01-01, valid_to: 2026-01-01}
  - {agency: "00007", fact: officials, value: 10, valid_from: 2025-01-01, valid_to: 2026-01-01}
  - {agency: "00004", fact: workstations, value: 21, valid_from: 2025-01-01, valid_to: 2026-01-01}
  - {agency: "00007", fact: workstations, value: 5, valid_from: 2025-01-01, valid_to: 2026-01-01}
`;

const exact = z.object({ value: z.number(), exact: z.string() });
const restatement = z.object({
  kind: z.string(),
  of: z.string(),
  placeless: z.number(),
  items: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      count: exact.nullable(),
      denominator: exact.nullable(),
      ratio: exact.nullable(),
      why: z.array(z.object({ code: z.string(), message: z.string() })),
      lineage: z.array(z.object({ code: z.string(), share: exact, changes: z.array(z.object({ event: z.string() })) })),
    }),
  ),
  stuck: z.array(z.object({ code: z.string(), why: z.object({ code: z.string() }) })),
  sums: z.record(z.string(), z.array(exact)),
});

let service: Service;
beforeEach(async () => {
  service = openService();
  await importCast(service);
  const sent = await service.ask('POST', '/api/v1/imports?name=units.yaml', {
    body: units,
    headers: { 'content-type': 'text/yaml' },
  });
  expect([sent.status, await sent.text()]).toEqual([200, expect.any(String)]);
});
afterEach(() => service.close());

const shown = async (query: string) =>
  jsonIn(await service.get(`/api/v1/restate?from=2025-03-01&to=2026-01-01&${query}`), restatement);

describe('the tree of administrative units', () => {
  const tree = z.object({
    asOf: z.string(),
    roots: z.array(z.string()),
    units: z.array(z.object({ code: z.string(), name: z.string(), children: z.array(z.string()) })),
  });

  test('is that of the date asked for', async () => {
    const then = await jsonIn(await service.get('/api/v1/administrative-units/tree?as_of=2025-06-30'), tree);
    expect(then.roots).toEqual(['97']);
    expect(then.units.map(({ code, children }) => [code, children.length])).toEqual([
      ['90001', 0],
      ['90002', 0],
      ['90003', 0],
      ['97', 3],
    ]);
    const today = await jsonIn(await service.get('/api/v1/administrative-units/tree'), tree);
    expect(today.units.map(({ name }) => name)).toEqual(['Phường D', 'Phường E', 'Tỉnh Mẫu']);
    const part = await jsonIn(await service.get('/api/v1/administrative-units/tree?root=90004'), tree);
    expect([part.roots, part.units]).toMatchObject([['90004'], [{ code: '90004', children: [] }]]);
    expect((await service.get('/api/v1/administrative-units/tree?root=90001')).status).toBe(404);
  });
});

describe('figures on another tree', () => {
  test('keep their sum, each with where it comes from', async () => {
    const told = await shown('fact=officials');
    expect([told.kind, told.of, told.placeless]).toEqual(['count', 'agency', 1]);
    expect(told.items.map(({ code, name, count }) => [code, name, count?.exact])).toEqual([
      ['90004', 'Phường D', '30'],
      ['90005', 'Phường E', '6'],
    ]);
    expect(told.sums.given).toEqual(told.sums.shown);
    expect(told.items[0]?.lineage.map(({ code, share, changes }) => [code, share.exact, changes[0]?.event])).toEqual([
      ['90001', '1', 'NQ-1'],
      ['90003', '3/5', 'NQ-1'],
    ]);
  });

  test('are made anew where they are ratios', async () => {
    const told = await shown('fact=workstations&denominator=officials');
    expect(
      told.items.map(({ code, count, denominator, ratio }) => [code, count?.exact, denominator?.exact, ratio?.exact]),
    ).toEqual([
      ['90004', '24', '30', '4/5'],
      ['90005', '2', '6', '1/3'],
    ]);
  });

  test('are not guessed on a basis that nobody stated', async () => {
    const told = await shown('fact=officials&basis=area');
    expect(told.items.every(({ count }) => count === null)).toBe(true);
    expect(told.items[0]?.why[0]?.message).toMatch(/.+ \/ .+/);
    expect(told.stuck[0]?.why.code).toBe('restate-share-missing');
    expect(told.sums.given).toEqual(told.sums.held);
  });

  test('of a ratio, or of what cannot be added up, are refused with what to ask instead', async () => {
    const refused = async (query: string) => problemIn(await service.get(`/api/v1/restate?from=2025-03-01&${query}`));
    expect((await refused('fact=none')).errors[0]?.path).toBe('?fact');
    expect((await refused('fact=on_wan')).status).toBe(400);
    expect((await refused('fact=internet_users_share')).errors[0]?.message).toContain('denominator');
  });

  test('of agencies are those the caller may see', async () => {
    const headers = { authorization: `Bearer ${service.token('viewer', '00004')}` };
    const told = await jsonIn(
      await service.get('/api/v1/restate?from=2025-03-01&to=2026-01-01&fact=officials', headers),
      restatement,
    );
    expect(told.sums.given?.map(({ exact: text }) => text)).toEqual(['21']);
  });
});
