import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { NotFoundError } from '../../errors.ts';
import { CONTACT_PURPOSE, type Contact } from '../../inventory/contact.ts';
import { type AgencyNames, agencyNames } from '../agency-names.ts';
import { answers, changed, closed, created, jsonBody } from '../answers.ts';
import type { HttpEnv } from '../caller.ts';
import { change, changeHeaders, restPlace } from '../change.ts';
import type { HttpDoors } from '../doors.ts';
import { listOf, listQuery, pageByKey } from '../list.ts';
import { openRouter, route } from '../router.ts';
import { agencyCode, allOptional, idParam, instant, iso, line } from '../schemas.ts';

const tags = ['contacts'];
const params = z.strictObject({ id: idParam });

const contact = z
  .object({
    id: z.string(),
    agency: z.string(),
    name: z.string(),
    title: z.string().nullable(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    purpose: z.string(),
    createdAt: instant,
    changedAt: instant,
  })
  .openapi('Contact');

/** A telephone number: digits, at most with a plus sign before them. */
export const phone = z
  .string()
  .transform((text) => text.replace(/[\s.()-]/g, ''))
  .refine(
    (text) => /^\+?\d{8,15}$/.test(text),
    'số điện thoại có 8 đến 15 chữ số / a telephone number has 8 to 15 digits',
  )
  .openapi({ type: 'string', example: '+842438123456' });

/** An e-mail address, lower case. */
export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(100)
  .regex(
    /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/,
    'địa chỉ thư như ten@coquan.gov.vn / an address like name@agency.gov.vn',
  )
  .openapi({ type: 'string', format: 'email' });

const fields = { name: line(80), title: line(80).nullable(), phone: phone.nullable(), email: email.nullable() };

const newContact = z
  .strictObject({
    ...fields,
    agency: agencyCode,
    title: fields.title.default(null),
    phone: fields.phone.default(null),
    email: fields.email.default(null),
    purpose: line(200).default(CONTACT_PURPOSE),
  })
  .openapi('NewContact');

const contactPatch = z
  .strictObject({
    name: fields.name.exactOptional(),
    title: fields.title.exactOptional(),
    phone: fields.phone.exactOptional(),
    email: fields.email.exactOptional(),
    purpose: line(200).exactOptional(),
  })
  .openapi('ContactPatch', allOptional);

const contactExport = z
  .object({
    person: contact,
    agency: z.object({ code: z.string(), name: z.string() }),
    purpose: z.string(),
    history: z
      .array(z.object({ at: instant, action: z.string(), knownSeq: z.number() }))
      .readonly()
      .openapi({ description: 'When it was stored, changed: never what stood there.' }),
    copies: z
      .array(
        z.object({
          name: z.string(),
          title: z.string().nullable(),
          phone: z.string().nullable(),
          email: z.string().nullable(),
          purpose: z.string(),
        }),
      )
      .readonly()
      .openapi({
        description: 'What stood there before imports that changed it: kept to undo them, erased with the person.',
      }),
    exportedAt: instant,
  })
  .openapi('ContactExport');

const listContacts = route('see-contacts', {
  method: 'get',
  path: '/contacts',
  tags,
  summary: 'Đầu mối liên hệ (dữ liệu cá nhân) / focal points (personal data)',
  request: { query: z.strictObject({ ...listQuery, agency: agencyCode.optional() }) },
  responses: answers('Focal points in the order of their ids', listOf(contact)),
});

const getContact = route('see-contacts', {
  method: 'get',
  path: '/contacts/{id}',
  tags,
  summary: 'Một đầu mối / one focal point',
  request: { params },
  responses: answers('The focal point', contact),
});

const exportContact = route('see-contacts', {
  method: 'get',
  path: '/contacts/{id}/export',
  tags,
  summary: 'Mọi dữ liệu về một người / everything held about one person',
  request: { params },
  responses: answers('Everything that is held about the person, for the person', contactExport),
});

const createContact = route('change-contacts', {
  method: 'post',
  path: '/contacts',
  tags,
  summary: 'Thêm đầu mối / add a focal point',
  request: { headers: changeHeaders, body: jsonBody(newContact) },
  responses: created('The focal point as it was made', contact),
});

const patchContact = route('change-contacts', {
  method: 'patch',
  path: '/contacts/{id}',
  tags,
  summary: 'Sửa đầu mối / change a focal point',
  request: { params, headers: changeHeaders, body: jsonBody(contactPatch) },
  responses: changed('The focal point as it is now', contact),
});

const eraseContact = route('change-contacts', {
  method: 'delete',
  path: '/contacts/{id}',
  tags,
  summary: 'Xoá hẳn dữ liệu của một người / erase a person for good',
  request: { params, headers: changeHeaders },
  responses: closed,
});

/** Focal points. Personal data: for those who write to them, exported and erased person by person, and nowhere else told. */
export function contactRoutes(doors: HttpDoors): OpenAPIHono<HttpEnv> {
  const { read } = doors;
  const namesFor = (c: Context<HttpEnv>) => agencyNames(read, c.get('allowed'), doors.now());
  return openRouter()
    .openapi(listContacts, (c) => {
      const { agency, ...asked } = c.req.valid('query');
      const allowed = c.get('allowed');
      const owner = agency === undefined ? null : read.agencies.idOf(allowed, agency);
      const rows = read.contacts.list(allowed).filter((one) => agency === undefined || one.agencyId === owner);
      const page = pageByKey('contacts', asked, rows, (one) => String(one.id).padStart(16, '0'));
      const names = namesFor(c);
      return c.json({ ...page, items: page.items.map((one) => tellContact(one, names)) }, 200);
    })
    .openapi(createContact, async (c) => {
      const entry = { ...c.req.valid('json'), place: restPlace };
      const result = await change(c, doors, { kind: 'contact.put', entry });
      const made = contactOf(c, doors, Number(result.subjects.find(({ kind }) => kind === 'contacts')?.id));
      c.header('Location', `/api/v1/contacts/${made.id}`);
      return c.json(tellContact(made, namesFor(c)), 201);
    })
    .openapi(getContact, (c) => c.json(tellContact(contactOf(c, doors, c.req.valid('param').id), namesFor(c)), 200))
    .openapi(exportContact, (c) => {
      const one = contactOf(c, doors, c.req.valid('param').id);
      const names = namesFor(c);
      const rows = read.audits.list({ subjectKind: 'contact', subjectId: String(one.id), limit: HISTORY_MAX });
      const history = rows.toReversed().map(({ at, action, seq }) => ({ at: iso(at), action, knownSeq: seq }));
      const person = tellContact(one, names);
      const agency = names.of(one.agencyId, one.createdAt);
      c.header('Content-Disposition', `attachment; filename="contact-${one.id}.json"`);
      const told = {
        person,
        agency: { code: agency.code, name: agency.name },
        purpose: one.purpose,
        history,
        copies: read.contacts.copiesOf(one.id).map(({ agencyId: _, ...before }) => before),
        exportedAt: iso(doors.now()),
      };
      return c.json(told, 200);
    })
    .openapi(patchContact, async (c) => {
      const { id } = contactOf(c, doors, c.req.valid('param').id);
      await change(c, doors, { kind: 'contact.patch', id, patch: c.req.valid('json') });
      return c.json(tellContact(contactOf(c, doors, id), namesFor(c)), 200);
    })
    .openapi(eraseContact, async (c) => {
      const { id } = contactOf(c, doors, c.req.valid('param').id);
      await change(c, doors, { kind: 'contact.erase', id });
      return c.body(null, 204);
    });
}

/** The focal point of an id where the route's policy allows it. @throws NotFoundError otherwise */
export function contactOf(c: Context<HttpEnv>, doors: HttpDoors, id: number): Contact {
  const found = doors.read.contacts.byId(c.get('allowed'), id);
  if (!found) throw new NotFoundError(`không có đầu mối / no focal point: ${id}`);
  return found;
}

const HISTORY_MAX = 1_000;

function tellContact({ agencyId, id, createdAt, changedAt, ...one }: Contact, names: AgencyNames) {
  return {
    ...one,
    id: String(id),
    agency: names.of(agencyId, createdAt).code,
    createdAt: iso(createdAt),
    changedAt: iso(changedAt),
  };
}
