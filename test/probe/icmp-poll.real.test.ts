import { expect, test } from 'vitest';
import type { EchoPlan } from '../../src/probe/icmp-engine.ts';
import { createFping } from '../../src/probe/icmp-fping.ts';
import { probeEcho } from '../../src/probe/icmp-poll.ts';
import { programFolder } from '../support/program.ts';
import { missing } from '../support/real.ts';

const plan: EchoPlan = { echoes: 5, periodMs: 200, timeoutMs: 200, spanMs: 5_000 };

test.skipIf(missing('fping'))('devices that share an address are probed once and observed each', async () => {
  const tasks = [
    { deviceId: 9, address: '127.97.0.1' },
    { deviceId: 2, address: '127.97.0.2' },
    { deviceId: 5, address: '127.97.0.1' },
  ];
  const round = { engine: createFping(), plan, purpose: 'round', now: () => 77_000 } as const;
  const observations = await probeEcho(tasks, round);
  expect(observations.map((one) => [one.deviceId, one.outcome, one.at, one.echo?.received])).toEqual([
    [9, 'answer', 77_000, 5],
    [2, 'answer', 77_000, 5],
    [5, 'answer', 77_000, 5],
  ]);
  expect(observations[0]?.echo).toEqual(observations[2]?.echo);
});

test('silence is a miss only where this machine has a way to send to', async () => {
  const losing = 'while read -r host; do echo "$host : - - - - -" >&2; done; exit 1';
  const tasks = [
    { deviceId: 1, address: '127.97.0.3' },
    { deviceId: 2, address: '255.255.255.255' },
  ];
  const engine = createFping(programFolder({ fping: losing }));
  const observations = await probeEcho(tasks, { engine, plan, purpose: 'round', now: () => 77_000 });
  expect(observations.map((one) => [one.outcome, one.reason])).toEqual([
    ['miss', 'timeout'],
    ['inconclusive', 'engine-failed'],
  ]);
});
