import type { Observation, Outcome, ProbeKind, Reason } from '../monitor/observation.ts';

/** What became of one kind of probe since the thread started. */
export type ProbeCount = {
  readonly rounds: number;
  /** Turns skipped because the one before was still under way. */
  readonly overruns: number;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  readonly failures: Readonly<Partial<Record<Reason, number>>>;
};

type Counting = {
  rounds: number;
  overruns: number;
  readonly outcomes: Partial<Record<Outcome, number>>;
  readonly failures: Partial<Record<Reason, number>>;
};

/** Counts what the probes of this thread come to. */
export class ProbeCounter {
  readonly #all: Record<ProbeKind, Counting> = { icmp: nothing(), snmp: nothing(), tcp: nothing() };

  round(probe: ProbeKind): void {
    this.#all[probe].rounds += 1;
  }

  overrun(probe: ProbeKind): void {
    this.#all[probe].overruns += 1;
  }

  observed({ probe, outcome, reason }: Observation): void {
    const { outcomes, failures } = this.#all[probe];
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    if (reason !== null) failures[reason] = (failures[reason] ?? 0) + 1;
  }

  counts(): Readonly<Record<ProbeKind, ProbeCount>> {
    return structuredClone(this.#all);
  }
}

function nothing(): Counting {
  return { rounds: 0, overruns: 0, outcomes: {}, failures: {} };
}
