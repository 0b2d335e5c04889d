import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AgencyTree, type Grant, scopeFor } from '../../src/access/grant.ts';
import { accessRoles, isForSite, permissions } from '../../src/access/role.ts';
import { type Scope, sees, wholeTree } from '../../src/access/scope.ts';

const tree: AgencyTree = [
  { id: 1, parentId: null },
  { id: 2, parentId: 1 },
  { id: 3, parentId: 2 },
  { id: 4, parentId: 1 },
  { id: 5, parentId: null },
];

describe('what grants bring', () => {
  const cases: [string, Grant[], (typeof permissions)[number], readonly number[] | 'all' | null][] = [
    ['no grant, nothing', [], 'look', null],
    ['a leaf', [{ role: 'viewer', agencyId: 3 }], 'look', [3]],
    ['an agency and all below it', [{ role: 'viewer', agencyId: 1 }], 'look', [1, 2, 3, 4]],
    ['the whole tree', [{ role: 'viewer', agencyId: null }], 'look', 'all'],
    ['only what the role brings', [{ role: 'viewer', agencyId: null }], 'probe', null],
    [
      'each permission from its own grants',
      [
        { role: 'viewer', agencyId: 1 },
        { role: 'operator', agencyId: 4 },
      ],
      'probe',
      [4],
    ],
    ['nothing of the site from a subtree', [{ role: 'administrator', agencyId: 1 }], 'manage-access', null],
    ['the site from the whole tree', [{ role: 'administrator', agencyId: null }], 'read-audit', 'all'],
    ['assessing from the whole tree only', [{ role: 'approver', agencyId: 5 }], 'assess', null],
  ];
  test.each(cases)('%s', (_, grants, permission, expected) => {
    const ids = expected === 'all' ? null : expected;
    const scope = scopeFor(grants, permission, tree);
    expect(scope === null ? null : (scope.agencyIds ?? 'all')).toEqual(ids === null ? expected : new Set(ids));
  });
});

const ids = fc.integer({ min: 1, max: 12 });
/** Any parents at all: circles, strangers and agencies that are their own parent among them. */
const anyTree: fc.Arbitrary<AgencyTree> = fc
  .uniqueArray(ids, { maxLength: 12 })
  .chain((own) =>
    fc
      .array(fc.option(ids, { nil: null }), { minLength: own.length, maxLength: own.length })
      .map((parents) => own.map((id, at) => ({ id, parentId: parents[at] ?? null }))),
  );
const anyGrant = fc.record({ role: fc.constantFrom(...accessRoles), agencyId: fc.option(ids, { nil: null, freq: 6 }) });
const anyGrants = fc.array(anyGrant, { maxLength: 4 });
const anyPermission = fc.constantFrom(...permissions);

describe('of any grants on any tree, circles and all', () => {
  test('a scope holds the children of whatever it holds', () => {
    fc.assert(
      fc.property(anyTree, anyGrants, anyPermission, (agencies, grants, permission) => {
        const scope = scopeFor(grants, permission, agencies);
        for (const { id, parentId } of agencies) {
          if (scope !== null && parentId !== null && sees(scope, parentId)) expect(sees(scope, id)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a scope holds nothing that neither is granted nor lies below what is', () => {
    fc.assert(
      fc.property(anyTree, anyGrants, anyPermission, (agencies, grants, permission) => {
        const scope = scopeFor(grants, permission, agencies);
        if (scope === null || scope.agencyIds === null) return;
        const granted = new Set(grants.map((grant) => grant.agencyId));
        const parents = new Map(agencies.map(({ id, parentId }) => [id, parentId]));
        for (const id of scope.agencyIds) {
          const above = new Set<number>();
          for (let at: number | null = id; at !== null && !above.has(at); at = parents.get(at) ?? null) above.add(at);
          expect([...above].some((one) => granted.has(one))).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('one grant more never takes anything away', () => {
    fc.assert(
      fc.property(anyTree, anyGrants, anyGrant, anyPermission, (agencies, grants, more, permission) => {
        const before = scopeFor(grants, permission, agencies);
        const after = scopeFor([...grants, more], permission, agencies);
        for (let id = 1; id <= 12; id += 1) expect(!visible(before, id) || visible(after, id)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('what concerns the site comes for the whole tree or not at all, and only from a grant on all of it', () => {
    fc.assert(
      fc.property(anyTree, anyGrants, anyPermission.filter(isForSite), (agencies, grants, permission) => {
        const scope = scopeFor(grants, permission, agencies);
        expect(scope === null || scope === wholeTree).toBe(true);
        if (grants.every((grant) => grant.agencyId !== null)) expect(scope).toBeNull();
      }),
    );
  });
});

function visible(scope: Scope | null, id: number): boolean {
  return scope !== null && sees(scope, id);
}
