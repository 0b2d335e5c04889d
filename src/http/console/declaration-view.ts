import { html } from 'hono/html';
import { isEditable } from '../../inventory/declaration.ts';
import type { FactCatalogue } from '../../inventory/fact-definition.ts';
import type { EvidenceRule } from '../../inventory/form.ts';
import type { Declaration } from '../../store/declarations.ts';
import { say } from '../../text/catalogue.ts';
import type { DeclarationView } from '../declaration-view.ts';
import { csrfField } from './access-csrf.ts';
import { type FormFault, faultSummary } from './access-form.ts';
import { figureField, figureRows, filledOf, isMissing, reasonField, type Typed } from './declaration-form-view.ts';
import { actorText, dueText, nameOf, statusPill } from './declaration-parts.ts';
import { type DeclarationWordKey, declarationWords } from './declaration-words.ts';
import type { Html } from './html.ts';
import type { PageFrame } from './page.ts';
import { bytesText, instantText } from './parts.ts';

/** What a step led to, told on the page that follows. */
export const declarationDone = {
  saved: 'saved',
  submitted: 'submitted',
  approved: 'wasApproved',
  returned: 'wasReturned',
} as const satisfies Record<string, DeclarationWordKey>;

/** Everything the page of a declaration shows. */
export type DeclarationProps = {
  readonly view: DeclarationView;
  readonly facts: FactCatalogue;
  readonly revisions: readonly Declaration[];
  readonly mayDeclare: boolean;
  readonly mayApprove: boolean;
  /** Whether the looker is who submitted it last. */
  readonly isOwn: boolean;
  readonly daysLeft: number | null;
  readonly done: keyof typeof declarationDone | null;
  /** Whether somebody wanted to submit it: what is missing is told then. */
  readonly wantsSubmit: boolean;
  readonly typed: ReadonlyMap<string, Typed> | null;
  readonly typedNote: string;
  readonly faults: readonly FormFault[];
};

/** One declaration: its figures, what speaks against them, the evidence, and what can be done with it now. */
export function declarationView(frame: PageFrame, props: DeclarationProps): Html {
  const { view, done, faults, mayDeclare, mayApprove } = props;
  const { declaration, form } = view;
  const words = declarationWords(frame.language);
  const name = nameOf(form, declaration.form, frame.language);
  const isOpen = form !== null && mayDeclare && isEditable(declaration.status);
  const due =
    view.dueOn === null
      ? ''
      : html`<p>${dueText(view.dueOn, isEditable(declaration.status) ? props.daysLeft : null, frame)}</p>`;
  return html`<nav class="crumbs" aria-label="${words('declarations')}"><a href="/declarations">${words('declarations')}</a> <span aria-hidden="true">›</span> <bdi>${view.agencyName}</bdi></nav>
<header class="title"><h1>${name} · ${view.period}</h1>${statusPill(declaration.status, frame)}</header>
<p class="whose"><strong><bdi>${view.agencyName}</bdi></strong> <code>${declaration.agency}</code>${declaration.revision > 1 ? html` · ${words('revision')} ${declaration.revision - 1}` : ''}</p>${due}
${done === null ? '' : html`<p class="done" role="status">${words(declarationDone[done])}</p>`}
${form === null ? html`<p class="note">${words('noForm')}</p>` : ''}${returnNote(frame, props)}
${faultSummary(frame, faultsToTell(frame, props, isOpen) ?? faults)}
${isOpen ? openForm(frame, props) : closedFigures(frame, props)}
${isOpen ? '' : evidence(frame, props, null)}
${mayApprove && declaration.status === 'submitted' ? decision(frame, props) : ''}
${mayDeclare && form !== null && isNewest(props) && declaration.status === 'approved' ? correction(frame, props) : ''}
<div class="columns apart">${history(frame, props)}${revisions(frame, props)}</div>`;
}

// What keeps a declaration from being submitted, once somebody wanted to; else only what was refused.
function faultsToTell(
  frame: PageFrame,
  { view, wantsSubmit, faults }: DeclarationProps,
  isOpen: boolean,
): FormFault[] | null {
  if (!wantsSubmit || !isOpen || view.check === null) return null;
  const { errors, warnings } = view.check;
  const open = warnings.filter(({ reason }) => reason === null);
  const told = [
    ...errors.map((one) => ({ ...one, field: one.fact === null ? null : figureField(one.fact) })),
    ...open.map((one) => ({ ...one, field: one.fact === null ? null : reasonField(one.fact) })),
  ];
  return [...faults, ...told.map(({ field, code, params }) => ({ field, message: say(code, params)[frame.language] }))];
}

function returnNote(frame: PageFrame, { view }: DeclarationProps): Html {
  const last = view.events.findLast(({ action }) => action === 'return');
  if (view.declaration.status !== 'returned' || !last) return html``;
  const words = declarationWords(frame.language);
  return html`<section class="returned" aria-label="${words('returned')}"><h2>${words('returned')}</h2><p><q>${last.note ?? ''}</q></p><p class="hint">${actorText(last.actor)}, ${instantText(last.at, frame)}</p></section>`;
}

function openForm(frame: PageFrame, props: DeclarationProps): Html {
  const { view, faults, wantsSubmit, typed } = props;
  const { declaration, figures, check, form } = view;
  const words = declarationWords(frame.language);
  const hasFiles = (form?.evidence.maxFiles ?? 0) > 0;
  return html`<form class="declaration" method="post" action="/declarations/${declaration.id}" ${hasFiles ? html`enctype="multipart/form-data"` : ''}>${csrfField(frame.viewer?.csrf ?? null)}
<input type="hidden" name="version" value="${declaration.changedAt}"><input type="hidden" name="language" value="${frame.language}">
<button type="submit" name="action" value="save" class="hidden" tabindex="-1" aria-hidden="true">${words('save')}</button>
<h2 id="figures">${words('figure')} <span class="number">${words('filled', filledOf(figures))}</span></h2>${readiness(frame, props)}
${figureRows(frame, { figures, units: props.facts.units, check, isOpen: true, tellsMissing: wantsSubmit, typed, faults })}
${hasFiles ? evidence(frame, props, form?.evidence ?? null) : ''}
<div class="actions"><button type="submit" name="action" value="save">${words('save')}</button><button type="submit" name="action" value="submit" class="primary">${words('submit')}</button><p class="hint">${words('submitHint')}</p></div></form>`;
}

function readiness(frame: PageFrame, { view: { check } }: DeclarationProps): Html {
  if (check === null) return html``;
  const words = declarationWords(frame.language);
  const open = check.warnings.filter(({ reason }) => reason === null).length;
  const wrong = check.errors.filter((one) => !isMissing(one)).length;
  const missing = check.errors.length - wrong;
  if (check.errors.length + open === 0)
    return html`<p class="ready"><span class="pill good">${words('ready')}</span></p>`;
  const parts = [
    missing > 0 ? html`<li>${words('notGiven')}: ${missing}</li>` : '',
    wrong > 0 ? html`<li>${words('wrong')}: ${wrong}</li>` : '',
    open > 0 ? html`<li>${words('toExplain')}: ${open}</li>` : '',
  ];
  return html`<ul class="tallies">${parts}</ul>`;
}

function closedFigures(frame: PageFrame, { view, facts }: DeclarationProps): Html {
  const words = declarationWords(frame.language);
  const { figures, check } = view;
  return html`<section aria-labelledby="figures"><h2 id="figures">${words('figure')} <span class="number">${words('filled', filledOf(figures))}</span></h2>
${figureRows(frame, { figures, units: facts.units, check, isOpen: false, tellsMissing: false, typed: null, faults: [] })}</section>`;
}

function evidence(frame: PageFrame, { view, faults }: DeclarationProps, rule: EvidenceRule | null): Html {
  const words = declarationWords(frame.language);
  const { declaration, attachments } = view;
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

function decision(frame: PageFrame, { view, isOwn, typedNote, faults }: DeclarationProps): Html {
  const words = declarationWords(frame.language);
  const { id, changedAt } = view.declaration;
  const hidden = html`${csrfField(frame.viewer?.csrf ?? null)}<input type="hidden" name="version" value="${changedAt}">`;
  const approve = isOwn
    ? html`<p class="note">${words('ownWork')}</p>`
    : html`<form method="post" action="/declarations/${id}/approve">${hidden}<p class="hint">${words('approveHint')}</p><button type="submit" class="primary">${words('approve')}</button></form>`;
  return html`<section class="card form apart decide" aria-labelledby="decide"><h2 id="decide">${words('decide')}</h2><div class="columns">${approve}
<form class="stack" method="post" action="/declarations/${id}/return">${hidden}${noteField(frame, 'returnNote', typedNote, faults)}<button type="submit" class="danger">${words('return')}</button></form></div></section>`;
}

function correction(frame: PageFrame, { view, typedNote, faults }: DeclarationProps): Html {
  const words = declarationWords(frame.language);
  return html`<details class="card form apart" ${faults.length > 0 ? html`open` : ''}><summary>${words('correct')}</summary><p class="hint">${words('correctHint')}</p>
<form class="stack" method="post" action="/declarations/${view.declaration.id}/correct">${csrfField(frame.viewer?.csrf ?? null)}${noteField(frame, 'correctNote', typedNote, faults)}<button type="submit">${words('beginCorrection')}</button></form></details>`;
}

function noteField(frame: PageFrame, label: DeclarationWordKey, value: string, faults: readonly FormFault[]): Html {
  const own = faults.filter(({ field }) => field === 'note');
  return html`<div class="field"><label for="note">${declarationWords(frame.language)(label)}</label><textarea id="note" name="note" rows="3" maxlength="2000" ${own.length > 0 ? html`aria-invalid="true" aria-describedby="note-fault"` : ''}>${value}</textarea>${own.map(({ message }) => html`<p class="fault" id="note-fault">${message}</p>`)}</div>`;
}

function history(frame: PageFrame, { view }: DeclarationProps): Html {
  const words = declarationWords(frame.language);
  return html`<section class="card" aria-labelledby="history"><h2 id="history">${words('history')}</h2><ol class="history">${view.events.map(
    ({ at, actor, action, note }) =>
      html`<li><strong>${say(`declaration-action-${action}`)[frame.language]}</strong> ${actorText(actor)} <small>${instantText(at, frame)}</small>${note === null ? '' : html`<p><q>${note}</q></p>`}</li>`,
  )}</ol></section>`;
}

function revisions(frame: PageFrame, { view, revisions: all }: DeclarationProps): Html {
  if (all.length < 2) return html``;
  const words = declarationWords(frame.language);
  return html`<section class="card" aria-labelledby="revisions"><h2 id="revisions">${words('revisions')}</h2><ul class="lines">${all.map(
    (one) =>
      html`<li><a href="/declarations/${one.id}" ${one.id === view.declaration.id ? html`aria-current="page"` : ''}>${one.revision === 1 ? words('first') : html`${words('revision')} ${one.revision - 1}`}</a> ${statusPill(one.status, frame)}</li>`,
  )}</ul></section>`;
}

function isNewest({ view, revisions: all }: DeclarationProps): boolean {
  return all.at(-1)?.id === view.declaration.id;
}
