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
  /** Opens a stored credential by its name; null when there is none. */
  credential(settings: Settings, name: string): SnmpCredential | null;
  /** Probes an address once by ICMP and, with a credential, by SNMP. */
  probe(request: ProbeRequest): Promise<ProbeOutcome>;
};

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
