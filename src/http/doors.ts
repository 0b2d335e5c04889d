import type { Logger } from 'pino';
import type { AccessLimits } from '../access/account.ts';
import type { RoleOfGroup } from '../access/oidc-roles.ts';
import type { Submit } from '../command/command.ts';
import type { Catalogues } from '../inventory/catalogues.ts';
import type { ImportTree } from '../inventory/import-parse.ts';
import type { Observation, Outcome, ProbeKind, Reason } from '../monitor/observation.ts';
import type { AccountSecrets } from '../store/accounts.ts';
import type { ReadStore } from '../store/read-store.ts';
import type { Oidc } from './oidc.ts';
import type { Sheets } from './sheets.ts';
import type { SignIn } from './sign-in.ts';

/** Everything the HTTP room needs of the rest of the program. */
export type HttpDoors = {
  readonly read: ReadStore;
  readonly submit: Submit;
  /** Probes a device at once, every probe it has; resolves when all came to an end. */
  probeNow(deviceId: number): Promise<readonly Observation[]>;
  /** Epoch ms. */
  now(): number;
  /** The bootstrap administrator's token. */
  readonly token: string;
  /** One-time links for browsers. */
  readonly signIn: SignIn;
  /** What signing in needs of an account and nobody else may see. */
  readonly accountSecrets: {
    of(id: number): AccountSecrets | null;
    hasRecovery(accountId: number, hash: string): boolean;
  };
  /** Key of the hashes of tokens and recovery codes. */
  tokenKey(): Buffer;
  readonly limits: AccessLimits;
  readonly catalogues: Catalogues;
  /** Networks (CIDR) of the proxies whose `X-Forwarded-…` is believed. */
  readonly trustedProxies: readonly string[];
  /** Origin under which browsers reach us behind a proxy; null = what the `Host` header says. */
  readonly publicOrigin: string | null;
  /** The identity provider, and which roles its groups bring; null = none. */
  readonly oidc: { readonly client: Oidc; readonly roles: readonly RoleOfGroup[] } | null;
  /** Whether the three metric pages are given to anybody. */
  readonly metricsOpen: boolean;
  /** Reads a YAML text with its places; never throws. */
  readYaml(text: string, file: string): ImportTree;
  readonly sheets: Sheets;
  self(): SelfStatus;
  readonly log: Logger;
};

/** How the service itself does: what only the threads know. Counters count from the start of the process. */
export type SelfStatus = {
  readonly version: string;
  /** Runtime, as `process.version`. */
  readonly node: string;
  /** Name of the newest migration. */
  readonly schema: string;
  /** Epoch ms. */
  readonly startedAt: number;
  readonly pollIntervalMs: number;
  readonly icmp: { readonly engine: 'fping' | 'ping' | 'none'; readonly working: boolean };
  readonly probes: Readonly<Partial<Record<ProbeKind, ProbeCounters>>>;
  /** Messages that wait, by the name of the queue. */
  readonly queues: Readonly<Record<string, number>>;
  /** Longest delay of each thread's event loop since it was last asked. */
  readonly lagMs: Readonly<Record<string, number>>;
  readonly writer: { readonly commits: number; readonly commitMs: number };
  readonly snmp: { readonly forged: number; readonly malformed: number; readonly anySource: number };
  readonly walBytes: number;
};

// What became of one kind of probe.
type ProbeCounters = {
  readonly rounds: number;
  readonly overruns: number;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  readonly failures: Readonly<Partial<Record<Reason, number>>>;
};
