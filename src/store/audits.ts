import { and, desc, eq, lt } from 'drizzle-orm';
import type { Db } from './database.ts';
import { audits } from './schema.ts';

/** One row of the record of changes. */
export type AuditRow = {
  readonly id: number;
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly seq: number;
  readonly detail: unknown;
};

/** The record of changes, newest first; for administrators, so it takes no scope but the caller's right to read it. */
export function auditReads(db: Db) {
  return {
    list(filter: {
      subjectKind?: string | undefined;
      subjectId?: string | undefined;
      beforeId?: number | undefined;
      limit: number;
    }): AuditRow[] {
      const where = [
        filter.subjectKind === undefined ? undefined : eq(audits.subjectKind, filter.subjectKind),
        filter.subjectId === undefined ? undefined : eq(audits.subjectId, filter.subjectId),
        filter.beforeId === undefined ? undefined : lt(audits.id, filter.beforeId),
      ];
      return db.orm
        .select()
        .from(audits)
        .where(and(...where))
        .orderBy(desc(audits.id))
        .limit(filter.limit)
        .all();
    },
  };
}
