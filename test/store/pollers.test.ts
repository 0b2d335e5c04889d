import { expect, test } from 'vitest';
import { tempStore } from './temp-store.ts';

test('a batch number is taken once, numbers only rise, and a run that was never begun is a fault', () => {
  const { store } = tempStore();
  const epoch = store.pollers.begin('main', 1);
  const taken = [1, 1, 3, 2, 3, 4].map((sequence) => store.pollers.advance('main', epoch, sequence, 9));
  expect(taken).toEqual([true, false, true, false, false, true]);
  expect(store.read.pollers.list()).toEqual([{ epoch, poller: 'main', startedAt: 1, heartbeatAt: 9, sequence: 4 }]);
  expect(() => store.pollers.advance('main', epoch + 1, 1, 9)).toThrow(/never begun/);
  expect(() => store.pollers.advance('other', epoch, 9, 9)).toThrow(/never begun/);
});
