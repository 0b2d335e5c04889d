import { z } from 'zod';
import type { Commit } from './commits.ts';
import type { Db } from './database.ts';

/** A catalogue as it was in force. */
export type KeptCatalogue = { readonly kind: string; readonly hash: string; readonly content: string };

const rowSchema = z.object({ kind: z.string(), hash: z.string(), content: z.string() }).optional();

/** Catalogues that something kept rests on. */
export function catalogueReads(db: Db) {
  const byHash = db.sqlite.prepare('select kind, hash, content from catalogue where hash = ?');
  return {
    byHash(hash: string): KeptCatalogue | null {
      return rowSchema.parse(byHash.get(hash)) ?? null;
    },
  };
}

/** Catalogues are only ever added. */
export function catalogueWrites(db: Db) {
  const add = db.sqlite.prepare('insert into catalogue (hash, kind, content, seq) values (?, ?, ?, ?)');
  return {
    add(commit: Commit, { kind, hash, content }: KeptCatalogue): void {
      add.run(hash, kind, content, commit.seq());
    },
  };
}
