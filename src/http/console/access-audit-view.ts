import { html } from 'hono/html';
import { encodeControls } from '../../access/audit-line.ts';
import type { AuditRow } from '../../store/audits.ts';
import { choice, field } from './access-form.ts';
import { actionLabel, auditKinds, kindLabel } from './access-labels.ts';
import { accessWords } from './access-words.ts';
import type { Html } from './html.ts';
import type { PageFrame } from './page.ts';
import { instantText } from './parts.ts';

/** What the record of changes is narrowed to; empty = not narrowed. */
export type AuditFilter = { readonly kind: string; readonly id: string };

/** Everything the page of the record of changes shows. */
export type AuditProps = {
  readonly rows: readonly AuditRow[];
  readonly filter: AuditFilter;
  /** Query that leads to older rows, and to the newest ones; null when there are none or we are there. */
  readonly older: string | null;
  readonly newest: string | null;
  /** The end of the chain; null before the first row. */
  readonly head: { readonly id: number; readonly hash: string } | null;
};

/** Who changed what, newest first. */
export function auditView(frame: PageFrame, props: AuditProps): Html {
  const say = accessWords(frame.language);
  const { rows, older, newest, head } = props;
  const table = html`<div class="scroll" role="region" aria-label="${say('audit')}" tabindex="0"><table class="stackable audit">
<thead><tr><th scope="col">${say('time')}</th><th scope="col">${say('actor')}</th><th scope="col">${say('action')}</th><th scope="col">${say('subject')}</th><th scope="col">${say('detail')}</th></tr></thead>
<tbody>${rows.map((one) => row(frame, one))}</tbody></table></div>`;
  return html`<header class="title"><h1>${say('audit')}</h1></header>${filterForm(frame, props)}
${rows.length === 0 ? html`<p class="none">${say('noAudit')}</p>` : table}
<nav class="pages" aria-label="${say('audit')}">${newest === null ? '' : html`<a class="button" href="${newest}">${say('newest')}</a>`}${older === null ? '' : html`<a class="button" href="${older}" rel="next">${say('older')} →</a>`}</nav>
${head === null ? '' : html`<p class="proof">${say('chain')} ${say('chainRow')} ${head.id}, <code>${head.hash}</code></p>`}`;
}

function filterForm(frame: PageFrame, { filter }: AuditProps): Html {
  const say = accessWords(frame.language);
  const kinds = auditKinds.map((kind) => ({ value: kind, label: kindLabel(kind, frame.language) }));
  return html`<form class="filter" method="get" action="/audit">
${choice(frame, [], { name: 'kind', label: say('subjectKind'), value: filter.kind, options: [{ value: '', label: say('anyKind') }, ...kinds] })}
${field(frame, [], { name: 'id', label: say('subjectId'), value: filter.id, required: false })}
<button type="submit">${say('filter')}</button></form>`;
}

function row(frame: PageFrame, one: AuditRow): Html {
  const say = accessWords(frame.language);
  const link = `/audit?${new URLSearchParams({ kind: one.subjectKind, id: one.subjectId })}`;
  return html`<tr id="row-${one.id}"><td class="when">${instantText(one.at, frame)} <small>#${one.id}</small></td><td data-label="${say('actor')}"><bdi>${encodeControls(one.actor)}</bdi></td>
<td data-label="${say('action')}">${actionLabel(one.action, frame.language)}</td>
<td data-label="${say('subject')}"><a href="${link}">${kindLabel(one.subjectKind, frame.language)} <bdi>${encodeControls(one.subjectId)}</bdi></a></td>
<td data-label="${say('detail')}">${detail(one.detail, frame)}</td></tr>`;
}

function detail(value: unknown, frame: PageFrame): Html {
  if (typeof value !== 'object' || value === null) return html`<code>${encodeControls(JSON.stringify(value))}</code>`;
  const parts = Object.entries(value).filter(([, one]) => one !== null);
  if (parts.length === 0) return html``;
  return html`<ul class="detail">${parts.map(
    ([name, one]) =>
      html`<li><span>${encodeControls(name)}</span> <code><bdi>${told(name, one, frame)}</bdi></code></li>`,
  )}</ul>`;
}

// Instants are kept as epoch ms, under names that say so.
function told(name: string, value: unknown, frame: PageFrame): Html | string {
  if (typeof value === 'number' && /(At|Until)$/.test(name)) return instantText(value, frame);
  return encodeControls(typeof value === 'string' ? value : JSON.stringify(value));
}
