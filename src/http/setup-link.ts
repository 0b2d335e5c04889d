import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { HOUR_MS } from '../calendar/interval.ts';
import type { HttpEnv } from './caller.ts';
import type { HttpDoors } from './doors.ts';
import { visitOf } from './visit.ts';

/** A one-time link by which somebody sets the password of one account; `expiresAt` epoch ms. */
export type SetupLinkMade = { readonly path: string; readonly url: string; readonly expiresAt: number };

/** How long such a link opens something. */
const SETUP_VALID_MS = 24 * HOUR_MS;

/** Makes a link for an account's password in the caller's name; links made for it before open nothing any more. */
export async function makeSetupLink(c: Context<HttpEnv>, doors: HttpDoors, account: number): Promise<SetupLinkMade> {
  const code = randomBytes(32).toString('base64url');
  const hash = createHash('sha256').update(code).digest('hex');
  const expiresAt = doors.now() + SETUP_VALID_MS;
  // Never under the request's idempotency key: what is shown once cannot be answered again.
  const command = { kind: 'setup.make', hash, account, expiresAt } as const;
  await doors.submit({ id: randomUUID(), actor: c.get('caller').actor, scope: null, command });
  const path = `/setup?code=${code}`;
  return { path, url: `${visitOf(c, doors).origins[0] ?? ''}${path}`, expiresAt };
}
