import { html } from 'hono/html';
import { isEditable } from '../../inventory/declaration.ts';
import type { FactCatalogue } from '../../inventory/fact-definition.ts';
import type { Declaration } from '../../store/declarations.ts';
import { say } from '../../text/catalogue.ts';
import type { DeclarationView } from '../declaration-view.ts';
import { csrfField } from './access-csrf.ts';
import { type FormFault, faultSummary } from './access-form.ts';
import { figureField, reasonField } from './declaration-control.ts';
import { correction, decision } from './declaration-decision-view.ts';
import { evidence } from './declaration-evidence-view.ts';
import { figureRows, filledOf, isMissing, type Typed } from './declaration-form-view.ts';
import { history, revisions } from './declaration-history-view.ts';
import { actorText, dueText, nameOf, statusPill } from './declaration-parts.ts';
import { type DeclarationWordKey, declarationWords } from './declaration-words.ts';
import type { Html } from './html.ts';
import type { PageFrame } from './page.ts';
import { instantText } from './parts.ts';

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
<div class="meta"><p><strong><bdi>${view.agencyName}</bdi></strong> <code>${declaration.agency}</code>${declaration.revision > 1 ? html` · ${words('revision')} ${declaration.revision - 1}` : ''}</p>${due}</div>
${done === null ? '' : html`<p class="done" role="status">${words(declarationDone[done])}</p>`}
${form === null ? html`<p class="note">${words('noForm')}</p>` : ''}${returnNote(frame, props)}
${faultSummary(frame, faultsToTell(frame, props, isOpen) ?? faults)}
${isOpen ? openForm(frame, props) : closedFigures(frame, props)}
${isOpen ? '' : evidence(frame, view, null, [])}
${mayApprove && declaration.status === 'submitted' ? decision(frame, view, props) : ''}
${mayDeclare && form !== null && isNewest(props) && declaration.status === 'approved' ? correction(frame, view, props) : ''}
<div class="columns apart">${history(frame, view)}${revisions(frame, view, props.revisions)}</div>`;
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
<h2 id="figures">${words('figures')} <span class="number">${words('filled', filledOf(figures))}</span></h2>${readiness(frame, props)}
${figureRows(frame, { figures, units: props.facts.units, check, isOpen: true, tellsMissing: wantsSubmit, typed, faults })}
${hasFiles ? evidence(frame, view, form?.evidence ?? null, faults) : ''}
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
    missing > 0 ? html`<li>${words('blank')}: ${missing}</li>` : '',
    wrong > 0 ? html`<li>${words('wrong')}: ${wrong}</li>` : '',
    open > 0 ? html`<li>${words('toExplain')}: ${open}</li>` : '',
  ];
  return html`<ul class="tallies">${parts}</ul>`;
}

function closedFigures(frame: PageFrame, { view, facts }: DeclarationProps): Html {
  const words = declarationWords(frame.language);
  const { figures, declaration } = view;
  // Of what is approved nobody has to explain anything any more.
  const check = declaration.status === 'approved' ? null : view.check;
  return html`<section aria-labelledby="figures"><h2 id="figures">${words('figures')} <span class="number">${words('filled', filledOf(figures))}</span></h2>
${figureRows(frame, { figures, units: facts.units, check, isOpen: false, tellsMissing: false, typed: null, faults: [] })}</section>`;
}

function isNewest({ view, revisions: all }: DeclarationProps): boolean {
  return all.at(-1)?.id === view.declaration.id;
}
