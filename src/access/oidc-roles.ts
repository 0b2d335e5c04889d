import type { AccessRole } from './role.ts';

/** What a role is given for: a group of the identity provider. `agency` is a code; null = the whole tree. */
export type RoleOfGroup = { readonly group: string; readonly role: AccessRole; readonly agency: string | null };

/**
 * The roles that somebody in these groups has, each once, in the order of the mapping. Groups are compared exactly but
 * for the way their accents are encoded (NFC); one that is not in the mapping brings nothing.
 */
export function rolesOfGroups(
  groups: readonly string[],
  mapping: readonly RoleOfGroup[],
): Pick<RoleOfGroup, 'role' | 'agency'>[] {
  const held = new Set(groups.map((group) => group.normalize('NFC')));
  const brought = mapping.filter(({ group }) => held.has(group.normalize('NFC')));
  return brought
    .filter((one, at) => brought.findIndex(({ role, agency }) => role === one.role && agency === one.agency) === at)
    .map(({ role, agency }) => ({ role, agency }));
}
