import { expect, test } from 'vitest';
import { type RoleOfGroup, rolesOfGroups } from '../../src/access/oidc-roles.ts';

const mapping: RoleOfGroup[] = [
  { group: 'xem', role: 'viewer', agency: null },
  { group: 'xem-cu', role: 'viewer', agency: null },
  { group: 'sở y tế', role: 'reporter', agency: 'SYT' },
  { group: 'sở y tế', role: 'viewer', agency: 'SYT' },
  { group: 'quan-tri', role: 'administrator', agency: null },
];

test.each<[string, string[], string[]]>([
  ['no group brings nothing', [], []],
  ['an unknown group brings nothing', ['ke-toan'], []],
  ['a group brings its role', ['quan-tri'], ['administrator ']],
  ['one group can bring several roles', ['sở y tế'], ['reporter SYT', 'viewer SYT']],
  ['two groups with one role bring it once', ['xem-cu', 'xem'], ['viewer ']],
  ['the order is that of the mapping', ['quan-tri', 'xem'], ['viewer ', 'administrator ']],
  ['another case is another group', ['Quan-Tri', 'QUAN-TRI'], []],
  ['part of a name is another group', ['quan-tri-2', 'quan', ' quan-tri'], []],
  ['accents may be encoded either way', ['sở y tế'.normalize('NFD')], ['reporter SYT', 'viewer SYT']],
])('%s', (_, groups, roles) => {
  expect(rolesOfGroups(groups, mapping).map(({ role, agency }) => `${role} ${agency ?? ''}`)).toEqual(roles);
});
