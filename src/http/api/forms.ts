import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { addDays, civilDateOf } from '../../calendar/civil.ts';
import { blocks } from '../../inventory/agency.ts';
import { dueOn, periodsDue } from '../../inventory/declaration-deadline.ts';
import { evidenceTypes } from '../../inventory/evidence-type.ts';
import { factTypes } from '../../inventory/fact-definition.ts';
import type { Form } from '../../inventory/form.ts';
import { periodKinds, periodOf, periodText, shiftPeriod } from '../../inventory/form-period.ts';
import { answers } from '../answers.ts';
import type { HttpEnv } from '../caller.ts';
import type { HttpDoors } from '../doors.ts';
import { listOf } from '../list.ts';
import { openRouter, route } from '../router.ts';

const form = z
  .object({
    form: z.string(),
    nameVi: z.string(),
    nameEn: z.string(),
    blocks: z.array(z.enum(blocks)).readonly(),
    period: z.enum(periodKinds),
    reminders: z.array(z.number()).readonly(),
    jumpAbove: z.number().nullable(),
    outlier: z.object({ mad: z.number(), minPeers: z.number() }).nullable(),
    evidence: z.object({
      maxFiles: z.number(),
      maxBytes: z.number(),
      types: z.array(z.enum(evidenceTypes)).readonly(),
    }),
    facts: z
      .array(
        z.object({
          fact: z.string(),
          nameVi: z.string(),
          nameEn: z.string(),
          unit: z.string(),
          type: z.enum(factTypes),
          min: z.union([z.number(), z.string()]).nullable(),
          max: z.union([z.number(), z.string()]).nullable(),
          isRequired: z.boolean(),
        }),
      )
      .readonly(),
    periods: z.array(z.object({ period: z.string(), from: z.string(), to: z.string(), dueOn: z.string() })).readonly(),
    catalogue: z.string(),
  })
  .openapi('Form');

const listForms = route('look', {
  method: 'get',
  path: '/forms',
  tags: ['declarations'],
  summary: 'Các biểu khai báo / the forms there are',
  description:
    '`periods` are those that can be declared and are due next; `catalogue` is the hash of the forms in force.',
  responses: answers('Every form with its facts', listOf(form)),
});

/** The forms that agencies declare on. */
export function formRoutes({ catalogues, now }: HttpDoors): OpenAPIHono<HttpEnv> {
  const tell = (one: Form): z.infer<typeof form> => {
    const { key, nameVi, nameEn, period, reminders, jumpAbove, outlier, evidence } = one;
    return {
      form: key,
      nameVi,
      nameEn,
      blocks: one.blocks,
      period,
      reminders,
      jumpAbove,
      outlier,
      evidence,
      facts: [...one.facts].flatMap(([fact, need]) => {
        const definition = catalogues.facts.facts.get(fact);
        if (definition === undefined) return [];
        const { nameVi: vi, nameEn: en, unit, type, range } = definition;
        const limits = { min: range?.min ?? null, max: range?.max ?? null };
        return [{ fact, nameVi: vi, nameEn: en, unit, type, ...limits, isRequired: need === 'required' }];
      }),
      periods: openPeriods(one, civilDateOf(now())).map((span) => {
        return { period: periodText(period, span), ...span, dueOn: dueOn(one, span) };
      }),
      catalogue: catalogues.forms.hash,
    };
  };
  return openRouter().openapi(listForms, (c) =>
    c.json({ items: [...catalogues.forms.forms.values()].map(tell), next: null }, 200),
  );
}

/** The periods that somebody may have to declare now: the one that runs, the one before it, and what is due around today. */
function openPeriods(one: Form, today: string) {
  const running = periodOf(one.period, today);
  const due = periodsDue(one, addDays(today, -31), addDays(today, 60));
  const all = [shiftPeriod(one.period, running, -1), running, ...due].filter(({ from }) => from <= today);
  return [...new Map(all.map((span) => [span.from, span])).values()].toSorted((a, b) => (a.from < b.from ? -1 : 1));
}
