import { describe, expect, test } from 'vitest';
import { endpointsOf, hostedSystemOf, isWebsite } from '../../src/inventory/hosted-system.ts';
import type { InventoryRecord, RecordValues } from '../../src/inventory/record.ts';

const system = (values: RecordValues) => {
  const record: InventoryRecord = {
    id: 5,
    kind: 'hosted_system',
    code: 'CTTDT',
    agencyId: 3,
    values,
    validFrom: '2026-01-01',
    validTo: null,
    knownSeq: 1,
  };
  return hostedSystemOf(record);
};

test('says what the record says; null and empty where it says nothing or something else', () => {
  const none = { kind: null, isInDataCenter: null, hostIds: [], endpoints: [], securityLevel: null };
  expect(system({})).toEqual({ id: 5, code: 'CTTDT', ownerId: 3, ...none });
  expect(system({ kind: 7, in_data_center: 'x', hosts: 'x', endpoints: 3, security_level: '4' })).toMatchObject(none);
  const said = {
    kind: 'portal',
    in_data_center: false,
    hosts: [1, 2],
    endpoints: ['https://a.example/'],
    security_level: 4,
  };
  expect(system(said)).toMatchObject({
    kind: 'portal',
    isInDataCenter: false,
    hostIds: [1, 2],
    endpoints: ['https://a.example/'],
    securityLevel: 4,
  });
});

describe('a website is', () => {
  test.each([
    ['website', true],
    ['portal', true],
    ['one_stop', true],
    ['email', false],
    ['database', false],
  ])('%s: %s', (kind, is) => {
    expect(isWebsite(system({ kind }))).toBe(is);
  });
});

test('each endpoint may redirect to the hosts that the system itself names; what is no address is left out', () => {
  const endpoints = [
    'https://a.example/',
    'http://b.example:8080/x',
    'tcp://10.0.0.1:25',
    'http://[',
    'https://a.example/y',
  ];
  const hosts = ['a.example', 'b.example', '10.0.0.1'];
  expect(endpointsOf(system({ endpoints }))).toEqual(
    endpoints.filter((one) => one !== 'http://[').map((endpoint) => ({ recordId: 5, endpoint, hosts })),
  );
});
