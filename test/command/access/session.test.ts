import { describe, expect, test } from 'vitest';
import { UnauthenticatedError } from '../../../src/errors.ts';
import { NOON } from '../desk.ts';
import { HOUR_MS, openAccess, SECRET, SITE } from './open-access.ts';

describe('signing in', () => {
  test('begins a session and notes the use; a code that let in once lets nobody in again, nor does an earlier one', () => {
    const desk = openAccess();
    const account = desk.make('an');
    desk.run({ kind: 'account.totp', account, secret: SECRET });
    desk.run({ kind: 'account.totp-confirm', account, step: 100, recoveryHashes: ['r1'] });
    desk.clock.now += HOUR_MS;
    for (const step of [99, 100])
      expect(desk.refusal(desk.begins(account, 's', step))).toBeInstanceOf(UnauthenticatedError);
    expect(desk.begin(account, 's1', 101).tally.sessions.added).toBe(1);
    expect(desk.store.read.sessions.byHash('s1')).toEqual({
      accountId: account,
      createdAt: NOON + HOUR_MS,
      lastUsedAt: NOON + HOUR_MS,
    });
    expect(desk.one(account).lastUsedAt).toBe(NOON + HOUR_MS);
    expect(desk.refusal(desk.begins(account, 's2', 101))).toBeInstanceOf(UnauthenticatedError);
    desk.begin(account, 's2', 102);
    expect(desk.sessions(account).toSorted()).toEqual(['s1', 's2']);
  });

  test('by a recovery code works once, only for its owner, and is told in the record', () => {
    const desk = openAccess();
    const [an, ba] = [desk.make('an'), desk.make('ba')];
    desk.run({ kind: 'account.totp', account: an, secret: SECRET });
    desk.run({ kind: 'account.totp-confirm', account: an, step: 1, recoveryHashes: ['r1', 'r2'] });
    expect(desk.refusal(desk.begins(ba, 'b', null, 'r1'))).toBeInstanceOf(UnauthenticatedError);
    desk.begin(an, 's1', null, 'r1');
    expect(desk.told(1)).toEqual([['begin', 'session', String(an), { recovery: true }]]);
    expect(desk.refusal(desk.begins(an, 's2', null, 'r1'))).toBeInstanceOf(UnauthenticatedError);
    desk.begin(an, 's2', null, 'r2');
  });

  test('that is refused says the same for every reason, and leaves nothing behind', () => {
    const desk = openAccess();
    desk.make('root', [SITE]);
    const [shut, locked, spent] = [desk.make('shut'), desk.make('locked'), desk.make('spent')];
    desk.run({ kind: 'account.disable', account: shut });
    desk.run({ kind: 'account.failed', account: locked, lockAfter: 1, lockMs: HOUR_MS });
    const before = desk.everything();
    const refusals = [
      desk.refusal(desk.begins(shut, 's')),
      desk.refusal(desk.begins(locked, 's')),
      desk.refusal(desk.begins(spent, 's', null, 'none')),
      desk.refusal(desk.begins(77, 's')),
    ];
    expect(new Set(refusals.map((one) => JSON.stringify([one.code, one.message, one.problems]))).size).toBe(1);
    expect(refusals[0]).toBeInstanceOf(UnauthenticatedError);
    expect(desk.everything()).toEqual(before);
  });
});

describe('by the identity provider', () => {
  const own = { kind: 'session.begin-oidc', subject: 'sub-1', name: 'an', fullName: 'An' } as const;
  const viewer = { role: 'viewer', agency: 'X1' } as const;
  const operator = { role: 'operator', agency: 'X1' } as const;

  test('makes an account without a password at first, and finds it again by its subject whatever its name', () => {
    const desk = openAccess();
    expect(desk.run({ ...own, grants: [viewer], session: 's1' }).tally).toMatchObject({
      accounts: { added: 1 },
      grants: { added: 1 },
      sessions: { added: 1 },
    });
    const found = desk.store.read.accounts.byOidcSubject('sub-1');
    expect(found).toMatchObject({ name: 'an', hasPassword: false, oidcSubject: 'sub-1' });
    desk.run({ ...own, name: 'an2', fullName: 'An mới', grants: [viewer], session: 's2' });
    expect(desk.store.read.accounts.list()).toHaveLength(1);
    expect(desk.one(found?.id ?? 0)).toMatchObject({ name: 'an', fullName: 'An mới' });
    expect(desk.sessions(found?.id ?? 0).toSorted()).toEqual(['s1', 's2']);
  });

  test('never takes over an account of our own that has its name', () => {
    const desk = openAccess();
    const account = desk.make('an', [SITE]);
    expect(desk.refusal({ ...own, grants: [viewer], session: 's' }).code).toBe('conflict');
    expect([desk.sessions(account), desk.one(account).oidcSubject]).toEqual([[], null]);
  });

  test('roles follow the groups: what changed ends the older sessions, what was given by hand stays', () => {
    const desk = openAccess();
    desk.run({ ...own, grants: [viewer], session: 's1' });
    const account = desk.store.read.accounts.byName('an')?.id ?? 0;
    desk.run({ kind: 'grant.add', account, role: 'reporter', agency: 'X1' });
    desk.run({ ...own, grants: [viewer, operator], session: 's2' });
    expect(desk.sessions(account)).toEqual(['s2']);
    const x1 = desk.agencyOn('X1', '2026-11-22')?.id;
    const roles = () => desk.roles(account).toSorted();
    expect(roles()).toEqual([
      ['operator', x1],
      ['reporter', x1],
      ['viewer', x1],
    ]);
    desk.run({ ...own, grants: [operator], session: 's3' });
    expect([roles(), desk.sessions(account)]).toEqual([
      [
        ['operator', x1],
        ['reporter', x1],
      ],
      ['s3'],
    ]);
    desk.run({ ...own, grants: [], session: 's4' });
    expect([roles(), desk.sessions(account)]).toEqual([[['reporter', x1]], ['s4']]);
  });

  test('is refused for an account that was disabled', () => {
    const desk = openAccess();
    desk.run({ ...own, grants: [viewer], session: 's1' });
    desk.run({ kind: 'account.disable', account: desk.store.read.accounts.byName('an')?.id ?? 0 });
    expect(desk.refusal({ ...own, grants: [operator], session: 's2' })).toBeInstanceOf(UnauthenticatedError);
    expect(desk.rows('session')).toEqual([]);
    expect(desk.rows('role_grant')).toHaveLength(1);
  });
});

describe('a session', () => {
  test('in use is noted without a record, a commit or an idempotency key; one that ended is not brought back', () => {
    const desk = openAccess();
    const account = desk.make('an');
    desk.begin(account, 's1');
    const { session: _, account: __, ...before } = desk.everything();
    desk.clock.now += 60_000;
    expect(desk.run({ kind: 'session.touch', session: 's1' }).seq).toBeNull();
    expect(desk.run({ kind: 'session.touch', session: 'gone' }).seq).toBeNull();
    expect(desk.store.read.sessions.byHash('s1')?.lastUsedAt).toBe(NOON + 60_000);
    expect(desk.one(account).lastUsedAt).toBe(NOON + 60_000);
    expect(desk.everything()).toMatchObject(before);
    expect(desk.sessions(account)).toEqual(['s1']);
  });

  test('ends alone, or with all the others of its account but one; ending what ended changes nothing', () => {
    const desk = openAccess();
    const [an, ba] = [desk.make('an'), desk.make('ba')];
    for (const session of ['a1', 'a2', 'a3']) desk.begin(an, session);
    desk.begin(ba, 'b1');
    const end = { kind: 'session.end', session: 'a1' } as const;
    expect(desk.run(end).subjects).toEqual([{ kind: 'sessions', id: String(an), what: 'changed' }]);
    expect(desk.run(end).seq).toBeNull();
    expect(desk.sessions(an).toSorted()).toEqual(['a2', 'a3']);
    const endAll = { kind: 'session.end-all', account: an } as const;
    desk.run({ ...endAll, keepSession: 'a3' });
    expect([desk.sessions(an), desk.sessions(ba)]).toEqual([['a3'], ['b1']]);
    expect(desk.told(1)).toEqual([['end-all', 'session', String(an), { count: 1 }]]);
    desk.run({ ...endAll, keepSession: null });
    expect([desk.sessions(an), desk.sessions(ba)]).toEqual([[], ['b1']]);
    expect(desk.run({ ...endAll, keepSession: null }).seq).toBeNull();
  });
});
