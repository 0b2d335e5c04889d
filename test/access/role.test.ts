import { expect, test } from 'vitest';
import { accessRoles, allows, isForSite, permissions } from '../../src/access/role.ts';

test('who may do what', () => {
  const lines = permissions.map((permission) => {
    const marks = accessRoles.map((role) => (allows(role, permission) ? 'x' : '.').padEnd(role.length));
    return `${permission.padEnd(18)} ${isForSite(permission) ? 'site   ' : 'subtree'} ${marks.join(' ')}`.trimEnd();
  });
  const table = [`${' '.repeat(26)} ${accessRoles.join(' ')}`, ...lines].join('\n');
  expect(`\n${table}\n`).toBe(`
                           viewer operator planner reporter approver administrator
look               subtree x      x        x       x        x        x
see-contacts       subtree .      .        x       x        x        x
change-contacts    subtree .      .        x       x        .        x
probe              subtree .      x        .       .        .        x
change-agencies    subtree .      .        x       .        .        x
change-devices     subtree .      x        x       .        .        x
declare            subtree .      .        .       x        x        x
approve            subtree .      .        .       .        x        x
assess             site    .      .        .       .        x        x
manage-credentials site    .      .        .       .        .        x
manage-access      site    .      .        .       .        .        x
read-audit         site    .      .        .       .        .        x
`);
});
