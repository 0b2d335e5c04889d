import { describe, expect, test } from 'vitest';
import { ConflictError, NotFoundError, UnauthenticatedError } from '../../../src/errors.ts';
import { NOON } from '../desk.ts';
import { HOUR_MS, openAccess, PHC, SECRET, SITE } from './open-access.ts';

describe('an account', () => {
  test('is made with its first roles, under a name that nobody else can have in any case', () => {
    const desk = openAccess();
    const id = desk.make('An.Nguyen', [SITE, { role: 'viewer', agency: 'X1' }]);
    expect(desk.one(id)).toMatchObject({ name: 'an.nguyen', hasPassword: true, hasTotp: false, disabled: null });
    expect(desk.store.read.accounts.byName('AN.NGUYEN')?.id).toBe(id);
    expect(desk.roles(id)).toEqual([
      ['administrator', null],
      ['viewer', desk.agencyOn('X1', '2026-11-22')?.id],
    ]);
    const before = desk.everything();
    const again = { kind: 'account.create', name: 'AN.nguyen', fullName: 'B', passwordHash: null, grants: [] } as const;
    const refusal = desk.refusal(again);
    expect(refusal).toBeInstanceOf(ConflictError);
    expect(refusal.problems[0]?.path).toBe('/name');
    const nowhere = { ...again, name: 'c', grants: [{ role: 'viewer', agency: 'X9' }] } as const;
    expect(desk.refusal(nowhere)).toBeInstanceOf(NotFoundError);
    expect(desk.everything()).toEqual(before);
  });

  test('is renamed; the name it has already changes nothing', () => {
    const desk = openAccess();
    const account = desk.make('an');
    const rename = { kind: 'account.rename', account, fullName: 'Nguyễn Văn An' } as const;
    expect(desk.run(rename).tally.accounts).toEqual({ added: 0, changed: 1, same: 0 });
    expect(desk.one(account)).toMatchObject({ name: 'an', fullName: 'Nguyễn Văn An' });
    expect(desk.run(rename)).toMatchObject({ seq: null, tally: { accounts: { same: 1 } } });
  });

  test('that is not there is not found, whatever is asked of it', () => {
    const desk = openAccess();
    const own = { account: 77 } as const;
    const commands = [
      { kind: 'account.rename', ...own, fullName: 'x' },
      { kind: 'account.disable', ...own },
      { kind: 'account.enable', ...own },
      { kind: 'account.password', ...own, passwordHash: PHC, keepSession: null },
      { kind: 'account.totp', ...own, secret: null },
      { kind: 'account.totp-confirm', ...own, step: 1, recoveryHashes: [] },
      { kind: 'account.failed', ...own, lockAfter: 5, lockMs: 1 },
      { kind: 'session.end-all', ...own, keepSession: null },
      { kind: 'grant.add', ...own, role: 'viewer', agency: null },
      { kind: 'setup.make', ...own, hash: 'h', expiresAt: NOON + 1 },
    ] as const;
    for (const command of commands) {
      expect([command.kind, desk.refusal(command)]).toEqual([command.kind, expect.any(NotFoundError)]);
    }
    expect(desk.refusal(desk.begins(77, 's'))).toBeInstanceOf(UnauthenticatedError);
  });
});

describe('disabling', () => {
  test('shuts the account and ends its sessions at once; enabling opens it again, without them', () => {
    const desk = openAccess();
    const [an, ba] = [desk.make('an', [SITE]), desk.make('ba', [SITE])];
    desk.begin(an, 'a1');
    desk.begin(ba, 'b1');
    const disable = { kind: 'account.disable', account: an } as const;
    desk.run(disable);
    expect([desk.one(an).disabled, desk.sessions(an), desk.sessions(ba)]).toEqual(['administrator', [], ['b1']]);
    expect(desk.refusal(desk.begins(an, 'a2'))).toBeInstanceOf(UnauthenticatedError);
    expect(desk.run(disable).seq).toBeNull();
    const enable = { kind: 'account.enable', account: an } as const;
    desk.run(enable);
    expect([desk.one(an).disabled, desk.sessions(an)]).toEqual([null, []]);
    desk.begin(an, 'a2');
    expect(desk.run(enable).seq).toBeNull();
  });

  test('leaves the last administrator of the whole site, whatever else there is', () => {
    const desk = openAccess();
    const [an, ba] = [desk.make('an', [SITE]), desk.make('ba', [SITE])];
    desk.make('chi', [{ role: 'administrator', agency: 'S1' }]);
    desk.make('dung', [{ role: 'planner', agency: null }]);
    desk.run({ kind: 'account.disable', account: ba });
    desk.begin(an, 'a1');
    expect(desk.refusal({ kind: 'account.disable', account: an })).toBeInstanceOf(ConflictError);
    expect([desk.one(an).disabled, desk.sessions(an)]).toEqual([null, ['a1']]);
    desk.run({ kind: 'account.enable', account: ba });
    expect(desk.run({ kind: 'account.disable', account: an }).tally.accounts.changed).toBe(1);
  });
});

describe('a new password', () => {
  test('ends every session but the one kept, lifts the lock and spends the links that were out for it', () => {
    const desk = openAccess();
    const [account, other] = [desk.make('an'), desk.make('ba')];
    for (const session of ['a1', 'a2', 'a3']) desk.begin(account, session);
    desk.begin(other, 'b1');
    const expiresAt = NOON + HOUR_MS;
    desk.run({ kind: 'setup.make', hash: 'link', account, expiresAt });
    desk.run({ kind: 'setup.make', hash: 'else', account: other, expiresAt });
    desk.run({ kind: 'account.failed', account, lockAfter: 1, lockMs: HOUR_MS });
    const password = { kind: 'account.password', account, passwordHash: `${PHC}2` } as const;
    desk.run({ ...password, keepSession: 'a2' });
    expect([desk.sessions(account), desk.sessions(other)]).toEqual([['a2'], ['b1']]);
    expect(desk.one(account)).toMatchObject({ failures: 0, lockedUntil: null });
    expect(desk.secrets(account)?.passwordHash).toBe(`${PHC}2`);
    const { setupLinks } = desk.store.read;
    expect([setupLinks.usable('link', NOON), setupLinks.usable('else', NOON)?.accountId]).toEqual([null, other]);
    // Somebody else's session is not kept in its name.
    desk.run({ ...password, keepSession: 'b1' });
    expect([desk.sessions(account), desk.sessions(other)]).toEqual([[], ['b1']]);
  });

  test('is refused for an account whose identity provider keeps it', () => {
    const desk = openAccess();
    const names = { subject: 'sub', name: 'an', fullName: 'An' };
    desk.run({ kind: 'session.begin-oidc', ...names, grants: [], session: 's' });
    const account = desk.store.read.accounts.byName('an')?.id ?? 0;
    const password = { kind: 'account.password', account, passwordHash: PHC, keepSession: null } as const;
    expect(desk.refusal(password)).toBeInstanceOf(ConflictError);
    expect([desk.secrets(account)?.passwordHash, desk.sessions(account)]).toEqual([null, ['s']]);
  });
});

describe('the second factor', () => {
  test('counts once it is confirmed, is confirmed once, and goes with its recovery codes', () => {
    const desk = openAccess();
    const account = desk.make('an');
    const confirm = { kind: 'account.totp-confirm', account, step: 100, recoveryHashes: ['r1', 'r2'] } as const;
    expect(desk.refusal(confirm)).toBeInstanceOf(ConflictError);
    desk.run({ kind: 'account.totp', account, secret: SECRET });
    expect(desk.one(account).hasTotp).toBe(false);
    expect(desk.secrets(account)).toMatchObject({ totpSecret: SECRET, totpConfirmedAt: null });
    desk.run(confirm);
    expect(desk.one(account).hasTotp).toBe(true);
    expect(desk.secrets(account)).toMatchObject({ totpConfirmedAt: NOON, totpLastStep: 100 });
    expect(desk.store.accounts.secrets.hasRecovery(account, 'r2')).toBe(true);
    expect(desk.refusal(confirm)).toBeInstanceOf(ConflictError);
    desk.run({ kind: 'account.totp', account, secret: null });
    expect(desk.one(account).hasTotp).toBe(false);
    expect(desk.secrets(account)).toMatchObject({ totpSecret: null, totpConfirmedAt: null, totpLastStep: null });
    expect([desk.store.accounts.secrets.hasRecovery(account, 'r2'), desk.rows('recovery_code')]).toEqual([false, []]);
  });
});

describe('wrong tries', () => {
  test('shut the account after the fifth in a row and for as long as told; each is recorded', () => {
    const desk = openAccess();
    const account = desk.make('an');
    const wrong = () => desk.run({ kind: 'account.failed', account, lockAfter: 5, lockMs: HOUR_MS });
    const counts = () => [desk.one(account).failures, desk.one(account).lockedUntil];
    for (let n = 1; n <= 4; n += 1) wrong();
    expect(counts()).toEqual([4, null]);
    desk.begin(account, 'still');
    expect(counts()).toEqual([0, null]);
    for (let n = 1; n <= 5; n += 1) wrong();
    expect(counts()).toEqual([5, NOON + HOUR_MS]);
    expect(desk.told(1)).toEqual([
      ['failed', 'account', String(account), { failures: 5, lockedUntil: NOON + HOUR_MS }],
    ]);
    desk.clock.now = NOON + HOUR_MS - 1;
    wrong();
    expect(counts()).toEqual([5, NOON + HOUR_MS]);
    expect(desk.refusal(desk.begins(account, 's'))).toBeInstanceOf(UnauthenticatedError);
    desk.clock.now += 1;
    desk.begin(account, 's');
    expect([...counts(), ...desk.sessions(account).toSorted()]).toEqual([0, null, 's', 'still']);
  });

  test('are forgotten when the account is enabled, which also unlocks it', () => {
    const desk = openAccess();
    const account = desk.make('an');
    desk.run({ kind: 'account.failed', account, lockAfter: 1, lockMs: HOUR_MS });
    expect(desk.refusal(desk.begins(account, 's'))).toBeInstanceOf(UnauthenticatedError);
    expect(desk.run({ kind: 'account.enable', account }).tally.accounts.changed).toBe(1);
    expect(desk.one(account)).toMatchObject({ failures: 0, lockedUntil: null });
    desk.begin(account, 's');
  });
});
