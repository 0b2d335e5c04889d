import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Language } from '../../text/words.ts';
import type { HttpEnv } from '../caller.ts';
import { accessWords } from './access-words.ts';
import { declarationWords } from './declaration-words.ts';
import type { Html } from './html.ts';
import { recordWords } from './record-words.ts';
import { verdictWords } from './verdict-words.ts';

/** Who looks at a page, as far as the page needs to know. */
export type Viewer = {
  /** Whether there is an account behind it; a token has none of its own to look at. */
  readonly hasAccount: boolean;
  /** Whether it may look at anything at all. */
  readonly looks: boolean;
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
    looks: caller.may('look') !== null,
    managesAccess: caller.may('manage-access') !== null,
    readsAudit: caller.may('read-audit') !== null,
    csrf: caller.session?.csrf ?? null,
  };
}

/** The ways to the parts of the console that the viewer may open. */
export function sectionLinks(viewer: Viewer | null, path: string, language: Language): Html {
  if (viewer === null) return html``;
  const words = accessWords(language);
  const inventory = recordWords(language);
  const links = [
    { href: '/', label: words('overview'), isOpen: true },
    { href: '/agencies', label: inventory('agencies'), isOpen: viewer.looks },
    { href: '/records', label: inventory('records'), isOpen: viewer.looks },
    { href: '/administrative-units', label: inventory('administration'), isOpen: viewer.looks },
    { href: '/imports', label: inventory('imports'), isOpen: viewer.looks },
    { href: '/declarations', label: declarationWords(language)('declarations'), isOpen: viewer.looks },
    { href: '/verdicts', label: verdictWords(language)('title'), isOpen: true },
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
