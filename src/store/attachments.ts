import { z } from 'zod';
import type { Scope } from '../access/scope.ts';
import { DamagedError } from '../errors.ts';
import { contentHash } from '../inventory/content-hash.ts';
import type { Evidence } from '../inventory/declaration-evidence.ts';
import type { Db } from './database.ts';
import { scopeJson } from './scope-filter.ts';

/** Evidence as it is attached to a declaration; `addedAt` epoch ms. */
export type Attachment = Evidence & { readonly actor: string; readonly addedAt: number };

const rowSchema = z.object({
  hash: z.string(),
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.number(),
  actor: z.string(),
  addedAt: z.number(),
});
const rowsSchema = z.array(rowSchema);
const contentSchema = rowSchema.extend({ content: z.instanceof(Uint8Array) }).optional();

const columns = `t.hash, da.name, t.media_type as mediaType, t.size_bytes as sizeBytes, da.actor, da.added_at as addedAt`;
const attached = `from declaration_attachment da join attachment t on t.hash = da.hash
  join declaration d on d.id = da.declaration_id
  where da.declaration_id = :id and da.removed_at is null
    and (:scope is null or d.agency_id in (select value from json_each(:scope)))`;

/** The evidence of declarations: content is given out only through a declaration that the caller may see. */
export function attachmentReads(db: Db) {
  const list = db.sqlite.prepare(`select ${columns} ${attached} order by da.added_at, da.rowid`);
  const content = db.sqlite.prepare(`select ${columns}, t.content ${attached} and t.hash = :hash`);
  return {
    /** What is attached to a declaration now, the oldest first. */
    list(scope: Scope, declarationId: number): Attachment[] {
      return rowsSchema.parse(list.all({ id: declarationId, scope: scopeJson(scope) }));
    },
    /** One of them with its bytes. @throws DamagedError when they are not those that were attached */
    content(
      scope: Scope,
      declarationId: number,
      hash: string,
    ): (Attachment & { readonly bytes: Uint8Array<ArrayBuffer> }) | null {
      const row = contentSchema.parse(content.get({ id: declarationId, hash, scope: scopeJson(scope) }));
      if (row === undefined) return null;
      const { content: stored, ...attachment } = row;
      const bytes = new Uint8Array(stored);
      if (contentHash(bytes) === hash) return { ...attachment, bytes };
      throw new DamagedError(`${attachment.name}: nội dung đã bị thay đổi / its content was altered (${hash})`);
    },
  };
}

/** Changes to evidence: content is kept once for all declarations; what is taken off is marked. */
export function attachmentWrites(db: Db) {
  const keep = db.sqlite.prepare(`insert into attachment (hash, media_type, size_bytes, content, stored_at)
    values (:hash, :mediaType, :sizeBytes, :content, :at) on conflict (hash) do nothing`);
  const attach =
    db.sqlite.prepare(`insert into declaration_attachment (declaration_id, hash, name, actor, added_at, removed_at)
    values (:id, :hash, :name, :actor, :at, null) on conflict (declaration_id, hash)
    do update set name = excluded.name, actor = excluded.actor, added_at = excluded.added_at, removed_at = null`);
  const remove = db.sqlite.prepare(`update declaration_attachment set removed_at = :at
    where declaration_id = :id and hash = :hash and removed_at is null`);
  const copy = db.sqlite.prepare(`insert into declaration_attachment
    (declaration_id, hash, name, actor, added_at, removed_at)
    select :to, hash, name, actor, added_at, null from declaration_attachment
    where declaration_id = :from and removed_at is null`);
  const everCount = db.sqlite.prepare('select count(*) from declaration_attachment where declaration_id = ?').pluck();
  return {
    /** Keeps content under its hash; the same content again is kept once. */
    keep({ hash, mediaType, sizeBytes }: Evidence, content: Uint8Array, at: number): void {
      keep.run({ hash, mediaType, sizeBytes, content, at });
    },
    attach(declarationId: number, { hash, name }: Evidence, actor: string, at: number): void {
      attach.run({ id: declarationId, hash, name, actor, at });
    },
    /** Takes evidence off; says whether it was there. */
    remove(declarationId: number, hash: string, at: number): boolean {
      return remove.run({ id: declarationId, hash, at }).changes > 0;
    },
    /** Attaches to a declaration what another one has. */
    copy(from: number, to: number): void {
      copy.run({ from, to });
    },
    /** How many different files a declaration ever had, those taken off too. */
    everCount(declarationId: number): number {
      return z.number().parse(everCount.get(declarationId));
    },
  };
}
