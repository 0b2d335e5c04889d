import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import type { Permission } from '../../access/role.ts';
import { type Scope, scopeOf, sees, wholeTree } from '../../access/scope.ts';
import type { ImportEntries, ImportFault } from '../../inventory/import-entry.ts';
import { guessKind, type TableKind, tableKinds } from '../../inventory/import-header.ts';
import { type ImportTable, parseImportDocument, parseImportTables } from '../../inventory/import-parse.ts';
import { readCsv } from '../../report/sheet/csv.ts';
import { answers } from '../answers.ts';
import { type Caller, type HttpEnv, requirePermission } from '../caller.ts';
import { change, changeHeaders } from '../change.ts';
import type { HttpDoors } from '../doors.ts';
import { openRouter, route } from '../router.ts';
import { line, queryFlag } from '../schemas.ts';
import { changeResult, tellResult } from './result-shape.ts';

const text = { schema: z.string() };

const importRoute = route('signed-in', {
  method: 'post',
  path: '/imports',
  tags: ['imports'],
  summary: 'Nạp tệp / import a document',
  description:
    'A YAML or JSON document {agencies, credentials, devices, prefixes, facts}, or one CSV table. Every fault is told ' +
    'at once with its row or path and nothing is written unless all is right; a second run changes nothing.',
  request: {
    headers: changeHeaders,
    query: z.strictObject({
      dry_run: queryFlag.default(false),
      name: line(200).default('api').openapi({ description: 'the file’s name: what facts name as their source' }),
      kind: z.enum(tableKinds).optional().openapi({ description: 'what a CSV table holds; guessed from its header' }),
    }),
    body: {
      required: true,
      content: {
        'text/yaml': text,
        'application/yaml': text,
        'text/csv': text,
        'application/json': { schema: { type: 'object' } },
      },
    },
  },
  responses: { ...answers('What was added, changed and already as asked', changeResult) },
});

/** Whole documents at once. */
export function importRoutes(doors: HttpDoors): OpenAPIHono<HttpEnv> {
  return openRouter().openapi(importRoute, async (c) => {
    requireAny(c.get('caller'));
    const { dry_run: dryRun, name, kind } = c.req.valid('query');
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    const { entries, faults } = parse(doors, type, bytes, name, kind);
    const command = { kind: 'import', source: `import:${name}`, entries, faults, dryRun } as const;
    const result = await change(c, doors, command, scopeFor(c.get('caller'), entries));
    return c.json(tellResult(result), 200);
  });
}

// Who may bring in nothing of the kind may not even have a document read.
function requireAny(caller: Caller): void {
  if (needs.every(({ permission }) => caller.may(permission) === null)) requirePermission(caller, 'change-devices');
}

/** Where the caller may do all of what a document asks. @throws ForbiddenError when it may do a part of it nowhere */
function scopeFor(caller: Caller, entries: ImportEntries): Scope {
  const asked = needs.filter(({ key }) => entries[key].length > 0).map(({ permission }) => permission);
  const scopes = [...new Set(asked)].map((permission) => requirePermission(caller, permission));
  const [first] = scopes.flatMap(({ agencyIds }) => (agencyIds === null ? [] : [agencyIds]));
  if (first === undefined) return wholeTree;
  return scopeOf([...first].filter((id) => scopes.every((scope) => sees(scope, id))));
}

const needs = [
  { key: 'agencies', permission: 'change-agencies' },
  { key: 'devices', permission: 'change-devices' },
  { key: 'prefixes', permission: 'change-devices' },
  { key: 'credentials', permission: 'manage-credentials' },
  { key: 'facts', permission: 'declare' },
] as const satisfies readonly { key: keyof ImportEntries; permission: Permission }[];

type Parsed = { readonly entries: ImportEntries; readonly faults: readonly ImportFault[] };

function parse(doors: HttpDoors, type: string, bytes: Uint8Array, file: string, kind: TableKind | undefined): Parsed {
  // A document from the network must not read this machine's files or environment.
  const noSecrets = () => null;
  if (/^(text|application)\/(x-)?yaml$/.test(type)) {
    return parseImportDocument(doors.readYaml(decode(bytes), file), noSecrets);
  }
  if (type === 'application/json')
    return parseImportDocument(doors.readYaml(plainJson(decode(bytes)), file), noSecrets);
  if (type === 'text/csv') return parseCsv(bytes, file, kind);
  throw new HTTPException(415, { message: type });
}

function parseCsv(bytes: Uint8Array, file: string, kind: TableKind | undefined): Parsed {
  const sheet = readCsv(bytes);
  const table: ImportTable = {
    file,
    kind: kind ?? guessKind(sheet.header),
    header: sheet.header,
    rows: sheet.rows.map(({ row, cells }) => ({
      row,
      cells: Object.fromEntries(sheet.header.map((name, at) => [name, cells[at] ?? ''])),
    })),
  };
  const formFaults = sheet.faults.map(({ row, column, code, params }) => {
    return { place: { file, row, path: null }, column, code, params };
  });
  const unreadable = sheet.header.length === 0;
  const parsed = parseImportTables(unreadable ? [] : [table]);
  return { entries: parsed.entries, faults: [...formFaults, ...parsed.faults] };
}

// A JSON text is a YAML text, whose reader knows the lines; only tabs, which JSON has between values alone, are none there.
function plainJson(text: string): string {
  try {
    JSON.parse(text);
  } catch {
    throw new HTTPException(400, { message: 'not JSON' });
  }
  return text.replaceAll('\t', ' ');
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new HTTPException(400, { message: 'not UTF-8' });
  }
}
