import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { InvalidError } from '../../errors.ts';
import { listKindsOf } from '../../inventory/import-lists.ts';
import { answers, jsonBody } from '../answers.ts';
import type { HttpEnv } from '../caller.ts';
import { change, changeHeaders } from '../change.ts';
import type { HttpDoors } from '../doors.ts';
import { requireAnyImport } from '../import-run.ts';
import { openRouter, route } from '../router.ts';
import { line } from '../schemas.ts';

const tags = ['imports'];
const asked = { source: line(120), list: line(80) };
const meanings = z.record(line(200), line(80).nullable());

const mappings = z
  .object({ source: z.string(), list: z.string(), mappings: z.record(z.string(), z.string().nullable()) })
  .openapi('HeaderMappings');

const newMappings = z
  .strictObject({ ...asked, mappings: meanings })
  .openapi('NewHeaderMappings', { description: 'The field that a header means; null leaves its column out.' });

const getMappings = route('signed-in', {
  method: 'get',
  path: '/mappings',
  tags,
  summary: 'Cách hiểu tiêu đề đã nhớ / what headers were said to mean',
  request: { query: z.strictObject(asked) },
  responses: answers('The meanings remembered of headers in sheets of a source, for one kind of list', mappings),
});

const putMappings = route('signed-in', {
  method: 'put',
  path: '/mappings',
  tags,
  summary: 'Nhớ cách hiểu tiêu đề / remember what headers mean',
  request: { headers: changeHeaders, body: jsonBody(newMappings) },
  responses: answers('All the meanings remembered now', mappings),
});

/** What the headers of somebody's sheets were said to mean, kept for the next ones. */
export function mappingRoutes(doors: HttpDoors): OpenAPIHono<HttpEnv> {
  const told = (source: string, list: string) => {
    const kept = doors.read.imports.mappings(`import:${source}`, list);
    return { source, list, mappings: Object.fromEntries(kept.map(({ header, field }) => [header, field])) };
  };
  return openRouter()
    .openapi(getMappings, (c) => {
      requireAnyImport(c.get('caller'));
      const { source, list } = c.req.valid('query');
      return c.json(told(source, list), 200);
    })
    .openapi(putMappings, async (c) => {
      requireAnyImport(c.get('caller'));
      const { source, list, mappings: said } = c.req.valid('json');
      refuseUnknown(doors, list, said);
      const own = Object.entries(said).map(([header, field]) => ({ header, field }));
      await change(c, doors, { kind: 'mapping.put', source: `import:${source}`, table: list, mappings: own });
      return c.json(told(source, list), 200);
    });
}

function refuseUnknown({ catalogues }: HttpDoors, list: string, said: Readonly<Record<string, string | null>>): void {
  const kinds = listKindsOf(catalogues).filter(({ kind }) => kind.replace(/^wide-/, '') === list);
  if (kinds.length === 0) {
    const message = `không có danh sách ${list} / there is no list ${list}`;
    throw new InvalidError(message, [{ path: '/list', message }]);
  }
  const fields = kinds.flatMap(({ columns, details }) => [...columns, ...(details?.columns ?? [])]);
  const keys = new Set(fields.map(({ key }) => key));
  const unknown = Object.entries(said).filter(([, field]) => field !== null && !keys.has(field));
  if (unknown.length === 0) return;
  throw new InvalidError(
    'không có trường như vậy / there is no such field',
    unknown.map(([header, field]) => ({
      path: `/mappings/${header.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      message: `không có trường ${field} / there is no field ${field}`,
    })),
  );
}
