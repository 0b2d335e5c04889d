import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Scope } from '../../access/scope.ts';
import { InvalidError, NotFoundError } from '../../errors.ts';
import {
  dimensionsText,
  type FactVersion,
  factBases,
  factKinds,
  factQualifiers,
  subjectKinds,
} from '../../inventory/fact.ts';
import type { SubjectRef } from '../../inventory/import-entry.ts';
import { agencyNames } from '../agency-names.ts';
import { answers, jsonBody } from '../answers.ts';
import type { HttpEnv } from '../caller.ts';
import { change, changeHeaders, requireOwnAgency, restPlace } from '../change.ts';
import type { HttpDoors } from '../doors.ts';
import { evidenceShape, tellEvidence } from '../evidence-shape.ts';
import { knownOf, knownQuery } from '../known.ts';
import { listOf, listQuery, pageByKey } from '../list.ts';
import { openRouter, route } from '../router.ts';
import { agencyCode, civilDate, factKey, line } from '../schemas.ts';

const tags = ['facts'];

const dimensions = z.record(z.string().regex(/^[a-z_]{1,40}$/), line(200));

const fact = z
  .object({
    /** The agency's code; null for what is told of something else. */
    agency: z.string().nullable(),
    subject: z.object({ kind: z.enum(subjectKinds), code: z.string() }),
    fact: z.string(),
    dimensions: z.record(z.string(), z.string()),
    kind: z.enum(factKinds),
    source: z.string(),
    value: z.union([z.number(), z.boolean(), z.string()]).nullable(),
    basis: z.enum(factBases).nullable(),
    qualifier: z.enum(factQualifiers).nullable(),
    validFrom: z.string(),
    validTo: z.string().nullable(),
    knownSeq: z.number(),
    evidence: evidenceShape.nullable(),
  })
  .openapi('Fact');

const subject = z.strictObject({ kind: z.enum(subjectKinds), code: z.string().max(200).default('') }).openapi({
  description: 'Code of an agency, unit or system; AGENCY/name of a device or site; empty for the province.',
});
const period = {
  agency: agencyCode.optional().openapi({ description: 'short for a subject of kind agency' }),
  subject: subject.optional(),
  fact: factKey,
  dimensions: dimensions.default({}),
  kind: z.enum(['declared', 'external']).default('declared'),
  source: line(200).default('api'),
  validFrom: civilDate,
  validTo: civilDate.nullable().default(null),
};
const newFact = z
  .strictObject({
    ...period,
    value: z.union([z.number(), z.boolean(), line(200)]),
    basis: z.enum(factBases).nullable().default(null),
    qualifier: z.enum(factQualifiers).nullable().default(null),
  })
  .openapi('NewFact');
const retraction = z.strictObject(period).openapi('FactRetraction');
const done = z
  .object({ agency: z.string().nullable(), fact: z.string(), knownSeq: z.number().nullable() })
  .openapi('FactChange');

const listFacts = route('look', {
  method: 'get',
  path: '/facts',
  tags,
  summary: 'Số liệu tại một ngày / facts on a date',
  request: {
    query: z.strictObject({
      ...listQuery,
      ...knownQuery,
      agency: agencyCode.optional(),
      fact: factKey.optional(),
      subject_kind: z.enum([...subjectKinds, 'all']).default('agency'),
    }),
  },
  responses: answers('The versions that hold on the date, as known by the commit', listOf(fact)),
});

const factHistory = route('look', {
  method: 'get',
  path: '/agencies/{code}/facts',
  tags,
  summary: 'Lịch sử số liệu / every version of an agency’s facts',
  request: { params: z.strictObject({ code: agencyCode }), query: z.strictObject(listQuery) },
  responses: answers('Every version ever written, oldest first; `value` null retracts', listOf(fact)),
});

const declareFact = route('declare', {
  method: 'post',
  path: '/facts',
  tags,
  summary: 'Khai báo số liệu / declare a fact',
  request: { headers: changeHeaders, body: jsonBody(newFact) },
  responses: answers('The commit that holds it; null when it was declared before', done),
});

const retractFact = route('declare', {
  method: 'post',
  path: '/facts/retract',
  tags,
  summary: 'Rút số liệu / take a declared fact back',
  request: { headers: changeHeaders, body: jsonBody(retraction) },
  responses: answers('The commit that retracts it', done),
});

/** Facts, with the date they hold on and the commit they were known by. */
export function factRoutes(doors: HttpDoors): OpenAPIHono<HttpEnv> {
  const { read } = doors;
  return openRouter()
    .openapi(listFacts, (c) => {
      const { scope } = c.get('caller');
      const { as_of, known_at, agency, fact: key, subject_kind, ...asked } = c.req.valid('query');
      const rows = read.snapshot(() => {
        const tell = teller(doors, scope);
        const known = knownOf(read, { as_of, known_at }, doors.now());
        return read.facts.ofSubjects(scope, known, subject_kind === 'all' ? null : subject_kind).map(tell);
      });
      const wanted = rows.filter(
        (one) => (agency === undefined || one.agency === agency) && (key === undefined || one.fact === key),
      );
      const keyOf = ({ subject: about, fact: name, kind, source, dimensions: narrowed }: (typeof rows)[number]) =>
        [about.kind, about.code, name, kind, source, dimensionsText(narrowed)].join('\u0000');
      return c.json(pageByKey('facts', asked, wanted, keyOf), 200);
    })
    .openapi(factHistory, (c) => {
      const { scope } = c.get('caller');
      const { code } = c.req.valid('param');
      const id = read.agencies.idOf(scope, code);
      if (id === null) throw new NotFoundError(`không có cơ quan / no agency: ${code}`);
      const rows = read.facts.historyOf(scope, id).map((one, at) => ({ one, at }));
      const page = pageByKey(`facts ${code}`, c.req.valid('query'), rows, ({ at }) => String(at).padStart(10, '0'));
      return c.json({ ...page, items: page.items.map(({ one }) => tellOf(one, { kind: 'agency', code })) }, 200);
    })
    .openapi(declareFact, async (c) => {
      const { source, agency, subject: named, dimensions: narrowed, ...entry } = c.req.valid('json');
      refuseEmpty(entry);
      refuseReserved(source);
      const about = subjectOf({ agency, subject: named });
      if (about.kind === 'agency') requireOwnAgency(c, doors, about.code);
      const command = {
        kind: 'fact.declare',
        entry: { ...entry, subject: about, dimensions: dimensionsText(narrowed), place: restPlace },
        source,
      } as const;
      const { seq } = await change(c, doors, command);
      return c.json({ agency: agencyOf(about), fact: entry.fact, knownSeq: seq }, 200);
    })
    .openapi(retractFact, async (c) => {
      const { agency, subject: named, dimensions: narrowed, kind: factKind, ...what } = c.req.valid('json');
      refuseEmpty(what);
      refuseReserved(what.source);
      const about = subjectOf({ agency, subject: named });
      if (about.kind === 'agency') requireOwnAgency(c, doors, about.code);
      const dimensions = dimensionsText(narrowed);
      const { seq } = await change(c, doors, { kind: 'fact.retract', subject: about, dimensions, factKind, ...what });
      return c.json({ agency: agencyOf(about), fact: what.fact, knownSeq: seq }, 200);
    });
}

function subjectOf({
  agency,
  subject: named,
}: {
  readonly agency: string | undefined;
  readonly subject: SubjectRef | undefined;
}): SubjectRef {
  if (named !== undefined && agency === undefined) return named;
  if (agency !== undefined && named === undefined) return { kind: 'agency', code: agency };
  throw new InvalidError('cần đúng một trong agency và subject / exactly one of agency and subject is needed', [
    { path: '/subject', message: 'ghi agency hoặc subject / give agency or subject' },
  ]);
}

// What an approved declaration says can only be changed by another one.
function refuseReserved(source: string): void {
  if (!source.startsWith('declaration:')) return;
  throw new InvalidError('nguồn này dành cho phiếu khai báo / this source is kept for declarations', [
    { path: '/source', message: 'dùng tên khác, hoặc gửi phiếu khai báo / use another name, or submit a declaration' },
  ]);
}

function agencyOf({ kind, code }: SubjectRef): string | null {
  return kind === 'agency' ? code : null;
}

function refuseEmpty({ validFrom, validTo }: { readonly validFrom: string; readonly validTo: string | null }): void {
  if (validTo === null || validTo > validFrom) return;
  throw new InvalidError('khoảng thời gian rỗng / the period is empty', [
    { path: '/validTo', message: `phải sau ${validFrom} / has to be after ${validFrom}` },
  ]);
}

// Who a fact is about, by the code that people know it by.
function teller({ read, now }: HttpDoors, scope: Scope): (one: FactVersion) => z.infer<typeof fact> {
  const names = agencyNames(read, scope, now());
  const codes = new Map<string, string>();
  const codeOf = (one: FactVersion): string => {
    const { subjectKind: kind, subjectId: id } = one;
    if (kind === 'agency') return names.of(id, Date.parse(one.validFrom)).code;
    if (kind === 'province') return '';
    const key = `${kind} ${id}`;
    const device = kind === 'device' ? read.devices.byId(scope, id) : null;
    const found =
      codes.get(key) ??
      (device ? `${names.of(device.agencyId, now()).code}/${device.name}` : read.records.lastById(scope, id)?.code) ??
      String(id);
    codes.set(key, found);
    return found;
  };
  return (one) => tellOf(one, { kind: one.subjectKind, code: codeOf(one) });
}

const dimensionsSchema = z.record(z.string(), z.string());

function tellOf(
  { subjectKind: _kind, subjectId: _id, dimensions: text, evidence, ...one }: FactVersion,
  about: SubjectRef,
): z.infer<typeof fact> {
  const proof = evidence && tellEvidence(evidence);
  const narrowed = text === '' ? {} : dimensionsSchema.parse(JSON.parse(text));
  return { agency: agencyOf(about), subject: about, dimensions: narrowed, ...one, evidence: proof };
}
