import type { Context } from 'hono';
import { html } from 'hono/html';
import { civilDateOf } from '../../calendar/civil.ts';
import { formatInstant } from '../../text/date.ts';
import type { Language } from '../../text/words.ts';
import type { HttpEnv } from '../caller.ts';
import { csrfField } from './access-csrf.ts';
import { sectionLinks, type Viewer, viewerOf } from './access-viewer.ts';
import type { Html } from './html.ts';
import { languageOf } from './language.ts';
import { marks } from './marks.ts';
import { pageWords, type WordKey } from './words.ts';

/** What every part of a page needs: the language, its words, the instant it shows (epoch ms), and who looks. */
export type PageFrame = {
  readonly language: Language;
  readonly say: (key: WordKey) => string;
  readonly now: number;
  /** Null before anybody signed in. */
  readonly viewer: Viewer | null;
  /** The same page in the other language. */
  readonly otherHref: string;
  readonly path: string;
};

/** What a page consists of. `live` pages refresh their main part; without a session there is nobody to sign out. */
export type PageParts = {
  readonly title: string;
  readonly main: Html;
  readonly live: boolean;
  readonly signedIn: boolean;
};

/** The frame of a page for a request. */
export function frameOf(c: Context<HttpEnv>, now: number): PageFrame {
  const language = languageOf(c);
  const otherHref = otherHrefOf(c, language === 'vi' ? 'en' : 'vi');
  return { language, say: pageWords(language), now, viewer: viewerOf(c), otherHref, path: c.req.path };
}

/** A whole page. */
export function layout(frame: PageFrame, { title, main, live, signedIn }: PageParts): Html {
  const { language, say, now } = frame;
  const other = language === 'vi' ? 'en' : 'vi';
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · ${say('service')}</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/style.css">
<link rel="stylesheet" href="/assets/forms.css">
<link rel="stylesheet" href="/assets/declarations.css">
<link rel="stylesheet" href="/assets/inventory.css">
${live ? html`<script src="/assets/refresh.js" defer></script>` : ''}
</head>
<body>
${marks}
<a class="skip" href="#main">${say('skip')}</a>
<header class="top">
<a class="brand" href="/"><img src="/assets/icon.svg" alt="" width="32" height="32"><span><strong>${say('service')}</strong><small>${say('tagline')}</small></span></a>
<p class="clock" id="clock"><time datetime="${new Date(now).toISOString()}">${formatInstant(now, language)}</time> <span class="zone">${say('localTime')}</span></p>
<nav aria-label="${say('otherLanguage')}"><a href="${frame.otherHref}" lang="${other}" hreflang="${other}">${say('otherLanguage')}</a>
${signedIn ? html`<form method="post" action="/sign-out">${csrfField(frame.viewer?.csrf ?? null)}<button type="submit">${say('signOut')}</button></form>` : ''}</nav>
${signedIn ? sectionLinks(frame.viewer, frame.path, language) : ''}
</header>
<p class="stale" id="stale" role="status" hidden>${say('stale')}</p>
<main id="main" tabindex="-1">
${main}
</main>
${signedIn ? footer(frame) : ''}
</body>
</html>`;
}

function footer({ say, now }: PageFrame): Html {
  const year = civilDateOf(now).slice(0, 4);
  return html`<footer class="foot"><ul>
<li>${say('feed')} ${year}: <a href="/feed/readiness/${year}">JSON</a> · <a href="/feed/readiness/${year}.csv">CSV</a></li>
<li><a href="/api/openapi.json">OpenAPI</a></li>
<li>${say('metrics')}: <a href="/metrics">/metrics</a> · <a href="/metrics/network">network</a> · <a href="/metrics/inventory">inventory</a></li>
</ul></footer>`;
}

// What was posted cannot be asked for again; its page is the one that its path begins with.
function otherHrefOf(c: Context, other: Language): string {
  const query = new URLSearchParams(c.req.method === 'POST' ? {} : c.req.query());
  query.set('lang', other);
  return c.req.method === 'POST' ? `/${c.req.path.split('/')[1] ?? ''}?${query}` : `?${query}`;
}
