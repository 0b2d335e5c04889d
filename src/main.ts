import { randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Logger, pino } from 'pino';
import manifest from '../package.json' with { type: 'json' };
import { wholeTree } from './access/scope.ts';
import { civilDateOf } from './calendar/civil.ts';
import { runCommandLine } from './cli/command-line.ts';
import type { CliDoors, DemoTimes } from './cli/doors.ts';
import { remoteSubmit } from './cli/remote.ts';
import type { CommandResult, Submit } from './command/command.ts';
import { runCommand } from './command/run.ts';
import { findControlSocket, makeControlSocket } from './config/control-socket.ts';
import { ensureDataFolder, ensureKeyFile, ensureToken, readKeyFile } from './config/data-folder.ts';
import type { Settings } from './config/load.ts';
import { locateYaml } from './config/located.ts';
import type { FleetReport, FleetRequest } from './demo/messages.ts';
import { demoEntries } from './demo/province.ts';
import { demoStory } from './demo/story.ts';
import { AppError, ConfigurationError, LockedError, NotFoundError } from './errors.ts';
import { httpApp } from './http/app.ts';
import { localApp } from './http/local-app.ts';
import { listenHttp } from './http/server.ts';
import { openSignIn } from './http/sign-in.ts';
import { assessmentJob } from './jobs/assess.ts';
import { startCalendar } from './jobs/calendar.ts';
import { type Clock, type Stop, systemClock } from './jobs/clock.ts';
import { Delivery } from './jobs/deliver.ts';
import { Poller } from './jobs/poll.ts';
import { retentionJob } from './jobs/retention.ts';
import { SelfWatch } from './jobs/self-watch.ts';
import { chooseIcmp } from './probe/icmp-choose.ts';
import { singlePlan } from './probe/icmp-engine.ts';
import { probeEcho } from './probe/icmp-poll.ts';
import { pollSnmp } from './probe/snmp-poll.ts';
import { credentialSecrets } from './store/credentials.ts';
import { databaseFile, openForReading } from './store/database.ts';
import { lockData } from './store/lock.ts';
import { readStore } from './store/read-store.ts';
import { type SealingKey, sealingKey } from './store/seal.ts';
import { openWriteStore } from './store/write-store.ts';
import { startThread, type ThreadPlan } from './thread/channel.ts';
import type { ProbeNews, ProbeProtocol, ProbeStart } from './thread/probe-messages.ts';
import type { WriterProtocol, WriterStart } from './thread/writer-messages.ts';

/** A running service. */
type Service = {
  readonly address: string;
  readonly link: string;
  readonly submit: Submit;
  readonly stop: () => Promise<void>;
};

const out = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Starts the service whole; when a part of it cannot start, what was started before is put in order again. */
async function startService(settings: Settings, clock: Clock, log: Logger): Promise<Service> {
  const undo: (() => unknown)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    return await startParts(settings, clock, log, undo, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Each part leaves in `undo` how it is put in order; `stop` does so, last part first. */
async function startParts(
  settings: Settings,
  clock: Clock,
  log: Logger,
  undo: (() => unknown)[],
  stop: () => Promise<void>,
): Promise<Service> {
  ensureDataFolder(settings.data);
  const lock = lockData(settings.data, 'serve');
  undo.push(() => lock.release());
  const key = keyOf(settings, log);
  const { token, file: tokenFile } = ensureToken(settings.data);
  const startedAt = clock.now();

  const writerStart: WriterStart = { databaseFile: databaseFile(settings.data), key, polling: settings.polling };
  const writer = startThread<WriterProtocol>(
    new URL('./thread/writer.ts', import.meta.url),
    threadPlan('writer', writerStart, log),
  );
  undo.push(() => writer.end());
  await writer.ask('open', null);
  undo.push(() => writer.ask('stop', null));
  const epoch = await writer.ask('begin', { poller: settings.poller.name, now: clock.now() });

  const db = openForReading(databaseFile(settings.data));
  const read = readStore(db);
  undo.push(() => read.close());
  const secrets = credentialSecrets(db, key);

  const probeStart: ProbeStart = settings.polling;
  const probe = startThread<ProbeProtocol>(
    new URL('./thread/probe.ts', import.meta.url),
    threadPlan('probe', probeStart, log),
  );

  const openCredential = (id: number) => {
    try {
      return secrets.open(id);
    } catch (error) {
      log.error({ credential: id, reason: error instanceof Error ? error.message : '' }, 'credential does not open');
      return null;
    }
  };
  const poller = new Poller(
    {
      clock,
      devices: () => {
        const devices = read.devices.list(wholeTree, { lifecycle: 'active' });
        const ids = new Set(devices.flatMap(({ credentialId }) => credentialId ?? []));
        const opened = new Map([...ids].map((id) => [id, openCredential(id)]));
        return devices.map((device) => ({ ...device, credential: opened.get(device.credentialId ?? 0) ?? null }));
      },
      round: (tasks) => void probe.ask('round', tasks),
    },
    settings.polling,
  );
  const delivery = new Delivery(
    {
      clock,
      ingest: (batch) => writer.ask('ingest', { batch, now: clock.now() }),
      onIngested: ({ confirm, changed }) => {
        poller.confirm(confirm);
        for (const change of changed) log.info(change, 'state changed');
      },
      log,
    },
    settings.poller.name,
    epoch,
  );
  probe.onNews(({ seen, bugs }: ProbeNews) => {
    for (const bug of bugs) log.error({ bug }, 'probe failed');
    void delivery.send(seen.observations, seen.readings);
  });
  undo.push(async () => {
    await probe.ask('stop', null);
    await probe.end();
    await delivery.close();
  });

  const submit: Submit = async (envelope) => {
    const result = await writer.ask('run', { envelope, now: clock.now() });
    if (touchesDevices(result)) poller.reload();
    return result;
  };
  const probeNow = async (deviceId: number) => {
    const tasks = poller.tasksOnDemand(deviceId);
    if (tasks.length === 0)
      throw new NotFoundError(`thiết bị ${deviceId} không được đo / device ${deviceId} is not polled`);
    const { observations, readings } = await probe.ask('demand', tasks);
    await delivery.send(observations, readings);
    return observations;
  };

  const watch = new SelfWatch({
    clock,
    log,
    probe: () => probe.ask('status', null),
    writer: () => writer.ask('status', null),
    chooseIcmp: () => probe.ask('chooseIcmp', null),
    onAlive: () => void delivery.send([], []),
  });
  undo.push(() => watch.stop());
  await watch.start();

  const signIn = openSignIn(() => clock.now());
  const app = httpApp({
    read,
    submit,
    probeNow,
    now: () => clock.now(),
    token,
    signIn,
    metricsOpen: settings.metrics.open,
    readYaml: locateYaml,
    self: () => ({
      ...watch.seen(),
      version: manifest.version,
      node: process.version,
      schema: read.schemaName(),
      startedAt,
      pollIntervalMs: settings.polling.intervalMs,
      queues: { batches: delivery.waiting(), writer: writer.waiting(), probe: watch.seen().probesWaiting },
      walBytes: sizeOf(`${databaseFile(settings.data)}-wal`),
    }),
    log,
  });
  const server = await listenHttp(app, settings.listen).catch(refuseListen(settings.listen));
  undo.push(() => server.close());
  const socket = makeControlSocket(settings.data);
  undo.push(() => socket.remove());
  const control = await listenHttp(localApp(submit, log), { socketPath: socket.path });
  undo.push(() => control.close());

  undo.push(() => poller.stop());
  poller.start();
  const stopCalendar = startCalendar(
    [
      assessmentJob(settings.schedules.assessment, submit),
      retentionJob(settings.schedules.retention, settings.retention.observationsMs, submit, clock),
    ],
    {
      clock,
      lastDueAt: (job) => read.jobRuns.lastDueAt(job),
      finish: async (job, dueAt) => {
        await writer.ask('finishJob', { job, dueAt, now: clock.now() });
      },
      log,
    },
  );
  log.info({ address: server.address, data: settings.data, tokenFile, icmp: watch.seen().icmp }, 'service started');

  undo.push(stopCalendar);

  return {
    address: server.address,
    link: `${server.address}${signIn.newLink().path}`,
    submit,
    async stop() {
      await stop();
      log.info('service stopped');
    },
  };
}

/** A thread that breaks takes the process with it, so that whoever supervises it starts a whole one. */
function threadPlan(name: string, start: unknown, log: Logger): ThreadPlan {
  return {
    name,
    start,
    onBroken: (error) => {
      log.fatal({ err: error, thread: name }, 'thread failed');
      process.exit(1);
    },
  };
}

function refuseListen({ host, port }: Settings['listen']): (error: unknown) => never {
  return (error) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!['EADDRINUSE', 'EADDRNOTAVAIL', 'EACCES'].includes(code)) throw error;
    throw new ConfigurationError(
      `listen: không mở được ${host}:${port} (${code}); đổi HATANG_LISTEN hoặc dừng chương trình đang giữ cổng / ` +
        `cannot listen on ${host}:${port} (${code}); change HATANG_LISTEN or stop the program that has the port`,
    );
  };
}

function touchesDevices({ tally }: CommandResult): boolean {
  const { devices, credentials } = tally;
  return devices.added + devices.changed + credentials.added + credentials.changed > 0;
}

function keyOf(settings: Settings, log: Logger): SealingKey {
  if (settings.sealingKey) return sealingKey(settings.sealingKey);
  const { key, file, made } = ensureKeyFile(settings.data);
  if (made) {
    log.warn(
      { file },
      'new sealing key: keep a copy apart from the database, without it stored credentials cannot be opened',
    );
  }
  return sealingKey(key);
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

async function untilStopped(service: Service): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  await service.stop();
}

function logger(settings: Settings): Logger {
  return pino({ level: settings.log, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
}

async function serve(settings: Settings): Promise<void> {
  const service = await startService(settings, systemClock, logger(settings));
  out(`Hạ Tầng ${service.address}`);
  out(`Mở một lần trong trình duyệt / Open once in a browser: ${service.link}`);
  await untilStopped(service);
}

const demoActor = { kind: 'demo', name: 'province' } as const;

async function demo(settings: Settings, times: DemoTimes): Promise<void> {
  const log = logger(settings);
  const today = civilDateOf(systemClock.now());
  const fleet = new Worker(new URL('./demo/fleet.ts', import.meta.url), { workerData: { today }, name: 'fleet' });
  fleet.on('error', (error) => {
    log.fatal({ err: error }, 'simulated network failed');
    process.exit(1);
  });
  const ready = await new Promise<FleetReport>((resolve) => fleet.once('message', resolve));
  if (ready.kind !== 'ready') {
    throw new AppError('no-free-place', 'không có địa chỉ loopback trống / no free loopback addresses');
  }
  // Two tries have to end within a round.
  const timeoutMs = Math.min(500, Math.floor(times.intervalMs / 3));
  const polling = { ...settings.polling, intervalMs: times.intervalMs, timeoutMs, retries: 1, confirmSpacingMs: 500 };
  const service = await startService({ ...settings, polling }, systemClock, log).catch(async (error) => {
    await fleet.terminate();
    throw error;
  });
  await service.submit({
    id: randomUUID(),
    actor: demoActor,
    command: {
      kind: 'import',
      source: 'import:demo',
      entries: demoEntries({ port: ready.port, addressBase: ready.addressBase, today }),
      faults: [],
      dryRun: false,
    },
  });
  const story = demoStory(times);
  const stops = new Set<Stop>();
  const play = (): void => {
    for (const step of story.steps) {
      const stop = systemClock.after(step.afterMs, () => {
        stops.delete(stop);
        const request: FleetRequest = step.request;
        fleet.postMessage(request);
        out(`${step.vi} / ${step.en}`);
      });
      stops.add(stop);
    }
  };
  play();
  stops.add(systemClock.every(story.repeatAfterMs, play));
  // Nobody watches a demo until midnight: what the nightly assessment would say is said every few seconds.
  const assess = (): void => {
    const command = { kind: 'assess', date: null } as const;
    service
      .submit({ id: randomUUID(), actor: demoActor, command })
      .catch((error) => log.warn({ err: error }, 'assess'));
  };
  stops.add(systemClock.every(times.intervalMs, assess));
  out(`Hạ Tầng: tỉnh giả định với ${ready.devices} thiết bị / an invented province with ${ready.devices} devices`);
  out(`${service.address}`);
  out(`Mở một lần trong trình duyệt / Open once in a browser: ${service.link}`);
  await untilStopped(service);
  for (const stop of stops) stop();
  const stopped = new Promise((resolve) => fleet.once('exit', resolve));
  fleet.postMessage({ kind: 'stop' } satisfies FleetRequest);
  await stopped;
}

const doors: CliDoors = {
  env: process.env,
  cwd: process.cwd(),
  user: userInfo().username,
  version: manifest.version,
  out,
  err: (line) => {
    process.stderr.write(`${line}\n`);
  },
  readFile: (file) => readFileSync(file),
  serve,
  demo,
  async openSubmit(settings) {
    ensureDataFolder(settings.data);
    try {
      return openDatabase(settings);
    } catch (error) {
      const socketPath = findControlSocket(settings.data);
      if (!(error instanceof LockedError) || socketPath === null) throw error;
      return { submit: remoteSubmit(socketPath, error), close: async () => {} };
    }
  },
  credential(settings, name) {
    const file = databaseFile(settings.data);
    if (statSync(file, { throwIfNoEntry: false }) === undefined) return null;
    const db = openForReading(file);
    try {
      const summary = readStore(db).credentials.byName(name);
      const key = sealingKey(settings.sealingKey ?? readKeyFile(settings.data));
      return summary && credentialSecrets(db, key).open(summary.id);
    } finally {
      db.sqlite.close();
    }
  },
  async probe({ address, port, credential, timeoutMs, retries }) {
    const purpose = 'demand';
    const choice = await chooseIcmp();
    const round = { engine: choice.single, plan: singlePlan, purpose, now: systemClock.now } as const;
    const [icmp] = await probeEcho([{ deviceId: 0, address }], round);
    if (!icmp) throw new Error('no ICMP observation');
    if (!credential) return { icmp, snmp: null, reading: null };
    const target = { deviceId: 0, address, port, credential, timeoutMs, retries, anySource: false };
    const { observation, reading } = await pollSnmp(target, { hostResources: true, purpose }, systemClock.now);
    return { icmp, snmp: observation, reading };
  },
};

/** The database itself, for a command line that finds no service running. */
function openDatabase(settings: Settings) {
  const lock = lockData(settings.data, 'command line');
  const store = openWriteStore(databaseFile(settings.data), keyOf(settings, logger(settings)));
  const submit: Submit = async (envelope) => runCommand(store, envelope, systemClock.now());
  const close = async (): Promise<void> => {
    store.close();
    lock.release();
  };
  return { submit, close };
}

process.umask(0o077);
process.exitCode = await runCommandLine(process.argv.slice(2), doors);
