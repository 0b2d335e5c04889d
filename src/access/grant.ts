import { type AccessRole, allows, isForSite, type Permission } from './role.ts';
import { type Scope, scopeOf, wholeTree } from './scope.ts';

/** A role on an agency and everything below it; `agencyId` null = on the whole tree. */
export type Grant = { readonly role: AccessRole; readonly agencyId: number | null };

/** The agency tree as it stands: every agency with its parent. */
export type AgencyTree = readonly { readonly id: number; readonly parentId: number | null }[];

/** The part of the tree for which the grants bring a permission; null when they bring it nowhere. */
export function scopeFor(grants: readonly Grant[], permission: Permission, tree: AgencyTree): Scope | null {
  const bringing = grants.filter((grant) => allows(grant.role, permission));
  if (bringing.some((grant) => grant.agencyId === null)) return wholeTree;
  if (isForSite(permission) || bringing.length === 0) return null;
  return scopeOf(
    subtree(
      bringing.flatMap((grant) => grant.agencyId ?? []),
      tree,
    ),
  );
}

/** The roots and all their descendants; circles end. */
function subtree(roots: readonly number[], tree: AgencyTree): Set<number> {
  const children = Map.groupBy(tree, (agency) => agency.parentId);
  const found = new Set<number>();
  const open = [...roots];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...(children.get(id) ?? []).map((agency) => agency.id));
  }
  return found;
}
