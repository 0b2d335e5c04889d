import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { Provider } from 'oidc-provider';

/** What the provider says of somebody who signs in. */
export type Claims = Readonly<Record<string, unknown>>;

/** A real identity provider on loopback, with one client. */
export type IdentityProvider = {
  readonly issuer: URL;
  readonly clientSecret: string;
  /** The key its tokens are signed with, to forge others. */
  readonly key: KeyObject;
  close(): void;
};

/** What a provider is to be like. `isSparse` keeps claims out of ID tokens and leaves them to the userinfo endpoint. */
export type ProviderWishes = {
  readonly redirectUri: URL;
  readonly people: Readonly<Record<string, Claims>>;
  readonly isSparse?: boolean;
  readonly authMethod?: 'client_secret_basic' | 'client_secret_post' | 'none';
};

/** Starts a provider at this address on a free port. */
export async function openIdentityProvider(address: string, wishes: ProviderWishes): Promise<IdentityProvider> {
  let answer: RequestListener = () => {};
  const server = createServer((request, response) => answer(request, response));
  server.listen(0, address);
  await once(server, 'listening');
  const at = server.address();
  const issuer = new URL(`http://${address}:${typeof at === 'object' && at !== null ? at.port : 0}`);
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const clientSecret = 'bi-mat-cua-ha-tang+&=%';
  const method = wishes.authMethod ?? 'client_secret_basic';
  answer = new Provider(issuer.href.slice(0, -1), {
    clients: [
      {
        client_id: 'hatang',
        ...(method === 'none' ? {} : { client_secret: clientSecret }),
        token_endpoint_auth_method: method,
        redirect_uris: [wishes.redirectUri.href],
      },
    ],
    clientAuthMethods: [method],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'mot' }] },
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'], groups: ['groups'] },
    conformIdTokenClaims: wishes.isSparse ?? false,
    ttl: { Interaction: 60, Session: 60, Grant: 60, AccessToken: 60, IdToken: 60 },
    cookies: { keys: ['chi-de-thu'] },
    features: { devInteractions: { enabled: true } },
    findAccount: (_: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id, ...wishes.people[id] }) }),
  }).callback();
  return {
    issuer,
    clientSecret,
    key: privateKey,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Goes through the provider's pages as somebody would with a browser; gives where they are sent back to. */
export async function signInAt(start: string, name: string, redirectUri: URL): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = new URL(start);
  let form: URLSearchParams | null = null;
  for (let page = 0; page < 20; page += 1) {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const method = form === null ? 'GET' : 'POST';
    const response: Response = await fetch(url, { method, body: form, headers: { cookie }, redirect: 'manual' });
    for (const text of response.headers.getSetCookie()) {
      const [, key = '', value = ''] = /^([^=]+)=([^;]*)/.exec(text) ?? [];
      cookies.set(key, value);
    }
    const location = response.headers.get('location');
    form = null;
    if (location !== null) {
      url = new URL(location, url);
      if (url.origin === redirectUri.origin && url.pathname === redirectUri.pathname) return url;
      continue;
    }
    const html = await response.text();
    const action = /action="([^"]+)"/.exec(html)?.[1];
    const prompt = /name="prompt" value="([^"]+)"/.exec(html)?.[1];
    if (action === undefined || prompt === undefined) throw new Error(`no form at ${url.pathname}: ${html}`);
    url = new URL(action, url);
    form = new URLSearchParams({ prompt, login: name, password: 'bat-ky' });
  }
  throw new Error('never came back');
}

/** An ID token with other claims or another header, signed anew with this key (RS256). */
export function forge(idToken: string, key: KeyObject, claims: Claims, header: Claims = {}): string {
  const [head = '', body = ''] = idToken.split('.').map((part) => Buffer.from(part, 'base64url').toString());
  const content = [
    { ...JSON.parse(head), ...header },
    { ...JSON.parse(body), ...claims },
  ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  const signed = content.join('.');
  return `${signed}.${createSign('sha256').update(signed).sign(key).toString('base64url')}`;
}
