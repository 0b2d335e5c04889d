import { expect, it } from 'vitest';
import { outageInterval } from '../../src/monitor/outage.ts';

it.each([
  [10, 20, 15, { from: 10, to: 20 }],
  [10, null, 15, { from: 10, to: 15 }],
  [10, null, 5, { from: 10, to: 10 }],
])('an outage from %i to %s, looked at until %i, takes %o', (startedAt, endedAt, until, expected) => {
  expect(outageInterval({ startedAt, endedAt }, until)).toEqual(expected);
});
