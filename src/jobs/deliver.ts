import type { Logger } from 'pino';
import type { IngestResult } from '../command/ingest.ts';
import type { Observation } from '../monitor/observation.ts';
import type { ObservationBatch, SnmpReading } from '../monitor/reading.ts';
import type { Clock } from './clock.ts';

export type DeliverDoors = {
  readonly clock: Clock;
  /** Hands a batch to the writer; rejects when it was not committed. */
  ingest(batch: ObservationBatch): Promise<IngestResult>;
  /** Hears of every committed batch. */
  onIngested(result: IngestResult): void;
  readonly log: Logger;
};

/**
 * Carries what was seen to the writer: numbered, in order, one batch at a time. A batch that the writer could not commit
 * is tried again with the same number (a full disk passes); after the last try it is dropped, loudly, and counted. So is
 * a batch that finds too many waiting: what nobody stored is a gap, and memory has an end.
 */
export class Delivery {
  readonly #doors: DeliverDoors;
  readonly #poller: string;
  readonly #epoch: number;
  #sequence = 0;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #dropped = 0;
  #overfull = false;
  #closing = false;
  #wake: (() => void) | null = null;

  constructor(doors: DeliverDoors, poller: string, epoch: number) {
    this.#doors = doors;
    this.#poller = poller;
    this.#epoch = epoch;
  }

  /** Resolves when the batch is committed, or given up. An empty one says that the poller lives. */
  send(observations: readonly Observation[], readings: readonly SnmpReading[]): Promise<void> {
    if (this.#waiting >= MOST_WAITING) return this.#refuse();
    this.#overfull = false;
    this.#sequence += 1;
    const sequence = this.#sequence;
    const batch = { poller: this.#poller, epoch: this.#epoch, sequence, observations, readings };
    this.#waiting += 1;
    const delivered = this.#last
      .then(() => this.#deliver(batch))
      .finally(() => {
        this.#waiting -= 1;
      });
    this.#last = delivered;
    return delivered;
  }

  /** Batches not committed yet. */
  waiting(): number {
    return this.#waiting;
  }

  /** Batches given up since the start. */
  dropped(): number {
    return this.#dropped;
  }

  /** Resolves when everything sent so far has come to an end, each batch with one more try at most. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#wake?.();
    await this.#last;
  }

  async #refuse(): Promise<void> {
    this.#dropped += 1;
    if (!this.#overfull) this.#doors.log.error({ waiting: this.#waiting }, 'too many batches wait, dropping new ones');
    this.#overfull = true;
  }

  async #deliver(batch: ObservationBatch): Promise<void> {
    const result = await this.#ingest(batch);
    try {
      if (result) this.#doors.onIngested(result);
    } catch (error) {
      this.#doors.log.error({ err: error, sequence: batch.sequence }, 'what follows from a batch failed');
    }
  }

  /** Null when the batch was given up. */
  async #ingest(batch: ObservationBatch): Promise<IngestResult | null> {
    const { ingest, log } = this.#doors;
    const { sequence } = batch;
    for (const waitMs of [...RETRY_AFTER_MS, null]) {
      try {
        return await ingest(batch);
      } catch (error) {
        if (waitMs === null || this.#closing) {
          this.#dropped += 1;
          log.error({ err: error, sequence, observations: batch.observations.length }, 'batch dropped');
          return null;
        }
        log.warn({ err: error, sequence, waitMs }, 'batch not committed, trying again');
        await this.#pause(waitMs);
      }
    }
    return null;
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        stop();
        this.#wake = null;
        resolve();
      };
      const stop = this.#doors.clock.after(ms, wake);
      this.#wake = wake;
    });
  }
}

const RETRY_AFTER_MS = [500, 1_000, 5_000, 30_000];
const MOST_WAITING = 1_000;
