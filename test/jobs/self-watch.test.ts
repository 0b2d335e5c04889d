import { pino } from 'pino';
import { afterEach, describe, expect, test } from 'vitest';
import { HOUR_MS } from '../../src/calendar/interval.ts';
import { SelfWatch, type WatchDoors } from '../../src/jobs/self-watch.ts';
import { snmpCounters } from '../../src/probe/snmp-counters.ts';
import { drivenClock } from '../support/driven-clock.ts';

const fping = { code: 'fping-and-ping', fping: 'works', ping: 'works' } as const;
const nothing = { code: 'no-engine', fping: 'missing', ping: 'missing' } as const;
const snmp = { ...snmpCounters, forged: 3, malformed: 2, anySourceAccepted: 1 };

const watches: SelfWatch[] = [];
afterEach(() => {
  for (const watch of watches.splice(0)) watch.stop();
});

function open(more: Partial<WatchDoors> = {}) {
  const clock = drivenClock(0);
  const lines: string[] = [];
  let alive = 0;
  const watch = new SelfWatch({
    clock,
    log: pino({}, { write: (line) => lines.push(line) }),
    probe: async () => ({ probes: {}, snmp, waiting: 4, lagMs: 5 }),
    writer: async () => ({ commits: 6, commitMs: 7, lagMs: 8 }),
    chooseIcmp: async () => fping,
    onAlive: () => {
      alive += 1;
    },
    ...more,
  });
  watches.push(watch);
  return { clock, watch, lines, alive: () => alive };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('SelfWatch', () => {
  test('tells from the start how the threads do and which ICMP engine works', async () => {
    const { watch } = open();
    await watch.start();
    expect(watch.seen()).toMatchObject({
      icmp: { engine: 'fping', working: true },
      probesWaiting: 4,
      lagMs: { probe: 5, writer: 8 },
      writer: { commits: 6, commitMs: 7 },
      snmp: { forged: 3, malformed: 2, anySource: 1 },
    });
    expect(watch.seen().lagMs.main).toBeGreaterThanOrEqual(0);
  });

  test.each([
    ['ping-only', 'ping', true],
    ['fping-only', 'fping', true],
    ['no-engine', 'none', false],
  ] as const)('%s is told as engine %s', async (code, engine, working) => {
    const { watch } = open({ chooseIcmp: async () => ({ ...nothing, code }) });
    await watch.start();
    expect(watch.seen().icmp).toEqual({ engine, working });
  });

  test('without any engine it says so, and what devices are judged by', async () => {
    const { watch, lines } = open({ chooseIcmp: async () => nothing });
    await watch.start();
    expect(lines.join()).toMatch(/"level":40.*no engine works.*judged by SNMP or TCP only/);
  });

  test('engines are tested again every hour; only what changed is told', async () => {
    let said: typeof fping | typeof nothing = fping;
    let tested = 0;
    const { watch, clock, lines } = open({
      chooseIcmp: async () => {
        tested += 1;
        return said;
      },
    });
    await watch.start();
    for (let hour = 0; hour < 3; hour += 1) {
      clock.advance(HOUR_MS);
      await settle();
    }
    expect([tested, lines.length]).toEqual([4, 1]);
    said = nothing;
    clock.advance(HOUR_MS);
    await settle();
    expect([tested, lines.length]).toEqual([5, 2]);
    expect(watch.seen().icmp.working).toBe(false);
  });

  test('a look at which both threads answered is a sign of life, one that a thread failed is not', async () => {
    let works = true;
    const { watch, clock, alive, lines } = open({
      probe: async () => {
        if (!works) throw new Error('thread ended');
        return { probes: {}, snmp, waiting: 0, lagMs: 0 };
      },
    });
    await watch.start();
    expect(alive()).toBe(1);
    clock.advance(5_000);
    await settle();
    expect(alive()).toBe(2);
    works = false;
    clock.advance(5_000);
    await settle();
    expect(alive()).toBe(2);
    expect(lines.join()).toContain('a thread did not say how it does');
  });

  test('an hourly test that fails is told of and tried again', async () => {
    let works = true;
    const { watch, clock, lines } = open({
      chooseIcmp: async () => {
        if (!works) throw new Error('thread ended');
        return fping;
      },
    });
    await watch.start();
    works = false;
    clock.advance(HOUR_MS);
    await settle();
    expect(lines.join()).toContain('the ICMP engines were not tested');
    expect(watch.seen().icmp.working).toBe(true);
  });

  test('once stopped it asks nobody any more', async () => {
    const { watch, clock } = open();
    await watch.start();
    watch.stop();
    expect(clock.timers()).toBe(0);
  });
});
