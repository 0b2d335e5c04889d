import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NOON, openService, type Service, TOKEN } from './service.ts';

let service: Service;
beforeEach(() => {
  service = openService();
});
afterEach(() => service.close());

const open = new Set([
  '/healthz',
  '/readyz',
  '/sign-in',
  '/assets/style.css',
  '/assets/refresh.js',
  '/assets/icon.svg',
]);

/** Every method and path the app answers, with something in place of parameters. */
function routes(): { method: string; path: string }[] {
  const own = service.app.routes.filter(({ method }) => method !== 'ALL');
  const told = own.map(({ method, path }) => ({ method, path: path.replace(/:(\w+)(\{.*?\})?/g, '1') }));
  return [...new Map(told.map((one) => [`${one.method} ${one.path}`, one])).values()];
}

describe('without a token', () => {
  test('no route but the open ones answers anything but 401', async () => {
    const closed = routes().filter(({ path }) => !open.has(path));
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
    expect([vi.status, (await vi.text()).includes('Mã truy cập')]).toEqual([401, true]);
    const en = await service.app.request('/?lang=en', { headers: { accept: 'text/html' } });
    expect([en.status, (await en.text()).includes('Access token')]).toEqual([401, true]);
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

  test('signs one browser in, once, with a cookie that no script can read', async () => {
    const { path } = service.doors.signIn.newLink();
    const first = await follow(path);
    expect([first.status, first.headers.get('location')]).toEqual([303, '/']);
    expect(first.headers.get('set-cookie')).toMatch(
      /^hatang_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/,
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

  test('opens a session that looks but never changes, and ends after 12 hours', async () => {
    const cookie = cookieOf(await follow(service.doors.signIn.newLink().path));
    const as = (method: string, path: string) =>
      service.app.request(path, { method, headers: { cookie, origin: 'http://localhost', host: 'localhost' } });
    expect((await as('GET', '/api/v1/devices')).status).toBe(200);
    for (const { method, path } of routes().filter((one) => one.method !== 'GET' && !one.path.startsWith('/sign-'))) {
      expect([method, path, (await as(method, path)).status]).toEqual([method, path, 403]);
    }
    service.clock.now += 12 * 3_600_000 - 1;
    expect((await as('GET', '/api/v1/devices')).status).toBe(200);
    service.clock.now += 1;
    expect((await as('GET', '/api/v1/devices')).status).toBe(401);
  });

  test('a session ends with sign-out', async () => {
    const cookie = cookieOf(await follow(service.doors.signIn.newLink().path));
    const out = await service.app.request('/sign-out', {
      method: 'POST',
      headers: { cookie, origin: 'http://localhost', host: 'localhost' },
    });
    expect([out.status, out.headers.get('location')]).toEqual([303, '/sign-in']);
    expect((await service.app.request('/', { headers: { cookie } })).status).toBe(401);
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
    expect(await wrong.text()).toContain('Mã truy cập không đúng');
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

  test('behind a proxy that ends TLS its cookie travels over TLS only', async () => {
    const answer = await send(TOKEN, { origin: 'http://localhost', 'x-forwarded-proto': 'https' });
    expect(answer.headers.get('set-cookie')).toContain('; Secure');
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
