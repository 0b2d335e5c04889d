import { describe, expect, test } from 'vitest';
import { ConflictError, NotFoundError } from '../../../src/errors.ts';
import { NOON } from '../desk.ts';
import { HOUR_MS, openAccess, PHC, SITE } from './open-access.ts';

const expiresAt = NOON + HOUR_MS;
const first = (hash: string) =>
  ({ kind: 'setup.first-administrator', hash, name: 'root', fullName: 'R', passwordHash: PHC }) as const;

describe('the link of the first start', () => {
  test('makes the one first administrator, once', () => {
    const desk = openAccess();
    desk.run({ kind: 'setup.make', hash: 'h', account: null, expiresAt });
    expect(desk.refusal(first('other'))).toBeInstanceOf(NotFoundError);
    desk.run(first('h'));
    const [root] = desk.store.read.accounts.list();
    expect([root?.name, desk.roles(root?.id ?? 0)]).toEqual(['root', [['administrator', null]]]);
    expect(desk.store.read.setupLinks.usable('h', NOON)).toBeNull();
    expect(desk.refusal({ ...first('h'), name: 'second' })).toBeInstanceOf(ConflictError);
    expect(desk.refusal({ kind: 'setup.make', hash: 'i', account: null, expiresAt })).toBeInstanceOf(ConflictError);
    expect(desk.store.read.accounts.list()).toHaveLength(1);
  });

  test('opens nothing when it is too old, or a newer one was made', () => {
    const desk = openAccess();
    desk.run({ kind: 'setup.make', hash: 'old', account: null, expiresAt });
    desk.run({ kind: 'setup.make', hash: 'new', account: null, expiresAt });
    expect(desk.refusal(first('old'))).toBeInstanceOf(NotFoundError);
    desk.clock.now = expiresAt;
    expect(desk.refusal(first('new'))).toBeInstanceOf(NotFoundError);
    desk.clock.now -= 1;
    expect(desk.run(first('new')).tally.accounts.added).toBe(1);
  });

  test('is not the link to one account’s password: neither opens the other', () => {
    const desk = openAccess();
    const account = desk.make('an');
    desk.run({ kind: 'setup.make', hash: 'reset', account, expiresAt });
    expect(desk.store.read.setupLinks.usable('reset', NOON)).toEqual({ accountId: account, expiresAt });
    expect(desk.refusal(first('reset'))).toBeInstanceOf(ConflictError);
    desk.run({ kind: 'setup.make', hash: 'newer', account, expiresAt });
    expect(desk.store.read.setupLinks.usable('reset', NOON)).toBeNull();
  });
});

describe('the sweep', () => {
  const day = 24 * HOUR_MS;
  const limits = { disableAfterMs: 45 * day, absoluteMs: 12 * HOUR_MS, idleMs: 15 * 60_000 };
  const sweep = { kind: 'access.sweep', limits } as const;

  test('disables on the 45th day who was not there, ends what was open, and says why', () => {
    const desk = openAccess();
    const [idle, active] = [desk.make('an'), desk.make('ba', [SITE])];
    desk.begin(idle, 'a1');
    desk.clock.now = NOON + 45 * day - 1;
    desk.begin(active, 'b1');
    desk.run(sweep);
    expect(desk.one(idle).disabled).toBeNull();
    desk.clock.now += 1;
    expect(desk.run(sweep).subjects).toEqual([{ kind: 'accounts', id: String(idle), what: 'changed' }]);
    expect([desk.one(idle).disabled, desk.one(active).disabled]).toEqual(['idle', null]);
    expect(desk.told(1)).toEqual([['disable', 'account', String(idle), { reason: 'idle' }]]);
    expect(desk.run(sweep).seq).toBeNull();
    desk.run({ kind: 'account.enable', account: idle });
    desk.run(sweep);
    expect(desk.one(idle).disabled).toBeNull();
  });

  test('forgets sessions that cannot hold any more, idle or begun too long ago, and no other', () => {
    const desk = openAccess();
    const account = desk.make('an');
    for (const session of ['idle', 'used']) desk.begin(account, session);
    const step = 10 * 60_000;
    for (let at = step; at <= 12 * HOUR_MS; at += step) {
      desk.clock.now = NOON + at;
      desk.run({ kind: 'session.touch', session: 'used' });
      if (at === step) desk.run(sweep);
      if (at === step) expect(desk.sessions(account).toSorted()).toEqual(['idle', 'used']);
    }
    desk.run(sweep);
    expect(desk.sessions(account)).toEqual(['used']);
    desk.clock.now += 1;
    desk.begin(account, 'new');
    desk.run(sweep);
    expect(desk.sessions(account)).toEqual(['new']);
  });
});

test('the key of token hashes is made once: asked again, also with another key, it stays', () => {
  const desk = openAccess();
  const prepare = (tokenKey: string) => desk.run({ kind: 'access.prepare', tokenKey });
  expect(prepare('a2V5LW9uZQ==').seq).not.toBeNull();
  expect(prepare('a2V5LXR3bw==').seq).toBeNull();
  desk.restart();
  expect(prepare('a2V5LXRocmVl').seq).toBeNull();
  expect(desk.store.secrets.open('token-key')).toBe('a2V5LW9uZQ==');
});
