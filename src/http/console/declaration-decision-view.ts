import { html } from 'hono/html';
import type { DeclarationView } from '../declaration-view.ts';
import { csrfField } from './access-csrf.ts';
import type { FormFault } from './access-form.ts';
import { type DeclarationWordKey, declarationWords } from './declaration-words.ts';
import type { Html } from './html.ts';
import type { PageFrame } from './page.ts';

/** What the two forms of a note need. */
type Noting = { readonly typedNote: string; readonly faults: readonly FormFault[] };

/** Approving or returning what was submitted; `isOwn` = the looker submitted it. */
export function decision(
  frame: PageFrame,
  { declaration }: DeclarationView,
  { isOwn, typedNote, faults }: Noting & { readonly isOwn: boolean },
): Html {
  const words = declarationWords(frame.language);
  const { id, changedAt } = declaration;
  const hidden = html`${csrfField(frame.viewer?.csrf ?? null)}<input type="hidden" name="version" value="${changedAt}">`;
  const approve = isOwn
    ? html`<p class="note">${words('ownWork')}</p>`
    : html`<form method="post" action="/declarations/${id}/approve">${hidden}<p class="hint">${words('approveHint')}</p><button type="submit" class="primary">${words('approve')}</button></form>`;
  return html`<section class="card form apart decide" aria-labelledby="decide"><h2 id="decide">${words('decide')}</h2><div class="columns">${approve}
<form class="stack" method="post" action="/declarations/${id}/return">${hidden}${noteField(frame, 'returnNote', typedNote, faults)}<button type="submit" class="danger">${words('return')}</button></form></div></section>`;
}

/** Beginning the correction of what was approved. */
export function correction(frame: PageFrame, { declaration }: DeclarationView, { typedNote, faults }: Noting): Html {
  const words = declarationWords(frame.language);
  return html`<details class="card form apart" ${faults.length > 0 ? html`open` : ''}><summary>${words('correct')}</summary><p class="hint">${words('correctHint')}</p>
<form class="stack" method="post" action="/declarations/${declaration.id}/correct">${csrfField(frame.viewer?.csrf ?? null)}${noteField(frame, 'correctNote', typedNote, faults)}<button type="submit">${words('beginCorrection')}</button></form></details>`;
}

function noteField(frame: PageFrame, label: DeclarationWordKey, value: string, faults: readonly FormFault[]): Html {
  const own = faults.filter(({ field }) => field === 'note');
  return html`<div class="field"><label for="note">${declarationWords(frame.language)(label)}</label><textarea id="note" name="note" rows="3" maxlength="2000" ${own.length > 0 ? html`aria-invalid="true" aria-describedby="note-fault"` : ''}>${value}</textarea>${own.map(({ message }) => html`<p class="fault" id="note-fault">${message}</p>`)}</div>`;
}
