import { eq, max } from 'drizzle-orm';
import type { Db } from './database.ts';
import { jobRuns } from './schema.ts';

/** Which calendar jobs were carried out. */
export function jobRunReads(db: Db) {
  return {
    /** The due instant of the last run, epoch ms; null when the job never ran. */
    lastDueAt(job: string): number | null {
      return (
        db.orm
          .select({ at: max(jobRuns.dueAt) })
          .from(jobRuns)
          .where(eq(jobRuns.job, job))
          .get()?.at ?? null
      );
    },
  };
}

/** Marks calendar jobs as done. */
export function jobRunWrites(db: Db) {
  return {
    finish(job: string, dueAt: number, finishedAt: number): void {
      db.orm.insert(jobRuns).values({ job, dueAt, finishedAt }).onConflictDoNothing().run();
    },
  };
}
