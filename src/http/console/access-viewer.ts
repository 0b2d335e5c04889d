import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Language } from '../../text/words.ts';
import type { HttpEnv } from '../caller.ts';
import { accessWords } from './access-words.ts';
import type { Html } from './html.ts';

/** Who looks at a page, as far as the page needs to know. */
export type Viewer = {
  /** Whether there is an account behind it; a token has none of its own to look at. */
  readonly hasAccount: boolean;
  readonly managesAccess: boolean;
  readonly readsAudit: boolean;
  /** What the forms of the page must send back; null where there is no session. */
  readonly csrf: string | null;
};

/** Who looks; null when nobody signed in. */
export function viewerOf(c: Context<HttpEnv>): Viewer | null {
  const caller = c.get('caller');
  if (caller === undefined) return null;
  return {
    hasAccount: caller.account !== null,
    managesAccess: caller.may('manage-access') !== null,
    readsAudit: caller.may('read-audit') !== null,
    csrf: caller.session?.csrf ?? null,
  };
}

/** The ways to the parts of the console that the viewer may open. */
export function sectionLinks(viewer: Viewer | null, path: string, language: Language): Html {
  if (viewer === null) return html``;
  const words = accessWords(language);
  const links = [
    { href: '/', label: words('overview'), isOpen: true },
    { href: '/accounts', label: words('accounts'), isOpen: viewer.managesAccess },
    { href: '/tokens', label: words('tokens'), isOpen: viewer.managesAccess },
    { href: '/audit', label: words('audit'), isOpen: viewer.readsAudit },
    { href: '/account', label: words('ownAccount'), isOpen: viewer.hasAccount },
  ].filter(({ isOpen }) => isOpen);
  if (links.length === 1) return html``;
  return html`<nav class="sections" aria-label="${words('sections')}">${links.map(
    ({ href, label }) => html`<a href="${href}" ${isWithin(path, href) ? html`aria-current="page"` : ''}>${label}</a>`,
  )}</nav>`;
}

function isWithin(path: string, href: string): boolean {
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
}
