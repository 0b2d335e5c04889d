import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { SnmpCredential } from '../../src/inventory/credential.ts';
import type { Observation } from '../../src/monitor/observation.ts';
import type { SnmpReading } from '../../src/monitor/reading.ts';
import type { ProbeTask } from '../../src/probe/task.ts';
import { startThread } from '../../src/thread/channel.ts';
import type { ProbeNews, ProbeProtocol, ProbeStart } from '../../src/thread/probe-messages.ts';
import { missing } from '../support/real.ts';
import { startAgent } from '../support/snmp-agent.ts';

const credential: SnmpCredential = { version: 'v2c', community: 'only-for-this-test' };
const settings: ProbeStart = { timeoutMs: 300, retries: 1, concurrency: 50, intervalMs: 2_000, echoes: 2 };

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

function start(more: Partial<ProbeStart> = {}) {
  const news: ProbeNews[] = [];
  const broken: Error[] = [];
  const thread = startThread<ProbeProtocol>(new URL('../../src/thread/probe.ts', import.meta.url), {
    name: 'probe',
    start: { ...settings, ...more },
    onBroken: (why) => broken.push(why),
  });
  thread.onNews((one: ProbeNews) => news.push(one));
  ends.push(() => thread.end());
  const observations = (): Observation[] => news.flatMap((one) => one.seen.observations);
  const readings = (): SnmpReading[] => news.flatMap((one) => one.seen.readings);
  const heard = (count: number) => expect.poll(() => observations().length, { timeout: 20_000 }).toBe(count);
  return { thread, news, broken, observations, readings, heard };
}

async function agentOn(address: string) {
  const agent = await startAgent(address, [credential]);
  ends.push(() => agent.close());
  return agent;
}

/** A port that takes everything and answers nothing. */
async function silentOn(address: string): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, address);
  await once(socket, 'listening');
  ends.push(() => new Promise<void>((resolve) => socket.close(() => resolve())));
  return socket.address().port;
}

function task(deviceId: number, more: Partial<ProbeTask> = {}): ProbeTask {
  return {
    deviceId,
    probe: 'snmp',
    purpose: 'round',
    address: '127.73.0.1',
    snmpPort: 161,
    credential,
    tcpPort: null,
    hostResources: false,
    ...more,
  };
}

describe('the probe thread', () => {
  test('a round of a real agent is told as news: an answer and what was read', async () => {
    const agent = await agentOn('127.73.0.1');
    const { thread, heard, observations, readings } = start();
    expect(await thread.ask('round', [task(1, { snmpPort: agent.port })])).toBeNull();
    await heard(1);
    expect(observations()).toMatchObject([{ deviceId: 1, probe: 'snmp', outcome: 'answer', purpose: 'round' }]);
    expect(readings()).toMatchObject([{ deviceId: 1, system: { sysName: 'rt-thu-nghiem' } }]);
    expect(readings()[0]?.interfaces.map((one) => one.ifName)).toEqual(['lo', 'wan0']);
    const status = await thread.ask('status', null);
    expect(status.probes.snmp).toMatchObject({ rounds: 1, overruns: 0, outcomes: { answer: 1 } });
    expect(status.snmp.answers).toBeGreaterThan(0);
  });

  test('a demand is answered with what came of it, and not told as news besides', async () => {
    const agent = await agentOn('127.73.0.2');
    const tcp = createServer().listen(0, '127.73.0.2');
    await once(tcp, 'listening');
    ends.push(() => tcp.close());
    const bound = tcp.address();
    const tcpPort = typeof bound === 'object' && bound !== null ? bound.port : 0;
    const { thread, news } = start();
    const at = { address: '127.73.0.2', snmpPort: agent.port, tcpPort, purpose: 'demand' } as const;
    const seen = await thread.ask('demand', [task(1, at), task(1, { ...at, probe: 'tcp' })]);
    expect(seen.observations.map(({ probe, outcome, purpose }) => [probe, outcome, purpose]).toSorted()).toEqual([
      ['snmp', 'answer', 'demand'],
      ['tcp', 'answer', 'demand'],
    ]);
    expect(seen.readings).toHaveLength(1);
    expect(news).toEqual([]);
  });

  test('a target whose last turn is under way is skipped and counted; nobody else waits for it', async () => {
    const agent = await agentOn('127.73.0.3');
    const silent = await silentOn('127.73.0.3');
    const { thread, heard, observations } = start({ timeoutMs: 800 });
    const slow = task(1, { address: '127.73.0.3', snmpPort: silent });
    const quick = task(2, { address: '127.73.0.3', snmpPort: agent.port });
    await thread.ask('round', [slow, quick]);
    await heard(1);
    await thread.ask('round', [slow, quick]);
    await heard(2);
    expect(observations().map((one) => one.deviceId)).toEqual([2, 2]);
    const confirm = { ...slow, purpose: 'confirm' } as const;
    await thread.ask('round', [confirm]);
    await heard(3);
    expect(observations()[2]).toMatchObject({ deviceId: 1, outcome: 'miss', reason: 'timeout' });
    const { probes } = await thread.ask('status', null);
    expect(probes.snmp).toMatchObject({ overruns: 1, outcomes: { answer: 2, miss: 1 }, failures: { timeout: 1 } });
    await thread.ask('round', [slow]);
    await heard(4);
  });

  test('at most so many SNMP probes are under way at once; the others wait and all come to an end', async () => {
    const silent = await silentOn('127.73.0.4');
    const { thread, heard } = start({ concurrency: 2, timeoutMs: 200, retries: 0 });
    const tasks = [1, 2, 3, 4, 5].map((id) => task(id, { address: '127.73.0.4', snmpPort: silent }));
    await thread.ask('round', tasks);
    expect((await thread.ask('status', null)).waiting).toBe(3);
    await heard(5);
    expect((await thread.ask('status', null)).waiting).toBe(0);
  });

  test('many answers come in few messages', async () => {
    const agent = await agentOn('127.73.0.5');
    const { thread, heard, news } = start();
    const tasks = Array.from({ length: 40 }, (_, id) => task(id + 1, { address: '127.73.0.5', snmpPort: agent.port }));
    await thread.ask('round', tasks);
    await heard(40);
    expect(news.length).toBeLessThan(40);
  });

  test('without a credential to ask with the probe is inconclusive, never a miss', async () => {
    const { thread, heard, observations } = start();
    await thread.ask('round', [task(1, { credential: null })]);
    await heard(1);
    expect(observations()).toMatchObject([{ outcome: 'inconclusive', reason: 'no-credential', rttMs: null }]);
  });

  test('a bug in one probe is told with its device, costs no other its turn, and the thread lives', async () => {
    const agent = await agentOn('127.73.0.6');
    const { thread, heard, observations, news, broken } = start();
    const at = { address: '127.73.0.6', snmpPort: agent.port };
    const both = [task(1, { address: 'not an address' }), task(2, at)];
    await thread.ask('round', both);
    await heard(2);
    expect(Object.groupBy(observations(), (one) => one.deviceId)).toMatchObject({
      1: [{ outcome: 'inconclusive', reason: 'engine-failed' }],
      2: [{ outcome: 'answer' }],
    });
    expect(news.flatMap((one) => one.bugs)).toEqual([expect.stringMatching(/^device 1 snmp: .*not an address/)]);
    await thread.ask('round', both);
    await heard(4);
    expect(broken).toEqual([]);
  });

  test('before the ICMP engines were tested, and without any, echoes are inconclusive', async () => {
    const { thread, heard, observations } = start();
    await thread.ask('round', [task(1, { probe: 'icmp' })]);
    await heard(1);
    expect(observations()).toMatchObject([{ probe: 'icmp', outcome: 'inconclusive', reason: 'no-engine' }]);
  });

  test.skipIf(missing('fping', 'ping'))('a round of echoes is sent by the engine that was chosen', async () => {
    const { thread, heard, observations } = start();
    expect(await thread.ask('chooseIcmp', null)).toMatchObject({ code: expect.stringMatching(/fping|ping/) });
    await thread.ask('round', [task(1, { probe: 'icmp' }), task(2, { probe: 'icmp', address: '127.73.0.9' })]);
    await heard(2);
    for (const one of observations()) expect(one).toMatchObject({ outcome: 'answer', echo: { sent: 2, received: 2 } });
  });

  test('the stop tells what is left to tell, begins nothing new and leaves a thread that ends at once', async () => {
    const agent = await agentOn('127.73.0.7');
    const { thread, observations, broken } = start();
    const at = { address: '127.73.0.7', snmpPort: agent.port };
    await thread.ask('demand', [task(1, at)]);
    await thread.ask('round', [task(1, { credential: null })]);
    await thread.ask('stop', null);
    expect(observations()).toHaveLength(1);
    await thread.ask('round', [task(2, at)]);
    await thread.end();
    expect(observations()).toHaveLength(1);
    expect(broken).toEqual([]);
  });
});
