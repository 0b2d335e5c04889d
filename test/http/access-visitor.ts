import { createHash, randomBytes } from 'node:crypto';
import type { AccessRole } from '../../src/access/role.ts';
import { csrfOf } from '../../src/http/csrf.ts';
import { SESSION_COOKIE } from '../../src/http/sessions.ts';
import type { Service } from './service.ts';

/** Somebody with an account, signed in with a browser. */
export type Visitor = ReturnType<typeof visitor>;

/** Makes an account with one role (`agency` null = on the whole tree; no role when `role` is null) and signs it in. */
export function visitor(
  service: Service,
  name: string,
  role: AccessRole | null,
  over: { readonly agency?: string | null; readonly fullName?: string; readonly passwordHash?: string } = {},
) {
  const { agency = null, fullName = name, passwordHash = 'x' } = over;
  const grants = role === null ? [] : [{ role, agency }];
  service.run({ kind: 'account.create', name, fullName, passwordHash, grants });
  const id = service.store.read.accounts.byName(name)?.id ?? 0;
  return { id, name, ...signIn(service, id) };
}

/** One more browser of an account. */
export function signIn(service: Service, account: number) {
  const value = randomBytes(32).toString('base64url');
  const session = createHash('sha256').update(value).digest('hex');
  service.run({ kind: 'session.begin', account, session, step: null, recoveryHash: null });
  const csrf = csrfOf(session, service.doors.tokenKey());
  const headers = { cookie: `${SESSION_COOKIE}=${value}`, accept: 'text/html' };
  return {
    csrf,
    value,
    get: async (target: string) => service.app.request(target, { headers }),
    page: async (target: string) => (await service.app.request(target, { headers })).text(),
    /** Posts a form as our own page does; `over` replaces its csrf field. */
    post: async (
      target: string,
      fields: Readonly<Record<string, string>> = {},
      over: { csrf?: string | null } = {},
    ) => {
      const proof = over.csrf === undefined ? csrf : over.csrf;
      const body = new URLSearchParams({ ...fields, ...(proof === null ? {} : { csrf: proof }) });
      return service.app.request(target, { method: 'POST', headers: { ...headers, origin: 'http://localhost' }, body });
    },
  };
}
