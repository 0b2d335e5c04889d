import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { policyTable } from '../../src/http/allow.ts';
import { FakeBrowser } from './browser.ts';
import { importCast, openService, type Service, TOKEN } from './service.ts';

let service: Service;
let browser: FakeBrowser;
let csrf: string;
beforeEach(async () => {
  service = openService();
  await importCast(service);
  await service.account('chief', 'administrator');
  browser = new FakeBrowser(service);
  await browser.signIn('chief');
  csrf = await browser.csrf();
});
afterEach(() => service.close());

const own = { origin: 'http://localhost', 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
const patch = (headers: Record<string, string>, body = '{"name":"edge"}') =>
  browser.ask('PATCH', '/api/v1/devices/4', headers, body);
const nameNow = async () => /"name":"(\w+)"/.exec(await (await browser.get('/api/v1/devices/4')).text())?.[1];

describe('a change by cookie', () => {
  test('works from a page of ours that brings the token of the session', async () => {
    expect((await patch({ ...own, 'x-csrf-token': csrf })).status).toBe(200);
    expect(await nameNow()).toBe('edge');
    const { 'sec-fetch-site': _, ...old } = own;
    expect((await patch({ ...old, 'x-csrf-token': csrf })).status).toBe(200);
  });

  test.each([
    ['another origin', { origin: 'http://evil.example' }, 403],
    ['another port', { origin: 'http://localhost:81' }, 403],
    ['another scheme', { origin: 'https://localhost' }, 403],
    ['an opaque origin', { origin: 'null' }, 403],
    ['another site by what the browser says', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a sister host', { 'sec-fetch-site': 'same-site' }, 403],
    ['an address typed by hand', { 'sec-fetch-site': 'none' }, 403],
    ['a wrong token', { 'x-csrf-token': 'x' }, 403],
    ['an empty token', { 'x-csrf-token': '' }, 403],
    ['text/plain', { 'content-type': 'text/plain' }, 415],
    ['JSON said to be text/plain', { 'content-type': 'text/plain; charset=application/json' }, 415],
    ['no content type', { 'content-type': '' }, 415],
    ['multipart', { 'content-type': 'multipart/form-data; boundary=x' }, 415],
    ['a form, where JSON is expected', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ])('is refused with %s', async (_, over, status) => {
    expect((await patch({ ...own, 'x-csrf-token': csrf, ...over })).status).toBe(status);
    expect(await nameNow()).toBe('wan');
  });

  test('is refused without a token, without any word on where it comes from, and with the token of another session', async () => {
    expect((await patch(own)).status).toBe(403);
    expect((await patch({ 'content-type': 'application/json', 'x-csrf-token': csrf })).status).toBe(403);
    const other = new FakeBrowser(service);
    await other.signIn('chief');
    expect((await patch({ ...own, 'x-csrf-token': await other.csrf() })).status).toBe(403);
    expect(await nameNow()).toBe('wan');
  });

  test('by a form needs the hidden field of the session, in a form', async () => {
    const send = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
      browser.ask(
        'POST',
        '/sign-out',
        { ...own, 'content-type': 'application/x-www-form-urlencoded', ...headers },
        new URLSearchParams(fields).toString(),
      );
    expect((await send({})).status).toBe(403);
    expect((await send({ csrf: 'x' })).status).toBe(403);
    expect((await send({ csrf }, { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await send({ csrf }, { 'content-type': 'multipart/form-data; boundary=x' })).status).toBe(415);
    expect((await send({ csrf }, { origin: 'http://evil.example' })).status).toBe(403);
    expect((await browser.get('/')).status).toBe(200);
    expect((await send({ csrf })).status).toBe(303);
    expect((await browser.get('/')).status).toBe(401);
  });

  test('is refused on every route that changes anything, when it comes from another site', async () => {
    const changing = policyTable(service.app).filter(({ method, policy }) => method !== 'GET' && policy !== 'public');
    expect(changing.length).toBeGreaterThan(30);
    for (const { method, path } of changing) {
      const target = path.replace(/:(\w+)(\{.*?\})?/g, '1');
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json']) {
        const headers = { origin: 'http://evil.example', 'content-type': type, 'x-csrf-token': csrf };
        const answer = await browser.ask(method, target, headers, '{}');
        expect([method, target, type, answer.status]).toEqual([method, target, type, 403]);
      }
    }
  });
});

describe('a token', () => {
  test('in a header needs none of this, since no browser sends it by itself', async () => {
    expect((await service.ask('PATCH', '/api/v1/devices/4', { body: { name: 'edge' } })).status).toBe(200);
  });

  test('that a browser remembered as a password is no way round it', async () => {
    const authorization = `Basic ${btoa(`x:${TOKEN}`)}`;
    const headers = { authorization, 'sec-fetch-site': 'cross-site', origin: 'http://evil.example' };
    expect((await service.ask('PATCH', '/api/v1/devices/4', { body: { name: 'edge' }, headers })).status).toBe(403);
  });
});
