import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { DeclarationCommand } from '../../command/declaration-command.ts';
import { InvalidError } from '../../errors.ts';
import { declarationStatuses } from '../../inventory/declaration.ts';
import type { Form } from '../../inventory/form.ts';
import { parsePeriod } from '../../inventory/form-period.ts';
import { answers, changed, created, jsonBody } from '../answers.ts';
import { type HttpEnv, requireWithin } from '../caller.ts';
import { change, changeHeaders, ifMatchOf, requireOwnAgency, versionHeaders } from '../change.ts';
import { declarationIn, loadDeclarationView } from '../declaration-view.ts';
import type { HttpDoors } from '../doors.ts';
import { listOf, listQuery, pageByNumber } from '../list.ts';
import { openRouter, route } from '../router.ts';
import { agencyCode, idParam } from '../schemas.ts';
import {
  declarationDetails,
  declarationShape,
  figureValue,
  tellDeclaration,
  tellDetails,
} from './declaration-shape.ts';
import { writeFiguresCsv } from './declaration-sheet.ts';

const tags = ['declarations'];
const params = z.strictObject({ id: idParam });
const key = z.string().max(60);
const period = z
  .string()
  .max(10)
  .openapi({ example: '2026', description: 'Như / like 2026, 2026-H1, 2026-Q3, 2026-07' });
const note = z.string().max(4_000).nullable().default(null);
const noteBody = z.strictObject({ note }).openapi('DeclarationNote');

const newDeclaration = z.strictObject({ agency: agencyCode, form: key, period, note }).openapi('NewDeclaration');
const figures = z
  .strictObject({
    figures: z.record(key, figureValue.nullable()).default({}),
    reasons: z.record(key, z.string().max(4_000).nullable()).default({}),
  })
  .openapi('DeclarationFigures');

const listDeclarations = route('look', {
  method: 'get',
  path: '/declarations',
  tags,
  summary: 'Khai báo, mới nhất trước / declarations, newest first',
  request: {
    query: z.strictObject({
      ...listQuery,
      form: key.optional(),
      period: period.optional(),
      agency: agencyCode.optional(),
      status: z.enum(declarationStatuses).optional(),
    }),
  },
  responses: answers('Declarations; `period` needs `form`', listOf(declarationShape)),
});

const getDeclaration = route('look', {
  method: 'get',
  path: '/declarations/{id}',
  tags,
  summary: 'Một khai báo với số liệu, kiểm tra, tài liệu và lịch sử / one declaration with all of it',
  request: { params },
  responses: answers('The declaration; ETag is its version', declarationDetails),
});

const sheet = route('look', {
  method: 'get',
  path: '/declarations/{id}/sheet.csv',
  tags,
  summary: 'Số liệu của một khai báo dạng CSV / the figures of a declaration as CSV',
  request: { params },
  responses: {
    ...answers('One line for each figure of the form', z.never()),
    200: { description: 'One line for each figure of the form', content: { 'text/csv': { schema: z.string() } } },
  },
});

const openDeclaration = route('declare', {
  method: 'post',
  path: '/declarations',
  tags,
  summary: 'Mở khai báo, hoặc bản đính chính / begin a declaration, or a correction',
  description: 'Of what is approved already this begins a correction, which needs a note that says why.',
  request: { headers: changeHeaders, body: jsonBody(newDeclaration) },
  responses: created('The declaration that was begun', declarationDetails),
});

const patchFigures = route('declare', {
  method: 'patch',
  path: '/declarations/{id}/figures',
  tags,
  summary: 'Lưu số liệu nháp / save figures of a draft',
  description: 'Laid over what is there: what is not named stays, null clears.',
  request: { params, headers: versionHeaders, body: jsonBody(figures) },
  responses: changed('The declaration as it is now', declarationDetails),
});

const submit = route('declare', {
  method: 'post',
  path: '/declarations/{id}/submit',
  tags,
  summary: 'Nộp / submit',
  request: { params, headers: versionHeaders, body: jsonBody(noteBody) },
  responses: changed('The declaration; refused with every error and every missing reason', declarationDetails),
});

const approve = route('approve', {
  method: 'post',
  path: '/declarations/{id}/approve',
  tags,
  summary: 'Duyệt / approve',
  description: 'Its figures are declared facts from then on. Nobody approves what he submitted himself.',
  request: { params, headers: versionHeaders, body: jsonBody(noteBody) },
  responses: changed('The declaration', declarationDetails),
});

const giveBack = route('approve', {
  method: 'post',
  path: '/declarations/{id}/return',
  tags,
  summary: 'Trả lại kèm lý do / return with a note',
  request: { params, headers: versionHeaders, body: jsonBody(noteBody) },
  responses: changed('The declaration', declarationDetails),
});

/** Declarations: from draft over submission to approval. */
export function declarationRoutes(doors: HttpDoors): OpenAPIHono<HttpEnv> {
  const { read, catalogues } = doors;
  const { forms } = catalogues.forms;
  const details = (c: Context<HttpEnv>, id: number) => {
    const view = loadDeclarationView(doors, c.get('caller').scope, id);
    c.header('ETag', `"${view.declaration.changedAt}"`);
    return tellDetails(view);
  };
  const carryOut = async (c: Context<HttpEnv>, id: number, command: DeclarationCommand) => {
    requireOwnDeclaration(c, doors, id);
    await change(c, doors, command);
    return details(c, id);
  };
  return openRouter()
    .openapi(listDeclarations, (c) => {
      const { form, period: text, agency, status, ...asked } = c.req.valid('query');
      const { scope } = c.get('caller');
      const agencyId = agency === undefined ? undefined : (read.agencies.idOf(scope, agency) ?? 0);
      const periodFrom = text === undefined ? undefined : periodFromOf(forms, form, text);
      const page = pageByNumber(
        'declarations',
        asked,
        (before, limit) => read.declarations.list(scope, { form, periodFrom, agencyId, status, before, limit }),
        (one) => one.id,
      );
      const items = page.items.map((one) => tellDeclaration(one, forms.get(one.form) ?? null));
      return c.json({ ...page, items }, 200);
    })
    .openapi(openDeclaration, async (c) => {
      const body = c.req.valid('json');
      requireOwnAgency(c, doors, body.agency);
      const { subjects } = await change(c, doors, { kind: 'declaration.open', ...body });
      const id = Number(subjects.find(({ kind }) => kind === 'declarations')?.id);
      c.header('Location', `/api/v1/declarations/${id}`);
      return c.json(details(c, id), 201);
    })
    .openapi(sheet, (c) => {
      const view = loadDeclarationView(doors, c.get('caller').scope, c.req.valid('param').id);
      const name = `${view.declaration.agency}-${view.declaration.form}-${view.declaration.periodFrom}.csv`;
      return c.body(writeFiguresCsv(view), 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="${name}"`,
      });
    })
    .openapi(getDeclaration, (c) => c.json(details(c, c.req.valid('param').id), 200))
    .openapi(patchFigures, async (c) => {
      const { id } = c.req.valid('param');
      const body = c.req.valid('json');
      return c.json(await carryOut(c, id, { kind: 'declaration.save', id, ifMatch: ifMatchOf(c), ...body }), 200);
    })
    .openapi(submit, async (c) => {
      const { id } = c.req.valid('param');
      const step = { id, ifMatch: ifMatchOf(c), ...c.req.valid('json') };
      return c.json(await carryOut(c, id, { kind: 'declaration.submit', ...step }), 200);
    })
    .openapi(approve, async (c) => {
      const { id } = c.req.valid('param');
      const step = { id, ifMatch: ifMatchOf(c), ...c.req.valid('json') };
      return c.json(await carryOut(c, id, { kind: 'declaration.approve', ...step }), 200);
    })
    .openapi(giveBack, async (c) => {
      const { id } = c.req.valid('param');
      const step = { id, ifMatch: ifMatchOf(c), ...c.req.valid('json') };
      return c.json(await carryOut(c, id, { kind: 'declaration.return', ...step }), 200);
    });
}

/** For a declaration that the caller may look at but not act on. @throws ForbiddenError, NotFoundError */
export function requireOwnDeclaration(c: Context<HttpEnv>, { read }: HttpDoors, id: number): void {
  requireWithin(c.get('allowed'), declarationIn(read, c.get('caller').scope, id).agencyId);
}

/** The first day of a period of a form as a query names them. @throws InvalidError */
function periodFromOf(forms: ReadonlyMap<string, Form>, key: string | undefined, text: string): string {
  const form = forms.get(key ?? '');
  const found = form && parsePeriod(form.period, text);
  if (found) return found.from;
  const message =
    'kỳ cần đi cùng biểu và viết như 2026, 2026-H1, 2026-Q3, 2026-07 / a period needs its form and is written like that';
  throw new InvalidError(message, [{ path: '?period', message }]);
}
