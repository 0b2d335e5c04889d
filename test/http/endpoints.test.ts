import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { wholeTree } from '../../src/access/scope.ts';
import { jsonIn, listIn } from './json.ts';
import { importCast, NOON, openService, type Service } from './service.ts';

let service: Service;
beforeEach(async () => {
  service = openService();
  await importCast(service);
  const system = (code: string, owner: string, endpoints: string[]) => ({
    code,
    name: code,
    kind: 'website',
    owner,
    endpoints,
    valid_from: '2025-07-01',
  });
  const body = {
    hosted_systems: [
      system('A', '00004', ['https://a.example/', 'tcp://a.example:25']),
      system('B', '00007', ['https://b.example/']),
    ],
  };
  expect((await service.ask('POST', '/api/v1/imports', { body })).status).toBe(200);
});
afterEach(() => service.close());

function note(code: string, endpoint: string, at: number, httpStatus: number | null): void {
  const recordId = service.store.read.records.last(wholeTree, { kind: 'hosted_system', code })?.id ?? 0;
  const told =
    httpStatus === null
      ? ({ outcome: 'miss', reason: 'tls' } as const)
      : ({ outcome: 'answer', reason: null } as const);
  const checks = [{ recordId, endpoint, at, ...told, httpStatus, durationMs: httpStatus === null ? null : 12 }];
  service.clock.now = Math.max(service.clock.now, at);
  service.run({ kind: 'endpoints.note', checks, holdsMs: 600_000 });
}

const endpoint = z.looseObject({ system: z.string(), endpoint: z.string(), last: z.unknown() });
const check = z.looseObject({ id: z.string(), system: z.string(), outcome: z.string() });

describe('endpoints', () => {
  test('are those on record, each with its newest row of answers or none', async () => {
    note('A', 'https://a.example/', NOON, 200);
    note('A', 'https://a.example/', NOON + 300_000, 200);
    note('B', 'https://b.example/', NOON + 300_000, null);
    const { items } = await listIn(await service.get('/api/v1/endpoints'), endpoint);
    expect(items).toEqual([
      {
        system: 'A',
        agency: '00004',
        endpoint: 'https://a.example/',
        last: {
          outcome: 'answer',
          reason: null,
          httpStatus: 200,
          durationMs: 12,
          firstAt: '2026-11-22T07:05:00.000Z',
          lastAt: '2026-11-22T07:10:00.000Z',
          checks: 2,
        },
      },
      { system: 'A', agency: '00004', endpoint: 'tcp://a.example:25', last: null },
      {
        system: 'B',
        agency: '00007',
        endpoint: 'https://b.example/',
        last: expect.objectContaining({ outcome: 'miss', reason: 'tls' }),
      },
    ]);
    const found = async (query: string) =>
      (await listIn(await service.get(`/api/v1/endpoints?${query}`), endpoint)).items.map((one) => one.endpoint);
    expect(await found('outcome=miss')).toEqual(['https://b.example/']);
    expect(await found('system=A')).toHaveLength(2);
    expect(await found('agency=00007')).toEqual(['https://b.example/']);
    expect((await service.get('/api/v1/endpoints?outcome=maybe')).status).toBe(400);
  });

  test('have a history, the row begun last first, page by page', async () => {
    note('A', 'https://a.example/', NOON, 200);
    note('A', 'https://a.example/', NOON + 300_000, null);
    note('B', 'https://b.example/', NOON + 300_000, 200);
    note('A', 'https://a.example/', NOON + 600_000, 200);
    const first = await jsonIn(
      await service.get('/api/v1/endpoint-checks?system=A&limit=2'),
      z.looseObject({ items: z.array(check), next: z.string().nullable() }),
    );
    expect(first.items.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['4', 'answer'],
      ['2', 'miss'],
    ]);
    const rest = await listIn(
      await service.get(`/api/v1/endpoint-checks?system=A&limit=2&cursor=${first.next}`),
      check,
    );
    expect(rest.items.map(({ id }) => id)).toEqual(['1']);
    expect((await listIn(await service.get('/api/v1/endpoint-checks?system=none'), check)).items).toEqual([]);
  });

  test('of others are not told to whoever sees one agency', async () => {
    note('A', 'https://a.example/', NOON, 200);
    note('B', 'https://b.example/', NOON, 200);
    const headers = { authorization: `Bearer ${service.token('viewer', '00007')}` };
    for (const path of ['/api/v1/endpoints', '/api/v1/endpoint-checks', '/api/v1/endpoint-checks?system=A']) {
      const text = await (await service.get(path, headers)).text();
      expect([path, text.includes('a.example'), text.includes('00004')]).toEqual([path, false, false]);
    }
    expect((await listIn(await service.get('/api/v1/endpoints', headers), endpoint)).items).toHaveLength(1);
  });
});
