import { html } from 'hono/html';
import type { FigureView } from '../declaration-view.ts';
import { declarationWords } from './declaration-words.ts';
import type { Html } from './html.ts';
import type { PageFrame } from './page.ts';

/** Names of the two fields of a fact, which are their ids too. */
export const figureField = (fact: string): string => `f-${fact}`;
export const reasonField = (fact: string): string => `r-${fact}`;

/** The field of a figure, by what it is: a choice, a date, or a line; `told` = what it says to those who cannot see it. */
export function figureControl(frame: PageFrame, { fact, definition }: FigureView, text: string, told: Html): Html {
  const words = declarationWords(frame.language);
  const id = figureField(fact);
  const type = definition?.type ?? 'text';
  if (type === 'flag') {
    const options: readonly (readonly [string, string])[] = [
      ['', '–'],
      ['yes', words('yes')],
      ['no', words('no')],
    ];
    return html`<select id="${id}" name="${id}" ${told}>${options.map(
      ([value, label]) => html`<option value="${value}" ${value === text ? html`selected` : ''}>${label}</option>`,
    )}</select>`;
  }
  if (type === 'date') return html`<input id="${id}" name="${id}" type="date" value="${text}" ${told}>`;
  const mode =
    type === 'text'
      ? ''
      : html`inputmode="${type === 'number' || type === 'ratio' ? 'decimal' : 'numeric'}" class="num"`;
  return html`<input id="${id}" name="${id}" type="text" value="${text}" maxlength="300" autocomplete="off" ${mode} ${told}>`;
}
