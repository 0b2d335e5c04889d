import { z } from '@hono/zod-openapi';
import { indicatorKeys } from '../indicator/catalogue.ts';
import { blocks } from '../inventory/agency.ts';
import { factKinds } from '../inventory/fact.ts';
import { feedEvidenceShape } from './feed-evidence-shape.ts';
import { instant } from './schemas.ts';

const factKey = z.string();

const fact = z
  .object({
    fact: factKey,
    kind: z.enum(factKinds),
    source: z.string(),
    value: z.union([z.number(), z.boolean(), z.string()]).nullable(),
    validFrom: z.string(),
    validTo: z.string().nullable(),
    knownSeq: z.number(),
    evidence: feedEvidenceShape.nullable(),
  })
  .openapi('FeedFact');

const agency = z
  .object({
    code: z.string(),
    name: z.string(),
    in: z.boolean(),
    numerator: z.number().nullable(),
    denominator: z.number().nullable(),
    reason: z.enum(['yes', 'no', 'counted', 'no-data']),
    missing: z.array(factKey).readonly(),
    facts: z.array(fact).readonly(),
    notUsed: z.array(fact).readonly(),
  })
  .openapi('FeedAgency');

/** One indicator of one block with the agencies behind it. */
export const feedRow = z
  .object({
    indicator: z.enum(indicatorKeys),
    block: z.enum([...blocks, 'all']),
    value: z.number().nullable(),
    numerator: z.number(),
    denominator: z.number(),
    missing: z.number(),
    notComputable: z.enum(['no-agencies', 'no-data', 'zero-denominator']).nullable(),
    agencies: z.array(agency).readonly(),
  })
  .openapi('FeedRow');

/** The readiness feed. */
export const readinessFeed = z
  .object({
    schema: z.literal('hatang.readiness/1'),
    year: z.number(),
    asOf: z.string(),
    knownSeq: z.number(),
    knownAt: instant,
    status: z.literal('draft'),
    generatedFrom: z.object({ agencies: z.number(), facts: z.number(), catalogue: z.string() }),
    indicators: z
      .array(
        z.object({
          indicator: z.enum(indicatorKeys),
          nameVi: z.string(),
          nameEn: z.string(),
          unit: z.literal('ratio'),
          direction: z.enum(['higher', 'lower']),
          ruleVi: z.string(),
          ruleEn: z.string(),
          display: z.object({ as: z.enum(['percent', 'number']), decimals: z.number() }),
        }),
      )
      .readonly(),
    items: z.array(feedRow).readonly(),
    next: z.null(),
  })
  .openapi('ReadinessFeed');
