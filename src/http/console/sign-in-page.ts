import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { UnauthenticatedError } from '../../errors.ts';
import { sayBoth } from '../../text/catalogue.ts';
import type { HttpEnv } from '../caller.ts';
import { refuseForeign, requireForm } from '../csrf.ts';
import type { HttpDoors } from '../doors.ts';
import type { Entry } from '../entry.ts';
import { openPages } from '../router.ts';
import type { Sessions } from '../sessions.ts';
import { type SignInTries, signInRefused } from '../sign-in-tries.ts';
import { isBootstrap } from '../tokens.ts';
import { visitOf } from '../visit.ts';
import { signInView } from './access-views.ts';
import type { Html } from './html.ts';
import { frameOf, layout, type PageFrame } from './page.ts';

/** The way in and out for browsers: name and password, then the second factor; a one-time link; the bootstrap token. */
export function signInRoutes(doors: HttpDoors, sessions: Sessions, entry: Entry, tries: SignInTries): Hono<HttpEnv> {
  const page = (c: Context<HttpEnv>, step: 'password' | 'code', message: string | null, name = '') =>
    signInPage(frameOf(c, doors.now()), doors, step, message, name);
  return openPages()
    .get('/sign-in', 'public', async (c) => {
      if (!visitOf(c, doors).keepsCookies) return c.html(unsafePage(frameOf(c, doors.now())), 403);
      const code = c.req.query('code');
      // A HEAD is no visit: link checkers must not spend the code.
      if (code === undefined || c.req.method === 'HEAD') return c.html(page(c, 'password', null));
      return (await follow(c, doors, sessions, entry, code)) ?? c.html(page(c, 'password', LINK_SPENT), 401);
    })
    .post('/sign-in', 'public', async (c) => {
      const visit = visitOf(c, doors);
      if (!visit.keepsCookies) return c.html(unsafePage(frameOf(c, doors.now())), 403);
      refuseForeign(c, visit);
      requireForm(c);
      tries.countAddress(visit.address);
      const form = await c.req.parseBody();
      if (typeof form.token === 'string') {
        if (!isBootstrap(doors, form.token.trim())) return c.html(page(c, 'password', WRONG_TOKEN), 401);
        await sessions.beginBootstrap(c);
        return c.redirect('/', 303);
      }
      const [name, password] = [textOf(form.name).normalize('NFC').trim(), textOf(form.password)];
      try {
        const account = await tries.byPassword(name, password);
        if (!account.hasTotp) return await entry.enter(c, account, { step: null, recoveryHash: null });
        entry.awaitCode(c, account);
        return c.redirect('/sign-in/code', 303);
      } catch (error) {
        if (!(error instanceof UnauthenticatedError)) throw error;
        return c.html(page(c, 'password', REFUSED, name), 401);
      }
    })
    .get('/sign-in/code', 'public', (c) =>
      entry.awaited(c) === null ? c.redirect('/sign-in', 303) : c.html(page(c, 'code', null)),
    )
    .post('/sign-in/code', 'public', async (c) => {
      const visit = visitOf(c, doors);
      refuseForeign(c, visit);
      requireForm(c);
      tries.countAddress(visit.address);
      const code = textOf((await c.req.parseBody()).code);
      try {
        const awaited = entry.awaited(c);
        if (awaited === null) throw signInRefused();
        const { account, proof } = tries.byCode(awaited, code);
        const answer = await entry.enter(c, account, proof);
        entry.forgetAwaited(c);
        return answer;
      } catch (error) {
        if (!(error instanceof UnauthenticatedError)) throw error;
        return c.html(page(c, entry.awaited(c) === null ? 'password' : 'code', REFUSED), 401);
      }
    })
    .post('/sign-out', 'signed-in', async (c) => {
      await sessions.end(c);
      return c.redirect('/sign-in', 303);
    }).routes;
}

/** The sign-in page, with what went wrong before. */
export function signInPage(
  frame: PageFrame,
  doors: Pick<HttpDoors, 'oidc'>,
  step: 'password' | 'code',
  message: string | null,
  name = '',
): Html {
  return signInView(frame, {
    step,
    action: step === 'code' ? '/sign-in/code' : '/sign-in',
    name,
    faults: message === null ? [] : [{ field: null, message }],
    oidcPath: doors.oidc === null ? null : '/sign-in/oidc',
    csrf: null,
  });
}

/** Why nobody can sign in here: browsers keep our cookie for TLS, or on the machine itself, and nowhere else. */
export function unsafePage(frame: PageFrame): Html {
  const { say } = frame;
  const main = html`<section class="card narrow entry"><h1>${say('signIn')}</h1>
<p class="fault" role="alert">${say('unsafe')}</p><p>${say('unsafeHint')}</p></section>`;
  return layout(frame, { title: say('signIn'), main, live: false, signedIn: false });
}

/** Follows a one-time link; null when it opens nothing. */
async function follow(
  c: Context<HttpEnv>,
  doors: HttpDoors,
  sessions: Sessions,
  entry: Entry,
  code: string,
): Promise<Response | null> {
  if (!doors.signIn.redeem(code)) return null;
  const id = doors.signIn.account();
  if (id !== null) {
    const account = doors.read.accounts.byId(id);
    return account && account.disabled === null ? entry.enter(c, account, { step: null, recoveryHash: null }) : null;
  }
  if (doors.read.accounts.list().length > 0) return null;
  await sessions.beginBootstrap(c);
  return c.redirect('/', 303);
}

const REFUSED = sayBoth('sign-in-refused');
const LINK_SPENT =
  'liên kết này đã được dùng hoặc đã hết hạn, hãy lấy liên kết mới / this link was used before or has expired, get a new one';
const WRONG_TOKEN = 'mã truy cập không đúng / that is not the token';

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
