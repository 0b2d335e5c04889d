import { z } from 'zod';
import type { ProbeKind } from '../monitor/observation.ts';
import type { Db } from './database.ts';

const instantSchema = z.number().optional();

/** When devices answered, for deciding whether they ever did in some days. */
export function deviceAnswers(db: Db) {
  const last = db.sqlite
    .prepare(
      `select at from observation where device_id = ? and probe = ? and at between ? and ? and outcome = 'answer'
        order by at desc limit 1`,
    )
    .pluck();
  return {
    /** The newest answer in [from, until], epoch ms; null without one. Walks back over misses: quick where it ended well. */
    last(deviceId: number, probe: ProbeKind, from: number, until: number): number | null {
      return instantSchema.parse(last.get(deviceId, probe, from, until)) ?? null;
    },
  };
}
