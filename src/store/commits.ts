import { desc, eq, lte, max, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Actor, actorName } from '../access/actor.ts';
import { CHAIN_START, chainHash } from '../access/audit-chain.ts';
import type { Db } from './database.ts';
import { commits } from './schema.ts';

/** What a change is about. */
type Subject = {
  readonly kind:
    | 'agency'
    | 'device'
    | 'prefix'
    | 'credential'
    | 'fact'
    | 'record'
    | 'contact'
    | 'import'
    | 'declaration'
    | 'mapping'
    | 'catalogue'
    | 'reminder'
    | 'account'
    | 'grant'
    | 'token'
    | 'session'
    | 'setup'
    | 'key';
  readonly id: string;
};

/**
 * One transaction's mark in the known time. The sequence is drawn when the first change asks for it, so a command that
 * changes nothing leaves nothing behind. Every change says who asked and what changed.
 */
export type Commit = {
  readonly at: number;
  seq(): number;
  audit(action: string, subject: Subject, detail: Readonly<Record<string, unknown>>): void;
  drawn(): number | null;
};

const chainEnd = z.object({ id: z.number(), hash: z.string() });

/** Opens commits, each for one running transaction. */
export function commitOpener(db: Db): (actor: Actor, now: number) => Commit {
  const newest = db.orm.select({ at: commits.at }).from(commits).orderBy(desc(commits.seq)).limit(1).prepare();
  const add = db.sqlite.prepare('insert into commit_log (at, actor) values (?, ?)');
  const addAudit = db.sqlite.prepare(
    'insert into audit (id, at, actor, action, subject_kind, subject_id, seq, detail, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const lastAudit = db.sqlite.prepare('select id, hash from audit order by id desc limit 1');
  return (actor, now) => {
    const name = actorName(actor);
    let seq: number | null = null;
    const draw = (): number => {
      if (seq !== null) return seq;
      // Known time never runs backwards nor stands still, even when the machine's clock does: an instant once
      // answered by a commit is answered by the same one for ever.
      const last = newest.get()?.at ?? Number.NEGATIVE_INFINITY;
      seq = Number(add.run(Math.max(now, last + 1), name).lastInsertRowid);
      return seq;
    };
    return {
      at: now,
      seq: draw,
      drawn: () => seq,
      audit(action, subject, detail) {
        const last = chainEnd.parse(lastAudit.get() ?? { id: 0, hash: CHAIN_START });
        const row = {
          id: last.id + 1,
          at: now,
          actor: name,
          action,
          subjectKind: subject.kind,
          subjectId: subject.id,
          seq: draw(),
          detail: JSON.stringify(detail),
        };
        const hash = chainHash(last.hash, row);
        addAudit.run(row.id, row.at, row.actor, action, row.subjectKind, row.subjectId, row.seq, row.detail, hash);
      },
    };
  };
}

/** Questions about the known time. */
export function commitReads(db: Db) {
  const lastSeq = db.orm
    .select({ seq: max(commits.seq) })
    .from(commits)
    .prepare();
  const seqAt = db.orm
    .select({ seq: commits.seq })
    .from(commits)
    .where(lte(commits.at, sql.placeholder('instant')))
    .orderBy(desc(commits.at))
    .limit(1)
    .prepare();
  const instantOf = db.orm
    .select({ at: commits.at })
    .from(commits)
    .where(eq(commits.seq, sql.placeholder('seq')))
    .prepare();
  return {
    /** The newest commit, 0 when there is none. */
    lastSeq(): number {
      return lastSeq.get()?.seq ?? 0;
    },
    /** The last commit at or before an instant (epoch ms), 0 when there is none. */
    seqAt(instant: number): number {
      return seqAt.get({ instant })?.seq ?? 0;
    },
    /** When a commit was made, epoch ms, later than the one before it; null for none. */
    instantOf(seq: number): number | null {
      return instantOf.get({ seq })?.at ?? null;
    },
  };
}
