import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { InvalidError, NotFoundError } from '../../errors.ts';
import { cellFaultOf } from '../../report/sheet/import-fault.ts';
import { say } from '../../text/catalogue.ts';
import { bothWords } from '../../text/words.ts';
import { answers, changed } from '../answers.ts';
import { attachment, fileTypes } from '../attachment.ts';
import type { HttpEnv } from '../caller.ts';
import { changeHeaders } from '../change.ts';
import type { HttpDoors } from '../doors.ts';
import { endingIn, formOfType, type SentFile } from '../import-file.ts';
import { rememberMappings } from '../import-memory.ts';
import { checkFile, importFile, undoImport } from '../import-run.ts';
import { listOf, listQuery, pageByNumber } from '../list.ts';
import { openRouter, route } from '../router.ts';
import { agencyCode, idParam, line, queryFlag } from '../schemas.ts';
import { importResult, importRun, inspection, tellDone, tellRun, tellSaid } from './import-shape.ts';
import { changeResult, tellResult } from './result-shape.ts';

const tags = ['imports'];
const text = { schema: z.string() };
const binary = { schema: z.string().openapi({ format: 'binary' }) };

/** A parameter that is JSON of a shape. */
const jsonText = <T extends z.ZodType>(shape: T, example: string) =>
  z
    .string()
    .max(20_000)
    .transform((value, context): unknown => {
      try {
        return JSON.parse(value);
      } catch {
        context.addIssue({ code: 'custom', message: 'cần JSON / needs JSON' });
        return z.NEVER;
      }
    })
    .pipe(shape)
    .openapi({ type: 'string', example });

const query = z.strictObject({
  name: line(200).default('api').openapi({ description: 'the file’s name' }),
  kind: line(80)
    .optional()
    .openapi({ description: 'what the sheets hold (agencies, sites, facts, …); else their headers tell' }),
  source: line(120)
    .optional()
    .openapi({ description: 'whose file it is, else its name: facts name it, and meanings of headers are kept by it' }),
  encoding: z.enum(['windows-1258']).optional(),
  decimal: z.enum(['comma', 'point']).optional().openapi({ description: 'how to read a number such as 1.234' }),
  mappings: jsonText(z.record(line(200), line(80).nullable()), '{"Tên máy":"name","Ghi chú":null}')
    .optional()
    .openapi({ description: 'JSON: the field that a header means; null leaves its column out' }),
  names: jsonText(z.record(line(200), agencyCode), '{"UBND Láng":"00004"}')
    .optional()
    .openapi({ description: 'JSON: the agency that a name means' }),
  accept: z.coerce.number().min(0.5).max(1).optional().openapi({
    description: 'lets names of agencies pass that are at least so sure; unsure ones are faults otherwise',
  }),
  remember: queryFlag
    .default(false)
    .openapi({ description: 'keep the mappings for the source once the import is done' }),
});

const files = {
  required: true,
  content: {
    'text/yaml': text,
    'application/yaml': text,
    'text/csv': text,
    'application/json': { schema: { type: 'object' } },
    [fileTypes.xlsx]: binary,
  },
} as const;

const importRoute = route('signed-in', {
  method: 'post',
  path: '/imports',
  tags,
  summary: 'Nạp tệp / import a file',
  description:
    'A YAML or JSON document of lists ({agencies, devices, facts, sites, contacts, …}), a CSV table or an XLSX workbook, ' +
    'at most 16 MB. Every fault is told at once with its sheet, row and cell, or its path, and nothing is written unless ' +
    'all is right; the same file again changes nothing.',
  request: { headers: changeHeaders, query: query.extend({ dry_run: queryFlag.default(false) }), body: files },
  responses: { ...answers('What was added, changed and already as asked', importResult) },
});

const inspectRoute = route('signed-in', {
  method: 'post',
  path: '/imports/inspect',
  tags,
  summary: 'Xem trước tệp / look into a file',
  description:
    'What each sheet and column is taken for, which names mean which agencies, what it would do, and every fault; nothing is written.',
  request: { query, body: files },
  responses: answers('What the file would come to', inspection),
});

const annotateRoute = route('signed-in', {
  method: 'post',
  path: '/imports/annotate',
  tags,
  summary: 'Bản sao có đánh dấu lỗi / a copy with the faults marked',
  request: { query, body: { ...files, content: { 'text/csv': text, [fileTypes.xlsx]: binary } } },
  responses: {
    ...answers('', z.never()),
    200: {
      description: 'The file with its faulty cells marked',
      content: { [fileTypes.xlsx]: binary, 'text/csv': text },
    },
  },
});

const listImports = route('look', {
  method: 'get',
  path: '/imports',
  tags,
  summary: 'Các lần nhập / imports',
  request: { query: z.strictObject(listQuery) },
  responses: answers('Imports that changed something, newest first', listOf(importRun)),
});

const getImport = route('look', {
  method: 'get',
  path: '/imports/{id}',
  tags,
  summary: 'Một lần nhập / one import',
  request: { params: z.strictObject({ id: idParam }) },
  responses: answers('The import', importRun),
});

const undoRoute = route('signed-in', {
  method: 'post',
  path: '/imports/{id}/undo',
  tags,
  summary: 'Hoàn tác một lần nhập / take an import back',
  description: 'All of it or nothing: what was changed since keeps it from being taken back, and is named.',
  request: { params: z.strictObject({ id: idParam }), headers: changeHeaders },
  responses: changed('What was taken back', changeResult),
});

/** Whole files at once: brought in, looked into, listed and taken back. */
export function importRoutes(doors: HttpDoors): OpenAPIHono<HttpEnv> {
  const { read } = doors;
  return openRouter()
    .openapi(importRoute, async (c) => {
      const { dry_run: dryRun, ...asked } = c.req.valid('query');
      const sent = await sentIn(c, asked);
      const done = await importFile(c, doors, sent, dryRun);
      if (asked.remember && !dryRun) await rememberMappings(c, doors, sent, done.file);
      return c.json(tellDone(done), 200);
    })
    .openapi(inspectRoute, async (c) => {
      const { file, result, problems } = await checkFile(c, doors, await sentIn(c, c.req.valid('query')));
      const tally = result && { ...result.tally };
      return c.json({ tally, problems, said: tellSaid(file.said) }, 200);
    })
    .openapi(annotateRoute, async (c) => {
      const sent = await sentIn(c, c.req.valid('query'));
      const { form } = sent;
      if (form !== 'csv' && form !== 'xlsx') throw new HTTPException(415, { message: form });
      const { problems } = await checkFile(c, doors, sent);
      const file = endingIn(sent.file, form);
      const made = await doors.sheets.annotate({
        bytes: sent.bytes,
        file,
        encoding: sent.encoding,
        faults: problems.map(cellFaultOf),
      });
      if ('fault' in made) {
        const message = bothWords(say(`sheet-${made.fault.code}`, made.fault.params));
        throw new InvalidError(message, [{ file, message }]);
      }
      c.header('Content-Disposition', attachment(file.replace(/(\.\w+)$/, '-loi$1')));
      return c.body(new Uint8Array(made.bytes), 200, { 'Content-Type': fileTypes[form] });
    })
    .openapi(listImports, (c) => {
      const { scope } = c.get('caller');
      const load = (before: number | undefined, limit: number) =>
        read.imports.list(scope, before === undefined ? { limit } : { before, limit });
      const page = pageByNumber('imports', c.req.valid('query'), load, (one) => one.id);
      return c.json({ ...page, items: page.items.map(tellRun) }, 200);
    })
    .openapi(getImport, (c) => {
      const { id } = c.req.valid('param');
      const found = read.imports.byId(c.get('caller').scope, id);
      if (found === null) throw new NotFoundError(`không có lần nhập / no import: ${id}`);
      return c.json(tellRun(found), 200);
    })
    .openapi(undoRoute, async (c) => c.json(tellResult(await undoImport(c, doors, c.req.valid('param').id)), 200));
}

type Asked = Omit<z.infer<typeof query>, 'dry_run'>;

async function sentIn(c: Context<HttpEnv>, asked: Asked): Promise<SentFile> {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const form = formOfType(type);
  if (form === null) throw new HTTPException(415, { message: type });
  const {
    name,
    kind = null,
    source = name,
    encoding = null,
    decimal,
    mappings = {},
    names = {},
    accept = null,
  } = asked;
  return {
    bytes: new Uint8Array(await c.req.arrayBuffer()),
    form,
    file: name,
    source: `import:${source}`,
    kind,
    encoding,
    sign: decimal === undefined ? null : decimal === 'comma' ? ',' : '.',
    mappings: Object.entries(mappings).map(([header, field]) => ({ header, field })),
    accept: { confidence: accept, names: Object.entries(names).map(([called, code]) => ({ text: called, code })) },
  };
}
