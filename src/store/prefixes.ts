import { and, asc, eq, sql } from 'drizzle-orm';
import type { Scope } from '../access/scope.ts';
import type { Prefix } from '../inventory/prefix.ts';
import type { Db } from './database.ts';
import { prefixes } from './schema.ts';
import { inGivenScope, inScope, scopeJson } from './scope-filter.ts';

/** Address prefixes of agencies, in the order of their ids. */
export function prefixReads(db: Db) {
  const byCidr = db.orm
    .select()
    .from(prefixes)
    .where(and(eq(prefixes.cidr, sql.placeholder('cidr')), inGivenScope(prefixes.agencyId)))
    .prepare();
  return {
    list(scope: Scope): Prefix[] {
      return db.orm.select().from(prefixes).where(inScope(prefixes.agencyId, scope)).orderBy(asc(prefixes.id)).all();
    },
    byId(scope: Scope, id: number): Prefix | null {
      return (
        db.orm
          .select()
          .from(prefixes)
          .where(and(eq(prefixes.id, id), inScope(prefixes.agencyId, scope)))
          .get() ?? null
      );
    },
    byCidr(scope: Scope, cidr: string): Prefix | null {
      return byCidr.get({ cidr, scope: scopeJson(scope) }) ?? null;
    },
  };
}

/** Changes to prefixes; nothing refers to one, so closing erases it (the audit row keeps what it was). */
export function prefixWrites(db: Db) {
  const create = db.sqlite.prepare('insert into prefix (agency_id, cidr) values (?, ?)');
  return {
    create(agencyId: number, cidr: string): number {
      return Number(create.run(agencyId, cidr).lastInsertRowid);
    },
    erase(id: number): void {
      db.orm.delete(prefixes).where(eq(prefixes.id, id)).run();
    },
  };
}
