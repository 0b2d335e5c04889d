import type { Observation, ProbeKind } from '../monitor/observation.ts';
import type { SnmpReading } from '../monitor/reading.ts';
import type { ProbeCount } from '../probe/count.ts';
import type { IcmpSaid } from '../probe/icmp-choose.ts';
import type { SnmpCounters } from '../probe/snmp-counters.ts';
import type { ProbeTask } from '../probe/task.ts';

/** What the probe thread is started with. */
export type ProbeStart = {
  readonly timeoutMs: number;
  readonly retries: number;
  /** Most SNMP and TCP probes under way at once. */
  readonly concurrency: number;
  readonly intervalMs: number;
  readonly echoes: number;
};

/** What some probes came to. */
export type Seen = { readonly observations: readonly Observation[]; readonly readings: readonly SnmpReading[] };

/** What the probe thread can be asked. Rounds are only handed over; what they come to is told as {@link ProbeNews}. */
export type ProbeProtocol = {
  /** A turn of these targets; those whose last turn is still under way are skipped and counted as overruns. */
  readonly round: { readonly ask: readonly ProbeTask[]; readonly answer: null };
  /** Probes now and waits for the end. */
  readonly demand: { readonly ask: readonly ProbeTask[]; readonly answer: Seen };
  /** Tests the engines and takes those that work; until it was asked there is none. */
  readonly chooseIcmp: { readonly ask: null; readonly answer: IcmpSaid };
  readonly status: { readonly ask: null; readonly answer: ProbeStatus };
  /** Tells what is left to tell and begins nothing new; nothing can be asked after it. */
  readonly stop: { readonly ask: null; readonly answer: null };
};

/** Told without being asked, at most ten times a second; `bugs` are the stacks of probes that broke. */
export type ProbeNews = { readonly seen: Seen; readonly bugs: readonly string[] };

/** How the probe thread does, counted since it started. */
export type ProbeStatus = {
  readonly probes: Readonly<Record<ProbeKind, ProbeCount>>;
  readonly snmp: Readonly<SnmpCounters>;
  readonly waiting: number;
  readonly lagMs: number;
};
