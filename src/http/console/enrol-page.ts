import type { Context, Hono } from 'hono';
import { InvalidError } from '../../errors.ts';
import type { HttpEnv } from '../caller.ts';
import type { HttpDoors } from '../doors.ts';
import { ENROL_PATH } from '../entry.ts';
import type { OwnAccount } from '../own-account.ts';
import { openPages } from '../router.ts';
import type { FormFault } from './access-form.ts';
import { recoveryView, totpView } from './access-views.ts';
import { frameOf } from './page.ts';

/** The second factor for those to whom nothing is open before they have one. */
export function enrolRoutes(doors: HttpDoors, own: OwnAccount): Hono<HttpEnv> {
  const page = (c: Context<HttpEnv>, faults: readonly FormFault[]) => {
    const caller = c.get('caller');
    const begun = own.begunTotp(caller);
    if (begun === null) return c.redirect('/account', 303);
    const csrf = caller.session?.csrf ?? null;
    const view = totpView(frameOf(c, doors.now()), { action: ENROL_PATH, ...begun, forced: true, faults, csrf });
    return c.html(view, faults.length === 0 ? 200 : 400);
  };
  return openPages()
    .get(ENROL_PATH, 'signed-in', (c) => page(c, []))
    .post(ENROL_PATH, 'signed-in', async (c) => {
      const caller = c.get('caller');
      const { code } = await c.req.parseBody();
      try {
        const codes = await own.confirmTotp(caller, typeof code === 'string' ? code : '');
        const accountName = caller.account?.name ?? '';
        return c.html(recoveryView(frameOf(c, doors.now()), { accountName, codes, next: '/' }));
      } catch (error) {
        if (!(error instanceof InvalidError)) throw error;
        return page(
          c,
          error.problems.map(({ message }) => ({ field: 'code', message })),
        );
      }
    }).routes;
}
