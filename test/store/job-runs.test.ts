import { expect, test } from 'vitest';
import { tempStore } from './temp-store.ts';

test('calendar jobs remember the last due minute they were carried out for', () => {
  const { store } = tempStore();
  expect(store.read.jobRuns.lastDueAt('assessment')).toBeNull();
  store.jobRuns.finish('assessment', 200, 210);
  store.jobRuns.finish('assessment', 100, 300);
  store.jobRuns.finish('assessment', 200, 999);
  expect(store.read.jobRuns.lastDueAt('assessment')).toBe(200);
});
