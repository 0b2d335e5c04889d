import { generateKeySync, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Logger, pino } from 'pino';
import type { AccessLimits } from '../../src/access/account.ts';
import { hashPassword, SALT_BYTES } from '../../src/access/password.ts';
import type { AccessRole } from '../../src/access/role.ts';
import { TOKEN_BYTES, tokenHash, tokenText } from '../../src/access/token.ts';
import { ingestBatch } from '../../src/command/ingest.ts';
import { runCommand } from '../../src/command/run.ts';
import { locateYaml } from '../../src/config/located.ts';
import { httpApp } from '../../src/http/app.ts';
import type { HttpDoors, SelfStatus } from '../../src/http/doors.ts';
import { openSignIn } from '../../src/http/sign-in.ts';
import type { FormCatalogue } from '../../src/inventory/form.ts';
import type { RecordCatalogue } from '../../src/inventory/record-catalogue.ts';
import type { Observation } from '../../src/monitor/observation.ts';
import type { SnmpReading } from '../../src/monitor/reading.ts';
import { sealingKey } from '../../src/store/seal.ts';
import { openWriteStore, type WriteStore } from '../../src/store/write-store.ts';
import { openSheetDesk } from '../../src/thread/sheet-desk.ts';
import { catalogues } from '../support/catalogues.ts';

/** 14:05 of 22 November 2026 in Vietnam; where the clock of {@link openService} starts. */
export const NOON = Date.parse('2026-11-22T07:05:00Z');
export const TOKEN = 'test-token-0123456789';
const INTERVAL_MS = 60_000;

/** What may differ from one test's service to another's. */
export type ServiceChoices = {
  readonly metricsOpen?: boolean;
  readonly limits?: Partial<AccessLimits>;
  readonly trustedProxies?: readonly string[];
  readonly publicOrigin?: string;
  readonly oidc?: HttpDoors['oidc'];
  /** Whom one-time links sign in. */
  readonly linkAccount?: () => number | null;
  readonly forms?: FormCatalogue;
  readonly records?: RecordCatalogue;
};

/** The password of every account that a test's service makes, and its kept form: worked out once. */
export const PASSWORD = 'mưa rào chiều hè 1996';
const passwordHash = hashPassword(PASSWORD, randomBytes(SALT_BYTES));

/** Limits of a test's service unless it says otherwise; nobody needs a second factor. */
export const LIMITS: AccessLimits = {
  idleMs: 15 * 60_000,
  administratorIdleMs: 5 * 60_000,
  absoluteMs: 12 * 3_600_000,
  disableAfterMs: 45 * 86_400_000,
  lockAfter: 5,
  lockMs: 15 * 60_000,
  requireTotp: 'nobody',
};

/** The HTTP side over a real store in a folder of its own, with a clock that tests move. */
export type Service = ReturnType<typeof openService>;

/** Opens one; close it. */
export function openService(choices: ServiceChoices = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'hatang-http-'));
  const store: WriteStore = openWriteStore(
    path.join(folder, 'hatang.db'),
    sealingKey(generateKeySync('hmac', { length: 256 })),
  );
  const clock = { now: NOON };
  const { forms = catalogues.forms, records = catalogues.records } = choices;
  const inForce = { ...catalogues, forms, records };
  const tokenKey = randomBytes(32);
  const logged: string[] = [];
  const log: Logger = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const probed: number[] = [];
  const doors: HttpDoors = {
    read: store.read,
    catalogues: inForce,
    submit: async (envelope) => runCommand(store, envelope, clock.now, inForce),
    probeNow: async (deviceId) => {
      probed.push(deviceId);
      return [answer(deviceId, clock.now, 'demand')];
    },
    now: () => clock.now,
    token: TOKEN,
    signIn: openSignIn(() => clock.now, choices.linkAccount),
    accountSecrets: store.accounts.secrets,
    tokenKey: () => tokenKey,
    limits: { ...LIMITS, ...choices.limits },
    trustedProxies: choices.trustedProxies ?? [],
    publicOrigin: choices.publicOrigin ?? null,
    oidc: choices.oidc ?? null,
    metricsOpen: choices.metricsOpen ?? false,
    readYaml: locateYaml,
    sheets: openSheetDesk(new URL('../../src/thread/sheet.ts', import.meta.url)),
    self: () => status,
    log,
  };
  const app = httpApp(doors);
  const ask = async (method: string, target: string, init: { body?: unknown; headers?: Record<string, string> } = {}) =>
    app.request(target, {
      method,
      headers: {
        authorization: `Bearer ${TOKEN}`,
        ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...init.headers,
      },
      ...(init.body === undefined
        ? {}
        : { body: typeof init.body === 'string' ? init.body : JSON.stringify(init.body) }),
    });
  const epoch = store.pollers.begin('main', clock.now);
  let sequence = 0;
  return {
    app,
    doors,
    store,
    clock,
    logged,
    probed,
    ask,
    get: (target: string, headers: Record<string, string> = {}) => ask('GET', target, { headers }),
    /** Takes observations as the writer would; the clock goes on to the last of them. */
    see(observations: readonly Observation[], readings: readonly SnmpReading[] = []) {
      sequence += 1;
      clock.now = Math.max(clock.now, ...observations.map((one) => one.at));
      const batch = { poller: 'main', epoch, sequence, observations, readings };
      return ingestBatch(store, batch, { intervalMs: INTERVAL_MS, confirmMisses: 3 }, clock.now);
    },
    run(command: Parameters<typeof runCommand>[1]['command']) {
      return runCommand(
        store,
        { id: randomUUID(), actor: { kind: 'cli', name: 'test' }, scope: null, command },
        clock.now,
        inForce,
      );
    },
    /** Makes an account with a role, that signs in with {@link PASSWORD}; answers its id. */
    async account(name: string, role: AccessRole | null, agency: string | null = null): Promise<number> {
      const grants = role === null ? [] : [{ role, agency }];
      const command = {
        kind: 'account.create',
        name,
        fullName: name,
        passwordHash: await passwordHash,
        grants,
      } as const;
      return Number(this.run(command).subjects.find((one) => one.kind === 'accounts')?.id);
    },
    /** Makes a token; answers its text. */
    token(role: AccessRole, agency: string | null = null, more: { cidrs?: string[]; expiresAt?: number } = {}): string {
      const { text, prefix } = tokenText(randomBytes(TOKEN_BYTES));
      const { cidrs = [], expiresAt = null } = more;
      const hash = tokenHash(text, tokenKey);
      this.run({ kind: 'token.create', prefix, hash, name: `${role} of ${agency}`, role, agency, expiresAt, cidrs });
      return text;
    },
    close() {
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** An answered probe. */
export function answer(deviceId: number, at: number, purpose: Observation['purpose'] = 'round'): Observation {
  return { deviceId, probe: 'snmp', at, outcome: 'answer', reason: null, purpose, rttMs: 12.3, echo: null };
}

/** An unanswered probe. */
export function miss(deviceId: number, at: number): Observation {
  return {
    deviceId,
    probe: 'snmp',
    at,
    outcome: 'miss',
    reason: 'timeout',
    purpose: 'round',
    rttMs: null,
    echo: null,
  };
}

/** An echo round of which `received` of five came back. */
export function echo(deviceId: number, at: number, received: number): Observation {
  const rtt = received === 0 ? null : 4.5;
  return {
    deviceId,
    probe: 'icmp',
    at,
    outcome: received === 0 ? 'miss' : 'answer',
    reason: received === 0 ? 'timeout' : null,
    purpose: 'round',
    rttMs: rtt,
    echo: {
      sent: 5,
      received,
      lossRatio: 1 - received / 5,
      rttMsMin: rtt,
      rttMsMean: rtt,
      rttMsMax: rtt,
      jitterMs: received === 0 ? null : 0.2,
    },
  };
}

/** What an SNMP round read; `over` replaces parts of it. */
export function reading(deviceId: number, at: number, over: Partial<SnmpReading> = {}): SnmpReading {
  return {
    deviceId,
    at,
    system: {
      sysDescr: 'Router OS 7',
      sysObjectId: '1.3.6.1.4.1.14988.1',
      uptimeTicks: 8_640_000,
      sysContact: null,
      sysName: 'r1',
      sysLocation: null,
      engineBoots: null,
    },
    interfaces: [],
    storage: [],
    processors: [],
    partial: false,
    ...over,
  };
}

/** The invented cast: a data centre with a core router, a department and two communes behind it. */
export const cast = `
agencies:
  - {code: H99, name: Trung tâm dữ liệu tỉnh, block: public_service, valid_from: 2025-07-01}
  - {code: H99.01, name: Sở Khoa học và Công nghệ, block: department, valid_from: 2025-07-01}
  - {code: "00004", name: UBND phường Bình Minh, block: commune, valid_from: 2025-07-01}
  - {code: "00007", name: UBND xã Sơn Tây, block: commune, valid_from: 2025-07-01}
credentials:
  - {name: wan, version: v2c, community: canary-community}
devices:
  - {agency: H99, name: core, role: router, address: 192.0.2.1, credential: wan, reachability: snmp}
  - {agency: H99.01, name: wan, role: router, address: 192.0.2.11, credential: wan, reachability: snmp, parents: [H99/core]}
  - {agency: "00004", name: wan, role: router, address: 192.0.2.4, credential: wan, reachability: snmp, parents: [H99/core]}
  - {agency: "00007", name: wan, role: router, address: 192.0.2.7, credential: wan, reachability: snmp, parents: [H99/core]}
  - {agency: "00007", name: old, role: switch, address: 192.0.2.8, lifecycle: planned}
prefixes:
  - {agency: "00004", cidr: 198.51.100.0/26}
facts:
  - {agency: H99.01, fact: offices_with_lan, value: 9, valid_from: 2026-01-01}
  - {agency: "00004", fact: offices_with_lan, value: 0, valid_from: 2026-01-01}
  - {agency: H99.01, fact: workstations, value: 82, valid_from: 2026-01-01}
  - {agency: H99.01, fact: officials_needing_workstation, value: 80, valid_from: 2026-01-01}
`;

/** Brings the cast in, through the API. */
export async function importCast(service: Service): Promise<void> {
  const sent = await service.ask('POST', '/api/v1/imports?name=cast.yaml', {
    body: cast,
    headers: { 'content-type': 'text/yaml' },
  });
  if (sent.status !== 200) throw new Error(`${await sent.text()} ${service.logged.join('')}`);
}

const status: SelfStatus = {
  version: '0.1.0',
  node: 'v24.0.0',
  schema: '0001',
  startedAt: NOON,
  pollIntervalMs: INTERVAL_MS,
  icmp: { engine: 'fping', working: true },
  probes: { snmp: { rounds: 3, overruns: 1, outcomes: { answer: 8, miss: 1 }, failures: { timeout: 1 } } },
  queues: { writer: 2 },
  lagMs: { main: 12 },
  writer: { commits: 5, commitMs: 40 },
  snmp: { forged: 1, malformed: 0, anySource: 0 },
  walBytes: 4_096,
};
