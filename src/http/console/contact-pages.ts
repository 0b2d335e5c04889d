import { z } from '@hono/zod-openapi';
import type { Context, Hono } from 'hono';
import { sees } from '../../access/scope.ts';
import { CONTACT_PURPOSE } from '../../inventory/contact.ts';
import { agencyNames } from '../agency-names.ts';
import { contactOf, email, phone } from '../api/contacts.ts';
import type { HttpEnv } from '../caller.ts';
import { change, restPlace } from '../change.ts';
import type { HttpDoors } from '../doors.ts';
import { openPages } from '../router.ts';
import { agencyCode, line } from '../schemas.ts';
import type { FormFault } from './access-form.ts';
import { attempt, type Form, readFields, readForm } from './access-submit.ts';
import { contactFields, contactListView, contactView } from './contact-view.ts';
import { frameOf, layout } from './page.ts';
import { agencies } from './record-offers.ts';
import { recordWords } from './record-words.ts';

const blankOr = <T extends z.ZodType>(schema: T) =>
  z
    .literal('')
    .transform(() => null)
    .or(schema);

const changed = z.object({
  name: line(80),
  title: blankOr(line(80)),
  phone: blankOr(phone),
  email: blankOr(email),
  purpose: line(200).or(z.literal('').transform(() => CONTACT_PURPOSE)),
});
const made = changed.extend({ agency: agencyCode });

/** The pages of focal points, for those who may see them. */
export function contactPages(doors: HttpDoors): Hono<HttpEnv> {
  const idOf = (c: Context<HttpEnv>) => Number(/^[1-9]\d{0,14}$/.exec(c.req.param('id') ?? '')?.[0] ?? 0);
  return openPages()
    .get('/contacts', 'see-contacts', (c) => {
      const agency = c.req.query('agency') ?? '';
      return c.html(listPage(c, doors, (name) => (name === 'agency' ? agency : ''), []));
    })
    .post('/contacts', 'change-contacts', async (c) => {
      const form = await readForm(c);
      const names = Object.keys(made.shape);
      const read = readFields(made, fieldsOf(form, names));
      if (read.faults) return c.html(listPage(c, doors, form, read.faults), read.status);
      const entry = { ...read.made, place: restPlace };
      const done = await attempt(names, () => change(c, doors, { kind: 'contact.put', entry }));
      if (done.faults) return c.html(listPage(c, doors, form, done.faults), done.status);
      return c.redirect('/contacts?done=made', 303);
    })
    .get('/contacts/:id', 'see-contacts', (c) => c.html(onePage(c, doors, idOf(c), null, [])))
    .post('/contacts/:id/change', 'change-contacts', async (c) => {
      const form = await readForm(c);
      const id = idOf(c);
      const read = readFields(changed, fieldsOf(form, contactFields));
      if (read.faults) return c.html(onePage(c, doors, id, form, read.faults), read.status);
      const done = await attempt(contactFields, () =>
        change(c, doors, { kind: 'contact.patch', id, patch: read.made }),
      );
      if (done.faults) return c.html(onePage(c, doors, id, form, done.faults), done.status);
      return c.redirect(`/contacts/${id}?done=done`, 303);
    })
    .post('/contacts/:id/erase', 'change-contacts', async (c) => {
      const { id } = contactOf(c, doors, idOf(c));
      await change(c, doors, { kind: 'contact.erase', id });
      return c.redirect('/contacts?done=erased', 303);
    }).routes;
}

function listPage(c: Context<HttpEnv>, doors: HttpDoors, texts: Form, faults: readonly FormFault[]) {
  const frame = frameOf(c, doors.now());
  const allowed = c.get('allowed');
  const query = { agency: c.req.query('agency') ?? '', page: c.req.query('page') ?? '' };
  const names = agencyNames(doors.read, allowed, frame.now);
  const owner = doors.read.agencies.idOf(allowed, query.agency);
  const rows = doors.read.contacts.list(allowed).filter(({ agencyId }) => query.agency === '' || agencyId === owner);
  const contacts = rows.map((contact) => ({ contact, agency: names.of(contact.agencyId, contact.createdAt) }));
  const form = c.get('caller').may('change-contacts') === null ? null : { texts, faults };
  const offer = agencies(doors.read, allowed, frame.now);
  const main = contactListView(frame, { contacts, query, form, offer, note: noteOf(c) });
  const title = recordWords(frame.language)('contacts');
  return layout(frame, { title, main, live: false, signedIn: true });
}

function onePage(c: Context<HttpEnv>, doors: HttpDoors, id: number, typed: Form | null, faults: readonly FormFault[]) {
  const frame = frameOf(c, doors.now());
  const contact = contactOf(c, doors, id);
  const agency = agencyNames(doors.read, c.get('allowed'), frame.now).of(contact.agencyId, contact.createdAt);
  const standing = new Map<string, string | null>(contactFields.map((name) => [name, contact[name]]));
  const texts = typed ?? ((name: string) => standing.get(name) ?? '');
  const writers = c.get('caller').may('change-contacts');
  const form = writers !== null && sees(writers, contact.agencyId) ? { texts, faults } : null;
  const main = contactView(frame, { contact, agency }, { form, note: noteOf(c) });
  return layout(frame, { title: contact.name, main, live: false, signedIn: true });
}

function fieldsOf(form: Form, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, form(name)]));
}

function noteOf(c: Context<HttpEnv>): string | null {
  const said = (['made', 'done', 'erased'] as const).find((word) => word === c.req.query('done'));
  return said === undefined ? null : recordWords(frameOf(c, 0).language)(said);
}
