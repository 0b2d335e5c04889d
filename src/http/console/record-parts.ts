import { html } from 'hono/html';
import { formatNumber } from '../../text/number.ts';
import type { Html } from './html.ts';
import type { PageFrame } from './page.ts';
import { recordWords } from './record-words.ts';

/** A step on the way to a page. */
export type Crumb = { readonly href: string; readonly label: string | Html };

/** The top of a page: the way to it, its name, and what stands beside that. */
export function pageHead(
  frame: PageFrame,
  crumbs: readonly Crumb[],
  title: string | Html,
  beside: Html | string = '',
): Html {
  const way = crumbs.map(({ href, label }) => html`<a href="${href}">${label}</a> <span aria-hidden="true">›</span> `);
  const label = recordWords(frame.language)('overview');
  return html`${crumbs.length === 0 ? '' : html`<nav class="crumbs" aria-label="${label}">${way}</nav>`}
<header class="title"><h1 id="page-title">${title}</h1>${beside}</header>`;
}

/** A part of a page under its own heading, with how many things it holds. */
export type Section = {
  readonly id: string;
  readonly title: string;
  readonly count?: number;
  /** Beside the heading. */
  readonly link?: Crumb;
};

/** A section of a page. */
export function section({ language }: PageFrame, { id, title, count, link }: Section, body: Html): Html {
  const number = count === undefined ? '' : html` <span class="number">${formatNumber(count, language)}</span>`;
  const beside = link === undefined ? '' : html` <a class="beside" href="${link.href}">${link.label}</a>`;
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}${number}${beside}</h2>${body}</section>`;
}

/** A table that becomes small cards where the window is narrow; the first cell of a row names it. */
export function dataTable(
  labelledBy: string,
  columns: readonly { readonly label: string; readonly isNumber?: boolean }[],
  rows: readonly (readonly (Html | string)[])[],
): Html {
  const cell = (one: Html | string, at: number) => {
    const column = columns[at];
    if (at === 0) return html`<th scope="row">${one}</th>`;
    return html`<td class="${column?.isNumber ? 'num' : ''}" data-label="${column?.label ?? ''}">${one}</td>`;
  };
  return html`<div class="scroll" role="region" aria-labelledby="${labelledBy}" tabindex="0"><table class="stackable">
<thead><tr>${columns.map(({ label, isNumber }) => html`<th scope="col" class="${isNumber ? 'num' : ''}">${label}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map(cell)}</tr>`)}</tbody></table></div>`;
}

// How many rows a page of a list shows.
const PAGE_ROWS = 200;

/** The rows of one page of a list, and the links to its neighbours (empty where there is only one page). */
export function paged<T>(
  frame: PageFrame,
  rows: readonly T[],
  query: Readonly<Record<string, string>>,
): { readonly shown: readonly T[]; readonly links: Html } {
  const pages = Math.max(1, Math.ceil(rows.length / PAGE_ROWS));
  const asked = /^[1-9]\d{0,4}$/.test(query.page ?? '') ? Number(query.page) : 1;
  const page = Math.min(asked, pages);
  const say = recordWords(frame.language);
  const href = (to: number) => `?${new URLSearchParams({ ...query, page: String(to) })}`;
  const links =
    pages === 1
      ? html``
      : html`<p class="pages">${page > 1 ? html`<a class="button" rel="prev" href="${href(page - 1)}">${say('earlier')}</a>` : ''}
<span>${say('page')} ${page}/${pages}</span> ${page < pages ? html`<a class="button" rel="next" href="${href(page + 1)}">${say('later')}</a>` : ''}</p>`;
  return { shown: rows.slice((page - 1) * PAGE_ROWS, page * PAGE_ROWS), links };
}

/** What was just done. */
export function doneNote(text: string | null): Html {
  return text === null ? html`` : html`<p class="done" role="status">${text}</p>`;
}

/** A pair of a definition list. */
export function line(name: string, value: Html | string): Html {
  return html`<dt>${name}</dt><dd>${value}</dd>`;
}
