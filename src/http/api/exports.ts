import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Scope } from '../../access/scope.ts';
import { civilDateOf } from '../../calendar/civil.ts';
import { InvalidError, NotFoundError } from '../../errors.ts';
import { listKindsOf } from '../../inventory/import-lists.ts';
import { collectInventory } from '../../inventory/stored-inventory.ts';
import { exportBook, exportCsv } from '../../report/export-book.ts';
import { exportKinds, exportTables } from '../../report/export-tables.ts';
import type { Book } from '../../report/sheet/book.ts';
import { say } from '../../text/catalogue.ts';
import { bothWords } from '../../text/words.ts';
import { answers } from '../answers.ts';
import { attachment, fileTypes } from '../attachment.ts';
import { type HttpEnv, requirePermission } from '../caller.ts';
import type { HttpDoors } from '../doors.ts';
import { exportSource } from '../export-source.ts';
import { openRouter, route } from '../router.ts';
import { civilDate, line } from '../schemas.ts';

/** What stands for every list at once, focal points excepted. */
export const EVERYTHING = 'all';

const exportRoute = route('look', {
  method: 'get',
  path: '/exports/{kind}',
  tags: ['exports'],
  summary: 'Xuất dữ liệu / what is stored, as a sheet',
  description:
    'A list (`agencies`, `devices`, `prefixes`, `facts`, `contacts`, `sites`, `wan-links`, …) with its whole history, or ' +
    'as of a date; importing it again changes nothing. `all` is a workbook of every list but `contacts`, which takes the ' +
    'right to see them.',
  request: {
    params: z.strictObject({ kind: line(80) }),
    query: z.strictObject({ format: z.enum(['xlsx', 'csv']).default('xlsx'), as_of: civilDate.optional() }),
  },
  responses: {
    ...answers('', z.never()),
    200: {
      description: 'The file',
      content: {
        [fileTypes.xlsx]: { schema: z.string().openapi({ format: 'binary' }) },
        'text/csv': { schema: z.string() },
      },
    },
  },
});

/** What is stored, as files that can be imported again. */
export function exportRoutes(doors: HttpDoors): OpenAPIHono<HttpEnv> {
  return openRouter().openapi(exportRoute, async (c) => {
    const { kind } = c.req.valid('param');
    const { format, as_of: asOf = null } = c.req.valid('query');
    const { scope, kinds, name } = planOf(c, doors, kind);
    const { read, catalogues } = doors;
    const tables = read.snapshot(() => {
      const source = exportSource(read, catalogues.records, kinds);
      return exportTables(collectInventory(source, scope), catalogues, { kinds, asOf });
    });
    const file = `${name} ${asOf ?? civilDateOf(doors.now())}`;
    if (format === 'xlsx') return answerBook(c, doors, file, exportBook(tables));
    const [table, ...others] = tables;
    if (table === undefined || others.length > 0) {
      throw new InvalidError('CSV chỉ chứa một danh sách / a CSV file holds one list', [
        { path: '?format', message: 'hãy chọn xlsx, hoặc một danh sách / choose xlsx, or one list' },
      ]);
    }
    c.header('Content-Disposition', attachment(`${file}.csv`));
    return c.body(exportCsv(table), 200, { 'Content-Type': fileTypes.csv });
  });
}

/** A workbook as the answer to a request. @throws InvalidError when it cannot be made within the limits */
export async function answerBook(c: Context<HttpEnv>, doors: HttpDoors, file: string, book: Book): Promise<Response> {
  const made = await doors.sheets.write(book);
  if ('fault' in made) throw new InvalidError(bothWords(say(`sheet-${made.fault.code}`, made.fault.params)));
  c.header('Content-Disposition', attachment(`${file}.xlsx`));
  return c.body(new Uint8Array(made.bytes), 200, { 'Content-Type': fileTypes.xlsx });
}

/** The key of a list by the name that an address gives it. @throws NotFoundError */
export function listKey(doors: HttpDoors, segment: string): string {
  const key = segment.replaceAll('-', '_');
  if (exportKinds(doors.catalogues).includes(key)) return key;
  throw new NotFoundError(`không có danh sách / no list: ${segment}`);
}

type Plan = { readonly scope: Scope; readonly kinds: readonly string[]; readonly name: string };

// Personal data is told only when it is asked for by name, and only where the caller may see it.
function planOf(c: Context<HttpEnv>, doors: HttpDoors, segment: string): Plan {
  const caller = c.get('caller');
  if (segment === EVERYTHING) {
    const kinds = exportKinds(doors.catalogues).filter((kind) => kind !== 'contacts');
    return { scope: caller.scope, kinds, name: 'Hạ tầng' };
  }
  const kind = listKey(doors, segment);
  const scope = kind === 'contacts' ? requirePermission(caller, 'see-contacts') : caller.scope;
  const list = listKindsOf(doors.catalogues).find((one) => one.kind === kind);
  return { scope, kinds: [kind], name: list?.nameVi ?? kind };
}
