import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { html } from 'hono/html';
import { ForbiddenError } from '../../errors.ts';
import { SESSION_COOKIE } from '../authenticate.ts';
import type { Caller, HttpEnv, Identify } from '../caller.ts';
import type { HttpDoors } from '../doors.ts';
import { SESSION_VALID_MS } from '../sessions.ts';
import type { Html } from './html.ts';
import { frameOf, layout, type PageFrame } from './page.ts';
import type { WordKey } from './words.ts';

/** The way in and out for browsers: a one-time link, or the token pasted into the form. */
export function signInRoutes(doors: HttpDoors, identify: Identify): Hono<HttpEnv> {
  const { sessions } = doors.signIn;
  const enter = (c: Context, caller: Caller) => {
    setSession(c, sessions.begin(caller), SESSION_VALID_MS / 1_000);
    return c.redirect('/', 303);
  };
  return new Hono<HttpEnv>()
    .get('/sign-in', (c) => {
      const frame = frameOf(c, doors.now());
      const code = c.req.query('code');
      // A HEAD is no visit: link checkers must not spend the code.
      if (code === undefined || c.req.method === 'HEAD') return c.html(signInPage(frame, null));
      const caller = doors.signIn.redeem(code);
      return caller ? enter(c, caller) : c.html(signInPage(frame, 'linkSpent'), 401);
    })
    .post('/sign-in', async (c) => {
      refuseForeign(c);
      const { token } = await c.req.parseBody();
      const caller = typeof token === 'string' ? identify(token.trim()) : null;
      return caller ? enter(c, caller) : c.html(signInPage(frameOf(c, doors.now()), 'wrongToken'), 401);
    })
    .post('/sign-out', (c) => {
      refuseForeign(c);
      const id = getCookie(c, SESSION_COOKIE);
      if (id !== undefined) sessions.end(id);
      setSession(c, '', 0);
      return c.redirect('/sign-in', 303);
    });
}

/** The sign-in page, with what went wrong before. */
export function signInPage(frame: PageFrame, fault: WordKey | null): Html {
  const { say } = frame;
  const main = html`<section class="card narrow sign-in"><h1>${say('signIn')}</h1>
${fault ? html`<p class="fault" role="alert">${say(fault)}</p>` : ''}
<form method="post" action="/sign-in">
<input type="text" name="username" value="hatang" autocomplete="username" hidden>
<label for="token">${say('token')}</label>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus spellcheck="false">
<button type="submit" class="primary">${say('signIn')}</button>
</form>
<p class="hint">${say('tokenHint')}</p></section>`;
  return layout(frame, { title: say('signIn'), main, live: false, signedIn: false });
}

// Behind a proxy that ends TLS the cookie must not travel in clear; who forges the header only harms his own session.
function setSession(c: Context, value: string, maxAge: number): void {
  const secure = c.req.header('x-forwarded-proto') === 'https';
  setCookie(c, SESSION_COOKIE, value, { path: '/', httpOnly: true, sameSite: 'Strict', maxAge, secure });
}

/** A form of another site must not sign anybody in or out. */
function refuseForeign(c: Context): void {
  const origin = c.req.header('origin');
  const site = c.req.header('sec-fetch-site');
  const own = origin === undefined ? site === 'same-origin' : hostOf(origin) === c.req.header('host');
  if (!own) throw new ForbiddenError('biểu mẫu không đến từ trang này / the form does not come from this site');
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
