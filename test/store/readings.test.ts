import { expect, test } from 'vitest';
import { wholeTree } from '../../src/access/scope.ts';
import { addHousehold, anInterface } from './cast.ts';
import { tempStore } from './temp-store.ts';

test('counters of 64 bits come back exact to the bit', () => {
  const { store } = tempStore();
  addHousehold(store, 'X1', 1);
  const counters = {
    inOctets: 2n ** 64n - 1n,
    outOctets: 2n ** 53n + 1n,
    inErrors: 0n,
    outErrors: 2n ** 63n,
    inDiscards: 2n ** 32n - 1n,
    outDiscards: null,
  };
  const values = { ...anInterface, ...counters, deviceId: 1, counterBits: 64, ifName: 'ge1', readAt: 2 } as const;
  const id = store.readings.addInterface({ ...values, firstSeenAt: 2 });
  const stored = () => store.read.readings.interfaces(wholeTree, 1).find((one) => one.id === id);
  expect(stored()).toMatchObject(counters);
  store.readings.putInterface(id, { ...values, inOctets: 2n ** 64n - 2n });
  expect(stored()).toEqual({ ...values, id, firstSeenAt: 2, inOctets: 2n ** 64n - 2n });
});
