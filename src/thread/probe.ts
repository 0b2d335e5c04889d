import { parentPort, workerData } from 'node:worker_threads';
import type { Observation, Reason } from '../monitor/observation.ts';
import type { SnmpReading } from '../monitor/reading.ts';
import { ProbeCounter } from '../probe/count.ts';
import { chooseIcmp, type IcmpChoice } from '../probe/icmp-choose.ts';
import { roundPlan, singlePlan } from '../probe/icmp-engine.ts';
import { probeEcho } from '../probe/icmp-poll.ts';
import { LagWatch } from '../probe/lag-watch.ts';
import { snmpCounters } from '../probe/snmp-counters.ts';
import { pollSnmp } from '../probe/snmp-poll.ts';
import type { ProbeTask } from '../probe/task.ts';
import { probeTcp } from '../probe/tcp.ts';
import { serveChannel } from './channel.ts';
import { Limiter } from './limiter.ts';
import { LoopLag } from './loop-lag.ts';
import type { ProbeNews, ProbeProtocol, ProbeStart, Seen } from './probe-messages.ts';

if (!parentPort) throw new Error('probe: not a worker thread');
const port = parentPort;
const start: ProbeStart = workerData;
const stopping = new AbortController();
const lagWatch = new LagWatch();
const loopLag = new LoopLag();
const limiter = new Limiter(start.concurrency);
const counter = new ProbeCounter();
const FEW_HOSTS = 16;
const underWay = new Set<string>();
let pending = nothingYet();
let icmp: Pick<IcmpChoice, 'engine' | 'single'> = { engine: null, single: null };
lagWatch.start();
const telling = setInterval(tell, 100);

serveChannel<ProbeProtocol>(port, {
  round: (tasks) => {
    if (!stopping.signal.aborted) void runRound(tasks);
    return null;
  },
  demand: (tasks) => runAll(tasks),
  chooseIcmp: async () => {
    const choice = await chooseIcmp();
    icmp = choice;
    return choice.said;
  },
  status: () => ({
    probes: counter.counts(),
    snmp: { ...snmpCounters },
    waiting: limiter.waiting(),
    lagMs: loopLag.takeMs(),
  }),
  stop: () => {
    clearInterval(telling);
    tell();
    stopping.abort();
    lagWatch.stop();
    loopLag.stop();
    return null;
  },
});

async function runRound(tasks: readonly ProbeTask[]): Promise<void> {
  const free = tasks.filter((task) => {
    const key = `${task.deviceId} ${task.probe}`;
    if (underWay.has(key) && task.purpose === 'round') counter.overrun(task.probe);
    return !underWay.has(key);
  });
  for (const task of free) underWay.add(`${task.deviceId} ${task.probe}`);
  for (const probe of new Set(free.map((task) => task.probe))) counter.round(probe);
  await runAll(free, (task, seen) => {
    underWay.delete(`${task.deviceId} ${task.probe}`);
    pending.observations.push(...seen.observations);
    pending.readings.push(...seen.readings);
  });
}

/** Runs tasks to their end; `onSeen` hears of each as it comes, of every one exactly once. */
async function runAll(tasks: readonly ProbeTask[], onSeen?: (task: ProbeTask, seen: Seen) => void): Promise<Seen> {
  const observations: Observation[] = [];
  const readings: SnmpReading[] = [];
  const note = (task: ProbeTask, seen: Seen): void => {
    for (const observation of seen.observations) counter.observed(observation);
    observations.push(...seen.observations);
    readings.push(...seen.readings);
    onSeen?.(task, seen);
  };
  const echoes = tasks.filter((task) => task.probe === 'icmp');
  const others = tasks.filter((task) => task.probe !== 'icmp');
  await Promise.all([
    runEchoes(echoes, note),
    ...others.map(async (task) => note(task, await limiter.run(() => runOne(task)).catch(brokenProbe(task)))),
  ]);
  return { observations, readings };
}

async function runEchoes(tasks: readonly ProbeTask[], note: (task: ProbeTask, seen: Seen) => void): Promise<void> {
  for (const [purpose, group] of Map.groupBy(tasks, (task) => task.purpose)) {
    const round = purpose === 'round';
    const plan = round ? roundPlan(start.intervalMs, start.echoes) : singlePlan;
    // A process per host is for a handful; an outage of many is confirmed by the bulk engine.
    const engine = round || group.length > FEW_HOSTS ? icmp.engine : icmp.single;
    const observations = await probeEcho(group, { engine, plan, purpose, now: Date.now, signal: stopping.signal });
    for (const [index, task] of group.entries()) {
      const observation = observations[index] ?? inconclusive(task, 'engine-failed');
      note(task, { observations: [observation], readings: [] });
    }
  }
}

async function runOne(task: ProbeTask): Promise<Seen> {
  const { deviceId, address, purpose } = task;
  if (task.probe === 'tcp' && task.tcpPort !== null) {
    const target = { deviceId, address, port: task.tcpPort, timeoutMs: start.timeoutMs };
    return { observations: [await probeTcp(target, purpose, Date.now)], readings: [] };
  }
  if (task.probe !== 'snmp' || task.credential === null) {
    return { observations: [inconclusive(task, 'no-credential')], readings: [] };
  }
  const { timeoutMs, retries } = start;
  const target = {
    deviceId,
    address,
    port: task.snmpPort,
    credential: task.credential,
    timeoutMs,
    retries,
    anySource: false,
  };
  const want = { hostResources: task.hostResources, purpose };
  const { observation, reading } = await pollSnmp(target, want, Date.now, lagWatch);
  return { observations: [observation], readings: reading ? [reading] : [] };
}

/** A bug in one probe is told, and costs no other device its turn. */
function brokenProbe(task: ProbeTask): (error: unknown) => Seen {
  return (error) => {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    pending.bugs.push(`device ${task.deviceId} ${task.probe}: ${why}`);
    return { observations: [inconclusive(task, 'engine-failed')], readings: [] };
  };
}

function inconclusive({ deviceId, probe, purpose }: ProbeTask, reason: Reason): Observation {
  return { deviceId, probe, purpose, at: Date.now(), outcome: 'inconclusive', reason, rttMs: null, echo: null };
}

type Pending = { readonly observations: Observation[]; readonly readings: SnmpReading[]; readonly bugs: string[] };

function nothingYet(): Pending {
  return { observations: [], readings: [], bugs: [] };
}

function tell(): void {
  const { observations, readings, bugs } = pending;
  if (observations.length + readings.length + bugs.length === 0) return;
  const news: ProbeNews = { seen: { observations, readings }, bugs };
  port.postMessage(news);
  pending = nothingYet();
}
