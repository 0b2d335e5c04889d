import { html } from 'hono/html';
import type { Agency } from '../../inventory/agency.ts';
import type { Contact } from '../../inventory/contact.ts';
import { csrfField } from './access-csrf.ts';
import { type FormFault, faultSummary } from './access-form.ts';
import type { Form } from './access-submit.ts';
import type { Html } from './html.ts';
import type { PageFrame } from './page.ts';
import { instantText } from './parts.ts';
import { input } from './record-input.ts';
import { dataTable, doneNote, line, paged, pageHead, section } from './record-parts.ts';
import { recordWords } from './record-words.ts';

/** A focal point with the name of the agency. */
export type ShownContact = { readonly contact: Contact; readonly agency: Pick<Agency, 'code' | 'name'> };

/** Everything the list of focal points shows; `form` is null for whoever may add none. */
export type ContactListProps = {
  readonly contacts: readonly ShownContact[];
  readonly query: { readonly agency: string; readonly page: string };
  readonly form: { readonly texts: Form; readonly faults: readonly FormFault[] } | null;
  /** What can be typed for an agency. */
  readonly offer: Html;
  readonly note: string | null;
};

/** The list of focal points, and the form that adds one. */
export function contactListView(frame: PageFrame, { contacts, query, form, offer, note }: ContactListProps): Html {
  const say = recordWords(frame.language);
  const { shown, links } = paged(frame, contacts, query);
  const columns = [say('fullName'), say('agency'), say('title'), say('phone'), say('email')].map((label) => ({
    label,
  }));
  const rows = shown.map(({ contact, agency }) => [
    html`<a href="/contacts/${contact.id}"><bdi>${contact.name}</bdi></a>`,
    html`<a href="/agencies/${encodeURIComponent(agency.code)}"><bdi>${agency.name}</bdi></a>`,
    contact.title ?? '',
    contact.phone ?? '',
    contact.email ?? '',
  ]);
  const list = rows.length === 0 ? html`<p class="none">${say('noContacts')}</p>` : dataTable('list', columns, rows);
  const head = { id: 'list', title: say('contacts'), count: contacts.length };
  return html`${pageHead(frame, [{ href: '/agencies', label: say('agencies') }], say('contacts'))}
${doneNote(note)}${form === null ? '' : faultSummary(frame, form.faults)}<p class="note">${say('contactHint')}</p>
<form class="filter" method="get">${input(frame, [], { name: 'agency', id: 'of', label: say('agency'), value: query.agency, list: 'of-agencies' })}<button type="submit">${say('show')}</button></form>
${section(frame, head, html`${list}${links}`)}
${form === null ? '' : newContact(frame, form)}${offer}`;
}

/** One focal point, with the forms to change and erase it. */
export function contactView(
  frame: PageFrame,
  { contact, agency }: ShownContact,
  { form, note }: Pick<ContactListProps, 'form' | 'note'>,
): Html {
  const say = recordWords(frame.language);
  const crumbs = [
    { href: '/contacts', label: say('contacts') },
    { href: `/agencies/${encodeURIComponent(agency.code)}`, label: html`<bdi>${agency.name}</bdi>` },
  ];
  const text = (value: string | null) =>
    value === null ? html`<span class="none">–</span>` : html`<bdi>${value}</bdi>`;
  return html`${pageHead(frame, crumbs, html`<bdi>${contact.name}</bdi>`)}
${doneNote(note)}${form === null ? '' : faultSummary(frame, form.faults)}
<section class="card" aria-labelledby="details"><h2 id="details">${say('details')}</h2><dl>
${line(say('title'), text(contact.title))}${line(say('phone'), text(contact.phone))}${line(say('email'), text(contact.email))}
${line(say('purpose'), text(contact.purpose))}${line(say('since'), instantText(contact.createdAt, frame))}</dl>
<p class="go"><a class="button" href="/api/v1/contacts/${contact.id}/export" download>${say('exportPerson')}</a></p></section>
${form === null ? '' : html`${changeContact(frame, contact, form)}${eraseContact(frame, contact)}`}`;
}

/** The fields of a focal point that a form has, but for the agency. */
export const contactFields = ['name', 'title', 'phone', 'email', 'purpose'] as const;

type ContactForm = NonNullable<ContactListProps['form']>;

function fields(frame: PageFrame, { texts, faults }: ContactForm): Html {
  const say = recordWords(frame.language);
  return html`${input(frame, faults, { name: 'name', label: say('fullName'), value: texts('name'), required: true, max: 80 })}
${input(frame, faults, { name: 'title', label: say('title'), value: texts('title'), max: 80 })}
${input(frame, faults, { name: 'phone', label: say('phone'), value: texts('phone'), type: 'tel' })}
${input(frame, faults, { name: 'email', label: say('email'), value: texts('email'), type: 'email' })}
${input(frame, faults, { name: 'purpose', label: say('purpose'), value: texts('purpose'), max: 200 })}`;
}

function newContact(frame: PageFrame, form: ContactForm): Html {
  const say = recordWords(frame.language);
  const { texts, faults } = form;
  return html`<section class="card form" aria-labelledby="new"><h2 id="new">${say('newContact')}</h2>
<form class="grid" method="post" action="/contacts">${csrfField(frame.viewer?.csrf ?? null)}
${input(frame, faults, { name: 'agency', label: say('agency'), value: texts('agency'), list: 'of-agencies', required: true })}${fields(frame, form)}
<button type="submit" class="primary">${say('add')}</button></form></section>`;
}

function changeContact(frame: PageFrame, { id }: Contact, form: ContactForm): Html {
  const say = recordWords(frame.language);
  return html`<section class="card form" aria-labelledby="change"><h2 id="change">${say('change')}</h2>
<form class="grid" method="post" action="/contacts/${id}/change">${csrfField(frame.viewer?.csrf ?? null)}${fields(frame, form)}
<button type="submit" class="primary">${say('save')}</button></form></section>`;
}

// Unfolded first: what is erased does not come back.
function eraseContact({ language, viewer }: PageFrame, { id }: Contact): Html {
  const say = recordWords(language);
  return html`<section class="card form" aria-labelledby="erase"><h2 id="erase">${say('erase')}</h2>
<details class="ask"><summary>${say('erase')}</summary><p class="hint">${say('eraseHint')}</p>
<form method="post" action="/contacts/${id}/erase">${csrfField(viewer?.csrf ?? null)}<button type="submit" class="danger">${say('confirm')}</button></form></details></section>`;
}
