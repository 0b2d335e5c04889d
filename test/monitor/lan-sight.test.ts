import { expect, test } from 'vitest';
import { proveLan } from '../../src/monitor/lan-sight.ts';

const host = (deviceId: number, address = `10.0.0.${deviceId}`) => ({ deviceId, isSwitch: false, address });
const lanSwitch = (deviceId: number) => ({ deviceId, isSwitch: true, address: `10.0.1.${deviceId}` });

test.each([
  ['nobody answered', [], null],
  ['a switch answered', [lanSwitch(5)], [5]],
  ['the first of two switches is the proof, whatever hosts there are', [host(1), lanSwitch(7), lanSwitch(5)], [5]],
  ['two hosts are too few', [host(1), host(2)], null],
  ['three hosts are enough', [host(3), host(1), host(2)], [1, 2, 3]],
  ['of more the first three are the proof', [host(4), host(3), host(2), host(1)], [1, 2, 3]],
  ['two of three at one address are one host', [host(1, '10.0.0.9'), host(2, '10.0.0.9'), host(3)], null],
])('%s', (_, answering, proof) => {
  expect(proveLan(answering, 3)?.map(({ deviceId }) => deviceId) ?? null).toEqual(proof);
});
