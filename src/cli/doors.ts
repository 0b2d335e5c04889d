import type { Account } from '../access/account.ts';
import type { ChainHead } from '../access/audit-chain.ts';
import type { AuditLine } from '../access/audit-line.ts';
import type { Grant } from '../access/grant.ts';
import type { Token } from '../access/token.ts';
import type { Submit } from '../command/command.ts';
import type { Settings } from '../config/load.ts';
import type { SnmpCredential } from '../inventory/credential.ts';
import type { Observation } from '../monitor/observation.ts';
import type { SnmpReading } from '../monitor/reading.ts';

/** What the command line needs of the machine and of the rest of the program. */
export type CliDoors = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** The name of the person at the keyboard, for the record of changes. */
  readonly user: string;
  readonly version: string;
  /** Epoch ms. */
  now(): number;
  out(line: string): void;
  err(line: string): void;
  /** Throws as node:fs does. */
  readFile(file: string): Uint8Array;
  /** Runs the service until it is told to stop. */
  serve(settings: Settings): Promise<void>;
  /** Runs the service on the invented province until it is told to stop. */
  demo(settings: Settings, plan: DemoTimes): Promise<void>;
  /** Changes go to the running service, or straight into the database when none runs. */
  openSubmit(settings: Settings): Promise<{ submit: Submit; close(): Promise<void> }>;
  /** What is known of people and programs, read beside a running service. @throws ConfigurationError without a database. */
  openAccess(settings: Settings): AccessLook;
  /** The record of changes and the heads kept outside, read beside a running service. @throws ConfigurationError as well. */
  openAudit(settings: Settings): AuditLook;
  /** Seals every secret with a fresh key; false when everything was sealed with it. @throws LockedError while a service runs. */
  rotateKey(settings: Settings): boolean;
  /** A new key signs the heads of the audit from here on. @throws LockedError while a service runs. */
  rotateAuditKey(settings: Settings): void;
  /** Throws ConfigurationError for what only the rooms concerned can judge: networks, certificates, the identity provider. */
  checkSettings(settings: Settings): void;
  /** Opens a stored credential by its name; null when there is none. */
  credential(settings: Settings, name: string): SnmpCredential | null;
  /** Probes an address once by ICMP and, with a credential, by SNMP. */
  probe(request: ProbeRequest): Promise<ProbeOutcome>;
};

/** Accounts, their roles, and tokens, as they stand when asked. */
export type AccessLook = {
  accounts(): readonly Account[];
  /** Grants that hold. */
  grants(accountId: number): readonly Grant[];
  tokens(): readonly Token[];
  /** The newest code of an agency. */
  agencyCode(id: number): string;
  /** The key of token hashes. @throws DamagedError when there is none. */
  tokenKey(): Buffer;
  close(): void;
};

/** The audit for checking. */
export type AuditLook = {
  /** Where the heads stand. */
  readonly headsFile: string;
  heads(): { readonly heads: readonly ChainHead[]; readonly fault: HeadFault | null };
  /** Every row, oldest first. */
  rows(): Iterable<AuditLine>;
  close(): void;
};

/** The first bad line of the heads file; `heads-` and the reason is a message code. */
export type HeadFault = { readonly line: number; readonly reason: string };

/** When the demo cuts a router, for how long, and how often it polls, ms. */
export type DemoTimes = { readonly intervalMs: number; readonly cutAfterMs: number; readonly cutForMs: number };

type ProbeRequest = {
  readonly address: string;
  readonly port: number;
  readonly credential: SnmpCredential | null;
  readonly timeoutMs: number;
  readonly retries: number;
};

/** What came of it; `snmp` null without a credential. */
export type ProbeOutcome = {
  readonly icmp: Observation;
  readonly snmp: Observation | null;
  readonly reading: SnmpReading | null;
};
