import { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { answerProblem, tellError } from '../../src/http/problem.ts';
import { RateLimit } from '../../src/http/rate-limit.ts';
import { ShortMemory } from '../../src/http/short-memory.ts';
import { timeLimit } from '../../src/http/time-limit.ts';
import { FakeBrowser } from './browser.ts';
import { importCast, openService, type Service, TOKEN } from './service.ts';

let service: Service;
beforeEach(async () => {
  service = openService();
  await importCast(service);
});
afterEach(() => service.close());

const nasty = [
  "' or '1'='1",
  "1' union select name, password_hash from account--",
  '1; drop table device;--',
  '%27%20or%201=1--',
  '1/**/or/**/1=1',
  '\u0000',
  '#{7*7}',
  '{{7*7}}',
  '<script>alert(1)</script>',
];

describe('values that would be SQL elsewhere', () => {
  test('in every parameter of the query and the path are values, refused or found nowhere', async () => {
    const before = await (await service.get('/api/v1/devices')).text();
    const queries = [
      'devices?agency=',
      'devices?role=',
      'devices?state=',
      'devices?cursor=',
      'devices?limit=',
      'devices?sort=',
      'devices?order_by=',
      'devices?group_by=',
      'facts?fact=',
      'facts?as_of=',
      'facts?known_at=',
      'agencies?block=',
      'outages?device=',
      'outages?from=',
      'audit?kind=',
      'audit?id=',
      'indicators?known_at=',
      'devices/',
      'agencies/',
      'credentials/',
      'prefixes/',
      'outages/',
      'accounts/',
    ];
    for (const query of queries) {
      for (const value of nasty) {
        const answer = await service.get(`/api/v1/${query}${encodeURIComponent(value)}`);
        const text = await answer.text();
        expect([query, value, [200, 400, 404].includes(answer.status)]).toEqual([query, value, true]);
        expect(text).not.toMatch(/sqlite|syntax error|no such column/i);
        if (answer.status === 200) expect([query, text]).toEqual([query, '{"items":[],"next":null}']);
      }
    }
    expect(await (await service.get('/api/v1/devices')).text()).toBe(before);
  });

  test('in headers and the sign-in form do nothing', async () => {
    for (const value of nasty.filter((one) => !one.includes('\u0000'))) {
      const headers = { 'if-match': value, 'idempotency-key': value, authorization: `Bearer ${TOKEN}` };
      expect((await service.ask('PATCH', '/api/v1/devices/4', { body: { name: 'x' }, headers })).status).toBe(400);
      const cookie = `__Host-hatang=${encodeURIComponent(value)}`;
      expect((await service.app.request('/api/v1/devices', { headers: { cookie } })).status).toBe(401);
      expect(
        (await service.app.request('/api/v1/devices', { headers: { authorization: `Bearer ${value}` } })).status,
      ).toBe(401);
      expect((await new FakeBrowser(service).signIn(value, value)).status).toBe(401);
    }
  });
});

describe('paths', () => {
  const env = { incoming: { socket: { remoteAddress: '192.0.2.9' } } };

  test('that are spelt strangely never lead round the sign-in', async () => {
    const odd = [
      '//api/v1/devices',
      '/api//v1/devices',
      '/API/v1/devices',
      '/api/v1/devices/',
      '/api/v1/devices%2f1',
      '/api/v1/./devices',
      '/api/v1/../v1/devices',
      '/assets/../api/v1/devices',
      '/assets/%2e%2e/api/v1/devices',
      '/assets/..%2fapi/v1/devices',
      '/healthz/../api/v1/devices',
      '/sign-in/../api/v1/devices',
      '/sign-in/%2e%2e/%2e%2e/api/v1/devices',
      '/api/v1/devices;/assets/style.css',
      '/api/v1/devices?/assets/',
      '/api/v1/devices%00',
      '/api/v1/devices#/assets/',
    ];
    for (const path of odd) {
      const request = new Request(`http://localhost${path}`);
      const answer = await service.app.request(request, undefined, env);
      expect([path, answer.status]).toEqual([path, 401]);
    }
  });

  test('below the assets lead to no file but the ones that are there', async () => {
    for (const path of [
      '/assets/..%2fassets.ts',
      '/assets/%2e%2e/assets.ts',
      '/assets/style.css/..%2f..%2fconsole.ts',
      '/assets/',
    ]) {
      expect([path, (await service.get(path)).status]).toEqual([path, 404]);
    }
  });

  test('with another method than a route has are not there', async () => {
    for (const method of ['PUT', 'DELETE', 'TRACE', 'PROPFIND', 'OPTIONS']) {
      if (method === 'TRACE') continue;
      expect([method, (await service.ask(method, '/api/v1/devices')).status]).toEqual([method, 404]);
      expect([method, (await service.app.request('/sign-in', { method })).status]).toEqual([method, 401]);
    }
    expect((await service.get('/api/v1/devices', { 'x-http-method-override': 'DELETE' })).status).toBe(200);
  });
});

describe('limits', () => {
  test('an address that asks for more than anybody needs is told when to come back', async () => {
    const env = { incoming: { socket: { remoteAddress: '198.51.100.9' } } };
    const ask = () => service.app.request('/healthz', {}, env);
    let answer = await ask();
    let count = 1;
    for (; answer.status === 200 && count < 5_000; count += 1) answer = await ask();
    expect([answer.status, answer.headers.get('retry-after'), count]).toEqual([429, '1', 3_001]);
    expect(await answer.json()).toMatchObject({ code: 'too-many' });
    service.clock.now += 1_000;
    expect((await ask()).status).toBe(200);
  });

  test('a burst is let through, then one at a time', () => {
    const limit = new RateLimit({ burst: 3, everyMs: 100 });
    for (let n = 0; n < 3; n += 1) limit.take('a', 0);
    expect(() => limit.take('a', 99)).toThrow();
    limit.take('b', 99);
    limit.take('a', 100);
    expect(() => limit.take('a', 199)).toThrow();
    for (let n = 0; n < 3; n += 1) limit.take('a', 10_000);
    expect(() => limit.take('a', 10_000)).toThrow();
  });

  test('no flood of new names makes it keep more than so many', () => {
    const limit = new RateLimit({ burst: 3, everyMs: 100 }, 50);
    for (let n = 0; n < 1_000; n += 1) limit.take(`name ${n}`, 0);
    expect(limit.size).toBeLessThanOrEqual(50);
    limit.take('late', 1_000);
    expect(limit.size).toBe(1);
  });

  test('what is remembered for a while is forgotten when taken, when old, and when there is too much', () => {
    const memory = new ShortMemory<number>(100, 3);
    for (const key of [1, 2, 3, 4]) memory.put(String(key), key, 0);
    expect([1, 2, 3, 4].map((key) => memory.get(String(key), 99))).toEqual([null, 2, 3, 4]);
    expect([memory.take('2', 99), memory.get('2', 99), memory.get('3', 100)]).toEqual([2, null, null]);
  });

  test('an answer that never comes is given up', async () => {
    const app = new Hono().use(timeLimit(1)).get('/', () => new Promise<Response>(() => {}));
    app.onError((error, c) => answerProblem(c, tellError(error)));
    const answer = await app.request('/');
    expect([answer.status, await answer.json()]).toMatchObject([504, { code: 'timeout' }]);
  });

  test('a body that is too large is refused before anybody is asked who sends it', async () => {
    const sent = await new FakeBrowser(service).post('/sign-in', { name: 'x'.repeat(300_000), password: 'y' });
    expect(sent.status).toBe(413);
  });
});

test('where the public origin is TLS browsers are told so, and forms come from it', async () => {
  const tls = openService({ publicOrigin: 'https://hatang.tinh.example' });
  const browser = new FakeBrowser(tls);
  expect((await browser.get('/healthz')).headers.get('strict-transport-security')).toBe('max-age=31536000');
  expect((await service.get('/healthz')).headers.get('strict-transport-security')).toBeNull();
  const host = 'hatang.tinh.example';
  expect((await browser.get('/sign-in', { host })).status).toBe(200);
  const send = (origin: string) => browser.post('/sign-in', { token: TOKEN }, { host, origin });
  expect((await send('https://evil.example')).status).toBe(403);
  expect((await send('https://hatang.tinh.example')).status).toBe(303);
  tls.close();
});
