import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openOidc } from '../../src/http/oidc.ts';
import { openOutbound } from '../../src/outbound/outbound.ts';
import { FakeBrowser } from './browser.ts';
import { type IdentityProvider, openIdentityProvider, signInAt } from './oidc-idp.ts';
import { importCast, openService, type Service } from './service.ts';

const STATE = '__Host-hatang-oidc';
const redirectUri = new URL('http://localhost/sign-in/oidc/callback');
const people = {
  lan: { preferred_username: 'lan', name: 'Nguyễn Lan', groups: ['viewers', 'ghosts'] },
  minh: { preferred_username: 'minh', name: 'Minh', groups: ['cooks'] },
};
const roles = [
  { group: 'viewers', role: 'viewer', agency: '00007' },
  { group: 'ghosts', role: 'administrator', agency: '09999' },
] as const;

let provider: IdentityProvider;
let service: Service;
beforeAll(async () => {
  provider = await openIdentityProvider('127.93.7.2', { redirectUri, people });
});
afterAll(() => provider.close());
beforeEach(async () => {
  const shut = { ranges: [], ports: null, caFile: null };
  const outbound = openOutbound({ oidc: { ...shut, ranges: ['127.93.7.0/24'] }, webhook: shut, 'http-probe': shut });
  const { issuer, clientSecret } = provider;
  const rest = { clientId: 'hatang', redirectUri, scopes: ['profile', 'groups'], groupsClaim: 'groups', roles };
  const client = openOidc({ issuer, clientSecret, ...rest }, (url, init) => outbound.fetch('oidc', url, init));
  service = openService({ oidc: { client, roles } });
  await importCast(service);
});
afterEach(() => service.close());

/** The way there with one browser; gives the address that the provider sends back to. */
async function callbackFor(browser: FakeBrowser, name: string): Promise<string> {
  const start = await browser.get('/sign-in/oidc');
  const back = await signInAt(start.headers.get('location') ?? '', name, redirectUri);
  return back.pathname + back.search;
}

test('whoever the provider vouches for has the roles of its groups, and those alone', async () => {
  const browser = new FakeBrowser(service);
  const answer = await browser.get(await callbackFor(browser, 'lan'));
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
  const own = await (await browser.get('/api/v1/account')).json();
  expect(own).toMatchObject({ name: 'lan', fromProvider: true, grants: [{ role: 'viewer', agency: '00007' }] });
  expect((await browser.get('/api/v1/devices/4')).status).toBe(200);
  expect((await browser.get('/api/v1/devices/3')).status).toBe(404);
});

test('whose groups bring no role gets neither a session nor an account', async () => {
  const browser = new FakeBrowser(service);
  const answer = await browser.get(await callbackFor(browser, 'minh'));
  expect([answer.status, browser.cookies.has('__Host-hatang')]).toEqual([403, false]);
  expect(service.store.read.accounts.list()).toEqual([]);
});

test('the way back works once, and in the browser that set out only', async () => {
  const [browser, thief] = [new FakeBrowser(service), new FakeBrowser(service)];
  const callback = await callbackFor(browser, 'lan');
  expect((await thief.get(callback)).headers.get('location')).toBe('/sign-in');
  await thief.get('/sign-in/oidc');
  expect((await thief.get(callback)).status).toBe(401);
  const again = new FakeBrowser(service);
  again.cookies.set(STATE, browser.cookies.get(STATE) ?? '');
  expect((await browser.get(callback)).headers.get('location')).toBe('/');
  expect((await again.get(callback)).headers.get('location')).toBe('/sign-in');
  expect([...thief.cookies.keys(), ...again.cookies.keys()]).not.toContain('__Host-hatang');
});

test('an account of the provider has no password to sign in with', async () => {
  const browser = new FakeBrowser(service);
  await browser.get(await callbackFor(browser, 'lan'));
  expect((await new FakeBrowser(service).signIn('lan', '')).status).toBe(401);
});

test('without a provider there is no such way', async () => {
  const plain = openService();
  expect((await new FakeBrowser(plain).get('/sign-in/oidc')).status).toBe(404);
  expect((await new FakeBrowser(plain).get('/sign-in/oidc/callback?code=x&state=y')).status).toBe(404);
  plain.close();
});
