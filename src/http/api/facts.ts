import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { InvalidError, NotFoundError } from '../../errors.ts';
import { type FactVersion, factKinds } from '../../inventory/fact.ts';
import { declaredFacts, observedFacts } from '../../inventory/import-kinds.ts';
import { type AgencyNames, agencyNames } from '../agency-names.ts';
import { answers, jsonBody } from '../answers.ts';
import type { HttpEnv } from '../caller.ts';
import { change, changeHeaders, requireOwnAgency, restPlace } from '../change.ts';
import type { HttpDoors } from '../doors.ts';
import { knownOf, knownQuery } from '../known.ts';
import { listOf, listQuery, pageByKey } from '../list.ts';
import { openRouter, route } from '../router.ts';
import { agencyCode, civilDate, declaredFact, instant, iso, isoOrNull, line } from '../schemas.ts';

const tags = ['facts'];
const factKey = z.enum([...declaredFacts, ...observedFacts]);

const fact = z
  .object({
    agency: z.string(),
    fact: z.string(),
    kind: z.enum(factKinds),
    source: z.string(),
    value: z.union([z.number(), z.boolean()]).nullable(),
    validFrom: z.string(),
    validTo: z.string().nullable(),
    knownSeq: z.number(),
    evidence: z
      .object({
        device: z.object({ id: z.string(), name: z.string() }),
        state: z.string(),
        at: instant,
        stateSince: instant,
        observedAt: instant.nullable(),
        outage: z.string().nullable(),
      })
      .nullable(),
  })
  .openapi('Fact');

const period = {
  agency: agencyCode,
  fact: declaredFact,
  source: line(200).default('api'),
  validFrom: civilDate,
  validTo: civilDate.nullable().default(null),
};
const newFact = z.strictObject({ ...period, value: z.int().min(0).max(10_000_000) }).openapi('NewFact');
const retraction = z.strictObject(period).openapi('FactRetraction');
const done = z.object({ agency: z.string(), fact: z.string(), knownSeq: z.number().nullable() }).openapi('FactChange');

const listFacts = route('look', {
  method: 'get',
  path: '/facts',
  tags,
  summary: 'Số liệu tại một ngày / facts on a date',
  request: {
    query: z.strictObject({ ...listQuery, ...knownQuery, agency: agencyCode.optional(), fact: factKey.optional() }),
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

/** Facts about agencies, with the date they hold on and the commit they were known by. */
export function factRoutes(doors: HttpDoors): OpenAPIHono<HttpEnv> {
  const { read } = doors;
  return openRouter()
    .openapi(listFacts, (c) => {
      const { scope } = c.get('caller');
      const { as_of, known_at, agency, fact: key, ...asked } = c.req.valid('query');
      const rows = read.snapshot(() => {
        const names = agencyNames(read, scope, doors.now());
        const known = knownOf(read, { as_of, known_at }, doors.now());
        return read.facts.asKnown(scope, known).map((one) => tellFact(one, names));
      });
      const wanted = rows.filter(
        (one) => (agency === undefined || one.agency === agency) && (key === undefined || one.fact === key),
      );
      const keyOf = (one: (typeof rows)[number]) => [one.agency, one.fact, one.kind, one.source].join('\u0000');
      return c.json(pageByKey('facts', asked, wanted, keyOf), 200);
    })
    .openapi(factHistory, (c) => {
      const { scope } = c.get('caller');
      const { code } = c.req.valid('param');
      const id = read.agencies.idOf(scope, code);
      if (id === null) throw new NotFoundError(`không có cơ quan / no agency: ${code}`);
      const rows = read.facts.historyOf(scope, id).map((one, at) => ({ one, at }));
      const page = pageByKey(`facts ${code}`, c.req.valid('query'), rows, ({ at }) => String(at).padStart(10, '0'));
      return c.json({ ...page, items: page.items.map(({ one }) => tellOf(one, code)) }, 200);
    })
    .openapi(declareFact, async (c) => {
      const { source, ...entry } = c.req.valid('json');
      refuseEmpty(entry);
      requireOwnAgency(c, doors, entry.agency);
      const command = { kind: 'fact.declare', entry: { ...entry, place: restPlace }, source } as const;
      const { seq } = await change(c, doors, command);
      return c.json({ agency: entry.agency, fact: entry.fact, knownSeq: seq }, 200);
    })
    .openapi(retractFact, async (c) => {
      const body = c.req.valid('json');
      refuseEmpty(body);
      requireOwnAgency(c, doors, body.agency);
      const { seq } = await change(c, doors, { kind: 'fact.retract', ...body });
      return c.json({ agency: body.agency, fact: body.fact, knownSeq: seq }, 200);
    });
}

function refuseEmpty({ validFrom, validTo }: { readonly validFrom: string; readonly validTo: string | null }): void {
  if (validTo === null || validTo > validFrom) return;
  throw new InvalidError('khoảng thời gian rỗng / the period is empty', [
    { path: '/validTo', message: `phải sau ${validFrom} / has to be after ${validFrom}` },
  ]);
}

function tellFact(one: FactVersion, names: AgencyNames): z.infer<typeof fact> {
  return tellOf(one, names.of(one.agencyId, Date.parse(one.validFrom)).code);
}

function tellOf({ agencyId: _, evidence, ...one }: FactVersion, agency: string): z.infer<typeof fact> {
  const proof = evidence && {
    device: { id: String(evidence.deviceId), name: evidence.device },
    state: evidence.state,
    at: iso(evidence.at),
    stateSince: iso(evidence.stateSince),
    observedAt: isoOrNull(evidence.observedAt),
    outage: evidence.outageId === null ? null : String(evidence.outageId),
  };
  return { agency, ...one, evidence: proof };
}
