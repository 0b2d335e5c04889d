import { NotFoundError } from '../errors.ts';
import type { Contact, ContactValues } from '../inventory/contact.ts';
import type { ContactEntry } from '../inventory/import-entry.ts';
import type { Command } from './command.ts';
import type { CommandContext } from './context.ts';
import { agencyIdOf } from './within-scope.ts';

type Of<K extends Command['kind']> = Extract<Command, { kind: K }>;

/** Makes a focal point what the entry says. The audit names the row, never the person. */
export function putContact(context: CommandContext, entry: ContactEntry): void {
  const { store } = context;
  const { place: _place, agency, ...rest } = entry;
  const values = { ...rest, agencyId: agencyIdOf(context, agency) };
  const current = store.contacts.find(values.agencyId, values.name);
  if (current) change(context, current, values);
  else {
    const id = store.contacts.create(values, context.now);
    context.keepBefore('contact', id, null);
    noted(context, 'create', id, 'added');
  }
}

/** Changes what is given of a focal point. */
export function patchContact(context: CommandContext, { id, patch }: Of<'contact.patch'>): void {
  const current = contactOf(context, id);
  const { agencyId, name, title, phone, email, purpose } = current;
  change(context, current, { agencyId, name, title, phone, email, purpose, ...patch });
}

/** Erases a person: nothing of the data stays in the database. */
export function eraseContact(context: CommandContext, { id }: Of<'contact.erase'>): void {
  contactOf(context, id);
  context.store.contacts.erase(id);
  noted(context, 'erase', id, 'changed');
}

function change(context: CommandContext, current: Contact, values: ContactValues): void {
  const { id, createdAt, changedAt, ...before } = current;
  if (JSON.stringify(sorted(before)) === JSON.stringify(sorted(values))) {
    context.ledger.note('contacts', String(id), 'same');
    return;
  }
  context.keepBefore('contact', id, before);
  context.store.contacts.update(id, values, context.now);
  noted(context, 'change', id, 'changed');
}

function contactOf(context: CommandContext, id: number): Contact {
  const contact = context.store.read.contacts.byId(context.scope, id);
  if (!contact) throw new NotFoundError(`không có đầu mối / no focal point: ${id}`);
  return contact;
}

function noted(context: CommandContext, action: string, id: number, what: 'added' | 'changed'): void {
  context.commit.audit(action, { kind: 'contact', id: String(id) }, {});
  context.ledger.note('contacts', String(id), what);
}

const sorted = ({ agencyId, name, title, phone, email, purpose }: ContactValues) => {
  return [agencyId, name, title, phone, email, purpose];
};
