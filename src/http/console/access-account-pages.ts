import type { Context, Hono } from 'hono';
import { NotFoundError } from '../../errors.ts';
import type { HttpEnv } from '../caller.ts';
import type { HttpDoors } from '../doors.ts';
import type { OwnAccount } from '../own-account.ts';
import { openPages } from '../router.ts';
import { ownAccountView, type ownDone } from './access-account-view.ts';
import type { FormFault } from './access-form.ts';
import { loadAccount } from './access-load.ts';
import { attempt, type Outcome, readForm } from './access-submit.ts';
import { recoveryView, totpView } from './access-views.ts';
import { accessWords } from './access-words.ts';
import { frameOf, layout } from './page.ts';

/** The pages of one's own account; who came by a token has none. */
export function ownAccountPages(doors: HttpDoors, own: OwnAccount): Hono<HttpEnv> {
  return openPages()
    .get('/account', 'signed-in', (c) => c.html(ownPage(c, doors, own, [])))
    .post('/account/password', 'signed-in', async (c) => {
      const form = await readForm(c);
      const caller = c.get('caller');
      const [current, password] = [form('current'), form('password')];
      const done =
        password === form('repeat')
          ? await attempt(['current', 'password'], () => own.changePassword(caller, current, password))
          : differing(c, doors);
      return answer(c, doors, own, done, 'password');
    })
    .post('/account/sign-out', 'signed-in', async (c) => {
      await own.signOutEverywhere(c.get('caller'), true);
      return c.redirect('/account?done=sessions', 303);
    })
    .get('/account/totp', 'signed-in', (c) =>
      own.begunTotp(c.get('caller')) === null ? c.redirect('/account', 303) : c.html(enrolPage(c, doors, own, [])),
    )
    .post('/account/totp', 'signed-in', async (c) => {
      const done = await attempt([], () => own.beginTotp(c.get('caller')));
      if (done.faults) return c.html(ownPage(c, doors, own, done.faults), done.status);
      return c.redirect('/account/totp', 303);
    })
    .post('/account/totp/confirm', 'signed-in', async (c) => {
      const form = await readForm(c);
      const caller = c.get('caller');
      const done = await attempt(['code'], () => own.confirmTotp(caller, form('code')));
      if (done.faults) {
        if (own.begunTotp(caller) === null) return c.redirect('/account', 303);
        return c.html(enrolPage(c, doors, own, done.faults), done.status);
      }
      const next = caller.mustEnrol ? '/' : '/account';
      const accountName = caller.account?.name ?? '';
      return c.html(recoveryView(frameOf(c, doors.now()), { accountName, codes: done.made, next }));
    })
    .post('/account/totp/remove', 'signed-in', async (c) => {
      const form = await readForm(c);
      const done = await attempt(['code'], () => own.removeTotp(c.get('caller'), form('code')));
      return answer(c, doors, own, done, 'totp');
    }).routes;
}

/** Goes back to the page; what is wrong is told there. Nothing of what was typed is kept: all of it is secret. */
function answer(
  c: Context<HttpEnv>,
  doors: HttpDoors,
  own: OwnAccount,
  done: Outcome<unknown>,
  what: keyof typeof ownDone,
): Response | Promise<Response> {
  if (done.faults) return c.html(ownPage(c, doors, own, done.faults), done.status);
  return c.redirect(`/account?done=${what}`, 303);
}

function ownPage(c: Context<HttpEnv>, doors: HttpDoors, own: OwnAccount, faults: readonly FormFault[]) {
  const frame = frameOf(c, doors.now());
  const { account: self, session, scope } = c.get('caller');
  const loaded = self && loadAccount(doors.read, scope, self.id, frame.now);
  if (!loaded) throw new NotFoundError('mã truy cập không có tài khoản riêng / a token has no account of its own');
  const { account, grants } = loaded;
  const sessions = loaded.sessions.map((one) => ({ ...one, isThis: one.hash === session?.hash }));
  const done = doneOf(c.req.query('done'));
  const needsTotp = own.needsTotp(account);
  const csrf = session?.csrf ?? null;
  const main = ownAccountView(frame, { account, grants, sessions, needsTotp, done, faults, csrf });
  const title = accessWords(frame.language)('ownAccount');
  return layout(frame, { title, main, live: false, signedIn: true });
}

function enrolPage(c: Context<HttpEnv>, doors: HttpDoors, own: OwnAccount, faults: readonly FormFault[]) {
  const caller = c.get('caller');
  const begun = own.begunTotp(caller);
  if (begun === null) throw new NotFoundError('chưa bắt đầu xác thực hai bước / the second factor was not begun');
  const csrf = caller.session?.csrf ?? null;
  const forced = caller.mustEnrol;
  return totpView(frameOf(c, doors.now()), { action: '/account/totp/confirm', ...begun, forced, faults, csrf });
}

function differing(c: Context<HttpEnv>, doors: HttpDoors): Outcome<void> {
  const message = accessWords(frameOf(c, doors.now()).language)('differs');
  return { made: null, faults: [{ field: 'repeat', message }], status: 400 };
}

function doneOf(text: string | undefined): keyof typeof ownDone | null {
  return text === 'password' || text === 'sessions' || text === 'totp' ? text : null;
}
