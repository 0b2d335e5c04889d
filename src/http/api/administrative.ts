import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { civilDateOf } from '../../calendar/civil.ts';
import { NotFoundError } from '../../errors.ts';
import { shareBases } from '../../inventory/administrative-change.ts';
import { restate } from '../../inventory/administrative-restate.ts';
import { type AdministrativeTree, treeOn } from '../../inventory/administrative-tree.ts';
import { administrativeLevels, administrativeTypes } from '../../inventory/administrative-unit.ts';
import { openAdministration } from '../administrative-load.ts';
import { answers } from '../answers.ts';
import type { HttpEnv } from '../caller.ts';
import type { HttpDoors } from '../doors.ts';
import { knownOf, knownQuery } from '../known.ts';
import { figureSubjects, figuresByUnit } from '../restate-figures.ts';
import { openRouter, route } from '../router.ts';
import { agencyCode, civilDate, line } from '../schemas.ts';
import { restatement, tellRestated } from './administrative-shape.ts';

const tags = ['administrative-units'];

const tree = z
  .object({
    asOf: z.string(),
    knownSeq: z.number(),
    roots: z.array(z.string()).readonly(),
    units: z
      .array(
        z.object({
          code: z.string(),
          name: z.string(),
          level: z.enum(administrativeLevels),
          type: z.enum(administrativeTypes),
          parent: z.string().nullable(),
          children: z.array(z.string()).readonly(),
          validFrom: z.string(),
          validTo: z.string().nullable(),
        }),
      )
      .readonly(),
  })
  .openapi('AdministrativeTree');

const getTree = route('look', {
  method: 'get',
  path: '/administrative-units/tree',
  tags,
  summary: 'Cây đơn vị hành chính vào một ngày / the tree of a date',
  request: {
    query: z.strictObject({
      ...knownQuery,
      root: agencyCode.optional().openapi({ description: 'only this unit and what is below it' }),
    }),
  },
  responses: answers('The units in being on the date, by code, each with the codes right below it', tree),
});

const getRestated = route('look', {
  method: 'get',
  path: '/restate',
  tags,
  summary: 'Số liệu của một kỳ trên cây khác / figures of a date on another tree',
  description:
    'Counts are shared out by the stated shares and conserved exactly, ratios made anew from their parts, ranks never ' +
    'shared out; what is not stated is not guessed but told in `why`.',
  request: {
    query: z.strictObject({
      from: civilDate.openapi({ description: 'the date of the figures, and of the tree they were given on' }),
      to: civilDate.optional().openapi({ description: 'the tree to show them on; today when it is not named' }),
      fact: line(80),
      denominator: line(80).optional().openapi({ description: 'with it the figure is fact / denominator' }),
      basis: z.enum(shareBases).default('population'),
      of: z.enum(figureSubjects).optional(),
      known_at: knownQuery.known_at,
    }),
  },
  responses: answers('The figures on the other tree, each with where it comes from', restatement),
});

/** Administrative units over time: the tree of a date, and figures of one tree on another. */
export function administrativeRoutes(doors: HttpDoors): OpenAPIHono<HttpEnv> {
  const { read } = doors;
  const administration = openAdministration(read);
  return openRouter()
    .openapi(getTree, (c) => {
      const { root, ...query } = c.req.valid('query');
      const { asOf, knownSeq } = knownOf(read, query, doors.now());
      const whole = treeOn(administration(knownSeq).register, asOf);
      const codes = root === undefined ? [...whole.units.keys()] : below(whole, root);
      const wanted = new Set(codes);
      const roots = root === undefined ? whole.roots : [root];
      const units = [...whole.units.values()].filter(({ code }) => wanted.has(code));
      const told = units.map((unit) => ({ ...unit, children: whole.children.get(unit.code) ?? [] }));
      return c.json({ asOf, knownSeq, roots, units: told }, 200);
    })
    .openapi(getRestated, (c) => {
      const {
        from,
        to = civilDateOf(doors.now()),
        fact,
        denominator = null,
        basis,
        of = null,
        known_at,
      } = c.req.valid('query');
      const { knownSeq } = knownOf(read, { known_at }, doors.now());
      const answer = read.snapshot(() => {
        const asked = { fact, denominator, of, on: from, knownSeq };
        const figures = figuresByUnit(read, c.get('caller').scope, doors.catalogues.facts, asked);
        const { units, register, changes } = administration(knownSeq);
        const restated = restate(figures.figures, { from, to, units, changes, basis });
        const { kind } = figures.figures;
        const { placeless } = figures;
        return {
          fact,
          denominator,
          kind,
          of: figures.of,
          basis,
          knownSeq,
          placeless,
          ...tellRestated(restated, register),
        };
      });
      return c.json(answer, 200);
    });
}

function below({ units, children, on }: AdministrativeTree, root: string): string[] {
  if (!units.has(root)) throw new NotFoundError(`không có đơn vị ${root} vào ${on} / no unit ${root} on ${on}`);
  const found: string[] = [];
  const open = [root];
  for (let code = open.pop(); code !== undefined; code = open.pop()) {
    found.push(code);
    open.push(...(children.get(code) ?? []));
  }
  return found;
}
