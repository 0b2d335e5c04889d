import { html } from 'hono/html';
import type { FormFault } from './access-form.ts';
import type { Html } from './html.ts';
import type { PageFrame } from './page.ts';
import { recordWords } from './record-words.ts';

/** A field of a form about the inventory; `options` makes it a choice, `list` offers what may be typed. */
export type Input = {
  readonly name: string;
  /** Where a page has two fields of that name. */
  readonly id?: string;
  readonly label: string;
  readonly value: string;
  readonly type?: 'text' | 'date' | 'email' | 'tel' | 'search' | 'lines';
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly list?: string;
  readonly hint?: string;
  readonly required?: boolean;
  /** A choice that always has a value. */
  readonly isChosen?: boolean;
  readonly isNumeric?: boolean;
  readonly max?: number;
};

/** A labelled field with its hint and what is wrong with it. */
export function input(frame: PageFrame, faults: readonly FormFault[], one: Input): Html {
  const { name, id = name, label, hint } = one;
  const fault = faults.find(({ field }) => field === name);
  const ids = [fault ? [`${id}-fault`] : [], hint === undefined ? [] : [`${id}-hint`]].flat();
  const told = html`${ids.length === 0 ? '' : html`aria-describedby="${ids.join(' ')}"`} ${fault ? html`aria-invalid="true"` : ''} ${one.required ? html`required` : ''}`;
  return html`<div class="field"><label for="${id}">${label}${one.required ? ' *' : ''}</label>
${control(frame, one, told)}${fault ? html`<p class="fault" id="${id}-fault">${halfOf(frame, fault.message)}</p>` : ''}${
  hint === undefined ? '' : html`<p class="hint" id="${id}-hint">${hint}</p>`
}</div>`;
}

/** What can be typed into fields that name it as their `list`. */
export function offer(id: string, options: readonly { readonly value: string; readonly label: string }[]): Html {
  return html`<datalist id="${id}">${options.map(({ value, label }) => html`<option value="${value}">${label}</option>`)}</datalist>`;
}

/** The half of a `vi / en` message that the page speaks; anything else as it is. */
export function halfOf({ language }: PageFrame, message: string): string {
  const [vi, en, ...more] = message.split(' / ');
  if (vi === undefined || en === undefined || more.length > 0) return message;
  return language === 'vi' ? vi : en;
}

function control(frame: PageFrame, one: Input, told: Html): Html {
  const { name, id = name, value, type = 'text', options, list, max } = one;
  if (options !== undefined) return choices(frame, one, told);
  if (type === 'lines') {
    return html`<textarea id="${id}" name="${name}" rows="3" autocapitalize="none" spellcheck="false" ${told}>${value}</textarea>`;
  }
  return html`<input id="${id}" name="${name}" type="${type}" value="${value}" autocomplete="off" ${list === undefined ? '' : html`list="${list}"`} ${
    max === undefined ? '' : html`maxlength="${max}"`
  } ${one.isNumeric ? html`inputmode="decimal"` : ''} ${type === 'text' ? html`spellcheck="false"` : ''} ${told}>`;
}

function choices(
  { language }: PageFrame,
  { name, id = name, value, options = [], required, isChosen }: Input,
  told: Html,
): Html {
  const none = { value: '', label: required ? recordWords(language)('choose') : '–' };
  return html`<select id="${id}" name="${name}" ${told}>${[...(isChosen ? [] : [none]), ...options].map(
    (option) =>
      html`<option value="${option.value}" ${option.value === value ? html`selected` : ''}>${option.label}</option>`,
  )}</select>`;
}
