import { type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Scope } from '../access/scope.ts';

/** The condition that keeps a query inside the caller's part of the tree; undefined = the whole of it. */
export function inScope(agencyId: AnySQLiteColumn, scope: Scope): SQL | undefined {
  if (scope.agencyIds === null) return undefined;
  return sql`${agencyId} in (select value from json_each(${scopeJson(scope)}))`;
}

/** The same condition for a prepared query; run it with `scope: scopeJson(scope)`. */
export function inGivenScope(agencyId: AnySQLiteColumn): SQL {
  const scope = sql.placeholder('scope');
  return sql`(${scope} is null or ${agencyId} in (select value from json_each(${scope})))`;
}

/** A scope as a parameter of a prepared query: the ids as JSON, null for the whole tree. */
export function scopeJson(scope: Scope): string | null {
  return scope.agencyIds === null ? null : JSON.stringify([...scope.agencyIds]);
}
