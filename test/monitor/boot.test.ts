import { describe, expect, it } from 'vitest';
import { compareBoots } from '../../src/monitor/boot.ts';

const wrapTicks = 2 ** 32;
const day = 86_400_000;

describe('whether an agent rebooted between two readings', () => {
  it.each([
    ['its uptime counted on', [0, 1_000, null], [60_000, 7_000, null], { boot: 'same', elapsedMs: 60_000 }],
    ['its answer came late', [0, 1_000, null], [64_000, 7_000, null], { boot: 'same', elapsedMs: 60_000 }],
    ['its clock drifts', [0, 0, null], [10 * day, 86_393_000, null], { boot: 'same', elapsedMs: 863_930_000 }],
    ['it drifts too much', [0, 0, null], [10 * day, 86_300_000, null], { boot: 'rebooted' }],
    ['its uptime wrapped', [0, wrapTicks - 1_000, 3], [60_000, 5_000, 3], { boot: 'same', elapsedMs: 60_000 }],
    ['its uptime fell', [0, 900_000, null], [60_000, 3_000, null], { boot: 'rebooted' }],
    ['its uptime rose by less than the time that passed', [0, 500, null], [day, 800_000, null], { boot: 'rebooted' }],
    [
      'it fell near the wrap, but not by the wrap',
      [0, wrapTicks - 1_000, null],
      [60_000, 100, null],
      { boot: 'rebooted' },
    ],
    ['its boots were counted up, whatever its uptime says', [0, 1_000, 3], [60_000, 7_000, 4], { boot: 'rebooted' }],
    ['it tells boots only', [0, null, 3], [60_000, null, 3], { boot: 'same', elapsedMs: 60_000 }],
    ['it tells neither', [0, null, null], [60_000, null, null], { boot: 'unknown', elapsedMs: 60_000 }],
    ['it told its uptime only once', [0, 5, null], [60_000, null, null], { boot: 'unknown', elapsedMs: 60_000 }],
    ['our clock was set back, and still is later', [0, 1_000, null], [10_000, 7_000, null], { boot: 'unclear' }],
    ['our clock was set back', [60_000, 1_000, null], [0, 7_000, null], { boot: 'unclear' }],
    ['both were read at once', [0, 1_000, null], [0, 1_000, null], { boot: 'unclear' }],
    ['the agent answered from a cache', [0, 1_000, null], [3_000, 1_000, null], { boot: 'unclear' }],
    ['more than a whole wrap passed', [0, 1_000, null], [500 * day, 7_000, null], { boot: 'unclear' }],
  ] as const)('%s', (_, [at, uptimeTicks, engineBoots], [laterAt, laterTicks, laterBoots], expected) => {
    const later = { at: laterAt, uptimeTicks: laterTicks, engineBoots: laterBoots };
    expect(compareBoots({ at, uptimeTicks, engineBoots }, later)).toEqual(expected);
  });
});
