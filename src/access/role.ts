/** What somebody may be for a part of the agency tree. */
export const accessRoles = ['viewer', 'operator', 'planner', 'reporter', 'approver', 'administrator'] as const;
export type AccessRole = (typeof accessRoles)[number];

/**
 * What can be allowed. `look` covers everything that is only read and belongs to an agency, but for the personal data of
 * focal points: those see only who has to write to them or keeps them (`see-contacts`, `change-contacts`). The `manage-…`
 * and `read-audit` ones concern the whole site and can only come from a grant on the whole tree.
 */
export const permissions = [
  'look',
  'see-contacts',
  'change-contacts',
  'probe',
  'change-agencies',
  'change-devices',
  'declare',
  'approve',
  'assess',
  'manage-credentials',
  'manage-access',
  'read-audit',
] as const;
export type Permission = (typeof permissions)[number];

const allowed: Readonly<Record<AccessRole, readonly Permission[]>> = {
  viewer: ['look'],
  operator: ['look', 'probe', 'change-devices'],
  planner: ['look', 'see-contacts', 'change-contacts', 'change-agencies', 'change-devices'],
  reporter: ['look', 'see-contacts', 'change-contacts', 'declare'],
  approver: ['look', 'see-contacts', 'declare', 'approve', 'assess'],
  administrator: permissions,
};

const sitePermissions: ReadonlySet<Permission> = new Set([
  'assess',
  'manage-credentials',
  'manage-access',
  'read-audit',
]);

/** Whether a role brings a permission. */
export function allows(role: AccessRole, permission: Permission): boolean {
  return allowed[role].includes(permission);
}

/** Whether a permission concerns the whole site, so that only a grant on the whole tree can bring it. */
export function isForSite(permission: Permission): boolean {
  return sitePermissions.has(permission);
}
