import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { policyTable, requirePolicies } from '../../src/http/allow.ts';
import { FakeBrowser } from './browser.ts';
import { LIMITS, NOON, openService, type Service, TOKEN } from './service.ts';

let service: Service;
beforeEach(() => {
  service = openService();
});
afterEach(() => service.close());

/** Every method and path the app answers, with something in place of parameters, and what it asks of its caller. */
function routes() {
  return policyTable(service.app).map(({ path, ...one }) => ({ ...one, path: path.replace(/:(\w+)(\{.*?\})?/g, '1') }));
}

describe('the route table', () => {
  test('is complete: every route says what it asks of its caller', () => {
    expect(routes().filter(({ policy }) => policy === null)).toEqual([]);
    expect(routes().length).toBeGreaterThan(60);
  });

  test('an app with a route that nobody declared a policy for does not start, and the route answers nobody', async () => {
    service.app.get('/forgotten', (c) => c.text('secret'));
    expect(() => requirePolicies(service.app)).toThrow('no policy: GET /forgotten');
    expect((await service.get('/forgotten')).status).toBe(404);
    expect((await service.app.request('/forgotten')).status).toBe(401);
  });

  test('nothing is public but the way in, the looks of the pages, and whether the service lives', () => {
    const open = routes().filter(({ policy }) => policy === 'public');
    expect(open.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual([
      'GET /assets/declarations.css',
      'GET /assets/forms.css',
      'GET /assets/icon.svg',
      'GET /assets/inventory.css',
      'GET /assets/refresh.js',
      'GET /assets/style.css',
      'GET /healthz',
      'GET /readyz',
      'GET /setup',
      'GET /sign-in',
      'GET /sign-in/code',
      'GET /sign-in/oidc',
      'GET /sign-in/oidc/callback',
      'POST /setup',
      'POST /sign-in',
      'POST /sign-in/code',
    ]);
  });
});

describe('without a token', () => {
  test('no route but the open ones answers anything but 401', async () => {
    const closed = routes().filter(({ policy }) => policy !== 'public');
    expect(closed.length).toBeGreaterThan(35);
    for (const { method, path } of closed) {
      const answer = await service.app.request(path, { method });
      expect([method, path, answer.status]).toEqual([method, path, 401]);
      expect(await answer.json()).toMatchObject({ code: 'unauthenticated', status: 401, errors: [] });
    }
  });

  test('a path that does not exist is not told from one that does', async () => {
    expect((await service.app.request('/api/v1/nothing')).status).toBe(401);
  });

  test('a browser gets the sign-in page in both languages', async () => {
    const vi = await service.app.request('/', { headers: { accept: 'text/html' } });
    expect([vi.status, (await vi.text()).includes('Mật khẩu')]).toEqual([401, true]);
    const en = await service.app.request('/?lang=en', { headers: { accept: 'text/html' } });
    expect([en.status, (await en.text()).includes('Password')]).toEqual([401, true]);
  });

  test('metrics are open only when the configuration says so', async () => {
    const opened = openService({ metricsOpen: true });
    for (const path of ['/metrics', '/metrics/network', '/metrics/inventory']) {
      expect((await service.app.request(path)).status).toBe(401);
      expect((await opened.app.request(path)).status).toBe(200);
    }
    expect((await opened.app.request('/api/v1/devices')).status).toBe(401);
    expect((await opened.app.request('/metricsx')).status).toBe(401);
    opened.close();
  });
});

describe('with a token', () => {
  const get = (authorization: string) => service.app.request('/api/v1/devices', { headers: { authorization } });

  test('it is taken as bearer, or as password of basic authentication under any name', async () => {
    expect((await get(`Bearer ${TOKEN}`)).status).toBe(200);
    expect((await get(`bearer ${TOKEN}`)).status).toBe(200);
    expect((await get(`Basic ${btoa(`grafana:${TOKEN}`)}`)).status).toBe(200);
    expect((await get(`Basic ${btoa(`:${TOKEN}`)}`)).status).toBe(200);
  });

  test.each([
    ['a wrong one', 'Bearer wrong'],
    ['a longer one', `Bearer ${TOKEN}x`],
    ['a prefix of it', `Bearer ${TOKEN.slice(0, -1)}`],
    ['an empty one', 'Bearer '],
    ['another scheme', `Token ${TOKEN}`],
    ['it as the user name', `Basic ${btoa(`${TOKEN}:`)}`],
    ['basic without a colon', `Basic ${btoa(TOKEN)}`],
  ])('%s is refused', async (_, header) => {
    expect((await get(header)).status).toBe(401);
  });
});

describe('a one-time link', () => {
  const follow = (path: string) => service.app.request(path, { headers: { accept: 'text/html' } });
  const cookieOf = (answer: Response) => (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';

  test('signs one browser in, once, with a cookie that no script can read and no other host gets', async () => {
    const { path } = service.doors.signIn.newLink();
    const first = await follow(path);
    expect([first.status, first.headers.get('location')]).toEqual([303, '/']);
    expect(first.headers.get('set-cookie')).toMatch(
      /^__Host-hatang=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    const page = await service.app.request('/', { headers: { cookie: cookieOf(first) } });
    expect(page.status).toBe(200);
    const second = await follow(path);
    expect([second.status, second.headers.get('set-cookie')]).toEqual([401, null]);
    expect(await second.text()).toContain('đã được dùng hoặc đã hết hạn');
  });

  test('is spent neither by HEAD nor by a wrong code, and is void after 15 minutes', async () => {
    const { path, expiresAt } = service.doors.signIn.newLink();
    expect(expiresAt).toBe(NOON + 15 * 60_000);
    await service.app.request(path, { method: 'HEAD' });
    expect((await follow('/sign-in?code=wrong')).status).toBe(401);
    service.clock.now = expiresAt - 1;
    expect((await follow(path)).status).toBe(303);
    const late = service.doors.signIn.newLink();
    service.clock.now = late.expiresAt;
    expect((await follow(late.path)).status).toBe(401);
  });

  test('signs in the account it is made for, and nobody once there are accounts but it names none', async () => {
    const demo = openService({ linkAccount: () => 1 });
    await demo.account('quantri', 'administrator');
    const browser = new FakeBrowser(demo);
    expect((await browser.get(demo.doors.signIn.newLink().path)).status).toBe(303);
    expect(await (await browser.get('/api/v1/account')).json()).toMatchObject({ name: 'quantri' });
    demo.close();
    await service.account('quantri', 'administrator');
    expect((await follow(service.doors.signIn.newLink().path)).status).toBe(401);
  });

  test('a session of the bootstrap token ends with sign-out, with idleness and with age', async () => {
    const browser = new FakeBrowser(service);
    const enter = () => browser.get(service.doors.signIn.newLink().path);
    await enter();
    expect((await browser.post('/sign-out', {})).headers.get('location')).toBe('/sign-in');
    expect([browser.cookies.size, (await browser.get('/')).status]).toEqual([0, 401]);
    await enter();
    service.clock.now += LIMITS.administratorIdleMs;
    expect((await browser.get('/')).status).toBe(401);
    await enter();
    const end = service.clock.now + LIMITS.absoluteMs;
    for (; service.clock.now < end; service.clock.now += 60_000) expect((await browser.get('/')).status).toBe(200);
    expect((await browser.get('/')).status).toBe(401);
  });
});

describe('the sign-in form', () => {
  const send = (token: string, headers: Record<string, string>) =>
    service.app.request('/sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', host: 'localhost', ...headers },
      body: new URLSearchParams({ token }).toString(),
    });

  test('takes the token from a page of its own origin', async () => {
    expect((await send(` ${TOKEN}\n`, { origin: 'http://localhost' })).status).toBe(303);
    expect((await send(TOKEN, { 'sec-fetch-site': 'same-origin' })).status).toBe(303);
    const wrong = await send('wrong', { origin: 'http://localhost' });
    expect([wrong.status, wrong.headers.get('set-cookie')]).toEqual([401, null]);
    expect(await wrong.text()).toContain('mã truy cập không đúng');
  });

  test.each([
    ['another origin', { origin: 'http://evil.example' }],
    ['another port', { origin: 'http://localhost:81' }],
    ['an opaque origin', { origin: 'null' }],
    ['no origin at all', {}],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
  ])('refuses %s', async (_, headers) => {
    expect((await send(TOKEN, headers)).status).toBe(403);
  });

  test('refuses another content type than that of a form', async () => {
    for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/json', '']) {
      expect((await send(TOKEN, { origin: 'http://localhost', 'content-type': type })).status).toBe(415);
    }
  });
});

test('every answer carries the headers that keep other sites and scripts out', async () => {
  for (const path of ['/', '/api/v1/devices', '/healthz', '/assets/style.css', '/nothing', '/sign-in']) {
    const { headers } = await service.get(path);
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; " +
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('cache-control')).not.toBeNull();
  }
});
