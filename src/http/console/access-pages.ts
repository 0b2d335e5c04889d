import { Hono } from 'hono';
import type { HttpEnv } from '../caller.ts';
import type { HttpDoors } from '../doors.ts';
import type { OwnAccount } from '../own-account.ts';
import { ownAccountPages } from './access-account-pages.ts';
import { accountPages } from './access-accounts-pages.ts';
import { auditPages } from './access-audit-pages.ts';
import { tokenPages } from './access-tokens-pages.ts';

/** The pages about who may do what: accounts, tokens, the record of changes, and one's own account. */
export function accessPages(doors: HttpDoors, own: OwnAccount): Hono<HttpEnv> {
  return new Hono<HttpEnv>()
    .route('/', accountPages(doors))
    .route('/', tokenPages(doors))
    .route('/', auditPages(doors))
    .route('/', ownAccountPages(doors, own));
}
