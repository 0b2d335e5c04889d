import { html } from 'hono/html';
import type { DeclarationCheck, Finding } from '../../inventory/declaration-check.ts';
import type { FactValue } from '../../inventory/fact.ts';
import { say } from '../../text/catalogue.ts';
import type { FigureView } from '../declaration-view.ts';
import type { FormFault } from './access-form.ts';
import { figureControl, figureField, reasonField } from './declaration-control.ts';
import { changeText, figureText, shownFigure } from './declaration-figure.ts';
import { nameOf } from './declaration-parts.ts';
import { declarationWords } from './declaration-words.ts';
import type { Html } from './html.ts';
import type { PageFrame } from './page.ts';

/** What somebody typed and that is not stored (yet). */
export type Typed = { readonly value: string; readonly reason: string };

/** The figures of a declaration as rows; `isOpen` = they can be changed here. */
export type FigureRows = {
  readonly figures: readonly FigureView[];
  readonly units: ReadonlyMap<string, { readonly nameVi: string; readonly nameEn: string }>;
  readonly check: DeclarationCheck | null;
  readonly isOpen: boolean;
  /** Whether what is missing is told too: only once somebody wanted to submit. */
  readonly tellsMissing: boolean;
  /** By fact; null = nothing was refused. */
  readonly typed: ReadonlyMap<string, Typed> | null;
  /** What the writer refused, at `f-fact` or `r-fact`. */
  readonly faults: readonly FormFault[];
};

/** Every figure with that of the year before, what is wrong or remarkable with it, and why. */
export function figureRows(frame: PageFrame, props: FigureRows): Html {
  const words = declarationWords(frame.language);
  return html`<div class="scroll" role="region" aria-labelledby="figures" tabindex="0"><table class="figures">
<thead><tr><th scope="col">${words('figure')}</th><th scope="col">${words('value')}</th><th scope="col" class="num">${words('yearEarlier')}</th><th scope="col" class="num">${words('change')}</th></tr></thead>
<tbody>${props.figures.map((figure) => row(frame, props, figure))}</tbody></table></div>`;
}

function row(frame: PageFrame, props: FigureRows, figure: FigureView): Html {
  const { language } = frame;
  const words = declarationWords(language);
  const { fact, definition, value, yearEarlier } = figure;
  const findings = findingsOf(props, fact);
  const unit = nameOfUnit(props, figure, language);
  const name = nameOf(definition, fact, language);
  const shown = { yes: words('yes'), no: words('no'), none: '–' };
  const type = definition?.type ?? null;
  const change = changeText(yearEarlier, value, type, language);
  const isSame = yearEarlier !== null && yearEarlier === value;
  const told = isSame ? html`<span class="none">${words('same')}</span>` : (change?.text ?? '–');
  const label = html`${name}${unit === '' ? '' : html` <small>(${unit})</small>`}${
    figure.need === 'required' && props.isOpen ? html` <small class="need">${words('required')}</small>` : ''
  }`;
  return html`<tr class="${findings.tone}"><th scope="row">${props.isOpen ? html`<label for="${figureField(fact)}">${label}</label>` : label}</th>
<td class="now">${props.isOpen ? input(frame, props, figure, findings) : readOnly(frame, figure, findings)}</td>
<td class="num" data-label="${words('yearEarlier')}">${shownFigure(yearEarlier, type, language, shown)}</td>
<td class="num" data-label="${words('change')}">${told}</td></tr>`;
}

type Findings = {
  readonly errors: readonly Finding[];
  readonly warnings: DeclarationCheck['warnings'];
  readonly tone: 'wrong' | 'remarkable' | '';
};

function findingsOf({ check, tellsMissing, isOpen }: FigureRows, fact: string): Findings {
  const own = ({ fact: of }: Finding) => of === fact;
  const errors = (check?.errors ?? []).filter(own).filter((one) => tellsMissing || !isMissing(one));
  const warnings = (check?.warnings ?? []).filter(own);
  const isUnexplained = warnings.some(({ reason }) => reason === null);
  const tone = errors.length > 0 && isOpen ? 'wrong' : isUnexplained || warnings.length > 0 ? 'remarkable' : '';
  return { errors: isOpen ? errors : [], warnings, tone };
}

/** Whether a finding is only that something was not filled in yet. */
export function isMissing({ code }: Finding): boolean {
  return code === 'declaration-fact-required';
}

function input(frame: PageFrame, props: FigureRows, figure: FigureView, findings: Findings): Html {
  const { language } = frame;
  const { fact, value, reason, definition } = figure;
  const words = declarationWords(language);
  const typed = props.typed?.get(fact);
  const text = typed?.value ?? figureText(value, definition?.type ?? null, language);
  const stored = figureText(value, definition?.type ?? null, language);
  const said = typed?.reason ?? reason ?? '';
  const refused = props.faults.filter(({ field }) => field === figureField(fact)).map(({ message }) => message);
  const refusedReason = props.faults.filter(({ field }) => field === reasonField(fact)).map(({ message }) => message);
  const errors = [...refused, ...findings.errors.map(({ code, params }) => say(code, params)[language])];
  const ids = errors.map((_, at) => `${figureField(fact)}-${at}`);
  const told = html`${ids.length === 0 ? '' : html`aria-invalid="true" aria-describedby="${ids.join(' ')}"`}`;
  const needsReason = findings.warnings.length > 0 || said !== '' || refusedReason.length > 0;
  return html`${figureControl(frame, figure, text, told)}${
    typed !== undefined && typed.value !== stored
      ? html`<p class="hint">${words('stored')}: ${stored === '' ? '–' : stored}</p>`
      : ''
  }${errors.map((message, at) => html`<p class="fault" id="${figureField(fact)}-${at}">${message}</p>`)}${
    needsReason ? reasonBox(frame, figure, findings, said, refusedReason) : ''
  }`;
}

function reasonBox(
  frame: PageFrame,
  { fact, definition }: FigureView,
  { warnings }: Findings,
  said: string,
  refused: readonly string[],
): Html {
  const { language } = frame;
  const words = declarationWords(language);
  const id = reasonField(fact);
  const isOpen = warnings.some(({ reason }) => reason === null);
  return html`<div class="remark ${isOpen ? 'open' : ''}">${warnings.map(({ code, params }) => html`<p>${say(code, params)[language]}</p>`)}
<label for="${id}">${words('reason')}<span class="hidden">: ${nameOf(definition, fact, language)}</span></label>
<textarea id="${id}" name="${id}" rows="2" maxlength="2000">${said}</textarea>${refused.map((message) => html`<p class="fault">${message}</p>`)}</div>`;
}

function readOnly(frame: PageFrame, { value, reason, definition }: FigureView, { warnings }: Findings): Html {
  const { language } = frame;
  const words = declarationWords(language);
  const shown = shownFigure(value, definition?.type ?? null, language, {
    yes: words('yes'),
    no: words('no'),
    none: words('notGiven'),
  });
  const why = reason === null ? '' : html`<p class="reason">${words('reason')}: <q>${reason}</q></p>`;
  const remarks = warnings.map(({ code, params }) => html`<p>${say(code, params)[language]}</p>`);
  return html`<strong class="${value === null ? 'none' : ''}">${shown}</strong>${
    remarks.length > 0 || reason !== null ? html`<div class="remark">${remarks}${why}</div>` : ''
  }`;
}

function nameOfUnit({ units }: FigureRows, { definition }: FigureView, language: PageFrame['language']): string {
  const unit = units.get(definition?.unit ?? '');
  if (!unit || !definition || definition.type === 'flag' || definition.type === 'date') return '';
  const text = language === 'vi' ? unit.nameVi : unit.nameEn;
  const name = nameOf(definition, definition.key, language);
  return name.toLowerCase().includes(text.toLowerCase()) ? '' : text;
}

/** How many figures are given, of how many; for the line above the form. */
export function filledOf(figures: readonly { readonly value: FactValue | null }[]): { n: number; m: number } {
  return { n: figures.filter(({ value }) => value !== null).length, m: figures.length };
}
