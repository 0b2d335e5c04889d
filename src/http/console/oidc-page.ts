import { randomBytes, randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { rolesOfGroups } from '../../access/oidc-roles.ts';
import { wholeTree } from '../../access/scope.ts';
import { MINUTE_MS, SECOND_MS } from '../../calendar/interval.ts';
import { ForbiddenError, NotFoundError } from '../../errors.ts';
import type { HttpEnv } from '../caller.ts';
import type { HttpDoors } from '../doors.ts';
import type { Oidc, OidcState } from '../oidc.ts';
import { openPages } from '../router.ts';
import { newSessionValue, type Sessions } from '../sessions.ts';
import { ShortMemory } from '../short-memory.ts';
import type { SignInTries } from '../sign-in-tries.ts';
import { visitOf } from '../visit.ts';
import { frameOf } from './page.ts';
import { unsafePage } from './sign-in-page.ts';

/** Sign-in with the identity provider: there, and back with a code that only this browser can use. */
export function oidcRoutes(doors: HttpDoors, sessions: Sessions, tries: SignInTries): Hono<HttpEnv> {
  const begun = new ShortMemory<OidcState>(STATE_MS, 1_000);
  const provider = () => {
    if (doors.oidc === null) throw new NotFoundError('không có nhà cung cấp danh tính / there is no identity provider');
    return doors.oidc;
  };
  return openPages()
    .get('/sign-in/oidc', 'public', async (c) => {
      const { client } = provider();
      const visit = visitOf(c, doors);
      if (!visit.keepsCookies) return c.html(unsafePage(frameOf(c, doors.now())), 403);
      tries.countAddress(visit.address);
      const { url, state } = await client.begin();
      const key = randomBytes(32).toString('base64url');
      begun.put(key, state, doors.now());
      setCookie(c, STATE_COOKIE, key, { ...cookie, maxAge: STATE_MS / SECOND_MS });
      return c.redirect(url, 303);
    })
    .get('/sign-in/oidc/callback', 'public', async (c) => {
      const { client } = provider();
      tries.countAddress(visitOf(c, doors).address);
      const state = begun.take(getCookie(c, STATE_COOKIE) ?? '', doors.now());
      deleteCookie(c, STATE_COOKIE, cookie);
      if (state === null) return c.redirect('/sign-in', 303);
      const person = await client.finish(new URL(c.req.url), state);
      const { value, hash } = newSessionValue();
      await begin(doors, person, hash);
      await sessions.give(c, value);
      return c.redirect('/', 303);
    }).routes;
}

async function begin(doors: HttpDoors, person: Awaited<ReturnType<Oidc['finish']>>, session: string): Promise<void> {
  const { subject, name, fullName } = person;
  const grants = rolesOfGroups(person.groups, doors.oidc?.roles ?? []).filter(({ agency }) => {
    const exists = agency === null || doors.read.agencies.idOf(wholeTree, agency) !== null;
    if (!exists) doors.log.warn({ agency }, 'a group brings a role on an agency that does not exist');
    return exists;
  });
  // Whoever is known is let in all the same: what the groups brought before has to end, what was granted here stays.
  if (grants.length === 0 && doors.read.accounts.byOidcSubject(subject) === null) {
    throw new ForbiddenError('nhóm của bạn chưa được cấp vai trò nào / your groups bring no role here');
  }
  const command = { kind: 'session.begin-oidc', subject, name, fullName, grants, session } as const;
  await doors.submit({ id: randomUUID(), actor: { kind: 'account', name }, scope: null, command });
}

const STATE_COOKIE = '__Host-hatang-oidc';
const STATE_MS = 10 * MINUTE_MS;
// Lax: the browser comes back from another site.
const cookie = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const;
