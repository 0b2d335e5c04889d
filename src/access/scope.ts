const granted: unique symbol = Symbol('granted');

/**
 * What part of the agency tree a caller may see. Every query of the store takes one; it can only be made here,
 * so a query that nobody thought about does not compile. `agencyIds` null = the whole tree.
 */
export type Scope = { readonly [granted]: true; readonly agencyIds: ReadonlySet<number> | null };

/** The whole tree: the bootstrap administrator, the jobs, the command line on the machine itself. */
export const wholeTree: Scope = { [granted]: true, agencyIds: null };

/** Only the agencies named (a subtree is resolved to its ids first). */
export function scopeOf(agencyIds: Iterable<number>): Scope {
  return { [granted]: true, agencyIds: new Set(agencyIds) };
}

/** Whether the caller may see this agency. */
export function sees(scope: Scope, agencyId: number): boolean {
  return scope.agencyIds === null || scope.agencyIds.has(agencyId);
}
