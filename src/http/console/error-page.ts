import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ToldProblem } from '../problem.ts';
import { frameOf, layout } from './page.ts';
import { signInPage } from './sign-in-page.ts';

/** Whether a refusal is read by a person in a browser: a page was asked for, and HTML is what it wants. */
export function wantsPage(c: Context): boolean {
  const forPrograms = /^\/(api|prom|feed|metrics)(\/|$)/.test(c.req.path);
  return !forPrograms && (c.req.header('accept') ?? '').includes('text/html');
}

/** A refusal as a page; who is not signed in gets the way in. */
export function answerWithPage(c: Context, problem: ToldProblem, now: number): Response | Promise<Response> {
  const frame = frameOf(c, now);
  if (problem.status === 401) return c.html(signInPage(frame, null), 401);
  const title = frame.language === 'vi' ? problem.titleVi : problem.titleEn;
  const main = html`<section class="card narrow"><h1>${title}</h1><p>${problem.detail}</p>
<p><a href="/">${frame.say('back')}</a></p></section>`;
  return c.html(layout(frame, { title, main, live: false, signedIn: true }), problem.status);
}
