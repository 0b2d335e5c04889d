import { randomBytes } from 'node:crypto';
import { HOTP, Secret } from 'otpauth';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hashPassword, SALT_BYTES } from '../../src/access/password.ts';
import { signIn, type Visitor, visitor } from './access-visitor.ts';
import { openService, type Service } from './service.ts';

const OLD = 'chiều nay trời mưa to';
const NEW = 'con mèo ngủ trên mái';
const hash = await hashPassword(OLD, randomBytes(SALT_BYTES));

let service: Service;
let hoa: Visitor;
beforeEach(() => {
  service = openService();
  visitor(service, 'lan', 'administrator', { fullName: 'Nguyễn Thị Lan' });
  hoa = visitor(service, 'hoa', 'viewer', { passwordHash: hash, fullName: 'Lê Thị Hoa' });
});
afterEach(() => service.close());

const code = (secret: string) =>
  HOTP.generate({ secret: Secret.fromBase32(secret), counter: Math.floor(service.clock.now / 30_000) });

describe('one’s own account', () => {
  test('shows name, roles and sessions, of oneself only', async () => {
    signIn(service, hoa.id);
    const html = await hoa.page('/account');
    expect(html).toContain('Lê Thị Hoa');
    expect(html).toContain('Người xem');
    expect(html.match(/<li>Bắt đầu/g)).toHaveLength(2);
    expect(html.match(/phiên này/g)).toHaveLength(1);
    expect(html).not.toContain('Nguyễn Thị Lan');
  });

  test('is nothing that a token has', async () => {
    expect((await service.get('/account', { accept: 'text/html' })).status).toBe(404);
  });

  test('changes its password, and other browsers are signed out', async () => {
    const other = signIn(service, hoa.id);
    const done = await hoa.post('/account/password', { current: OLD, password: NEW, repeat: NEW });
    expect([done.status, done.headers.get('location')]).toEqual([303, '/account?done=password']);
    expect((await hoa.get('/account')).status).toBe(200);
    expect((await other.get('/account')).status).toBe(401);
  });

  test.each([
    ['current', { current: NEW, password: NEW, repeat: NEW }],
    ['password', { current: OLD, password: 'ngan', repeat: 'ngan' }],
    ['repeat', { current: OLD, password: NEW, repeat: `${NEW}!` }],
  ])('tells in place what is wrong with %s, and gives no password back', async (field, typed) => {
    const refused = await hoa.post('/account/password', typed);
    const html = await refused.text();
    expect(refused.status).toBe(400);
    expect(html).toContain(`<a href="#${field}">`);
    expect(html).toMatch(new RegExp(`id="${field}"[^>]*aria-invalid="true"`));
    for (const secret of [OLD, NEW, 'ngan']) expect(html).not.toContain(secret);
    expect(service.doors.accountSecrets.of(hoa.id)?.passwordHash).toBe(hash);
  });

  test('turns the second factor on, shows the recovery codes once, and turns it off with a code', async () => {
    expect((await hoa.get('/account/totp')).headers.get('location')).toBe('/account');
    const begun = await hoa.post('/account/totp');
    expect([begun.status, begun.headers.get('location')]).toEqual([303, '/account/totp']);
    const secret = service.doors.accountSecrets.of(hoa.id)?.totpSecret ?? '';
    const page = await hoa.page('/account/totp');
    expect(page).toContain(secret.replace(/(.{4})(?=.)/g, '$1 '));
    expect(page).toContain('href="otpauth://totp/');
    const wrong = await hoa.post('/account/totp/confirm', { code: '000' });
    expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining('<a href="#code">')]);
    const confirmed = await (await hoa.post('/account/totp/confirm', { code: code(secret) })).text();
    const codes = [...confirmed.matchAll(/<li><code>([\w-]+)<\/code>/g)].map((one) => one[1] ?? '');
    expect(codes).toHaveLength(10);
    for (const path of ['/account', '/account/totp']) {
      const later = await hoa.page(path);
      for (const kept of [secret, ...codes]) expect(later).not.toContain(kept);
    }
    const bad = await hoa.post('/account/totp/remove', { code: 'abc' });
    expect([bad.status, await bad.text()]).toEqual([400, expect.stringContaining('<a href="#code">')]);
    expect(service.store.read.accounts.byId(hoa.id)?.hasTotp).toBe(true);
    const off = await hoa.post('/account/totp/remove', { code: codes[0] ?? '' });
    expect(off.headers.get('location')).toBe('/account?done=totp');
    expect(service.store.read.accounts.byId(hoa.id)?.hasTotp).toBe(false);
  });

  test('signs out everywhere else', async () => {
    const other = signIn(service, hoa.id);
    expect((await hoa.post('/account/sign-out')).headers.get('location')).toBe('/account?done=sessions');
    expect((await other.get('/account')).status).toBe(401);
    expect(await hoa.page('/account?done=sessions')).toContain('role="status"');
  });
});
