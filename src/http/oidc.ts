import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  type CustomFetch,
  calculatePKCECodeChallenge,
  clockTolerance,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { z } from 'zod';
import type { RoleOfGroup } from '../access/oidc-roles.ts';
import { ConfigurationError } from '../errors.ts';
import { judgeOidcError, OidcError } from './oidc-failure.ts';

/** How people sign in with an identity provider (OpenID Connect). */
export type OidcSettings = {
  readonly issuer: URL;
  readonly clientId: string;
  /** Null for a public client, which proves itself by PKCE alone. */
  readonly clientSecret: string | null;
  /** Where the provider sends the browser back to, as registered there. */
  readonly redirectUri: URL;
  /** Asked for beside `openid`. */
  readonly scopes: readonly string[];
  /** The claim that lists a person's groups. */
  readonly groupsClaim: string;
  readonly roles: readonly RoleOfGroup[];
};

/** What one sign-in is recognised by. A secret of the browser that began it; used once, then forgotten. */
export type OidcState = { readonly state: string; readonly nonce: string; readonly codeVerifier: string };

/** Who signed in. `subject` never changes at its issuer; `name` is what they go by there. */
type OidcPerson = {
  readonly subject: string;
  readonly name: string;
  readonly fullName: string;
  readonly groups: readonly string[];
};

/** Sign-in by authorization code with PKCE (RFC 7636), state and nonce. Every failure is an {@link OidcError}. */
export type Oidc = {
  /** Where to send the browser, and what to keep for `finish`. */
  begin(): Promise<{ readonly url: string; readonly state: OidcState }>;
  /** Trades what the browser came back with for the person; `state` is what `begin` gave to the same browser. */
  finish(callback: URL, state: OidcState): Promise<OidcPerson>;
};

/** Calls the provider by `fetch` when it is first needed; what it says of itself is kept until a call to it fails. */
export function openOidc(settings: OidcSettings, fetch: CustomFetch): Oidc {
  if (settings.issuer.protocol !== 'https:' && !isLoopback(settings.issuer)) {
    const detail = 'issuer phải dùng https, trừ trên 127.0.0.1 / the issuer must use https, but for loopback';
    throw new ConfigurationError(`oidc.issuer: ${detail}: ${settings.issuer.host}`);
  }
  let known: Promise<Configuration> | null = null;
  const withProvider = async <T>(work: (provider: Configuration) => Promise<T>): Promise<T> => {
    known ??= discover(settings, fetch);
    const asked = known;
    try {
      return await work(await asked);
    } catch (error) {
      const told = judgeOidcError(error);
      if (told.reason.startsWith('provider-') && known === asked) known = null;
      throw told;
    }
  };
  return {
    begin: () => withProvider((provider) => beginAt(provider, settings)),
    finish: (callback, state) => {
      const fault = judgeCallback(callback, state);
      if (fault !== null) return Promise.reject(new OidcError(fault));
      return withProvider((provider) => finishAt(provider, settings, callback, state));
    },
  };
}

const TIMEOUT_SECONDS = 10;
const CLOCK_TOLERANCE_SECONDS = 30;

function discover({ issuer, clientId, clientSecret }: OidcSettings, fetch: CustomFetch): Promise<Configuration> {
  const inClear = issuer.protocol === 'http:' ? [allowInsecureRequests] : [];
  return discovery(
    issuer,
    clientId,
    { [clockTolerance]: CLOCK_TOLERANCE_SECONDS },
    clientSecret === null ? None() : proveBy(clientSecret),
    // Signatures are checked although TLS alone would do for a token that comes straight from the provider.
    { [customFetch]: fetch, timeout: TIMEOUT_SECONDS, execute: [enableNonRepudiationChecks, ...inClear] },
  );
}

/** The secret in the header (the default of RFC 8414), or in the body where a provider takes it only there. */
function proveBy(secret: string): ClientAuth {
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const prove = methods.includes('client_secret_basic') ? ClientSecretBasic(secret) : ClientSecretPost(secret);
    prove(server, client, body, headers);
  };
}

async function beginAt(provider: Configuration, settings: OidcSettings): Promise<{ url: string; state: OidcState }> {
  const state = { state: randomState(), nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier() };
  const url = buildAuthorizationUrl(provider, {
    redirect_uri: settings.redirectUri.href,
    scope: [...new Set(['openid', ...settings.scopes])].join(' '),
    state: state.state,
    nonce: state.nonce,
    code_challenge: await calculatePKCECodeChallenge(state.codeVerifier),
    code_challenge_method: 'S256',
  });
  return { url: url.href, state };
}

/** What is wrong with the way back, before anybody is called; null when nothing is. */
function judgeCallback(
  { searchParams }: URL,
  { state }: OidcState,
): 'state-differs' | 'denied' | 'callback-invalid' | null {
  if (searchParams.getAll('state').join() !== state) return 'state-differs';
  if (searchParams.has('error')) return 'denied';
  return searchParams.getAll('code').length === 1 ? null : 'callback-invalid';
}

async function finishAt(
  provider: Configuration,
  settings: OidcSettings,
  callback: URL,
  { state, nonce, codeVerifier }: OidcState,
): Promise<OidcPerson> {
  // Behind a proxy the address that reached us may not be the registered one.
  const cameBack = new URL(settings.redirectUri);
  cameBack.search = callback.search;
  const tokens = await authorizationCodeGrant(provider, cameBack, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: codeVerifier,
  });
  const claims = tokens.claims();
  if (claims === undefined) throw new OidcError('token-invalid');
  const isAsked =
    claims[settings.groupsClaim] === undefined && provider.serverMetadata().userinfo_endpoint !== undefined;
  const more = isAsked ? await fetchUserInfo(provider, tokens.access_token, claims.sub) : {};
  return readPerson({ ...more, ...claims }, settings.groupsClaim);
}

const short = z.string().max(256);
const person = z.object({
  sub: short.min(1),
  preferred_username: short.optional(),
  email: short.optional(),
  name: short.optional(),
});
const groupList = z.union([short.transform((group) => [group]), z.array(short).max(2_000)]).default([]);

function readPerson(claims: Readonly<Record<string, unknown>>, groupsClaim: string): OidcPerson {
  const read = person.safeParse(claims);
  const groups = groupList.safeParse(claims[groupsClaim]);
  if (!read.success || !groups.success) throw new OidcError('claims-invalid');
  const { sub, preferred_username, email, name: fullName } = read.data;
  const name = preferred_username ?? email ?? sub;
  return { subject: sub, name, fullName: fullName ?? name, groups: groups.data };
}

function isLoopback({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && (/^127(\.\d+){3}$/.test(hostname) || hostname === '[::1]' || hostname === 'localhost');
}
