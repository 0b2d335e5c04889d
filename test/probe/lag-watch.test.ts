import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { LagWatch } from '../../src/probe/lag-watch.ts';

const watch = new LagWatch();
afterEach(() => watch.stop());

function stall(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

it('a stall is seen while it goes on, remembered after it, and forgotten by who asks from later', async () => {
  watch.start();
  await wait(50);
  const before = performance.now();
  stall(300);
  expect(watch.worstMsSince(before)).toBeGreaterThan(200);
  await wait(50);
  expect(watch.worstMsSince(before)).toBeGreaterThan(200);
  expect(watch.worstMsSince(performance.now() + 60_000)).toBeLessThan(watch.worstMsSince(before));
});

it('a watch that does not run sees nothing', () => {
  const idle = new LagWatch();
  stall(60);
  expect(idle.worstMsSince(0)).toBe(0);
});
