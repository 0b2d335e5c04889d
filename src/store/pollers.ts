import { z } from 'zod';
import type { Db } from './database.ts';
import { pollerEpochs } from './schema.ts';

/** One run of a poller: from its start until it was last seen alive. */
export type PollerEpoch = {
  readonly epoch: number;
  readonly poller: string;
  readonly startedAt: number;
  readonly heartbeatAt: number;
  readonly sequence: number;
};

/** Runs of pollers. */
export function pollerReads(db: Db) {
  return {
    list(): PollerEpoch[] {
      return db.orm.select().from(pollerEpochs).orderBy(pollerEpochs.epoch).all();
    },
  };
}

const sequenceSchema = z.number().optional();

/** Starts and heartbeats of pollers. */
export function pollerWrites(db: Db) {
  const last = db.sqlite.prepare('select sequence from poller_epoch where epoch = ? and poller = ?').pluck();
  const advance = db.sqlite.prepare('update poller_epoch set sequence = ?, heartbeat_at = ? where epoch = ?');
  return {
    /** A new run of a poller; the number it gets is never given again. */
    begin(poller: string, at: number): number {
      return db.orm
        .insert(pollerEpochs)
        .values({ poller, startedAt: at, heartbeatAt: at, sequence: 0 })
        .returning({ epoch: pollerEpochs.epoch })
        .get().epoch;
    },
    /** Takes a batch's number; false when it was taken before. Throws for a run that was never begun. */
    advance(poller: string, epoch: number, sequence: number, at: number): boolean {
      const taken = sequenceSchema.parse(last.get(epoch, poller));
      if (taken === undefined) throw new Error(`poller ${poller}: epoch ${epoch} was never begun`);
      if (sequence <= taken) return false;
      advance.run(sequence, at, epoch);
      return true;
    },
  };
}
