import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { lookup as lookUpName } from 'node:dns/promises';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Logger, pino } from 'pino';
import { z } from 'zod';
import manifest from '../package.json' with { type: 'json' };
import type { AuditLine } from './access/audit-line.ts';
import { hashPassword, SALT_BYTES } from './access/password.ts';
import { wholeTree } from './access/scope.ts';
import { civilDateOf } from './calendar/civil.ts';
import { DAY_MS } from './calendar/interval.ts';
import { runCommandLine } from './cli/command-line.ts';
import type { CliDoors, DemoTimes } from './cli/doors.ts';
import { remoteSubmit } from './cli/remote.ts';
import type { Command, CommandResult, Submit } from './command/command.ts';
import { runCommand } from './command/run.ts';
import { readCatalogues } from './config/catalogues.ts';
import { readClientSecret } from './config/client-secret.ts';
import { findControlSocket, makeControlSocket } from './config/control-socket.ts';
import { ensureDataFolder, ensureToken } from './config/data-folder.ts';
import { loadSettings, type Settings } from './config/load.ts';
import { locateYaml } from './config/located.ts';
import { ensureKeyFile, prepareNextKey, promoteNextKey, readKeyFile, readOlderKeys } from './config/sealing-keys.ts';
import { exists, readSecretFile, writeSecretFile } from './config/secret-file.ts';
import { administratorName, type DemoAccount, demoAccounts } from './demo/accounts.ts';
import type { FleetReport, FleetRequest } from './demo/messages.ts';
import { demoEntries } from './demo/province.ts';
import { demoStory } from './demo/story.ts';
import { AppError, ConfigurationError, DamagedError, LockedError, NotFoundError } from './errors.ts';
import { type Heads, openHeads } from './export/audit-heads.ts';
import { jsonSink, syslogSink } from './export/audit-sinks.ts';
import { httpApp } from './http/app.ts';
import type { HttpDoors } from './http/doors.ts';
import { localApp } from './http/local-app.ts';
import { openOidc } from './http/oidc.ts';
import { listenHttp } from './http/server.ts';
import { openSignIn } from './http/sign-in.ts';
import { unitsOf } from './inventory/administrative-record.ts';
import type { Catalogues } from './inventory/catalogues.ts';
import { type EndpointTarget, endpointsOf, hostedSystemOf } from './inventory/hosted-system.ts';
import { assessmentJob } from './jobs/assess.ts';
import { auditHeadJob, noteAuditHead } from './jobs/audit-head.ts';
import { startCalendar } from './jobs/calendar.ts';
import { type Clock, type Stop, systemClock } from './jobs/clock.ts';
import { Delivery } from './jobs/deliver.ts';
import { watchEndpoints } from './jobs/endpoints.ts';
import { type AuditSink, forwardAudit } from './jobs/forward-audit.ts';
import { Poller } from './jobs/poll.ts';
import { remindJob } from './jobs/remind.ts';
import { retentionJob } from './jobs/retention.ts';
import { SelfWatch } from './jobs/self-watch.ts';
import { sweepJob } from './jobs/sweep.ts';
import { openOutbound } from './outbound/outbound.ts';
import { mayReach } from './outbound/reach.ts';
import { checkRules } from './outbound/rules.ts';
import { type EndpointMeans, probeEndpoint } from './probe/endpoint-probe.ts';
import { chooseIcmp } from './probe/icmp-choose.ts';
import { singlePlan } from './probe/icmp-engine.ts';
import { probeEcho } from './probe/icmp-poll.ts';
import { LagWatch } from './probe/lag-watch.ts';
import { pollSnmp } from './probe/snmp-poll.ts';
import { accountSecrets } from './store/accounts.ts';
import { credentialSecrets } from './store/credentials.ts';
import { databaseFile, openForReading } from './store/database.ts';
import { lockData } from './store/lock.ts';
import { openReadStore, type ReadStore, readStore } from './store/read-store.ts';
import { type SealingKey, sealingKey } from './store/seal.ts';
import { serviceSecrets } from './store/service-secrets.ts';
import { openWriteStore } from './store/write-store.ts';
import { sayBoth } from './text/catalogue.ts';
import { startThread, type ThreadPlan } from './thread/channel.ts';
import type { ProbeNews, ProbeProtocol, ProbeStart } from './thread/probe-messages.ts';
import { openSheetDesk } from './thread/sheet-desk.ts';
import type { WriterProtocol, WriterStart } from './thread/writer-messages.ts';

/** A running service. */
type Service = {
  readonly address: string;
  readonly read: ReadStore;
  readonly submit: Submit;
  /** A one-time link for a browser. */
  signInLink(): string;
  readonly stop: () => Promise<void>;
};

const out = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Starts the service whole, with one-time links for the account `signInAs`; when a part of it cannot start, what was started before is put in order again. */
async function startService(
  settings: Settings,
  clock: Clock,
  log: Logger,
  signInAs: string | null = null,
): Promise<Service> {
  const undo: (() => unknown)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    return await startParts(settings, clock, log, signInAs, undo, stop);
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
  signInAs: string | null,
  undo: (() => unknown)[],
  stop: () => Promise<void>,
): Promise<Service> {
  const oidc = oidcOf(settings);
  const catalogues = cataloguesOf(settings);
  ensureDataFolder(settings.data);
  const lock = lockData(settings.data, 'serve');
  undo.push(() => lock.release());
  const key = keyOf(settings, log);
  const { token, file: tokenFile } = ensureToken(settings.data);
  const startedAt = clock.now();

  const writerStart: WriterStart = {
    databaseFile: databaseFile(settings.data),
    key,
    polling: settings.polling,
    catalogues,
  };
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
  const heads = headsOf(settings);
  const headDoors = { heads, row: auditRow(read), now: () => clock.now(), log };
  undo.push(() => noteAuditHead(headDoors));
  noteAuditHead(headDoors);
  undo.push(
    forwardAudit(auditSinks(settings), {
      clock,
      rows: (fromId, limit) => auditRows(read, fromId, limit),
      lastId: () => read.audits.last()?.id ?? 0,
      log,
    }),
  );

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
  await keepCatalogues(catalogues, submit);
  const tokenKey = await tokenKeyOf(() => serviceSecrets(db, key).open('token-key'), submit);
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

  const signIn = openSignIn(
    () => clock.now(),
    () => (signInAs === null ? null : (read.accounts.byName(signInAs)?.id ?? null)),
  );
  const sheets = openSheetDesk(new URL('./thread/sheet.ts', import.meta.url));
  undo.push(() => sheets.end());
  const app = httpApp({
    read,
    submit,
    probeNow,
    now: () => clock.now(),
    token,
    signIn,
    accountSecrets: accountSecrets(db, key),
    tokenKey: () => tokenKey,
    limits: settings.access,
    catalogues,
    trustedProxies: settings.trustedProxies,
    publicOrigin: settings.publicOrigin,
    oidc,
    metricsOpen: settings.metrics.open,
    readYaml: locateYaml,
    sheets,
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
  const lag = new LagWatch();
  lag.start();
  undo.push(() => lag.stop());
  const means = endpointMeans(settings, lag, clock);
  undo.push(
    watchEndpoints(
      {
        clock,
        endpoints: () => endpointTargets(read, clock.now()),
        probe: (target, signal) => probeEndpoint(target, settings.endpoints.timeoutMs, means, signal),
        submit,
        log,
      },
      settings.endpoints,
    ),
  );
  const stopCalendar = startCalendar(
    [
      assessmentJob(settings.schedules.assessment, submit),
      retentionJob(settings.schedules.retention, settings.retention.observationsMs, submit, clock),
      auditHeadJob(settings.schedules.auditHead, headDoors),
      sweepJob(settings.schedules.accessSweep, settings.access, submit),
      remindJob(settings.schedules.reminders, submit, log),
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
    read,
    submit,
    signInLink: () => `${server.address}${signIn.newLink().path}`,
    async stop() {
      await stop();
      log.info('service stopped');
    },
  };
}

/** Every endpoint of the hosted systems in being today. */
function endpointTargets(read: ReadStore, now: number): EndpointTarget[] {
  const known = { asOf: civilDateOf(now), knownSeq: Number.MAX_SAFE_INTEGER };
  return read.records.list(wholeTree, 'hosted_system', known).map(hostedSystemOf).flatMap(endpointsOf);
}

// Endpoints are asked through the one way out, and only where its rule for probes allows.
function endpointMeans({ outbound: rules }: Settings, lag: LagWatch, clock: Clock): EndpointMeans {
  const outbound = openOutbound(rules);
  const { ranges, ports } = checkRules(rules)['http-probe'];
  return {
    fetch: (url, init) => outbound.fetch('http-probe', url, init),
    lookup: async (name) => (await lookUpName(name, { all: true })).map(({ address }) => address),
    mayReach: (address, port) => (ports === null || ports.includes(port)) && mayReach(address, ranges),
    lag,
    now: () => clock.now(),
  };
}

/** The catalogues in force. @throws ConfigurationError with every fault of every file at once */
function cataloguesOf({ file, lan, verdicts }: Settings): Catalogues {
  const shipped = path.join(import.meta.dirname, '../config');
  const folders = [...(file === null ? [] : [path.dirname(file)]), path.resolve('config'), shipped];
  const { catalogues, faults } = readCatalogues({ folders, readFile: (name) => readFileSync(name, 'utf8') });
  if (catalogues !== null) return { ...catalogues, measuring: { lan, verdicts } };
  const problems = faults.map(({ file: name, line, path: at, code, params }) => ({
    path: at,
    row: line,
    message: `${name}:${line}: ${at === '' ? '' : `${at}: `}${sayBoth(code, params)}`,
  }));
  throw new ConfigurationError(
    `Danh mục có ${faults.length} lỗi / The catalogues have ${faults.length} faults`,
    problems,
  );
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
  if (settings.sealingKey) return withOlder(settings);
  const { file, made } = ensureKeyFile(settings.data);
  if (made) {
    log.warn(
      { file },
      'new sealing key: keep a copy apart from the database, without it stored credentials cannot be opened',
    );
  }
  return withOlder(settings);
}

/** The key in use, with those beside it that may have sealed something: a rotation can be cut short anywhere. */
function withOlder({ data, sealingKey: given }: Settings, key = given ?? readKeyFile(data)): SealingKey {
  const beside = exists(path.join(data, 'key')) ? [readKeyFile(data)] : [];
  const older = [...beside, ...readOlderKeys(data)].filter((one) => !one.equals(key));
  return sealingKey(
    key,
    older.map((one) => sealingKey(one)),
  );
}

/** Opens the key of token hashes, made when there is none. */
async function tokenKeyOf(open: () => string | null, submit: Submit): Promise<Buffer> {
  if (open() === null) {
    const command = { kind: 'access.prepare', tokenKey: randomBytes(32).toString('base64') } as const;
    await submit({ id: randomUUID(), actor: starter, scope: null, command });
  }
  const opened = open();
  if (opened === null) throw new DamagedError('thiếu khóa mã truy cập / the key of token hashes is missing');
  return Buffer.from(opened, 'base64');
}

// What figures rest on is kept as it was in force, once for each content.
async function keepCatalogues({ contents }: Catalogues, submit: Submit): Promise<void> {
  for (const { kind: catalogue, hash, content } of contents) {
    const command = { kind: 'catalogue.keep', catalogue, hash, content } as const;
    await submit({ id: `catalogue ${catalogue} ${hash}`, actor: starter, scope: null, command });
  }
}

const starter = { kind: 'job', name: 'start' } as const;

function headsOf({ audit, data }: Settings): Heads {
  return openHeads({
    file: audit.heads ?? path.join(data, 'audit-heads.jsonl'),
    keyFile: path.join(data, 'audit-key.pem'),
  });
}

function auditRow(read: ReadStore) {
  return (id: number | null): AuditLine | null => {
    if (id === null) return read.audits.last();
    return auditRows(read, id, 1).find((row) => row.id === id) ?? null;
  };
}

function auditRows(read: ReadStore, fromId: number, limit: number): AuditLine[] {
  const rows: AuditLine[] = [];
  for (const row of read.audits.lines(fromId)) if (rows.push(row) >= limit) break;
  return rows;
}

function auditSinks({ audit, data }: Settings): AuditSink[] {
  const position = (name: string) => path.join(data, `audit-${name}.position`);
  const { json, syslog } = audit;
  const sinks: AuditSink[] = json === null ? [] : [jsonSink(json, position('json'))];
  if (syslog === null) return sinks;
  const target = { protocol: syslog.transport, address: syslog.host, port: syslog.port };
  return [...sinks, syslogSink(target, syslog.facility, position('syslog'))];
}

/** Sign-in with an identity provider, when there is one; throws a ConfigurationError for rules that cannot be. */
function oidcOf({ oidc, outbound: rules }: Settings): HttpDoors['oidc'] {
  const outbound = openOutbound(rules);
  if (!oidc) return null;
  const { clientId, clientSecret, scopes, groupsClaim, roles } = oidc;
  const [issuer, redirectUri] = [new URL(oidc.issuer), new URL(oidc.redirect)];
  const secret = clientSecret && readClientSecret(clientSecret, process.env);
  const client = { issuer, clientId, clientSecret: secret, redirectUri, scopes, groupsClaim };
  return { client: openOidc({ ...client, roles }, (url, init) => outbound.fetch('oidc', url, init)), roles };
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
  const origin = settings.publicOrigin ?? service.address;
  const setup = await setupPath(service);
  out(
    setup === null
      ? `Hạ Tầng ${service.address}\nĐăng nhập / Sign in: ${origin}/sign-in`
      : `Hạ Tầng ${service.address}\nTạo quản trị viên đầu tiên, một lần trong 24 giờ / Make the first administrator, once within 24 hours: ${origin}${setup}`,
  );
  await untilStopped(service);
}

/** A fresh one-time link for the first administrator; null once there are accounts. */
async function setupPath({ read, submit }: Service): Promise<string | null> {
  if (read.accounts.list().length > 0) return null;
  const code = randomBytes(24).toString('base64url');
  const hash = createHash('sha256').update(code).digest('hex');
  const command = { kind: 'setup.make', hash, account: null, expiresAt: systemClock.now() + DAY_MS } as const;
  await submit({ id: randomUUID(), actor: starter, scope: null, command });
  return `/setup?code=${code}`;
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
  const access = { ...settings.access, requireTotp: 'nobody' } as const;
  // The province's websites stand on the same loopback addresses as its devices.
  const ownNetwork = { ranges: [`${ready.addressBase}.0.0/16`], ports: null, caFile: null };
  const outbound = { ...settings.outbound, 'http-probe': ownNetwork };
  const endpoints = {
    ...settings.endpoints,
    intervalMs: times.intervalMs,
    timeoutMs: Math.min(2_000, times.intervalMs),
  };
  const invented = { ...settings, polling, access, outbound, endpoints };
  const service = await startService(invented, systemClock, log, administratorName).catch(async (error) => {
    await fleet.terminate();
    throw error;
  });
  await service.submit({
    id: randomUUID(),
    actor: demoActor,
    scope: null,
    command: {
      kind: 'import',
      source: 'import:demo',
      entries: demoEntries({ port: ready.port, addressBase: ready.addressBase, today }),
      faults: [],
      dryRun: false,
    },
  });
  const people = await openDemoAccounts(service, settings.data);
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
      .submit({ id: randomUUID(), actor: demoActor, scope: null, command })
      .catch((error) => log.warn({ err: error }, 'assess'));
  };
  stops.add(systemClock.every(times.intervalMs, assess));
  out(`Hạ Tầng: tỉnh giả định với ${ready.devices} thiết bị / an invented province with ${ready.devices} devices`);
  out(`${service.address}`);
  out(`Mở một lần trong trình duyệt / Open once in a browser: ${service.signInLink()}`);
  out('Tài khoản và mật khẩu / Accounts and passwords:');
  for (const { name, password, role, agency } of people) out(`  ${name}  ${password}  ${role} ${agency ?? '*'}`);
  await untilStopped(service);
  for (const stop of stops) stop();
  const stopped = new Promise((resolve) => fleet.once('exit', resolve));
  fleet.postMessage({ kind: 'stop' } satisfies FleetRequest);
  await stopped;
}

const keptPasswords = z.array(z.object({ name: z.string(), password: z.string() }));

/** One account per role with a password by chance, kept in `accounts.json` (0600) for the next start of the same demo. */
async function openDemoAccounts(
  { read, submit }: Service,
  data: string,
): Promise<readonly (DemoAccount & { readonly password: string })[]> {
  const file = path.join(data, 'accounts.json');
  const kept = new Map(
    (exists(file) ? keptPasswords.parse(JSON.parse(readSecretFile(file))) : []).map((one) => [one.name, one.password]),
  );
  const people = demoAccounts.map((one) => {
    return { ...one, password: kept.get(one.name) ?? randomBytes(12).toString('base64url') };
  });
  const written = people.map(({ name, password, role, agency }) => ({ name, password, role, agency }));
  writeSecretFile(file, `${JSON.stringify(written, null, 2)}\n`);
  const ask = (command: Command) => submit({ id: randomUUID(), actor: demoActor, scope: null, command });
  for (const { name, fullName, role, agency, password } of people) {
    const known = read.accounts.byName(name);
    if (known?.disabled) await ask({ kind: 'account.enable', account: known.id });
    if (known && kept.has(name)) continue;
    const passwordHash = await hashPassword(password, randomBytes(SALT_BYTES));
    if (known) await ask({ kind: 'account.password', account: known.id, passwordHash, keepSession: null });
    else await ask({ kind: 'account.create', name, fullName, passwordHash, grants: [{ role, agency }] });
  }
  return people;
}

const doors: CliDoors = {
  env: process.env,
  cwd: process.cwd(),
  user: userInfo().username,
  get catalogues() {
    const readFile = (file: string) => readFileSync(file, 'utf8');
    return cataloguesOf(loadSettings({ env: process.env, cwd: process.cwd(), readFile }));
  },
  version: manifest.version,
  now: systemClock.now,
  out,
  err: (line) => {
    process.stderr.write(`${line}\n`);
  },
  readFile: (file) => readFileSync(file),
  writeFile(file, content) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  },
  terminal: process.stderr.isTTY
    ? { columns: process.stderr.columns, write: (text) => void process.stderr.write(text) }
    : null,
  sheets: openSheetDesk(new URL('./thread/sheet.ts', import.meta.url)),
  openRead: ({ data }) => (exists(databaseFile(data)) ? openReadStore(databaseFile(data)) : null),
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
  openAccess(settings) {
    const db = openExisting(settings);
    const read = readStore(db);
    const codes = new Map(read.agencies.newest(wholeTree).map(({ id, code }) => [id, code]));
    return {
      accounts: () => read.accounts.list(),
      grants: (accountId) => read.accounts.grants(accountId),
      tokens: () => read.tokens.list(),
      agencyCode: (id) => codes.get(id) ?? String(id),
      tokenKey() {
        const opened = serviceSecrets(db, withOlder(settings)).open('token-key');
        if (opened === null) throw new DamagedError('thiếu khóa mã truy cập / the key of token hashes is missing');
        return Buffer.from(opened, 'base64');
      },
      close: () => read.close(),
    };
  },
  openAudit(settings) {
    const read = readStore(openExisting(settings));
    return {
      headsFile: settings.audit.heads ?? path.join(settings.data, 'audit-heads.jsonl'),
      heads: () => headsOf(settings).read(),
      rows: () => read.audits.lines(),
      close: () => read.close(),
    };
  },
  rotateKey(settings) {
    openExisting(settings).sqlite.close();
    const lock = lockData(settings.data, 'key rotate');
    try {
      return rotateSealingKey(settings);
    } finally {
      lock.release();
    }
  },
  rotateAuditKey(settings) {
    openExisting(settings).sqlite.close();
    const lock = lockData(settings.data, 'audit-key rotate');
    try {
      headsOf(settings).rotate(systemClock.now());
    } finally {
      lock.release();
    }
  },
  checkSettings: (settings) => {
    oidcOf(settings);
    cataloguesOf(settings);
  },
  administrativeUnits(settings) {
    if (!exists(databaseFile(settings.data))) return [];
    const read = openReadStore(databaseFile(settings.data));
    try {
      return unitsOf(read.records.periods(wholeTree, 'administrative_unit', read.commits.lastSeq()));
    } finally {
      read.close();
    }
  },
  credential(settings, name) {
    const file = databaseFile(settings.data);
    if (statSync(file, { throwIfNoEntry: false }) === undefined) return null;
    const db = openForReading(file);
    try {
      const summary = readStore(db).credentials.byName(name);
      return summary && credentialSecrets(db, withOlder(settings)).open(summary.id);
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

/** A read-only connection to a database that must be there. */
function openExisting(settings: Settings) {
  const file = databaseFile(settings.data);
  if (exists(file)) return openForReading(file);
  throw new ConfigurationError(`${file}: chưa có cơ sở dữ liệu / there is no database`);
}

/**
 * Seals everything with the next key, then makes it the key in use. However it is cut short, every secret opens:
 * 1. `key.next` is on the disk before anything is sealed with it.
 * 2. One transaction seals all secrets anew.
 * 3. `key` becomes `key.previous`, `key.next` becomes `key`; whoever opens secrets looks among all three.
 * A key from the environment takes its own place; then only step 2 is left to do.
 */
function rotateSealingKey(settings: Settings): boolean {
  const next = settings.sealingKey ?? prepareNextKey(settings.data);
  const store = openWriteStore(databaseFile(settings.data), withOlder(settings, next));
  try {
    const actor = { kind: 'cli', name: doors.user } as const;
    const envelope = { id: randomUUID(), actor, scope: null, command: { kind: 'key.reseal' } } as const;
    const { seq } = runCommand(store, envelope, systemClock.now(), cataloguesOf(settings));
    if (settings.sealingKey === null) promoteNextKey(settings.data);
    return seq !== null;
  } finally {
    store.close();
  }
}

/** The database itself, for a command line that finds no service running. */
function openDatabase(settings: Settings) {
  const lock = lockData(settings.data, 'command line');
  const store = openWriteStore(databaseFile(settings.data), keyOf(settings, logger(settings)));
  const catalogues = cataloguesOf(settings);
  const submit: Submit = async (envelope) => runCommand(store, envelope, systemClock.now(), catalogues);
  const close = async (): Promise<void> => {
    store.close();
    lock.release();
  };
  return { submit, close };
}

// Whoever reads our output may stop before its end (`hatang … | head`).
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});
process.umask(0o077);
process.exitCode = await runCommandLine(process.argv.slice(2), doors);
