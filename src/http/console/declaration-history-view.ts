import { html } from 'hono/html';
import type { Declaration } from '../../store/declarations.ts';
import { say } from '../../text/catalogue.ts';
import type { DeclarationView } from '../declaration-view.ts';
import { actorText, statusPill } from './declaration-parts.ts';
import { declarationWords } from './declaration-words.ts';
import type { Html } from './html.ts';
import type { PageFrame } from './page.ts';
import { instantText } from './parts.ts';

/** Who did what with a declaration, in order. */
export function history(frame: PageFrame, view: DeclarationView): Html {
  const words = declarationWords(frame.language);
  return html`<section class="card" aria-labelledby="history"><h2 id="history">${words('history')}</h2><ol class="history">${view.events.map(
    ({ at, actor, action, note }) =>
      html`<li><strong>${say(`declaration-action-${action}`)[frame.language]}</strong> ${actorText(actor)} <small>${instantText(at, frame)}</small>${note === null ? '' : html`<p><q>${note}</q></p>`}</li>`,
  )}</ol></section>`;
}

/** The ways to the other versions of a declaration; nothing where there is but one. */
export function revisions(frame: PageFrame, view: DeclarationView, all: readonly Declaration[]): Html {
  if (all.length < 2) return html``;
  const words = declarationWords(frame.language);
  return html`<section class="card" aria-labelledby="revisions"><h2 id="revisions">${words('revisions')}</h2><ul class="lines">${all.map(
    (one) =>
      html`<li><a href="/declarations/${one.id}" ${one.id === view.declaration.id ? html`aria-current="page"` : ''}>${one.revision === 1 ? words('first') : html`${words('revision')} ${one.revision - 1}`}</a> ${statusPill(one.status, frame)}</li>`,
  )}</ul></section>`;
}
