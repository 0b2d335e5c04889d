import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../src/calendar/interval.ts';
import { type PollDevice, Poller } from '../../src/jobs/poll.ts';
import { offsetMs } from '../../src/monitor/schedule.ts';
import type { ProbeTask } from '../../src/probe/task.ts';
import { type DrivenClock, drivenClock } from '../support/driven-clock.ts';

const intervalMs = 60_000;
const credential = { version: 'v2c', community: 'c' } as const;

function device(id: number, more: Partial<PollDevice> = {}): PollDevice {
  return {
    id,
    agencyId: 1,
    name: `d${id}`,
    role: 'router',
    address: `127.9.${id >> 8}.${id & 255}`,
    snmpPort: 161,
    tcpPort: null,
    credentialId: 1,
    reachability: 'snmp',
    parentIds: [],
    lifecycle: 'active',
    createdAt: 0,
    changedSeq: 1,
    credential,
    ...more,
  };
}

type Turn = { readonly atMs: number; readonly tasks: readonly ProbeTask[] };

function start(devices: PollDevice[], clock: DrivenClock = drivenClock(Date.parse('2026-03-01T00:00:00Z'))) {
  const turns: Turn[] = [];
  const round = (tasks: readonly ProbeTask[]) => turns.push({ atMs: clock.monotonicMs(), tasks });
  const poller = new Poller({ clock, devices: () => devices, round }, { intervalMs, confirmSpacingMs: 2_000 });
  poller.start();
  return { clock, poller, turns, devices };
}

function instants(turns: readonly Turn[], deviceId: number, probe = 'snmp'): number[] {
  return turns.flatMap(({ atMs, tasks }) =>
    tasks.some((task) => task.deviceId === deviceId && task.probe === probe) ? [atMs] : [],
  );
}

const twenty = Array.from({ length: 20 }, (_, index) => device(index + 1, { tcpPort: 22 }));

describe('rounds', () => {
  test('every target has exactly one turn an interval, at its own stable offset, for hours', () => {
    const { clock, turns } = start(twenty);
    clock.advance(6 * HOUR_MS);
    for (const { id } of twenty) {
      for (const probe of ['snmp', 'tcp']) {
        const at = instants(turns, id, probe);
        expect(at).toHaveLength(360);
        // The ticker looks four times a second: never early, at most one look late.
        for (const ms of at) expect((ms - offsetMs(id, intervalMs)) % intervalMs).toBeLessThanOrEqual(250);
      }
      expect(instants(turns, id, 'icmp')).toHaveLength(360);
    }
  });

  test('a start does not poll everybody at once', () => {
    const { clock, turns } = start(Array.from({ length: 600 }, (_, index) => device(index + 1)));
    clock.advance(intervalMs);
    const perTick = turns.map(({ tasks }) => tasks.filter((task) => task.probe === 'snmp').length);
    expect(perTick.reduce((sum, count) => sum + count, 0)).toBe(600);
    expect(Math.max(...perTick)).toBeLessThanOrEqual(6);
  });

  test('ICMP goes in shards of at most a thousand hosts, each host once an interval', () => {
    const { clock, turns } = start(Array.from({ length: 2_500 }, (_, index) => device(index + 1)));
    clock.advance(3 * intervalMs);
    const shards = turns.map(({ tasks }) => tasks.filter((task) => task.probe === 'icmp')).filter((one) => one.length);
    expect(shards).toHaveLength(9);
    for (const shard of shards) expect(shard.length).toBeLessThanOrEqual(1_000);
    const seen = Map.groupBy(shards.flat(), (task) => task.deviceId);
    expect(seen.size).toBe(2_500);
    for (const tasks of seen.values()) expect(tasks).toHaveLength(3);
  });

  test('a process that was stalled for many rounds polls each target once, not once for every turn it missed', () => {
    const { clock, turns } = start(twenty);
    clock.advance(intervalMs);
    turns.length = 0;
    clock.stall(10 * intervalMs);
    for (const { id } of twenty) expect(instants(turns, id)).toHaveLength(1);
    clock.advance(10 * intervalMs);
    for (const { id } of twenty) expect(instants(turns, id)).toHaveLength(11);
  });

  test.each([HOUR_MS, -HOUR_MS, DAY_MS, -DAY_MS])('a wall clock set by %d ms changes no turn', (step) => {
    const straight = start(twenty);
    const stepped = start(twenty);
    straight.clock.advance(HOUR_MS);
    stepped.clock.advance(HOUR_MS / 2);
    stepped.clock.stepWall(step);
    stepped.clock.advance(HOUR_MS / 2);
    expect(stepped.turns.map((turn) => turn.atMs)).toEqual(straight.turns.map((turn) => turn.atMs));
  });

  test('a device without credential or port gets ICMP alone; a server is asked for its host resources', () => {
    const { clock, turns } = start([
      device(1, { credentialId: null, credential: null }),
      device(2, { role: 'server' }),
    ]);
    clock.advance(intervalMs);
    const tasks = turns.flatMap((turn) => turn.tasks);
    const told = tasks.map((task) => `${task.deviceId} ${task.probe} ${task.hostResources}`);
    expect(told.toSorted()).toEqual(['1 icmp false', '2 icmp true', '2 snmp true']);
    expect(new Set(tasks.map((task) => task.purpose))).toEqual(new Set(['round']));
  });

  test('a credential that does not open still gives the device its turn, with nothing to ask with', () => {
    const { clock, turns } = start([device(1, { credential: null })]);
    clock.advance(intervalMs);
    const snmp = turns.flatMap((turn) => turn.tasks).filter((task) => task.probe === 'snmp');
    expect(snmp).toMatchObject([{ deviceId: 1, credential: null }]);
  });
});

describe('changes', () => {
  test('after a reload new devices have their turns, gone ones none, and the others keep theirs', () => {
    const { clock, poller, turns, devices } = start([device(1), device(2)]);
    clock.advance(10 * intervalMs);
    devices.splice(0, 1, device(3));
    poller.reload();
    clock.advance(10 * intervalMs);
    expect(instants(turns, 1)).toHaveLength(10);
    expect(instants(turns, 2)).toHaveLength(20);
    expect(instants(turns, 3)).toHaveLength(10);
  });

  test('a miss is confirmed once, after the spacing', () => {
    const { clock, poller, turns } = start([device(1)]);
    clock.advance(10 * intervalMs + 100);
    turns.length = 0;
    poller.confirm([
      { deviceId: 1, probe: 'snmp' },
      { deviceId: 99, probe: 'snmp' },
    ]);
    clock.advance(1_999);
    expect(confirmations(turns)).toEqual([]);
    clock.advance(1);
    expect(confirmations(turns)).toMatchObject([{ deviceId: 1, probe: 'snmp', purpose: 'confirm' }]);
    clock.advance(9_000);
    expect(confirmations(turns)).toHaveLength(1);
  });

  test('on demand a device gets every probe it has, a device that is not polled none', () => {
    const { poller } = start([device(1, { tcpPort: 22 })]);
    expect(poller.tasksOnDemand(1).map((task) => [task.probe, task.purpose])).toEqual([
      ['icmp', 'demand'],
      ['snmp', 'demand'],
      ['tcp', 'demand'],
    ]);
    expect(poller.tasksOnDemand(2)).toEqual([]);
  });

  test('once stopped nothing is handed over and no timer is left, not even for a miss that comes later', () => {
    const { clock, poller, turns } = start(twenty);
    poller.confirm([{ deviceId: 1, probe: 'snmp' }]);
    poller.stop();
    poller.confirm([{ deviceId: 2, probe: 'snmp' }]);
    expect(clock.timers()).toBe(0);
    clock.advance(HOUR_MS);
    expect(turns).toEqual([]);
  });
});

function confirmations(turns: readonly Turn[]): ProbeTask[] {
  return turns.flatMap((turn) => turn.tasks).filter((task) => task.purpose === 'confirm');
}
