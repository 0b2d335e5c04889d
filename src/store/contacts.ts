import { and, asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Scope } from '../access/scope.ts';
import type { Contact, ContactValues } from '../inventory/contact.ts';
import { contactBeforeSchema } from '../inventory/import-before.ts';
import type { Db } from './database.ts';
import { contacts } from './schema-records.ts';
import { inScope } from './scope-filter.ts';

const copiesSchema = z.array(z.string());

/** Focal points: personal data, in no other table but what an import keeps to be taken back. */
export function contactReads(db: Db) {
  const copies = db.sqlite
    .prepare(
      "select before from import_before where kind = 'contact' and subject_id = ? and before <> 'null' order by id",
    )
    .pluck();
  return {
    list(scope: Scope): Contact[] {
      return db.orm.select().from(contacts).where(inScope(contacts.agencyId, scope)).orderBy(asc(contacts.id)).all();
    },
    /** What imports keep of a person so that they can be undone, oldest first; ask only for somebody the caller may see. */
    copiesOf(id: number): z.output<typeof contactBeforeSchema>[] {
      return copiesSchema.parse(copies.all(id)).map((text) => contactBeforeSchema.parse(JSON.parse(text)));
    },
    byId(scope: Scope, id: number): Contact | null {
      return (
        db.orm
          .select()
          .from(contacts)
          .where(and(eq(contacts.id, id), inScope(contacts.agencyId, scope)))
          .get() ?? null
      );
    },
  };
}

/** Changes to focal points: in place, and erased for good. */
export function contactWrites(db: Db) {
  const forgetBefore = db.sqlite.prepare("delete from import_before where kind = 'contact' and subject_id = ?");
  return {
    find(agencyId: number, name: string): Contact | null {
      return (
        db.orm
          .select()
          .from(contacts)
          .where(and(eq(contacts.agencyId, agencyId), eq(contacts.name, name)))
          .get() ?? null
      );
    },
    create(values: ContactValues, at: number): number {
      const row = { ...values, createdAt: at, changedAt: at };
      return db.orm.insert(contacts).values(row).returning({ id: contacts.id }).get().id;
    },
    update(id: number, values: ContactValues, at: number): void {
      db.orm
        .update(contacts)
        .set({ ...values, changedAt: at })
        .where(eq(contacts.id, id))
        .run();
    },
    /** Erases a person: the row and every copy that an import kept. */
    erase(id: number): void {
      forgetBefore.run(id);
      db.orm.delete(contacts).where(eq(contacts.id, id)).run();
    },
  };
}
