import { html } from 'hono/html';
import type { DeclarationStatus } from '../../inventory/declaration.ts';
import type { FactDefinition } from '../../inventory/fact-definition.ts';
import type { Form } from '../../inventory/form.ts';
import { say } from '../../text/catalogue.ts';
import { formatDate } from '../../text/date.ts';
import type { Language } from '../../text/words.ts';
import { declarationWords } from './declaration-words.ts';
import type { Html } from './html.ts';
import type { PageFrame } from './page.ts';

/** How a declaration stands, in a word. */
export function statusPill(status: DeclarationStatus | 'missing', { language }: PageFrame): Html {
  return html`<span class="pill ${tones[status]}">${say(`declaration-status-${status}`)[language]}</span>`;
}

const tones: Readonly<Record<DeclarationStatus | 'missing', string>> = {
  missing: '',
  draft: '',
  submitted: 'info',
  returned: 'warn',
  approved: 'good',
};

/** The name of a form or a fact in the language of the page; a key that is known no more stands for itself. */
export function nameOf(named: Form | FactDefinition | null | undefined, key: string, language: Language): string {
  if (!named) return key;
  return language === 'vi' ? named.nameVi : named.nameEn;
}

/** A due day, and how far it is; `daysLeft` below 0 when it is over, null where only the day counts. */
export function dueText(dueOn: string, daysLeft: number | null, { language }: PageFrame): Html {
  const words = declarationWords(language);
  const day = html`${words('due')}: <strong>${formatDate(dueOn, language)}</strong>`;
  if (daysLeft === null) return day;
  if (daysLeft === 0) return html`${day} <span class="pill warn">${words('dueToday')}</span>`;
  const n = Math.abs(daysLeft);
  const far =
    daysLeft > 0 ? words(n === 1 ? 'dayLeft' : 'daysLeft', { n }) : words(n === 1 ? 'dayOver' : 'daysOver', { n });
  return html`${day} <span class="pill ${daysLeft < 0 ? 'bad' : daysLeft <= 14 ? 'warn' : ''}">${far}</span>`;
}

/** Who did something, as the record names actors (`account:lan`): accounts by their name alone. */
export function actorText(actor: string): Html {
  return html`<bdi>${actor.replace(/^account:/, '')}</bdi>`;
}
