import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CounterSample, counterRate, dropReasons } from '../../src/monitor/rate.ts';

const before: CounterSample = {
  at: 0,
  uptimeTicks: 100_000,
  engineBoots: null,
  value: 1_000n,
  counterBits: 64,
  ifIndex: 1,
  discontinuityTicks: 0,
};
const after: CounterSample = { ...before, at: 60_000, uptimeTicks: 106_000, value: 601_000n };
const gigabit = { counts: 'octets', speedBps: 1_000_000_000 } as const;
const tenMegabit = { counts: 'octets', speedBps: 10_000_000 } as const;
const narrow = { counterBits: 32 } as const;
const mute = { uptimeTicks: null } as const;

describe('the rate of a counter', () => {
  it('is the difference over the agent’s own time', () => {
    expect(counterRate(before, { ...after, at: 63_000 }, gigabit)).toEqual({ ratePerSecond: 10_000 });
  });

  it('goes by our clock where the agent tells no uptime', () => {
    const late = { ...after, ...mute, at: 120_000 };
    expect(counterRate({ ...before, ...mute }, late, gigabit)).toEqual({ ratePerSecond: 5_000 });
  });

  it('goes on over a wrap of a 32-bit and of a 64-bit counter', () => {
    const high = { ...before, value: 2n ** 32n - 300_000n, ...narrow };
    expect(counterRate(high, { ...after, value: 300_000n, ...narrow }, tenMegabit)).toEqual({ ratePerSecond: 10_000 });
    const highest = { ...before, value: 2n ** 64n - 300_000n };
    expect(counterRate(highest, { ...after, value: 300_000n }, gigabit)).toEqual({ ratePerSecond: 10_000 });
  });

  it('goes on over the wrap of sysUpTime after 497 days', () => {
    const old = { ...before, uptimeTicks: 2 ** 32 - 1_000 };
    expect(counterRate(old, { ...after, uptimeTicks: 5_000 }, gigabit)).toEqual({ ratePerSecond: 10_000 });
  });

  it('is exact where the counter is beyond what a double holds', () => {
    const value = 2n ** 63n;
    expect(counterRate({ ...before, value }, { ...after, value: value + 60n }, gigabit)).toEqual({ ratePerSecond: 1 });
  });

  it('reads as the speed up to 1 % above it', () => {
    const excess = { ...after, value: before.value + 75_500_000n };
    expect(counterRate(before, excess, tenMegabit)).toEqual({ ratePerSecond: 1_250_000 });
  });

  it('of packets is held to what frames of 64 octets allow', () => {
    const packets = { counts: 'packets', speedBps: 10_000_000 } as const;
    const odd = { ...before, ...narrow };
    const drops = (value: bigint) => counterRate(odd, { ...after, ...narrow, value }, packets);
    expect(drops(1_000n + 60n * 19_531n)).toEqual({ ratePerSecond: 19_531 });
    expect(drops(1_000n + 60n * 20_000n)).toEqual({ dropped: 'above-speed' });
  });

  const table = [
    ['rebooted', 'the uptime fell', before, { ...after, uptimeTicks: 3_000 }, gigabit],
    ['rebooted', 'the boots were counted up', { ...before, engineBoots: 1 }, { ...after, engineBoots: 2 }, gigabit],
    ['clock-unclear', 'the later reading is not later', after, before, gigabit],
    ['clock-unclear', 'our clock was set back', before, { ...after, at: 5_000 }, gigabit],
    ['renumbered', 'the interface has another ifIndex', before, { ...after, ifIndex: 2 }, gigabit],
    ['counter-bits-changed', 'the counter was read in 32 bits', before, { ...after, ...narrow }, gigabit],
    ['discontinuity', 'the agent says so', before, { ...after, discontinuityTicks: 104_000 }, gigabit],
    ['discontinuity', 'its time fell, as after a wrap', { ...before, discontinuityTicks: 99_000 }, after, gigabit],
    ['wrap-ambiguous', 'a gigabit port went round in 34 s', { ...before, ...narrow }, { ...after, ...narrow }, gigabit],
    [
      'wrap-ambiguous',
      'an hour passed at 10 Mb/s',
      { ...before, ...narrow },
      { ...after, ...narrow, at: 3_600_000, uptimeTicks: 460_000 },
      tenMegabit,
    ],
    [
      'wrap-ambiguous',
      'ten minutes passed at a speed nobody knows',
      { ...before, ...narrow },
      { ...after, ...narrow, at: 600_000, uptimeTicks: 160_000 },
      { ...gigabit, speedBps: null },
    ],
    ['reset', 'a 64-bit counter fell', before, { ...after, value: 5n }, gigabit],
    ['reset', 'it fell and nobody knows the speed', before, { ...after, value: 5n }, { ...gigabit, speedBps: null }],
    [
      'reset',
      'a 32-bit counter fell too far for a wrap',
      { ...before, ...narrow },
      { ...after, ...narrow, value: 5n },
      tenMegabit,
    ],
    [
      'reset',
      'it fell and the agent may have rebooted',
      { ...before, ...mute, ...narrow, value: 2n ** 32n - 10n },
      { ...after, ...mute, ...narrow, value: 5n },
      tenMegabit,
    ],
    ['above-speed', 'more than the port carries', before, { ...after, value: 80_000_000n }, tenMegabit],
  ] as const;

  it.each(table)('is dropped as %s when %s', (dropped, _, previous, current, context) => {
    expect(counterRate(previous, current, context)).toEqual({ dropped });
  });

  it('has an example of every reason for which it is dropped', () => {
    expect(new Set(table.map(([reason]) => reason))).toEqual(new Set(dropReasons));
  });
});

/** A device that knows what it really carried: `carried` never resets; `counter` does, and is read in 32 or 64 bits. */
type Device = {
  nowMs: number;
  bootMs: number;
  boots: number;
  carried: bigint;
  counter: bigint;
  bits: 32 | 64;
  ifIndex: number;
  discontinuityTicks: number;
};

const tickMs = 10;
const uptimeWrapMs = 2 ** 32 * tickMs;
const polling = fc.record({ event: fc.constant('poll' as const), lateMs: fc.nat(2_000) });
const carrying = fc.record({
  event: fc.constant('carry' as const),
  ticks: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 100, max: 9_000 }) },
    fc.integer({ min: 9_000, max: 3_000_000 }),
  ),
  load: fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })),
});
const upsetting = fc.record({ event: fc.constantFrom('reboot', 'clear', 'renumber', 'widen', 'jump' as const) });
const story = fc.array(
  fc.oneof({ weight: 5, arbitrary: polling }, { weight: 6, arbitrary: carrying }, { weight: 1, arbitrary: upsetting }),
  { maxLength: 60 },
);
const start = fc.record({
  speedBps: fc.constantFrom(64_000, 2_000_000, 10_000_000, 100_000_000, 1_000_000_000, 100_000_000_000),
  speedKnown: fc.boolean(),
  bits: fc.constantFrom(32, 64 as const),
  uptimeMs: fc.oneof(
    fc.integer({ min: 0, max: 10_000 }),
    fc.integer({ min: 0, max: 400_000 }).map((left) => uptimeWrapMs / tickMs - left),
  ),
  belowWrap: fc.oneof(fc.bigInt({ min: 1n, max: 2n ** 30n }), fc.constant(2n ** 32n - 1n)),
  tellsBoots: fc.boolean(),
});

function upset(device: Device, event: 'reboot' | 'clear' | 'renumber' | 'widen' | 'jump', marked: boolean): void {
  if (event === 'reboot') {
    device.nowMs += 30_000;
    // A reboot where sysUpTime would have wrapped, or just after the boot before, leaves no trace in the uptime.
    if ((device.nowMs - device.bootMs + 300_000) % uptimeWrapMs < 600_000) device.nowMs += 700_000;
    Object.assign(device, { bootMs: device.nowMs, boots: device.boots + 1, counter: 0n, discontinuityTicks: 0 });
    device.nowMs += 1_000;
    return;
  }
  device.nowMs += 1_000;
  const ticks = ((device.nowMs - device.bootMs) % uptimeWrapMs) / tickMs;
  if (event === 'renumber') device.ifIndex += 1;
  if (event === 'widen') device.bits = device.bits === 32 ? 64 : 32;
  if (event === 'clear') device.counter = 0n;
  if (event === 'jump') device.counter = BigInt.asUintN(64, device.counter + 2n ** BigInt(device.bits) / 3n);
  if (marked && (event === 'clear' || event === 'jump')) device.discontinuityTicks = ticks;
}

describe('the rates of a device that reboots, wraps, is cleared, renumbered and polled late', () => {
  const simulate = (honest: boolean) => {
    const seen = { rates: 0, drops: 0 };
    fc.assert(
      fc.property(start, story, (begin, events) => {
        const { bits } = begin;
        // 32-bit counters of a port that tells no speed are taken to belong to one of at most 100 Mb/s.
        const speedBps = begin.speedKnown ? begin.speedBps : Math.min(begin.speedBps, 100_000_000);
        const context = { counts: 'octets', speedBps: begin.speedKnown ? speedBps : null } as const;
        const device: Device = {
          nowMs: 1_000_000_000_000,
          bootMs: 1_000_000_000_000 - begin.uptimeMs * tickMs,
          boots: 1,
          carried: 0n,
          counter: 2n ** BigInt(bits) - begin.belowWrap,
          bits,
          ifIndex: 1,
          discontinuityTicks: 0,
        };
        let last: { sample: CounterSample; carried: bigint; nowMs: number } | null = null;
        for (const one of events) {
          if (one.event === 'carry') {
            const ms = one.ticks * tickMs;
            const octets = BigInt(Math.floor((speedBps / 8) * (ms / 1_000) * one.load));
            device.carried += octets;
            device.counter = BigInt.asUintN(64, device.counter + octets);
            device.nowMs += ms;
          } else if (one.event === 'poll') {
            const sample: CounterSample = {
              at: device.nowMs + one.lateMs,
              uptimeTicks: honest ? ((device.nowMs - device.bootMs) % uptimeWrapMs) / tickMs : null,
              engineBoots: honest && begin.tellsBoots ? device.boots : null,
              value: BigInt.asUintN(device.bits, device.counter),
              counterBits: device.bits,
              ifIndex: device.ifIndex,
              discontinuityTicks: device.discontinuityTicks,
            };
            if (last) {
              const rate = counterRate(last.sample, sample, context);
              if ('dropped' in rate) seen.drops += 1;
              else {
                seen.rates += 1;
                const truth = Number(device.carried - last.carried) / ((device.nowMs - last.nowMs) / 1_000);
                expect(rate.ratePerSecond).toBeGreaterThanOrEqual(0);
                expect(rate.ratePerSecond).toBeLessThanOrEqual((context.speedBps ?? Number.POSITIVE_INFINITY) / 8);
                if (honest) expect(Math.abs(rate.ratePerSecond - truth)).toBeLessThanOrEqual(truth * 1e-9);
              }
            }
            last = { sample, carried: device.carried, nowMs: device.nowMs };
          } else upset(device, one.event, honest);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(seen.rates).toBeGreaterThan(seen.drops / 10);
    expect(seen.drops).toBeGreaterThan(0);
  };

  it('are the true ones wherever one is given', () => {
    simulate(true);
  });

  it('stay between 0 and the speed even when it tells neither uptime nor boots and marks no reset', () => {
    simulate(false);
  });

  it('stay between 0 and the speed whatever two readings say', () => {
    const ticks = fc.option(fc.integer({ min: 0, max: 2 ** 32 - 1 }));
    const sample = fc.record({
      at: fc.integer({ min: 0, max: 10_000_000 }),
      uptimeTicks: ticks,
      engineBoots: fc.option(fc.nat(2)),
      value: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      counterBits: fc.constantFrom(32, 64 as const),
      ifIndex: fc.nat(1),
      discontinuityTicks: fc.option(fc.nat(1)),
    });
    const speed = fc.constantFrom(64_000, 1_000_000_000, 400_000_000_000);
    fc.assert(
      fc.property(
        sample,
        sample,
        speed,
        fc.constantFrom('octets', 'packets' as const),
        (one, two, speedBps, counts) => {
          const rate = counterRate(one, two, { counts, speedBps });
          if ('dropped' in rate) return;
          expect(rate.ratePerSecond).toBeGreaterThanOrEqual(0);
          expect(rate.ratePerSecond).toBeLessThanOrEqual(speedBps / 8);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
