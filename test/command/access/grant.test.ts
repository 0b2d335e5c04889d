import { expect, test } from 'vitest';
import { ConflictError, NotFoundError } from '../../../src/errors.ts';
import { openAccess, SITE } from './open-access.ts';

test('a role given anew ends the sessions of the account; given again it changes nothing, also for the sessions', () => {
  const desk = openAccess();
  const account = desk.make('an');
  desk.begin(account, 's1');
  const add = { kind: 'grant.add', account, role: 'viewer', agency: 'X1' } as const;
  expect(desk.run(add).tally.grants).toEqual({ added: 1, changed: 0, same: 0 });
  expect(desk.sessions(account)).toEqual([]);
  desk.begin(account, 's2');
  expect(desk.run(add)).toMatchObject({ seq: null, tally: { grants: { added: 0, same: 1 } } });
  expect(desk.sessions(account)).toEqual(['s2']);
  desk.run({ ...add, agency: null });
  expect(desk.roles(account)).toHaveLength(2);
});

test('a role taken back ends the sessions and stays in the past; it cannot be taken twice, but be given anew', () => {
  const desk = openAccess();
  const account = desk.make('an', [{ role: 'viewer', agency: 'X1' }]);
  desk.begin(account, 's1');
  const [grant = 0] = desk.store.read.accounts.grants(account).map((one) => one.id);
  desk.run({ kind: 'grant.end', grant });
  expect([desk.roles(account), desk.sessions(account)]).toEqual([[], []]);
  expect(desk.store.read.accounts.grantById(grant)?.endedAt).toBe(desk.clock.now);
  expect(desk.refusal({ kind: 'grant.end', grant })).toBeInstanceOf(NotFoundError);
  expect(desk.refusal({ kind: 'grant.end', grant: 77 })).toBeInstanceOf(NotFoundError);
  expect(desk.run({ kind: 'grant.add', account, role: 'viewer', agency: 'X1' }).tally.grants.added).toBe(1);
});

test('the last administrator of the whole site keeps the role; any other role can go', () => {
  const desk = openAccess();
  const [an, ba] = [
    desk.make('an', [SITE, { role: 'viewer', agency: null }, { role: 'administrator', agency: 'S1' }]),
    desk.make('ba', [SITE]),
  ];
  const grants = (account: number) => desk.store.read.accounts.grants(account).map((one) => one.id);
  const [site = 0, viewer = 0, part = 0] = grants(an);
  desk.run({ kind: 'account.disable', account: ba });
  expect(desk.refusal({ kind: 'grant.end', grant: site })).toBeInstanceOf(ConflictError);
  for (const grant of [viewer, part]) desk.run({ kind: 'grant.end', grant });
  expect(grants(an)).toEqual([site]);
  desk.run({ kind: 'account.enable', account: ba });
  desk.run({ kind: 'grant.end', grant: site });
  expect(grants(an)).toEqual([]);
});
