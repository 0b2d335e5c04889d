import { html } from 'hono/html';
import type { EvidenceRule } from '../../inventory/form.ts';
import type { DeclarationView } from '../declaration-view.ts';
import type { FormFault } from './access-form.ts';
import { actorText } from './declaration-parts.ts';
import { declarationWords } from './declaration-words.ts';
import type { Html } from './html.ts';
import type { PageFrame } from './page.ts';
import { bytesText, instantText } from './parts.ts';

/** What is attached; with a rule it can be changed by the form around it. */
export function evidence(
  frame: PageFrame,
  { declaration, attachments }: DeclarationView,
  rule: EvidenceRule | null,
  faults: readonly FormFault[],
): Html {
  const words = declarationWords(frame.language);
  if (rule === null && attachments.length === 0) return html``;
  const own = faults.filter(({ field }) => field === 'file');
  const hint =
    rule &&
    words('addFileHint', { types: rule.types.join(', '), size: bytesText(rule.maxBytes, frame), n: rule.maxFiles });
  return html`<section class="card apart evidence-files" aria-labelledby="evidence"><h2 id="evidence">${words('evidence')}</h2>
${
  attachments.length === 0
    ? html`<p class="none">${words('noEvidence')}</p>`
    : html`<ul class="lines">${attachments.map(
        (one) =>
          html`<li><div><a href="/api/v1/declarations/${declaration.id}/attachments/${one.hash}" download><bdi>${one.name}</bdi></a> <small>${bytesText(one.sizeBytes, frame)} · ${actorText(one.actor)} · ${instantText(one.addedAt, frame)}</small></div>${
            rule === null
              ? ''
              : html`<button type="submit" name="action" value="detach:${one.hash}" aria-label="${words('detachFile')}: ${one.name}">${words('detach')}</button>`
          }</li>`,
      )}</ul>`
}
${
  rule === null || attachments.length >= rule.maxFiles
    ? ''
    : html`<div class="field"><label for="file">${words('addFile')}</label><div class="upload"><input id="file" class="pick" name="file" type="file" ${own.length > 0 ? html`aria-invalid="true" aria-describedby="file-fault"` : ''} aria-describedby="file-hint"><button type="submit" name="action" value="save">${words('attach')}</button></div>${own.map(({ message }) => html`<p class="fault" id="file-fault">${message}</p>`)}<p class="hint" id="file-hint">${hint}</p></div>`
}</section>`;
}
