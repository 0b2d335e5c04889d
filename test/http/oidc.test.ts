import { generateKeyPairSync } from 'node:crypto';
import type { CustomFetch } from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type OidcSettings, type OidcState, openOidc } from '../../src/http/oidc.ts';
import { openOutbound } from '../../src/outbound/outbound.ts';
import { type Claims, forge, type IdentityProvider, openIdentityProvider, signInAt } from './oidc-idp.ts';

const redirectUri = new URL('http://127.93.6.1:8080/dang-nhap/oidc');
const people = {
  lan: { preferred_username: 'nguyen.lan', name: 'Nguyễn Thị Lan', groups: ['hatang-xem', 'so-khcn'] },
  minh: {},
  long: { preferred_username: 'x'.repeat(300), groups: ['a'] },
  sai: { groups: { mot: 'hai' } },
};

let provider: IdentityProvider;
beforeAll(async () => {
  provider = await openIdentityProvider('127.93.6.2', { redirectUri, people });
});
afterAll(() => provider.close());

const shut = { ranges: [], ports: null, caFile: null };
const wayOut = (ranges: readonly string[]): CustomFetch => {
  const outbound = openOutbound({ oidc: { ...shut, ranges }, webhook: shut, 'http-probe': shut });
  return (url, init) => outbound.fetch('oidc', url, init);
};
const usual = wayOut(['127.93.6.0/24']);

function settingsOf(of: IdentityProvider, other: Partial<OidcSettings> = {}): OidcSettings {
  const { issuer, clientSecret } = of;
  const rest = { redirectUri, scopes: ['profile', 'groups'], groupsClaim: 'groups', roles: [] };
  return { issuer, clientId: 'hatang', clientSecret, ...rest, ...other };
}

/** Everything from the first click to the person, or the error. */
async function signIn(name: string, settings: OidcSettings, fetch = usual, change: Partial<OidcState> = {}) {
  const oidc = openOidc(settings, fetch);
  const { url, state } = await oidc.begin();
  const callback = await signInAt(url, name, redirectUri);
  return { oidc, callback, state, person: oidc.finish(callback, { ...state, ...change }) };
}

describe('somebody who signs in', () => {
  const lan = { subject: 'lan', name: 'nguyen.lan', fullName: 'Nguyễn Thị Lan', groups: ['hatang-xem', 'so-khcn'] };

  test('is known by subject, name and groups', async () => {
    const { person } = await signIn('lan', settingsOf(provider));
    expect(await person).toEqual(lan);
  });

  test('without groups and names is known by the subject alone', async () => {
    const { person } = await signIn('minh', settingsOf(provider));
    expect(await person).toEqual({ subject: 'minh', name: 'minh', fullName: 'minh', groups: [] });
  });

  test('has the groups of the claim that the settings name', async () => {
    const { person } = await signIn('lan', settingsOf(provider, { groupsClaim: 'name' }));
    expect((await person).groups).toEqual(['Nguyễn Thị Lan']);
  });

  test.each([
    ['long', 'claims-invalid'],
    ['sai', 'claims-invalid'],
  ])('with claims of a wrong form (%s) is not let in', async (name, reason) => {
    const { person } = await signIn(name, settingsOf(provider));
    await expect(person).rejects.toMatchObject({ code: 'unauthenticated', reason });
  });

  test('is known as well where claims come by userinfo only', async () => {
    const other = await openIdentityProvider('127.93.6.3', { redirectUri, people, isSparse: true });
    const { person } = await signIn('lan', settingsOf(other));
    expect(await person).toEqual(lan);
    other.close();
  });

  test.each([
    ['in the header where the provider takes it there', 'client_secret_basic', true],
    ['in the body where it takes it only there', 'client_secret_post', false],
  ] as const)('is spoken for by the secret of the service %s', async (_, authMethod, isInHeader) => {
    const other = await openIdentityProvider('127.93.6.3', { redirectUri, people, authMethod });
    const sent: [boolean, boolean][] = [];
    const { person } = await signIn('lan', settingsOf(other), (url, init) => {
      const body = new URLSearchParams(String(init.body));
      if (url.endsWith('/token'))
        sent.push([new Headers(init.headers).has('authorization'), body.has('client_secret')]);
      return usual(url, init);
    });
    expect(await person).toEqual(lan);
    expect(sent).toEqual([[isInHeader, !isInHeader]]);
    other.close();
  });

  test('may come back by another address than the registered one, as behind a proxy', async () => {
    const oidc = openOidc(settingsOf(provider), usual);
    const { url, state } = await oidc.begin();
    const { search } = await signInAt(url, 'lan', redirectUri);
    expect(await oidc.finish(new URL(`http://10.1.2.3/noi-bo${search}`), state)).toEqual(lan);
  });

  test('may do so where the service has no secret', async () => {
    const other = await openIdentityProvider('127.93.6.3', { redirectUri, people, authMethod: 'none' });
    const { person } = await signIn('lan', settingsOf(other, { clientSecret: null }));
    expect(await person).toEqual(lan);
    other.close();
  });
});

test('a sign-in begins with a fresh state, nonce and PKCE challenge, and shows no secret', async () => {
  const oidc = openOidc(settingsOf(provider), usual);
  const [one, two] = [await oidc.begin(), await oidc.begin()];
  const asked = new URL(one.url);
  expect(Object.fromEntries(asked.searchParams)).toEqual({
    client_id: 'hatang',
    response_type: 'code',
    redirect_uri: redirectUri.href,
    scope: 'openid profile groups',
    state: one.state.state,
    nonce: one.state.nonce,
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: 'S256',
  });
  expect(one.url).not.toContain(one.state.codeVerifier);
  expect(one.url).not.toContain(provider.clientSecret);
  const secrets = [one.state, two.state].flatMap((state) => Object.values(state));
  expect(new Set(secrets).size).toBe(6);
});

describe('a sign-in that was not begun here is refused', () => {
  test('another state, or none, or two', async () => {
    const { oidc, callback, state } = await signIn('lan', settingsOf(provider));
    const finish = (change: (url: URL) => void) => {
      const url = new URL(callback);
      change(url);
      return oidc.finish(url, state);
    };
    const differs = { code: 'unauthenticated', reason: 'state-differs' };
    await expect(oidc.finish(callback, { ...state, state: 'khac' })).rejects.toMatchObject(differs);
    await expect(finish((url) => url.searchParams.delete('state'))).rejects.toMatchObject(differs);
    await expect(finish((url) => url.searchParams.append('state', state.state))).rejects.toMatchObject(differs);
  });

  test.each([
    ['nonce', 'token-invalid'],
    ['codeVerifier', 'code-refused'],
  ])("another browser's %s", async (key, reason) => {
    const other = 'mot-gia-tri-khac-du-dai-de-la-code-verifier-hop-le';
    const { person } = await signIn('lan', settingsOf(provider), usual, { [key]: other });
    await expect(person).rejects.toMatchObject({ code: 'unauthenticated', reason });
  });

  test('a code that was used', async () => {
    const { oidc, callback, state, person } = await signIn('lan', settingsOf(provider));
    await person;
    await expect(oidc.finish(callback, state)).rejects.toMatchObject({ reason: 'code-refused' });
  });

  test('a code of nobody, no code, two codes', async () => {
    const { oidc, state, callback, person } = await signIn('lan', settingsOf(provider));
    await person;
    const finish = (code: string) => {
      const url = new URL(callback);
      url.search = `?state=${state.state}&iss=${encodeURIComponent(callback.searchParams.get('iss') ?? '')}${code}`;
      return oidc.finish(url, state);
    };
    await expect(finish('&code=khong-co')).rejects.toMatchObject({ reason: 'code-refused' });
    await expect(finish('')).rejects.toMatchObject({ reason: 'callback-invalid' });
    await expect(finish('&code=a&code=b')).rejects.toMatchObject({ reason: 'callback-invalid' });
  });

  test('an answer of another provider', async () => {
    const { oidc, state, callback, person } = await signIn('lan', settingsOf(provider));
    await person;
    callback.searchParams.set('iss', 'http://127.93.6.99/');
    await expect(oidc.finish(callback, state)).rejects.toMatchObject({ reason: 'token-invalid' });
  });

  test('an answer that says no', async () => {
    const oidc = openOidc(settingsOf(provider), usual);
    const { state } = await oidc.begin();
    const callback = new URL(`${redirectUri}?error=access_denied&state=${state.state}`);
    await expect(oidc.finish(callback, state)).rejects.toMatchObject({ reason: 'denied' });
  });
});

describe('an ID token is believed only', () => {
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const seconds = Math.floor(Date.now() / 1_000);

  test.each<[string, Claims, Claims?]>([
    ['of the issuer', { iss: 'http://127.93.6.99' }],
    ['for this service', { aud: 'khac' }],
    ['for this service alone', { aud: ['hatang', 'khac'], azp: 'khac' }],
    ['for this sign-in', { nonce: 'khac' }],
    ['with a nonce', { nonce: undefined }],
    ['with a subject', { sub: undefined }],
    ['while it lasts', { exp: seconds - 60 }],
    ['once it has begun', { nbf: seconds + 60 }],
    ['with a signature', {}, { alg: 'none' }],
    ['with a signature of its own kind', {}, { alg: 'HS256' }],
    ['with a key that the provider shows', {}, { kid: 'hai' }],
  ])('%s', async (_, claims, header) => {
    const tampered = tamper((token) => forge(token, provider.key, claims, header));
    const { person } = await signIn('lan', settingsOf(provider), tampered);
    await expect(person).rejects.toMatchObject({ code: 'unauthenticated', reason: 'token-invalid' });
  });

  test('with the signature of the provider', async () => {
    const { person } = await signIn(
      'lan',
      settingsOf(provider),
      tamper((token) => forge(token, stranger, {})),
    );
    await expect(person).rejects.toMatchObject({ reason: 'token-invalid' });
  });

  test('and a forged one in order is believed, so the others fail for what was changed', async () => {
    const { person } = await signIn(
      'lan',
      settingsOf(provider),
      tamper((token) => forge(token, provider.key, {})),
    );
    expect((await person).subject).toBe('lan');
  });

  test('when there is one', async () => {
    const { person } = await signIn(
      'lan',
      settingsOf(provider),
      tamper(() => undefined),
    );
    await expect(person).rejects.toMatchObject({ reason: 'token-invalid' });
  });
});

describe('the provider', () => {
  test('that does not know our secret lets nobody in', async () => {
    const { person } = await signIn('lan', settingsOf(provider, { clientSecret: 'sai-bi-mat' }));
    await expect(person).rejects.toMatchObject({ code: 'unauthenticated', reason: 'client-refused' });
  });

  test('that is down is told as such, and asked again next time', async () => {
    let isDown = true;
    let calls = 0;
    const fetch: CustomFetch = (url, init) => {
      calls += 1;
      return isDown ? usual('http://127.93.6.98:9/', init) : usual(url, init);
    };
    const oidc = openOidc(settingsOf(provider), fetch);
    await expect(oidc.begin()).rejects.toMatchObject({
      code: 'unauthenticated',
      reason: 'provider-unreachable',
      cause: { code: 'outbound-unreachable' },
    });
    isDown = false;
    await oidc.begin();
    expect(calls).toBe(2);
    await Promise.all([oidc.begin(), oidc.begin()]);
    expect(calls).toBe(2);
  });

  test('that goes down between the two steps is told as such', async () => {
    const other = await openIdentityProvider('127.93.6.4', { redirectUri, people });
    const oidc = openOidc(settingsOf(other), usual);
    const { url, state } = await oidc.begin();
    const callback = await signInAt(url, 'lan', redirectUri);
    other.close();
    await expect(oidc.finish(callback, state)).rejects.toMatchObject({ reason: 'provider-unreachable' });
  });

  test('is not called where the way out is not allowed', async () => {
    const oidc = openOidc(settingsOf(provider), wayOut([]));
    await expect(oidc.begin()).rejects.toMatchObject({
      reason: 'provider-unreachable',
      cause: { code: 'outbound-closed' },
    });
  });

  test('that calls itself otherwise is not believed', async () => {
    const issuer = new URL('/khac', provider.issuer);
    const pretend: CustomFetch = (url, init) => usual(url.replace('/khac', ''), init);
    const oidc = openOidc(settingsOf(provider, { issuer }), pretend);
    await expect(oidc.begin()).rejects.toMatchObject({ code: 'unauthenticated', reason: 'provider-invalid' });
  });

  test.each(['http://dang-nhap.example', 'http://127.evil.example', 'http://10.0.0.1', 'ftp://127.0.0.1'])(
    'at %s is not talked to in clear',
    (issuer) => {
      const settings = settingsOf(provider, { issuer: new URL(issuer) });
      expect(() => openOidc(settings, usual)).toThrow(expect.objectContaining({ code: 'configuration' }));
    },
  );
});

test.each<[string, Partial<OidcSettings>, Partial<OidcState>, Claims]>([
  ['state-differs', {}, { state: 'khac' }, {}],
  ['code-refused', {}, { codeVerifier: 'mot-gia-tri-khac-du-dai-de-la-code-verifier-hop-le' }, {}],
  ['client-refused', { clientSecret: 'sai-bi-mat' }, {}, {}],
  ['token-invalid', {}, {}, { aud: 'khac' }],
])('%s tells no secret, neither in its words nor in what it holds', async (reason, settings, change, claims) => {
  const secrets = [provider.clientSecret, 'sai-bi-mat'];
  const tampered = tamper((token) => {
    secrets.push(token);
    return forge(token, provider.key, claims);
  });
  const { callback, state, person } = await signIn('lan', settingsOf(provider, settings), tampered, change);
  const error: unknown = await person.catch((failure) => failure);
  expect(error).toMatchObject({ reason });
  const told = everythingIn(error);
  for (const secret of [...secrets, ...Object.values(state), ...callback.searchParams.values()]) {
    expect(told).not.toContain(secret);
  }
});

/** The usual way out, but for the ID token on the way back. */
function tamper(change: (idToken: string) => string | undefined): CustomFetch {
  return async (url, init) => {
    const response = await usual(url, init);
    if (!url.endsWith('/token') || !response.ok) return response;
    const body = z.looseObject({ id_token: z.string() }).parse(await response.json());
    return Response.json({ ...body, id_token: change(body.id_token) });
  };
}

/** Every text in an error, hidden properties and causes included. */
function everythingIn(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  return Reflect.ownKeys(error)
    .map((key) => `${String(key)}: ${everythingIn(Reflect.get(error, key))}`)
    .join('\n');
}
