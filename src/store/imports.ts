import { and, asc, desc, eq, isNull, lt } from 'drizzle-orm';
import { z } from 'zod';
import { type Actor, actorName } from '../access/actor.ts';
import { type Scope, sees } from '../access/scope.ts';
import type { Commit } from './commits.ts';
import type { Db } from './database.ts';
import { headerMappings, importBefore, imports } from './schema-records.ts';

/** An import that changed something. */
export type ImportRun = {
  readonly id: number;
  readonly at: number;
  readonly actor: string;
  readonly source: string;
  readonly fileHash: string | null;
  readonly seq: number;
  /** Agencies that the caller could act on; null = the whole tree. */
  readonly scope: readonly number[] | null;
  readonly tally: Readonly<Record<string, { added: number; changed: number; same: number }>>;
  readonly undoneSeq: number | null;
};

/** Tables that are changed in place. */
export type BeforeKind = 'device' | 'device_parent' | 'prefix' | 'contact';

/** What stood before an import; `before` null = it was not there. */
export type ImportBefore = { readonly kind: BeforeKind; readonly subjectId: number; readonly before: unknown };

/** Which field a header means, in sheets of one source; null = left out on purpose. */
export type HeaderMapping = { readonly header: string; readonly field: string | null };

const scopeSchema = z.array(z.number()).nullable();
const tallySchema = z.record(z.string(), z.object({ added: z.number(), changed: z.number(), same: z.number() }));

/** Imports that were made, and what is remembered of the sheets' headers. */
export function importReads(db: Db) {
  const told = (row: typeof imports.$inferSelect): ImportRun => ({
    ...row,
    scope: scopeSchema.parse(row.scope),
    tally: tallySchema.parse(row.tally),
  });
  // Who may act on a part of the tree sees the imports made with rights on no more than that part.
  const seen = (scope: Scope, run: ImportRun): boolean =>
    scope.agencyIds === null ||
    (run.scope !== null && run.scope.length > 0 && run.scope.every((id) => sees(scope, id)));
  return {
    /** Newest first. */
    list(scope: Scope, { before, limit }: { readonly before?: number; readonly limit: number }): ImportRun[] {
      const rows = db.orm
        .select()
        .from(imports)
        .where(before === undefined ? undefined : lt(imports.id, before))
        .orderBy(desc(imports.id))
        .all();
      return rows
        .map(told)
        .filter((run) => seen(scope, run))
        .slice(0, limit);
    },
    byId(scope: Scope, id: number): ImportRun | null {
      const row = db.orm.select().from(imports).where(eq(imports.id, id)).get();
      const run = row && told(row);
      return run && seen(scope, run) ? run : null;
    },
    /** An import of the same bytes that still stands; null when there is none. */
    ofFile(scope: Scope, fileHash: string): ImportRun | null {
      const rows = db.orm
        .select()
        .from(imports)
        .where(and(eq(imports.fileHash, fileHash), isNull(imports.undoneSeq)))
        .orderBy(desc(imports.id))
        .all();
      return rows.map(told).find((run) => seen(scope, run)) ?? null;
    },
    /** What the headers of a source's sheets of a kind mean. */
    mappings(source: string, kind: string): HeaderMapping[] {
      return db.orm
        .select({ header: headerMappings.header, field: headerMappings.field })
        .from(headerMappings)
        .where(and(eq(headerMappings.source, source), eq(headerMappings.kind, kind)))
        .orderBy(asc(headerMappings.header))
        .all();
    },
  };
}

/** Changes to what is kept of imports. */
export function importWrites(db: Db) {
  const putMapping = db.sqlite.prepare(`insert into header_mapping (source, kind, header, field, changed_at)
    values (?, ?, ?, ?, ?) on conflict (source, kind, header) do update set field = excluded.field,
    changed_at = excluded.changed_at where field is not excluded.field`);
  return {
    add(commit: Commit, actor: Actor, run: Pick<ImportRun, 'source' | 'fileHash' | 'scope' | 'tally'>): number {
      const row = { ...run, at: commit.at, actor: actorName(actor), seq: commit.seq() };
      return db.orm.insert(imports).values(row).returning({ id: imports.id }).get().id;
    },
    keepBefore(commit: Commit, kind: BeforeKind, subjectId: number, before: unknown): void {
      db.orm.insert(importBefore).values({ seq: commit.seq(), kind, subjectId, before }).run();
    },
    /** What stood before an import, in the order in which it was changed. */
    before(seq: number): ImportBefore[] {
      return db.orm
        .select({ kind: importBefore.kind, subjectId: importBefore.subjectId, before: importBefore.before })
        .from(importBefore)
        .where(eq(importBefore.seq, seq))
        .orderBy(asc(importBefore.id))
        .all();
    },
    markUndone(commit: Commit, id: number): void {
      db.orm.update(imports).set({ undoneSeq: commit.seq() }).where(eq(imports.id, id)).run();
    },
    /** Remembers what a header means; says whether that was new. */
    putMapping(source: string, kind: string, { header, field }: HeaderMapping, at: number): boolean {
      return putMapping.run(source, kind, header, field, at).changes > 0;
    },
  };
}
