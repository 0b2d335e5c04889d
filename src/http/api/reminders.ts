import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { InvalidError } from '../../errors.ts';
import type { SentReminder } from '../../store/reminders.ts';
import { answers } from '../answers.ts';
import type { HttpEnv } from '../caller.ts';
import type { HttpDoors } from '../doors.ts';
import { cursorOf, listOf, listQuery, openCursor } from '../list.ts';
import { openRouter, route } from '../router.ts';
import { agencyCode, instant, iso } from '../schemas.ts';

const reminder = z
  .object({
    agency: z.string(),
    form: z.string(),
    periodFrom: z.string(),
    dueOn: z.string(),
    kind: z.enum(['due', 'overdue']),
    at: instant,
  })
  .openapi('Reminder');

const listReminders = route('look', {
  method: 'get',
  path: '/reminders',
  tags: ['declarations'],
  summary: 'Nhắc hạn khai báo, mới nhất trước / reminders of deadlines, newest first',
  request: {
    query: z.strictObject({ ...listQuery, form: z.string().max(60).optional(), agency: agencyCode.optional() }),
  },
  responses: answers('Each reminder was sent once', listOf(reminder)),
});

/** Reminders of deadlines. */
export function reminderRoutes({ read }: HttpDoors): OpenAPIHono<HttpEnv> {
  return openRouter().openapi(listReminders, (c) => {
    const { limit, cursor, form, agency } = c.req.valid('query');
    const { scope } = c.get('caller');
    const agencyId = agency === undefined ? undefined : (read.agencies.idOf(scope, agency) ?? 0);
    const before = cursor === undefined ? undefined : placeOf(openCursor('reminders', cursor));
    const rows = read.reminders.list(scope, { form, agencyId, before, limit: limit + 1 });
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const next = rows.length > limit && last ? cursorOf('reminders', `${last.at} ${last.key}`) : null;
    return c.json({ items: items.map(tell), next }, 200);
  });
}

function tell({ agency, form, periodFrom, dueOn, kind, at }: SentReminder): z.infer<typeof reminder> {
  return { agency, form, periodFrom, dueOn, kind, at: iso(at) };
}

function placeOf(text: string): { readonly at: number; readonly key: string } {
  const [, at, key = ''] = /^(\d{1,15}) (.+)$/.exec(text) ?? [];
  if (at !== undefined) return { at: Number(at), key };
  const message = 'dùng nguyên giá trị next của trang trước / use next of the page before as it is';
  throw new InvalidError(message, [{ path: '?cursor', message }]);
}
