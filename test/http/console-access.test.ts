import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { policyTable } from '../../src/http/allow.ts';
import { httpApp } from '../../src/http/app.ts';
import { signIn, type Visitor, visitor } from './access-visitor.ts';
import { importCast, NOON, openService, type Service } from './service.ts';

let service: Service;
let admin: Visitor;
beforeEach(async () => {
  service = openService();
  await importCast(service);
  admin = visitor(service, 'lan', 'administrator', { fullName: 'Nguyễn Thị Lan' });
});
afterEach(() => service.close());

const evil = '<script>alert(1)</script>"><img src=x onerror=alert(2)>';

/** What a reader sees: tags away, spaces joined. */
const seen = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

const managed = [
  ['GET', '/accounts'],
  ['POST', '/accounts'],
  ['GET', '/accounts/:id'],
  ['POST', '/accounts/:id/rename'],
  ['POST', '/accounts/:id/grants'],
  ['POST', '/accounts/:id/grants/:grant/end'],
  ['POST', '/accounts/:id/disable'],
  ['POST', '/accounts/:id/enable'],
  ['POST', '/accounts/:id/totp/remove'],
  ['POST', '/accounts/:id/sign-out'],
  ['POST', '/accounts/:id/reset'],
  ['GET', '/tokens'],
  ['POST', '/tokens'],
  ['POST', '/tokens/:id/revoke'],
] as const;

describe('the pages of access', () => {
  test('ask for managing access, for reading the audit, or for a session of one’s own', () => {
    const table = new Map(
      policyTable(httpApp(service.doors)).map(({ method, path, policy }) => [`${method} ${path}`, policy]),
    );
    for (const [method, path] of managed) {
      expect([path, table.get(`${method} ${path}`)]).toEqual([path, 'manage-access']);
    }
    expect(table.get('GET /audit')).toBe('read-audit');
    for (const path of ['GET /account', 'POST /account/password', 'POST /account/sign-out', 'POST /account/totp']) {
      expect([path, table.get(path)]).toEqual([path, 'signed-in']);
    }
  });

  test('are closed to everybody else, and nothing is done for them', async () => {
    const before = service.store.read.audits.last()?.id;
    const others = [
      visitor(service, 'hoa', 'operator'),
      visitor(service, 'binh', 'administrator', { agency: '00004' }),
      visitor(service, 'minh', null),
    ];
    const started = service.store.read.audits.last()?.id;
    expect(started).not.toBe(before);
    for (const other of others) {
      for (const [method, path] of [...managed, ['GET', '/audit'] as const]) {
        const target = path.replace(':id', String(admin.id)).replace(':grant', '1');
        const answered = await (method === 'GET' ? other.get(target) : other.post(target, { name: 'x' }));
        expect([other.name, target, answered.status]).toEqual([other.name, target, 403]);
      }
    }
    expect(service.store.read.audits.last()?.id).toBe(started);
    expect((await service.app.request('/accounts', { headers: { accept: 'text/html' } })).status).toBe(401);
  });

  test('take no form without the token of the session', async () => {
    const started = service.store.read.audits.last()?.id;
    const elsewhere = signIn(service, admin.id).csrf;
    const since = service.store.read.audits.last()?.id;
    expect(since).not.toBe(started);
    const posts = [...managed.filter(([method]) => method === 'POST').map(([, path]) => path), '/account/password'];
    for (const path of [
      ...posts,
      '/account/sign-out',
      '/account/totp',
      '/account/totp/confirm',
      '/account/totp/remove',
    ]) {
      const target = path.replace(':id', String(admin.id)).replace(':grant', '1');
      for (const csrf of [null, '', elsewhere]) {
        expect([target, (await admin.post(target, {}, { csrf })).status]).toEqual([target, 403]);
      }
    }
    expect(service.store.read.audits.last()?.id).toBe(since);
  });

  test('are in the navigation of those who may open them only', async () => {
    const ofAccess = new Set<string | undefined>(['/', '/accounts', '/tokens', '/audit', '/account']);
    const sections = async (who: Pick<Visitor, 'page'>) =>
      [...(await who.page('/')).matchAll(/<nav class="sections"[\s\S]*?<\/nav>/g)].flatMap(([nav]) =>
        [...nav.matchAll(/href="([^"]+)"/g)].map((one) => one[1]).filter((href) => ofAccess.has(href)),
      );
    expect(await sections(admin)).toEqual(['/', '/accounts', '/tokens', '/audit', '/account']);
    expect(await sections(visitor(service, 'hoa', 'viewer'))).toEqual(['/', '/account']);
    expect(await sections(visitor(service, 'binh', 'administrator', { agency: '00004' }))).toEqual(['/', '/account']);
  });
});

describe('accounts', () => {
  const wish = { name: 'Binh.Tran', fullName: 'Trần Văn Bình', role: 'reporter', agency: 'H99.01' };
  const linkIn = (html: string) => /http:\/\/localhost\/setup\?code=([\w-]+)/.exec(html)?.[1];

  test('are added with a link that is shown this once and sets the password', async () => {
    const answered = await admin.post('/accounts', wish);
    expect(answered.status).toBe(200);
    const shown = await answered.text();
    const code = linkIn(shown) ?? '';
    expect(code).not.toBe('');
    const made = service.store.read.accounts.byName('binh.tran');
    expect(made).toMatchObject({ fullName: 'Trần Văn Bình', hasPassword: false });
    expect(service.store.read.accounts.grants(made?.id)).toMatchObject([{ role: 'reporter', agencyId: 2 }]);
    for (const path of ['/accounts', `/accounts/${made?.id}`, '/audit', '/audit?kind=setup']) {
      expect(await admin.page(path)).not.toContain(code);
    }
    const opened = await service.app.request(`/setup?code=${code}`, { headers: { accept: 'text/html' } });
    expect([opened.status, await opened.text()]).toEqual([200, expect.stringContaining('binh.tran')]);
  });

  test('that are refused are told in place with what was typed', async () => {
    const bad = await admin.post('/accounts', { ...wish, name: 'tên có dấu', role: '', agency: '' });
    expect(bad.status).toBe(400);
    const html = await bad.text();
    expect(html).toContain('value="tên có dấu"');
    expect(html).toContain('value="Trần Văn Bình"');
    for (const name of ['name', 'role', 'agency']) {
      expect(html).toMatch(new RegExp(`role="alert"[\\s\\S]*<a href="#${name}">`));
      expect(html).toMatch(new RegExp(`id="${name}"[^>]*aria-describedby="${name}-fault[^>]*aria-invalid="true"`));
    }
    expect(html).not.toMatch(/id="fullName"[^>]*aria-invalid/);
    const taken = await admin.post('/accounts', { ...wish, name: 'LAN' });
    expect([taken.status, seen(await taken.text())]).toEqual([409, expect.stringContaining('tên đã dùng')]);
    const nowhere = await admin.post('/accounts', { ...wish, agency: 'H77' });
    expect([nowhere.status, service.store.read.accounts.byName('binh.tran')]).toEqual([404, null]);
  });

  test('nobody gets a role on the whole site by leaving the agency out', async () => {
    expect((await admin.post('/accounts', { ...wish, agency: '' })).status).toBe(400);
    expect((await admin.post('/accounts', { ...wish, agency: '*' })).status).toBe(200);
    const made = service.store.read.accounts.byName('binh.tran');
    expect(service.store.read.accounts.grants(made?.id)).toMatchObject([{ role: 'reporter', agencyId: null }]);
  });

  test('are renamed, given and taken roles, disabled, enabled and signed out', async () => {
    const hoa = visitor(service, 'hoa', 'viewer');
    const at = `/accounts/${hoa.id}`;
    const post = async (path: string, fields = {}) => {
      const answered = await admin.post(`${at}${path}`, fields);
      expect([path, answered.status, answered.headers.get('location')]).toEqual([path, 303, `${at}?done=1`]);
    };
    const { accounts, sessions } = service.store.read;
    await post('/rename', { fullName: 'Lê Thị Hoa' });
    expect(accounts.byId(hoa.id)?.fullName).toBe('Lê Thị Hoa');
    await post('/sign-out');
    expect(sessions.ofAccount(hoa.id)).toEqual([]);
    await post('/grants', { role: 'operator', agency: '00004' });
    expect(accounts.grants(hoa.id).map(({ role }) => role)).toEqual(['viewer', 'operator']);
    await post(`/grants/${accounts.grants(hoa.id)[0]?.id}/end`);
    expect(accounts.grants(hoa.id).map(({ role }) => role)).toEqual(['operator']);
    await post('/disable');
    expect(accounts.byId(hoa.id)?.disabled).toBe('administrator');
    expect(seen(await admin.page(at))).toContain('Đã vô hiệu');
    await post('/enable');
    expect(accounts.byId(hoa.id)?.disabled).toBeNull();
    expect(seen(await admin.page(`${at}?done=1`))).toContain('Đã lưu.');
  });

  test('the last administrator stays, and the page says why', async () => {
    const grant = service.store.read.accounts.grants(admin.id)[0]?.id;
    for (const path of ['disable', `grants/${grant}/end`]) {
      const refused = await admin.post(`/accounts/${admin.id}/${path}`);
      expect(refused.status).toBe(409);
      expect(await refused.text()).toMatch(/role="alert"/);
    }
    expect(service.store.read.accounts.byId(admin.id)?.disabled).toBeNull();
  });

  test('a role is taken from the account that has it only', async () => {
    const hoa = visitor(service, 'hoa', 'viewer');
    const theirs = service.store.read.accounts.grants(hoa.id)[0]?.id;
    expect((await admin.post(`/accounts/${admin.id}/grants/${theirs}/end`)).status).toBe(404);
    expect(service.store.read.accounts.grants(hoa.id)).toHaveLength(1);
  });

  test('one that does not exist is not found, whatever is asked of it', async () => {
    for (const id of ['99', '0', 'abc', '1e1', '-1']) {
      expect((await admin.get(`/accounts/${id}`)).status).toBe(404);
      for (const verb of ['disable', 'enable', 'reset', 'sign-out', 'totp/remove', 'grants/1/end']) {
        expect((await admin.post(`/accounts/${id}/${verb}`)).status).toBe(404);
      }
    }
  });

  test('a hostile name puts no markup on any page', async () => {
    const hoa = visitor(service, 'hoa', 'viewer', { fullName: evil });
    await admin.post(`/accounts/${hoa.id}/rename`, { fullName: `${evil}2` });
    await admin.post('/tokens', { name: evil.slice(0, 70), role: 'viewer', agency: '*', days: '' });
    const refused = await admin.post('/accounts', { name: evil, fullName: evil, role: evil, agency: evil });
    const pages = await Promise.all(
      ['/accounts', `/accounts/${hoa.id}`, '/tokens', '/audit', '/account'].map(admin.page),
    );
    for (const html of [...pages, await refused.text(), await hoa.page('/account')]) {
      expect(html).not.toMatch(/<script|<img src=x/);
    }
    expect(pages[0]).toContain('&lt;script&gt;alert(1)');
  });

  test('speak English on demand, and the way back keeps the place', async () => {
    const html = await admin.page('/audit?kind=account&lang=en');
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('href="?kind=account&amp;lang=vi"');
    expect(seen(html)).toContain('created');
  });
});

describe('tokens', () => {
  const wish = { name: 'Grafana', role: 'viewer', agency: 'H99.01', days: '90', cidrs: '192.0.2.0/24, 2001:db8::/32' };
  const textIn = (html: string) => /ht_\w{8}_[\w-]{43}/.exec(html)?.[0] ?? '';

  test('are shown once when they are made, and never again', async () => {
    const answered = await admin.post('/tokens', wish);
    expect(answered.status).toBe(200);
    const text = textIn(await answered.text());
    const secret = text.slice(12);
    expect(secret).toHaveLength(43);
    const [token] = service.store.read.tokens.list();
    expect(token).toMatchObject({
      name: 'Grafana',
      role: 'viewer',
      agencyId: 2,
      expiresAt: NOON + 90 * 86_400_000,
      cidrs: ['192.0.2.0/24', '2001:db8::/32'],
      createdBy: 'account:lan',
    });
    for (const path of ['/tokens', '/audit', '/accounts', '/account']) {
      expect(await admin.page(path)).not.toContain(secret);
    }
    expect(await admin.page('/tokens')).toContain(`ht_${token?.prefix}_`);
    expect(service.logged.join('')).not.toContain(secret);
  });

  test('work, until they are revoked', async () => {
    const text = textIn(await (await admin.post('/tokens', { ...wish, cidrs: '', days: '' })).text());
    const ask = async () =>
      (await service.app.request('/api/v1/devices', { headers: { authorization: `Bearer ${text}` } })).status;
    expect(await ask()).toBe(200);
    const id = service.store.read.tokens.list()[0]?.id;
    const revoked = await admin.post(`/tokens/${id}/revoke`);
    expect([revoked.status, revoked.headers.get('location')]).toEqual([303, '/tokens']);
    expect(await ask()).toBe(401);
    expect(seen(await admin.page('/tokens'))).toContain('Đã thu hồi');
    expect((await admin.post('/tokens/99/revoke')).status).toBe(404);
  });

  test('one form makes one token, however often it is sent', async () => {
    const once = /name="once" value="([^"]+)"/.exec(await admin.page('/tokens'))?.[1] ?? '';
    expect((await admin.post('/tokens', { ...wish, once })).status).toBe(200);
    const again = await admin.post('/tokens', { ...wish, once });
    expect([again.status, seen(await again.text())]).toEqual([409, expect.stringContaining('đã được gửi')]);
    expect(service.store.read.tokens.list()).toHaveLength(1);
  });

  test('that are refused are told in place with what was typed', async () => {
    const bad = await admin.post('/tokens', { ...wish, days: '0', cidrs: '192.0.2.1/24', role: 'king' });
    const html = await bad.text();
    expect(bad.status).toBe(400);
    for (const name of ['days', 'cidrs', 'role']) expect(html).toContain(`<a href="#${name}">`);
    expect(html).toContain('value="192.0.2.1/24"');
    expect(html).toContain('value="Grafana"');
    expect(service.store.read.tokens.list()).toEqual([]);
  });
});

describe('the audit', () => {
  test('tells who did what to what, newest first, narrowed to one thing, page by page', async () => {
    for (let at = 0; at < 60; at += 1)
      service.run({ kind: 'account.rename', account: admin.id, fullName: `Lan ${at}` });
    const first = await admin.page('/audit?kind=account');
    expect(first.match(/<tr id="row-/g)).toHaveLength(50);
    expect(seen(first)).toContain('cli:test sửa tài khoản 1 fullName Lan 59');
    const older = /href="([^"]+)" rel="next"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = await admin.page(older);
    expect(second.match(/<tr id="row-/g)).toHaveLength(11);
    expect(second).not.toContain('rel="next"');
    expect(second).toContain('href="/audit?kind=account"');
    expect(await admin.page('/audit?kind=account&id=99')).toContain('Không có dòng nào.');
  });

  test('shows the head of the chain', async () => {
    const head = service.store.read.audits.last();
    expect(await admin.page('/audit')).toContain(head?.hash ?? 'no head');
  });

  test('tells instants as people read them', async () => {
    service.token('viewer', null, { expiresAt: NOON });
    expect(seen(await admin.page('/audit?kind=token'))).toContain('expiresAt 22/11/2026 14:05');
  });

  test('shows characters that turn or hide text as their codes', async () => {
    service.run({ kind: 'account.rename', account: admin.id, fullName: 'a\u202eb\u0007c' });
    const html = await admin.page('/audit');
    expect(html).toContain('a\\u202Eb\\x07c');
  });
});
