import { createHash } from 'node:crypto';
import { HTTPException } from 'hono/http-exception';
import type { Scope } from '../access/scope.ts';
import { civilDateOf } from '../calendar/civil.ts';
import type { ParsedImport } from '../inventory/import-gather.ts';
import { parseImportDocument } from '../inventory/import-parse.ts';
import type { HeaderMapping } from '../inventory/sheet-column.ts';
import { knownNames } from '../inventory/sheet-known.ts';
import type { DecimalSign } from '../inventory/sheet-number.ts';
import { readSheets, type SheetsSaid } from '../inventory/sheet-read.ts';
import type { AcceptedNames } from '../inventory/sheet-resolution.ts';
import type { OfferedEncoding } from '../report/sheet/csv-table.ts';
import { importFaultOf, skippedNotes } from '../report/sheet/import-fault.ts';
import type { HttpDoors } from './doors.ts';

/** What a file to import can be. */
export type FileForm = 'yaml' | 'json' | 'csv' | 'xlsx';

/** A file as it came, and what its sender says of it. */
export type SentFile = {
  readonly bytes: Uint8Array;
  readonly form: FileForm;
  readonly file: string;
  /** What facts name as their source, and by which what was said of headers is remembered: `import:<file or sender>`. */
  readonly source: string;
  /** What the sheets hold; null = their headers tell. */
  readonly kind: string | null;
  readonly encoding: OfferedEncoding | null;
  readonly sign: DecimalSign;
  readonly mappings: readonly HeaderMapping[];
  readonly accept: AcceptedNames;
};

/** A file that was read; `said` is null for a document, whose keys leave nothing to be guessed. */
export type ReadFile = ParsedImport & {
  readonly said: Pick<SheetsSaid, 'tables' | 'resolutions' | 'notes'> | null;
  /** SHA-256 of the bytes, hex. */
  readonly hash: string;
};

/** Reads a file into entries, every fault at once. @throws HTTPException 400 for a document that is no text */
export async function readSentFile(doors: HttpDoors, scope: Scope, sent: SentFile): Promise<ReadFile> {
  const hash = createHash('sha256').update(sent.bytes).digest('hex');
  if (sent.form === 'csv' || sent.form === 'xlsx') return { ...(await readSheetFile(doors, scope, sent)), hash };
  const text = decode(sent.bytes);
  // A document from the network must not read this machine's files or environment.
  const noSecrets = () => null;
  const tree = doors.readYaml(sent.form === 'json' ? plainJson(text) : text, sent.file);
  return { ...parseImportDocument(tree, noSecrets, doors.catalogues), said: null, hash };
}

/** The form of a file by its content type; null for one that cannot be imported. */
export function formOfType(type: string): FileForm | null {
  if (/^(text|application)\/(x-)?yaml$/.test(type)) return 'yaml';
  return formsByType.get(type) ?? null;
}

/** The form of a file by the ending of its name; null for one that cannot be imported. */
export function formOfName(name: string): FileForm | null {
  const ending = /\.([a-z]+)$/.exec(name.toLowerCase())?.[1] ?? '';
  return formsByEnding.get(ending) ?? null;
}

async function readSheetFile(doors: HttpDoors, scope: Scope, sent: SentFile): Promise<Omit<ReadFile, 'hash'>> {
  const { read, catalogues } = doors;
  const { bytes, encoding, file, source, kind, sign, mappings, accept } = sent;
  const sheets = await doors.sheets.read({ bytes, encoding, file: endingIn(file, sent.form) });
  const formFaults = sheets.faults.map((fault) => importFaultOf(file, fault));
  const { tables, resolutions, notes, ...parsed } = readSheets(
    sheets.tables.map((table) => ({ ...table, file })),
    {
      catalogues,
      known: knownNames(read, scope),
      mappings: { given: mappings, remembered: (list) => read.imports.mappings(source, list) },
      accept,
      sign,
      kind,
      today: civilDateOf(doors.now()),
    },
  );
  return {
    ...parsed,
    faults: [...formFaults, ...parsed.faults],
    said: { tables, resolutions, notes: [...skippedNotes(file, sheets), ...notes] },
  };
}

/** A name by which the reader of sheets knows what it is given: the sender's content type counts, not the ending. */
export function endingIn(file: string, form: FileForm): string {
  return file.toLowerCase().endsWith(`.${form}`) ? file : `${file}.${form}`;
}

const formsByType: ReadonlyMap<string, FileForm> = new Map([
  ['application/json', 'json'],
  ['text/csv', 'csv'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'],
]);

const formsByEnding: ReadonlyMap<string, FileForm> = new Map([
  ['yaml', 'yaml'],
  ['yml', 'yaml'],
  ['json', 'json'],
  ['csv', 'csv'],
  ['tsv', 'csv'],
  ['txt', 'csv'],
  ['xlsx', 'xlsx'],
  ['xlsm', 'xlsx'],
  ['xls', 'xlsx'],
]);

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
