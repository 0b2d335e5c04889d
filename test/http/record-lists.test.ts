import { afterEach, beforeEach, expect, test } from 'vitest';
import { scopeOf, wholeTree } from '../../src/access/scope.ts';
import { recordsOn } from '../../src/http/record-lists.ts';
import { importCast, openService, type Service } from './service.ts';

let service: Service;
beforeEach(async () => {
  service = openService();
  await importCast(service);
  await add('00004', 'A');
  await add('00007', 'B');
});
afterEach(() => service.close());

const add = (agency: string, name: string) =>
  service.ask('POST', '/api/v1/sites', { body: { values: { agency, name }, validFrom: '2026-01-01' } });

test('what is kept of one question is never the answer to another: not of another caller, date or commit', async () => {
  const { read } = service.store;
  const seq = read.commits.lastSeq();
  const codes = (scope = wholeTree, asOf = '2026-06-01', knownSeq = read.commits.lastSeq()) =>
    recordsOn(read, scope, 'site', { asOf, knownSeq }).map(({ code }) => code);
  const commune = scopeOf([read.agencies.idOf(wholeTree, '00007') ?? 0]);
  expect(codes()).toEqual(['00004/A', '00007/B']);
  expect(codes(commune)).toEqual(['00007/B']);
  expect(codes()).toEqual(['00004/A', '00007/B']);
  expect(codes(wholeTree, '2025-12-31')).toEqual([]);
  await add('00007', 'C');
  expect(codes(commune)).toEqual(['00007/B', '00007/C']);
  expect(codes(commune, '2026-06-01', seq)).toEqual(['00007/B']);
});
