import { createHash } from 'node:crypto';
import { HOTP, Secret } from 'otpauth';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FakeBrowser } from './browser.ts';
import { LIMITS, NOON, openService, PASSWORD, type Service } from './service.ts';

const COOKIE = '__Host-hatang';
let service: Service;
beforeEach(() => {
  service = openService();
});
afterEach(() => service.close());

const codeAt = (secret: string, at: number) =>
  HOTP.generate({ secret: Secret.fromBase32(secret), counter: Math.floor(at / 30_000), algorithm: 'SHA1', digits: 6 });

/** Gives an account a second factor; answers its secret. The step of the present instant is spent by it. */
function enrol(account: number): string {
  const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
  service.run({ kind: 'account.totp', account, secret });
  const step = Math.floor(service.clock.now / 30_000);
  service.run({ kind: 'account.totp-confirm', account, step, recoveryHashes: [] });
  return secret;
}

describe('signing in', () => {
  test('takes the name in any case and the password exactly, and gives a session with the roles of the account', async () => {
    await service.account('lan.nguyen', 'viewer');
    const browser = new FakeBrowser(service);
    const answer = await browser.signIn('Lan.Nguyen');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
    expect((await browser.get('/')).status).toBe(200);
    expect((await browser.get('/accounts')).status).toBe(403);
    expect((await new FakeBrowser(service).signIn('lan.nguyen', `${PASSWORD} `)).status).toBe(401);
  });

  test('is refused with the same words for no such name, a wrong password, a disabled and a locked account', async () => {
    await service.account('wrong', 'viewer');
    const disabled = await service.account('disabled', 'viewer');
    service.run({ kind: 'account.disable', account: disabled });
    const locked = await service.account('locked', 'viewer');
    for (let n = 0; n < LIMITS.lockAfter; n += 1) {
      service.run({ kind: 'account.failed', account: locked, lockAfter: LIMITS.lockAfter, lockMs: LIMITS.lockMs });
    }
    const tries = [
      ['nobody', PASSWORD],
      ['wrong', 'not the password at all'],
      ['disabled', PASSWORD],
      ['locked', PASSWORD],
      ['', ''],
    ] as const;
    const answers = await Promise.all(
      tries.map(async ([name, password]) => {
        const answer = await new FakeBrowser(service).signIn(name, password);
        const page = (await answer.text()).replaceAll(`value="${name}"`, 'value=""').replaceAll(' autofocus', '');
        return { status: answer.status, cookie: answer.headers.get('set-cookie'), page: page.replace(/\s+/g, ' ') };
      }),
    );
    expect(answers[0]?.status).toBe(401);
    expect(answers[0]?.cookie).toBeNull();
    expect(answers[0]?.page).toContain('không đăng nhập được');
    const fields = answers.slice(0, -1).map(({ page }) => page);
    expect(new Set(fields).size).toBe(1);
    expect(new Set(answers.map(({ status }) => status)).size).toBe(1);
  });

  test('five wrong tries shut the account, even for the right password, until the time is over', async () => {
    await service.account('lan', 'viewer');
    const browser = new FakeBrowser(service);
    for (let n = 0; n < 5; n += 1) expect((await browser.signIn('lan', 'not it')).status).toBe(401);
    expect((await browser.signIn('lan')).status).toBe(401);
    service.clock.now += LIMITS.lockMs - 1;
    expect((await browser.signIn('lan')).status).toBe(401);
    service.clock.now += 1;
    expect((await browser.signIn('lan')).status).toBe(303);
  });

  test('tries at once cannot get round the lock', async () => {
    await service.account('lan', 'viewer');
    const wrong = Array.from({ length: 8 }, () => new FakeBrowser(service).signIn('lan', 'not it'));
    const right = new FakeBrowser(service).signIn('lan');
    await Promise.all(wrong);
    expect((await right).status).toBe(401);
  });

  test('an address that tries too often is told when to come back, others are not held back', async () => {
    const busy = new FakeBrowser(service, '198.51.100.7');
    let answer = await busy.post('/sign-in', { token: 'x' });
    for (let n = 0; n < 30 && answer.status === 401; n += 1) answer = await busy.post('/sign-in', { token: 'x' });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '2']);
    expect((await new FakeBrowser(service, '198.51.100.8').post('/sign-in', { token: 'x' })).status).toBe(401);
    service.clock.now += 2_000;
    expect((await busy.post('/sign-in', { token: 'x' })).status).toBe(401);
  });

  test('a forged X-Forwarded-For makes nobody somebody else', async () => {
    const busy = new FakeBrowser(service, '198.51.100.7');
    const send = (n: number) => busy.post('/sign-in', { token: 'x' }, { 'x-forwarded-for': `203.0.113.${n}` });
    let answer = await send(0);
    for (let n = 1; n < 40 && answer.status === 401; n += 1) answer = await send(n);
    expect(answer.status).toBe(429);
  });

  test('over a connection on which browsers keep no session there is a clear page, and no cookie', async () => {
    const browser = new FakeBrowser(service);
    const page = await browser.get('/sign-in', { host: 'hatang.tinh.example' });
    expect([page.status, (await page.text()).includes('không mã hoá')]).toEqual([403, true]);
    const own = { host: 'hatang.tinh.example', origin: 'http://hatang.tinh.example' };
    await service.account('lan', 'viewer');
    const sent = await browser.post('/sign-in', { name: 'lan', password: PASSWORD }, own);
    expect([sent.status, sent.headers.get('set-cookie')]).toEqual([403, null]);
    expect((await browser.get('/', { host: 'hatang.tinh.example' })).status).toBe(403);
  });
});

describe('the second factor', () => {
  test('is asked for after the password, and its code lets in once only', async () => {
    const secret = enrol(await service.account('lan', 'viewer'));
    service.clock.now += 60_000;
    const code = codeAt(secret, service.clock.now);
    const browser = new FakeBrowser(service);
    expect((await browser.signIn('lan')).headers.get('location')).toBe('/sign-in/code');
    expect([browser.cookies.has(COOKIE), (await browser.get('/')).status]).toEqual([false, 401]);
    expect((await browser.post('/sign-in/code', { code: '000000' })).status).toBe(401);
    expect((await browser.post('/sign-in/code', { code })).headers.get('location')).toBe('/');
    expect((await browser.get('/')).status).toBe(200);
    const again = new FakeBrowser(service);
    await again.signIn('lan');
    expect((await again.post('/sign-in/code', { code })).status).toBe(401);
    service.clock.now += 30_000;
    expect((await again.post('/sign-in/code', { code: codeAt(secret, service.clock.now) })).status).toBe(303);
  });

  test('without the password of the same browser no code is worth anything', async () => {
    const secret = enrol(await service.account('lan', 'viewer'));
    service.clock.now += 60_000;
    await new FakeBrowser(service).signIn('lan');
    const other = new FakeBrowser(service);
    expect((await other.post('/sign-in/code', { code: codeAt(secret, service.clock.now) })).status).toBe(401);
    expect((await other.get('/sign-in/code')).headers.get('location')).toBe('/sign-in');
  });

  test('wrong codes shut the account like wrong passwords', async () => {
    const secret = enrol(await service.account('lan', 'viewer'));
    service.clock.now += 60_000;
    const browser = new FakeBrowser(service);
    await browser.signIn('lan');
    for (let n = 0; n < 5; n += 1) await browser.post('/sign-in/code', { code: '000000' });
    const answer = await browser.post('/sign-in/code', { code: codeAt(secret, service.clock.now) });
    expect([answer.status, browser.cookies.has(COOKIE)]).toEqual([401, false]);
  });

  test('where it is required nothing else is open before it is set up; a recovery code lets in once', async () => {
    const strict = openService({ limits: { requireTotp: 'administrators' } });
    await strict.account('chief', 'administrator');
    await strict.account('lan', 'viewer');
    const browser = new FakeBrowser(strict);
    expect((await browser.signIn('chief')).headers.get('location')).toBe('/sign-in/enrol');
    for (const path of ['/', '/accounts', '/devices/1']) {
      expect((await browser.get(path)).headers.get('location')).toBe('/sign-in/enrol');
    }
    expect((await browser.get('/api/v1/devices', { accept: 'application/json' })).status).toBe(403);
    expect((await browser.get('/api/v1/credentials')).status).toBe(403);
    const page = await (await browser.get('/sign-in/enrol')).text();
    const secret = /secret=([A-Z2-7]+)/.exec(page)?.[1] ?? '';
    expect((await browser.post('/sign-in/enrol', { code: '000000' })).status).toBe(400);
    const done = await (await browser.post('/sign-in/enrol', { code: codeAt(secret, strict.clock.now) })).text();
    const recovery = [...done.matchAll(/<code>([0-9a-z]{5}-[0-9a-z]{5})<\/code>/g)].map((one) => one[1] ?? '');
    expect(recovery).toHaveLength(10);
    expect((await browser.get('/accounts')).status).toBe(200);
    for (const expected of [303, 401]) {
      const other = new FakeBrowser(strict);
      await other.signIn('chief');
      expect((await other.post('/sign-in/code', { code: recovery[0] ?? '' })).status).toBe(expected);
    }
    expect((await new FakeBrowser(strict).signIn('lan')).headers.get('location')).toBe('/');
    strict.close();
  });
});

describe('a session', () => {
  const enter = async (name: string) => {
    const browser = new FakeBrowser(service);
    expect((await browser.signIn(name)).status).toBe(303);
    return browser;
  };
  const isIn = async (browser: FakeBrowser) => (await browser.get('/')).status === 200;

  test('gets a fresh cookie at every sign-in, and the one that was there before is worth nothing', async () => {
    await service.account('lan', 'viewer');
    const browser = await enter('lan');
    const before = browser.cookies.get(COOKIE) ?? '';
    await browser.signIn('lan');
    expect(browser.cookies.get(COOKIE)).not.toBe(before);
    const old = new FakeBrowser(service);
    old.cookies.set(COOKIE, before);
    expect([await isIn(browser), await isIn(old)]).toEqual([true, false]);
    const planted = new FakeBrowser(service);
    planted.cookies.set(COOKIE, 'A'.repeat(43));
    await planted.post('/sign-in', { name: 'lan', password: PASSWORD });
    expect(planted.cookies.get(COOKIE)).not.toBe('A'.repeat(43));
  });

  test('ends when nobody used it, sooner for administrators; a page that refreshes itself is no use', async () => {
    await service.account('lan', 'viewer');
    await service.account('chief', 'administrator');
    const [lan, chief] = [await enter('lan'), await enter('chief')];
    service.clock.now += LIMITS.administratorIdleMs - 1;
    expect([await isIn(lan), await isIn(chief)]).toEqual([true, true]);
    service.clock.now += LIMITS.administratorIdleMs;
    expect([await isIn(lan), await isIn(chief)]).toEqual([true, false]);
    const since = service.clock.now;
    for (; service.clock.now < since + LIMITS.idleMs; service.clock.now += 60_000) {
      expect((await lan.get('/', { 'x-hatang-background': '1' })).status).toBe(200);
    }
    expect(await isIn(lan)).toBe(false);
  });

  test('ends with age however much it is used', async () => {
    await service.account('lan', 'viewer');
    const lan = await enter('lan');
    for (; service.clock.now < NOON + LIMITS.absoluteMs; service.clock.now += 10 * 60_000) {
      expect(await isIn(lan)).toBe(true);
    }
    expect(await isIn(lan)).toBe(false);
  });

  test('is written down as used at most once in 30 seconds', async () => {
    const id = await service.account('lan', 'viewer');
    const lan = await enter('lan');
    const used = () => service.store.read.sessions.ofAccount(id)[0]?.lastUsedAt;
    service.clock.now += 29_999;
    await isIn(lan);
    expect(used()).toBe(NOON);
    service.clock.now += 1;
    await isIn(lan);
    expect(used()).toBe(NOON + 30_000);
  });

  test('dies at once on disablement, a change of roles, a new password, and sign-out everywhere', async () => {
    const id = await service.account('lan', 'viewer');
    const ends = [
      () => service.run({ kind: 'grant.add', account: id, role: 'reporter', agency: null }),
      () => service.run({ kind: 'grant.end', grant: 1 }),
      () => service.run({ kind: 'account.password', account: id, passwordHash: 'x', keepSession: null }),
    ];
    service.run({ kind: 'account.create', name: 'other', fullName: 'o', passwordHash: null, grants: [] });
    for (const end of ends) {
      const lan = await enter('lan');
      expect(await isIn(lan)).toBe(true);
      end();
      expect(await isIn(lan)).toBe(false);
    }
    const second = await service.account('minh', 'viewer');
    const minh = await enter('minh');
    service.run({ kind: 'account.disable', account: second });
    expect(await isIn(minh)).toBe(false);
  });

  test('a password changed by its owner signs out every other browser and not this one', async () => {
    await service.account('lan', 'viewer');
    const [here, there] = [await enter('lan'), await enter('lan')];
    const headers = { 'content-type': 'application/json', origin: 'http://localhost' };
    const put = async (current: string, password: string) =>
      here.ask(
        'PUT',
        '/api/v1/account/password',
        { ...headers, 'x-csrf-token': await here.csrf() },
        JSON.stringify({ current, password }),
      );
    expect((await put('wrong', 'một câu khác hẳn 2026')).status).toBe(400);
    expect((await put(PASSWORD, 'ngắn')).status).toBe(400);
    expect((await put(PASSWORD, 'một câu khác hẳn 2026')).status).toBe(204);
    expect([await isIn(here), await isIn(there)]).toEqual([true, false]);
    expect((await new FakeBrowser(service).signIn('lan')).status).toBe(401);
    expect((await new FakeBrowser(service).signIn('lan', 'một câu khác hẳn 2026')).status).toBe(303);
  });

  test('its cookie is kept as a hash only', async () => {
    await service.account('lan', 'viewer');
    const value = (await enter('lan')).cookies.get(COOKIE) ?? '';
    expect(service.store.read.sessions.byHash(value)).toBeNull();
    expect(service.store.read.sessions.byHash(createHash('sha256').update(value).digest('hex'))).not.toBeNull();
    expect(service.logged.join()).not.toContain(value);
  });
});

describe('a setup link', () => {
  const hashOf = (code: string) => createHash('sha256').update(code).digest('hex');
  const make = (account: number | null) =>
    service.run({ kind: 'setup.make', hash: hashOf('the-code'), account, expiresAt: service.clock.now + 60_000 });
  const chief = { code: 'the-code', name: 'chief', fullName: 'Quản trị', password: PASSWORD, repeat: PASSWORD };

  test('makes the first administrator once, who is signed in by it', async () => {
    make(null);
    const browser = new FakeBrowser(service);
    expect((await browser.get('/setup?code=the-code')).status).toBe(200);
    expect((await browser.post('/setup', { ...chief, password: 'chief chief chief', repeat: 'x' })).status).toBe(400);
    expect(
      (await browser.post('/setup', { ...chief, password: 'chief123chief', repeat: 'chief123chief' })).status,
    ).toBe(400);
    expect((await browser.post('/setup', { ...chief, name: 'ông ấy' })).status).toBe(400);
    const done = await browser.post('/setup', chief);
    expect([done.status, done.headers.get('location')]).toEqual([303, '/']);
    expect((await browser.get('/accounts')).status).toBe(200);
    expect((await new FakeBrowser(service).post('/setup', { ...chief, name: 'second' })).status).toBe(404);
  });

  test('is void when wrong, old, or from another site', async () => {
    make(null);
    const browser = new FakeBrowser(service);
    expect((await browser.get('/setup?code=wrong')).status).toBe(404);
    expect((await browser.get('/setup')).status).toBe(404);
    expect((await browser.post('/setup', chief, { origin: 'http://evil.example' })).status).toBe(403);
    service.clock.now += 60_000;
    expect((await browser.get('/setup?code=the-code')).status).toBe(404);
    expect((await browser.post('/setup', chief)).status).toBe(404);
  });

  test('lets the owner of an account choose a password, and signs in nobody', async () => {
    const id = await service.account('lan', 'viewer');
    make(id);
    const browser = new FakeBrowser(service);
    const password = 'một câu khác hẳn 2026';
    const sent = await browser.post('/setup', { code: 'the-code', password, repeat: password });
    expect([sent.headers.get('location'), browser.cookies.size]).toEqual(['/sign-in', 0]);
    expect((await browser.signIn('lan', password)).status).toBe(303);
    expect((await browser.get('/setup?code=the-code')).status).toBe(404);
  });
});
