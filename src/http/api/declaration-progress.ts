import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { InvalidError } from '../../errors.ts';
import { blocks } from '../../inventory/agency.ts';
import { declarationStatuses } from '../../inventory/declaration.ts';
import type { BlockProgress, ProgressShare } from '../../inventory/declaration-progress.ts';
import { parsePeriod, periodText } from '../../inventory/form-period.ts';
import { answers } from '../answers.ts';
import type { HttpEnv } from '../caller.ts';
import { loadProgress } from '../declaration-progress.ts';
import type { HttpDoors } from '../doors.ts';
import { openRouter, route } from '../router.ts';

const share = z.object({ numerator: z.number(), denominator: z.number(), ratio: z.number().nullable() });
const blockProgress = z.object({
  block: z.enum(blocks).nullable(),
  expected: z.number(),
  submitted: share,
  approved: share,
  timely: share,
  late: z.number(),
  awaited: z.number(),
});

const progress = z
  .object({
    form: z.string(),
    period: z.string(),
    dueOn: z.string(),
    all: blockProgress,
    blocks: z.array(blockProgress).readonly(),
    agencies: z
      .array(
        z.object({
          agency: z.string(),
          name: z.string(),
          block: z.enum(blocks),
          status: z.enum([...declarationStatuses, 'missing']),
          firstSubmittedOn: z.string().nullable(),
          /** Null while nothing was submitted. */
          isTimely: z.boolean().nullable(),
        }),
      )
      .readonly(),
  })
  .openapi('DeclarationProgress');

const getProgress = route('look', {
  method: 'get',
  path: '/declarations/progress',
  tags: ['declarations'],
  summary: 'Tiến độ nộp theo khối / completeness and timeliness by block',
  description:
    'Shares with numerator and denominator; `agencies` are those behind them: one line for each that owes the form. ' +
    'The first submission decides on timeliness.',
  request: { query: z.strictObject({ form: z.string().max(60), period: z.string().max(10) }) },
  responses: answers('How far the form is for the period', progress),
});

/** How far a form is for a period. */
export function declarationProgressRoutes({ read, catalogues }: HttpDoors): OpenAPIHono<HttpEnv> {
  return openRouter().openapi(getProgress, (c) => {
    const { form: key, period: text } = c.req.valid('query');
    const form = catalogues.forms.forms.get(key);
    if (form === undefined) throw unfit('?form', `không có biểu "${key}" / no such form`);
    const period = parsePeriod(form.period, text);
    if (period === null) {
      throw unfit('?period', 'kỳ viết như 2026, 2026-H1, 2026-Q3, 2026-07 / a period is written like that');
    }
    const { dueOn, all, blocks: ofBlocks, agencies } = loadProgress(read, c.get('caller').scope, form, period);
    const told = {
      form: form.key,
      period: periodText(form.period, period),
      dueOn,
      all: tellBlock(all),
      blocks: ofBlocks.map(tellBlock),
      agencies: agencies.map(({ agency, standing }) => ({
        agency: agency.code,
        name: agency.name,
        block: agency.block,
        ...standing,
        isTimely: standing.firstSubmittedOn === null ? null : standing.firstSubmittedOn <= dueOn,
      })),
    };
    return c.json(told, 200);
  });
}

function tellBlock(one: BlockProgress): z.infer<typeof blockProgress> {
  return {
    block: one.block,
    expected: one.expectedIds.length,
    submitted: tellShare(one.submitted),
    approved: tellShare(one.approved),
    timely: tellShare(one.timely),
    late: one.lateIds.length,
    awaited: one.awaitedIds.length,
  };
}

function tellShare({ numerator, denominator, ratio }: ProgressShare): z.infer<typeof share> {
  return { numerator, denominator, ratio };
}

function unfit(path: string, message: string): InvalidError {
  return new InvalidError(message, [{ path, message }]);
}
