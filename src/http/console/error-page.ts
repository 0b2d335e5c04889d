import type { Context } from 'hono';
import { html } from 'hono/html';
import type { HttpEnv } from '../caller.ts';
import type { HttpDoors } from '../doors.ts';
import type { ToldProblem } from '../problem.ts';
import { visitOf } from '../visit.ts';
import { frameOf, layout } from './page.ts';
import { signInPage, unsafePage } from './sign-in-page.ts';

/** Whether a refusal is read by a person in a browser: a page was asked for, and HTML is what it wants. */
export function wantsPage(c: Context): boolean {
  const forPrograms = /^\/(api|prom|feed|metrics)(\/|$)/.test(c.req.path);
  return !forPrograms && (c.req.header('accept') ?? '').includes('text/html');
}

/** A refusal as a page; who is not signed in gets the way in. */
export function answerWithPage(
  c: Context<HttpEnv>,
  problem: ToldProblem,
  doors: HttpDoors,
): Response | Promise<Response> {
  const frame = frameOf(c, doors.now());
  if (problem.status === 401) {
    return visitOf(c, doors).keepsCookies
      ? c.html(signInPage(frame, doors, 'password', null), 401)
      : c.html(unsafePage(frame), 403);
  }
  const title = frame.language === 'vi' ? problem.titleVi : problem.titleEn;
  const main = html`<section class="card narrow"><h1>${title}</h1><p>${problem.detail}</p>
<p><a href="/">${frame.say('back')}</a></p></section>`;
  return c.html(layout(frame, { title, main, live: false, signedIn: frame.viewer !== null }), problem.status);
}
