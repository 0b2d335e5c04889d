import { describe, expect, test } from 'vitest';
import type { InventoryRecord, RecordValues } from '../../src/inventory/record.ts';
import { wanLinkOf } from '../../src/inventory/wan-link.ts';

const record = (values: RecordValues, agencyId: number | null = 3): InventoryRecord => ({
  id: 1,
  kind: 'wan_link',
  code: 'X1/kênh 1',
  agencyId,
  values: { agency: 'X1', name: 'kênh 1', level: 'II', ...values },
  validFrom: '2026-01-01',
  validTo: null,
  knownSeq: 1,
});
const DAY = '2026-11-22';

test('says of a link what its record says, and null where that says nothing', () => {
  expect(wanLinkOf(record({}), DAY)).toEqual({
    code: 'X1/kênh 1',
    agencyId: 3,
    level: 'II',
    medium: null,
    direction: null,
    mbps: null,
    deviceId: null,
    interface: null,
  });
  const whole = { level: 'I', medium: 'fibre', down_mbps: 100, up_mbps: 50, device: 7, interface: 'wan0' };
  expect(wanLinkOf(record(whole), DAY)).toMatchObject({
    level: 'I',
    medium: 'fibre',
    mbps: 50,
    deviceId: 7,
    interface: 'wan0',
  });
});

describe('capacity is the smaller of both directions, or the one that is said', () => {
  test.each([
    [100, 50, 50],
    [100, undefined, 100],
    [undefined, 20, 20],
    [0, 20, 0],
    [undefined, undefined, null],
  ])('down %s, up %s: %s', (down, up, mbps) => {
    const values = { ...(down === undefined ? {} : { down_mbps: down }), ...(up === undefined ? {} : { up_mbps: up }) };
    expect(wanLinkOf(record(values), DAY)?.mbps).toBe(mbps);
  });
});

test('one direction is one, however it is written', () => {
  const written = ['Hướng Bắc', ' hướng bắc ', 'HƯỚNG BẮC', 'Hướng Bắc'.normalize('NFD')];
  expect(new Set(written.map((direction) => wanLinkOf(record({ direction }), DAY)?.direction))).toEqual(
    new Set(['hướng bắc']),
  );
  expect(wanLinkOf(record({ direction: '  ' }), DAY)?.direction).toBeNull();
});

test.each([
  ['nobody has', record({}, null), DAY],
  ['has no level that is known', record({ level: 'III' }), DAY],
  ['is to be connected later', record({ connected_on: '2026-11-23' }), DAY],
])('one that %s is none', (_, one, day) => {
  expect(wanLinkOf(one, day)).toBeNull();
});

test('one that is connected that very day is one', () => {
  expect(wanLinkOf(record({ connected_on: DAY }), DAY)).not.toBeNull();
});
