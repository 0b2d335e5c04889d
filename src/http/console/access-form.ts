import { html } from 'hono/html';
import { accessWords } from './access-words.ts';
import type { Html } from './html.ts';
import type { PageFrame } from './page.ts';

/** What is wrong with a form, in the language of the page or as `vi / en`; `field` null when it concerns all of it. */
export type FormFault = { readonly field: string | null; readonly message: string };

/** A line to fill in; `value` is what was typed before, never a password. */
export type Field = {
  readonly name: string;
  readonly label: string;
  readonly value?: string;
  readonly hint?: string;
  readonly type?: 'text' | 'password' | 'number';
  readonly autocomplete?: string;
  readonly required?: boolean;
  readonly focus?: boolean;
  readonly isNumeric?: boolean;
};

/** A labelled line of a form, with its hint and what is wrong with it. */
export function field(frame: PageFrame, faults: readonly FormFault[], one: Field): Html {
  const { name, label, value = '', type = 'text', autocomplete = 'off', isNumeric = false } = one;
  const fault = faultOf(faults, name);
  const below = notes(frame, one, fault);
  return html`<div class="field"><label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" value="${type === 'password' ? '' : value}" autocomplete="${autocomplete}" autocapitalize="none" spellcheck="false" ${told(one, fault)} ${isNumeric ? html`inputmode="numeric"` : ''} ${
    one.required === false ? '' : html`required`
  } ${one.focus ? html`autofocus` : ''}>${below}</div>`;
}

/** A choice of one, by its values and their words. */
export function choice(
  frame: PageFrame,
  faults: readonly FormFault[],
  one: Pick<Field, 'name' | 'label' | 'value' | 'hint'> & {
    readonly options: readonly { readonly value: string; readonly label: string }[];
  },
): Html {
  const { name, label, value, options } = one;
  const fault = faultOf(faults, name);
  const below = notes(frame, one, fault);
  return html`<div class="field"><label for="${name}">${label}</label>
<select id="${name}" name="${name}" ${told(one, fault)}>${options.map(
    (option) =>
      html`<option value="${option.value}" ${option.value === value ? html`selected` : ''}>${option.label}</option>`,
  )}</select>${below}</div>`;
}

type Noted = Pick<Field, 'name' | 'hint'>;

function notes(frame: PageFrame, { name, hint }: Noted, fault: FormFault | null): Html {
  return html`${fault === null ? '' : html`<p class="fault" id="${name}-fault">${inLanguage(fault.message, frame)}</p>`}${
    hint === undefined ? '' : html`<p class="hint" id="${name}-hint">${hint}</p>`
  }`;
}

function told({ name, hint }: Noted, fault: FormFault | null): Html {
  const ids = [fault === null ? [] : [`${name}-fault`], hint === undefined ? [] : [`${name}-hint`]].flat();
  return html`${ids.length === 0 ? '' : html`aria-describedby="${ids.join(' ')}"`} ${fault === null ? '' : html`aria-invalid="true"`}`;
}

/** Everything that is wrong with a form, said first, each a way to its field; nothing when nothing is. */
export function faultSummary(frame: PageFrame, faults: readonly FormFault[]): Html {
  if (faults.length === 0) return html``;
  return html`<div class="faults" role="alert"><h2>${accessWords(frame.language)('faultsTitle')}</h2><ul>${faults.map(
    ({ field: name, message }) =>
      html`<li>${name === null ? inLanguage(message, frame) : html`<a href="#${name}">${inLanguage(message, frame)}</a>`}</li>`,
  )}</ul></div>`;
}

/** The half of a `vi / en` message that the page speaks; anything else as it is. */
function inLanguage(message: string, { language }: PageFrame): string {
  const [vi, en, ...more] = message.split(' / ');
  if (vi === undefined || en === undefined || more.length > 0) return message;
  return language === 'vi' ? vi : en;
}

function faultOf(faults: readonly FormFault[], name: string): FormFault | null {
  return faults.find((one) => one.field === name) ?? null;
}
