import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Logger } from 'pino';
import { HOUR_MS } from '../calendar/interval.ts';
import type { ProbeKind } from '../monitor/observation.ts';
import type { ProbeCount } from '../probe/count.ts';
import type { IcmpSaid } from '../probe/icmp-choose.ts';
import type { SnmpCounters } from '../probe/snmp-counters.ts';
import type { Clock, Stop } from './clock.ts';

type ProbeLook = {
  readonly probes: Readonly<Partial<Record<ProbeKind, ProbeCount>>>;
  readonly snmp: Readonly<SnmpCounters>;
  readonly waiting: number;
  readonly lagMs: number;
};
type WriterLook = { readonly commits: number; readonly commitMs: number; readonly lagMs: number };

export type WatchDoors = {
  readonly clock: Clock;
  readonly log: Logger;
  probe(): Promise<ProbeLook>;
  writer(): Promise<WriterLook>;
  /** Tests the ICMP engines on loopback and says which work. */
  chooseIcmp(): Promise<IcmpSaid>;
  /** Told after every look at which both threads answered. */
  onAlive(): void;
};

/** Asks the threads how they do, every few seconds, and tests the ICMP engines at start and every hour. */
export class SelfWatch {
  readonly #doors: WatchDoors;
  readonly #delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  #stops: Stop[] = [];
  #icmp: IcmpSaid | null = null;
  #probe: ProbeLook | null = null;
  #writer: WriterLook | null = null;
  #mainLagMs = 0;

  constructor(doors: WatchDoors) {
    this.#doors = doors;
  }

  async start(): Promise<void> {
    this.#delay.enable();
    await this.#testIcmp();
    await this.#look();
    const { clock } = this.#doors;
    this.#stops = [
      clock.every(LOOK_EVERY_MS, () => void this.#look()),
      clock.every(HOUR_MS, () => void this.#testIcmpAgain()),
    ];
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    this.#delay.disable();
  }

  /** What was seen at the last look. */
  seen() {
    const [probe, writer, icmp] = [this.#probe, this.#writer, this.#icmp];
    const code = icmp?.code ?? 'no-engine';
    const engine: 'fping' | 'ping' | 'none' = code === 'no-engine' ? 'none' : code === 'ping-only' ? 'ping' : 'fping';
    return {
      icmp: { engine, working: engine !== 'none' },
      probes: probe?.probes ?? {},
      probesWaiting: probe?.waiting ?? 0,
      lagMs: { main: this.#mainLagMs, probe: probe?.lagMs ?? 0, writer: writer?.lagMs ?? 0 },
      writer: { commits: writer?.commits ?? 0, commitMs: writer?.commitMs ?? 0 },
      snmp: {
        forged: probe?.snmp.forged ?? 0,
        malformed: probe?.snmp.malformed ?? 0,
        anySource: probe?.snmp.anySourceAccepted ?? 0,
      },
    };
  }

  async #look(): Promise<void> {
    try {
      [this.#probe, this.#writer] = await Promise.all([this.#doors.probe(), this.#doors.writer()]);
      this.#doors.onAlive();
    } catch (error) {
      this.#doors.log.warn({ err: error }, 'a thread did not say how it does');
    }
    this.#mainLagMs = Math.max(0, this.#delay.max / 1e6 - RESOLUTION_MS);
    this.#delay.reset();
  }

  async #testIcmpAgain(): Promise<void> {
    try {
      await this.#testIcmp();
    } catch (error) {
      this.#doors.log.warn({ err: error }, 'the ICMP engines were not tested');
    }
  }

  async #testIcmp(): Promise<void> {
    const said = await this.#doors.chooseIcmp();
    const before = this.#icmp;
    this.#icmp = said;
    if (before && JSON.stringify(before) === JSON.stringify(said)) return;
    if (said.code === 'no-engine') {
      this.#doors.log.warn(said, 'ICMP: no engine works (fping, ping); devices are judged by SNMP or TCP only');
    } else {
      this.#doors.log.info(said, 'ICMP engines tested on loopback');
    }
  }
}

const LOOK_EVERY_MS = 5_000;
const RESOLUTION_MS = 10;
