import { z } from '@hono/zod-openapi';
import { changeKinds, shareBases } from '../../inventory/administrative-change.ts';
import type { LineagePart, RestateReason } from '../../inventory/administrative-flow.ts';
import { type Fraction, fractionNumber } from '../../inventory/administrative-fraction.ts';
import type { Restated, RestatedFigure } from '../../inventory/administrative-restated.ts';
import { type AdministrativeRegister, unitOn } from '../../inventory/administrative-unit.ts';
import { sayBoth } from '../../text/catalogue.ts';
import { figureSubjects } from '../restate-figures.ts';

/** A number with its exact form: the parts of a count need not be whole. */
const exact = z.object({ value: z.number(), exact: z.string().openapi({ example: '7/2' }) }).openapi('ExactNumber');

const reason = z
  .object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])), message: z.string() })
  .openapi('RestateReason');

const lineage = z
  .object({
    code: z.string(),
    name: z.string(),
    share: exact,
    reported: z.boolean().openapi({ description: 'Whether that unit had handed in a figure.' }),
    changes: z
      .array(
        z.object({
          event: z.string(),
          from: z.string(),
          to: z.string(),
          on: z.string(),
          kind: z.enum(changeKinds),
          share: z.number().nullable(),
          basis: z.enum(shareBases).nullable(),
        }),
      )
      .readonly(),
  })
  .openapi('RestateLineage');

/** Figures of one tree shown on another. */
export const restatement = z
  .object({
    fact: z.string(),
    denominator: z.string().nullable(),
    kind: z.enum(['count', 'ratio', 'rank']),
    of: z.enum(figureSubjects),
    from: z.string(),
    to: z.string(),
    basis: z.enum(shareBases),
    knownSeq: z.number(),
    items: z
      .array(
        z.object({
          code: z.string(),
          name: z.string(),
          count: exact.nullable(),
          denominator: exact.nullable(),
          ratio: exact.nullable(),
          rank: z.number().nullable(),
          why: z.array(reason).readonly().openapi({ description: 'Why there is no figure; empty where there is one.' }),
          lineage: z.array(lineage).readonly(),
          missing: z.array(z.string()).readonly().openapi({ description: 'Units that had handed in no figure.' }),
        }),
      )
      .readonly(),
    stuck: z
      .array(z.object({ code: z.string(), name: z.string(), amounts: z.array(exact).readonly(), why: reason }))
      .readonly()
      .openapi({ description: 'Figures that come to no unit of the other tree.' }),
    sums: z.object({
      given: z.array(exact).readonly(),
      shown: z.array(exact).readonly(),
      held: z.array(exact).readonly(),
    }),
    placeless: z.number().openapi({ description: 'Agencies with a figure that stand in no administrative unit.' }),
  })
  .openapi('Restatement');

/** A restatement as the API tells it, but for what was asked. */
export function tellRestated({ from, to, entries, stuck, sums }: Restated, register: AdministrativeRegister) {
  const nameOn = (code: string, on: string) =>
    unitOn(register, code, on)?.name ?? register.get(code)?.at(-1)?.name ?? code;
  return {
    from,
    to,
    items: entries.map((entry) => ({
      code: entry.code,
      name: nameOn(entry.code, to),
      ...tellFigure(entry.figure),
      why: entry.why.map(tellReason),
      lineage: entry.lineage.map((part) => tellPart(part, nameOn(part.code, from))),
      missing: entry.missing,
    })),
    stuck: stuck.map((one) => ({
      code: one.code,
      name: nameOn(one.code, from),
      amounts: one.amounts.map(tellExact),
      why: tellReason(one.why),
    })),
    sums: {
      given: sums.given.map(tellExact),
      shown: sums.shown.map(tellExact),
      held: sums.held.map(tellExact),
    },
  };
}

function tellFigure(figure: RestatedFigure | null) {
  const none = { count: null, denominator: null, ratio: null, rank: null };
  switch (figure?.kind) {
    case 'count':
      return { ...none, count: tellExact(figure.count) };
    case 'ratio': {
      const ratio = figure.ratio === null ? null : tellExact(figure.ratio);
      return { ...none, count: tellExact(figure.numerator), denominator: tellExact(figure.denominator), ratio };
    }
    case 'rank':
      return { ...none, rank: figure.rank };
    default:
      return none;
  }
}

function tellPart({ code, share, reported, changes }: LineagePart, name: string) {
  const rows = changes.map(({ share: part, ...row }) => ({
    ...row,
    share: part?.value ?? null,
    basis: part?.basis ?? null,
  }));
  return { code, name, share: tellExact(share), reported, changes: rows };
}

function tellReason({ code, params }: RestateReason) {
  return { code, params: { ...params }, message: sayBoth(code, params) };
}

function tellExact(fraction: Fraction) {
  const { numerator, denominator } = fraction;
  return {
    value: fractionNumber(fraction),
    exact: denominator === 1n ? `${numerator}` : `${numerator}/${denominator}`,
  };
}
