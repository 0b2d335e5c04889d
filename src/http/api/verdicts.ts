import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { type Verdict, verdictKinds } from '../../indicator/verdict.ts';
import { blocks } from '../../inventory/agency.ts';
import { type FactVersion, factBases, factQualifiers } from '../../inventory/fact.ts';
import { answers } from '../answers.ts';
import type { HttpEnv } from '../caller.ts';
import type { HttpDoors } from '../doors.ts';
import { evidenceShape, tellEvidence } from '../evidence-shape.ts';
import { knownQuery } from '../known.ts';
import { listOf, listQuery, pageByKey } from '../list.ts';
import { openRouter, route } from '../router.ts';
import { agencyCode, factKey } from '../schemas.ts';
import { verdictKey, verdictsOn } from '../verdicts.ts';

const side = z
  .object({
    value: z.union([z.number(), z.boolean(), z.string()]).nullable(),
    source: z.string(),
    basis: z.enum(factBases).nullable(),
    qualifier: z.enum(factQualifiers).nullable(),
    validFrom: z.string(),
    validTo: z.string().nullable(),
    knownSeq: z.number(),
    evidence: evidenceShape.nullable(),
  })
  .openapi('VerdictSide');

/** `difference` = observed − declared; `share` = that of what is declared; `weight` says how much it matters. */
const verdict = z
  .object({
    agency: z.string(),
    agencyName: z.string(),
    block: z.enum(blocks),
    fact: z.string(),
    verdict: z.enum(verdictKinds),
    declared: side.nullable(),
    observed: side.nullable(),
    difference: z.number().nullable(),
    share: z.number().nullable(),
    stale: z.array(z.enum(['declared', 'observed'])).readonly(),
    weight: z.number(),
  })
  .openapi('Verdict');

const told = listOf(verdict)
  .extend({
    asOf: z.string(),
    knownSeq: z.number(),
    counts: z.object({
      agree: z.number(),
      differs: z.number(),
      'only-declared': z.number(),
      'only-observed': z.number(),
      stale: z.number(),
    }),
  })
  .openapi('Verdicts');

const listVerdicts = route('look', {
  method: 'get',
  path: '/verdicts',
  tags: ['facts'],
  summary: 'Khai báo cạnh số đo / declared beside observed',
  description:
    'Weight = officials of the agency × gap (1 for opposite flags, |difference| / the larger of both for numbers, 0.2 where ' +
    'one is stale, 0.1 where one is missing, 0 where they agree). `counts` tells all verdicts of the agencies and facts asked for.',
  request: {
    query: z.strictObject({
      ...listQuery,
      ...knownQuery,
      agency: agencyCode.optional(),
      fact: factKey.optional(),
      verdict: z.enum(verdictKinds).optional(),
    }),
  },
  responses: answers('Verdicts on the date, what matters most first', told),
});

/** What agencies declare beside what was observed of them. */
export function verdictRoutes(doors: HttpDoors): OpenAPIHono<HttpEnv> {
  return openRouter().openapi(listVerdicts, (c) => {
    const { limit, cursor, ...query } = c.req.valid('query');
    const { known, counts, items } = verdictsOn(doors, c.get('caller').scope, query);
    const page = pageByKey('verdicts', { limit, cursor }, items, verdictKey);
    const answer = { items: page.items.map(tell), next: page.next, asOf: known.asOf, knownSeq: known.knownSeq, counts };
    return c.json(answer, 200);
  });
}

function tell({ agency, declared, observed, ...one }: Verdict): z.infer<typeof verdict> {
  const { code, name, block } = agency;
  return { agency: code, agencyName: name, block, ...one, declared: tellSide(declared), observed: tellSide(observed) };
}

function tellSide(version: FactVersion | null): z.infer<typeof side> | null {
  if (version === null) return null;
  const { value, source, basis, qualifier, validFrom, validTo, knownSeq, evidence } = version;
  const proof = evidence && tellEvidence(evidence);
  return { value, source, basis, qualifier, validFrom, validTo, knownSeq, evidence: proof };
}
