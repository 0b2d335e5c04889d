import { html } from 'hono/html';
import type { CivilDate } from '../../calendar/civil.ts';
import { type ShareBasis, shareBases } from '../../inventory/administrative-change.ts';
import type { RestateReason } from '../../inventory/administrative-flow.ts';
import { type Fraction, fractionNumber } from '../../inventory/administrative-fraction.ts';
import type { Restated, RestatedEntry } from '../../inventory/administrative-restated.ts';
import { type AdministrativeRegister, unitOn } from '../../inventory/administrative-unit.ts';
import type { FactCatalogue } from '../../inventory/fact-definition.ts';
import { say as sayMessage } from '../../text/catalogue.ts';
import { formatDate } from '../../text/date.ts';
import { formatNumber, formatPercent } from '../../text/number.ts';
import type { Html } from './html.ts';
import type { PageFrame } from './page.ts';
import { halfOf, input } from './record-input.ts';
import { dataTable } from './record-parts.ts';
import { fieldName } from './record-value.ts';
import { recordWords } from './record-words.ts';

/** Which figures are to be shown on which tree; `fact` '' = none yet, `denominator` '' = the count alone. */
export type RestateAsked = {
  readonly fact: string;
  readonly denominator: string;
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly basis: ShareBasis;
};

/** The figures on the other tree, or why there are none. */
export type RestateShown =
  | { readonly restated: Restated; readonly placeless: number; readonly refused: null }
  | { readonly restated: null; readonly placeless: number; readonly refused: string };

/** The form that asks for figures on another tree, and the figures. */
export function restatedPart(
  frame: PageFrame,
  {
    facts,
    asked,
    shown,
    register,
  }: {
    readonly facts: FactCatalogue;
    readonly asked: RestateAsked;
    readonly shown: RestateShown | null;
    readonly register: AdministrativeRegister;
  },
): Html {
  const say = recordWords(frame.language);
  const addable = [...facts.facts.values()].filter(
    ({ type }) => type === 'count' || type === 'number' || type === 'money' || type === 'rank',
  );
  const options = addable.map((fact) => ({ value: fact.key, label: fieldName(frame, fact) }));
  const counts = addable
    .filter(({ type }) => type !== 'rank')
    .map((fact) => ({ value: fact.key, label: fieldName(frame, fact) }));
  const bases = shareBases.map((basis) => ({ value: basis, label: say(basis) }));
  return html`<section class="card form" aria-labelledby="restated"><h2 id="restated">${say('restated')}</h2><p class="hint">${say('restatedHint')}</p>
<form class="grid" method="get" action="#restated">
${input(frame, [], { name: 'fact', label: say('figure'), value: asked.fact, options })}
${input(frame, [], { name: 'denominator', label: say('denominator'), value: asked.denominator, options: counts })}
${input(frame, [], { name: 'from', label: say('figuresOf'), value: asked.from, type: 'date' })}
${input(frame, [], { name: 'to', label: say('treeOf'), value: asked.to, type: 'date' })}
${input(frame, [], { name: 'basis', label: say('basis'), value: asked.basis, options: bases, isChosen: true })}
<button type="submit" class="primary">${say('show')}</button></form>
${shown === null ? '' : answer(frame, shown, asked, register)}</section>`;
}

function answer(
  frame: PageFrame,
  shown: RestateShown,
  { from, to }: RestateAsked,
  register: AdministrativeRegister,
): Html {
  const { language } = frame;
  const say = recordWords(language);
  if (shown.restated === null) return html`<p class="fault" role="alert">${halfOf(frame, shown.refused)}</p>`;
  const { entries, stuck, sums } = shown.restated;
  if (entries.length === 0 && stuck.length === 0) return html`<p class="none">${say('noFigures')}</p>`;
  const columns = [{ label: say('unit') }, { label: say('figure'), isNumber: true }, { label: say('lineage') }];
  const rows = entries.map((entry) => [
    unitName(register, entry.code, to),
    figureText(frame, entry),
    lineage(frame, entry, register, from),
  ]);
  const held = stuck.map((one) => [
    unitName(register, one.code, from),
    html`<span class="none">${sumText(frame, one.amounts)}</span>`,
    reasonText(frame, one.why),
  ]);
  const total = (name: string, amounts: readonly Fraction[]) =>
    amounts.length === 0 ? '' : html`<li>${name}: <strong>${sumText(frame, amounts)}</strong></li>`;
  return html`<ul class="counts wide">${total(say('given'), sums.given)}${total(say('shown'), sums.shown)}${total(say('held'), sums.held)}</ul>
${shown.placeless === 0 ? '' : html`<p class="note">${formatNumber(shown.placeless, language)} ${say('placeless')}.</p>`}
${dataTable('restated', columns, [...rows, ...held])}`;
}

function figureText({ language }: PageFrame, { figure }: RestatedEntry): Html {
  switch (figure?.kind) {
    case 'count':
      return html`<strong>${number(figure.count, language)}</strong>`;
    case 'ratio': {
      const parts = `${number(figure.numerator, language)} / ${number(figure.denominator, language)}`;
      const ratio = figure.ratio === null ? '–' : formatPercent(fractionNumber(figure.ratio), language);
      return html`<strong>${ratio}</strong> <small>${parts}</small>`;
    }
    case 'rank':
      return html`<strong>${figure.rank}</strong>`;
    default:
      return html`<span class="none">–</span>`;
  }
}

function lineage(frame: PageFrame, entry: RestatedEntry, register: AdministrativeRegister, from: CivilDate): Html {
  const { language } = frame;
  const say = recordWords(language);
  const parts = entry.lineage.map(({ code, share, changes }) => {
    const [change] = changes;
    const by = change === undefined ? '' : ` · ${change.event}, ${formatDate(change.on, language)}`;
    return html`<li>${unitName(register, code, from)} <small>${formatPercent(fractionNumber(share), language)}${by}</small></li>`;
  });
  const missing = entry.missing.map(
    (code) => html`<li>${unitName(register, code, from)} <small>${say('missing')}</small></li>`,
  );
  return html`${entry.why.map((why) => html`<p class="fault">${reasonText(frame, why)}</p>`)}<ul class="plain">${parts}${missing}</ul>`;
}

function reasonText({ language }: PageFrame, { code, params }: RestateReason): string {
  return sayMessage(code, params)[language];
}

function sumText({ language }: PageFrame, amounts: readonly Fraction[]): string {
  return amounts.map((amount) => number(amount, language)).join(' / ');
}

function number(amount: Fraction, language: PageFrame['language']): string {
  return formatNumber(fractionNumber(amount), language, amount.denominator === 1n ? 0 : 2);
}

function unitName(register: AdministrativeRegister, code: string, on: CivilDate): Html {
  const name = unitOn(register, code, on)?.name ?? register.get(code)?.at(-1)?.name;
  return html`<span class="unit">${name === undefined ? '' : html`<bdi>${name}</bdi> `}<code>${code}</code></span>`;
}
