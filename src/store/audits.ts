import { and, desc, eq, lt } from 'drizzle-orm';
import { z } from 'zod';
import type { AuditLine } from '../access/audit-line.ts';
import type { Db } from './database.ts';
import { audits } from './schema.ts';

/** One row of the record of changes, with its place in the chain. */
export type AuditRow = Omit<AuditLine, 'detail'> & { readonly detail: unknown };

const lineSchema = z.object({
  id: z.number(),
  at: z.number(),
  actor: z.string(),
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  seq: z.number(),
  detail: z.string(),
  hash: z.string(),
});

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
        .all()
        .map((row) => ({ ...row, detail: JSON.parse(row.detail) }));
    },
    /** Every row from an id on as it is stored, oldest first, one at a time: for checking the chain and sending it on. */
    *lines(fromId = 1): Generator<AuditLine> {
      for (const row of db.sqlite.prepare(linesSql).iterate(fromId)) yield lineSchema.parse(row);
    },
    /** The end of the chain; null before the first row. */
    last(): AuditLine | null {
      const row = db.sqlite.prepare(`${linesSql} desc limit 1`).get(0);
      return row === undefined ? null : lineSchema.parse(row);
    },
  };
}

const linesSql = `select id, at, actor, action, subject_kind as subjectKind, subject_id as subjectId, seq, detail, hash
  from audit where id >= ? order by id`;
