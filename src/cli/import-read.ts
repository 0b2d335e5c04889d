import { createHash } from 'node:crypto';
import path from 'node:path';
import { wholeTree } from '../access/scope.ts';
import { civilDateOf } from '../calendar/civil.ts';
import { locateYaml } from '../config/located.ts';
import { ConfigurationError } from '../errors.ts';
import type { ImportFault } from '../inventory/import-entry.ts';
import type { ParsedImport } from '../inventory/import-gather.ts';
import { parseImportDocument } from '../inventory/import-parse.ts';
import type { SecretSource } from '../inventory/import-secret.ts';
import type { HeaderMapping } from '../inventory/sheet-column.ts';
import { knownNames, nothingKnown } from '../inventory/sheet-known.ts';
import type { DecimalSign } from '../inventory/sheet-number.ts';
import { readSheets, type TableSaid } from '../inventory/sheet-read.ts';
import type { AcceptedNames, Resolution } from '../inventory/sheet-resolution.ts';
import type { OfferedEncoding } from '../report/sheet/csv-table.ts';
import { importFaultOf, skippedNotes } from '../report/sheet/import-fault.ts';
import type { CliDoors, InventoryLook } from './doors.ts';
import type { Progress } from './progress.ts';

/** What the command line says of the files to import. */
export type ImportPlan = {
  readonly files: readonly string[];
  readonly source: string;
  readonly mappings: readonly HeaderMapping[];
  readonly accept: AcceptedNames;
  readonly sign: DecimalSign;
  readonly kind: string | null;
  readonly encoding: OfferedEncoding | null;
};

/** What the files say, and what each sheet, column and name was taken for; a document has none of those. */
export type ReadFiles = ParsedImport & {
  /** SHA-256 of the files' bytes, hex. */
  readonly fileHash: string;
  readonly tables: readonly TableSaid[];
  readonly resolutions: readonly Resolution[];
  readonly notes: readonly ImportFault[];
};

/** Reads one document, or several sheets as one. @throws ConfigurationError for what cannot be read or go together */
export async function readFiles(
  plan: ImportPlan,
  doors: CliDoors,
  look: InventoryLook | null,
  progress: Progress,
): Promise<ReadFiles> {
  const yaml = plan.files.filter((file) => /\.ya?ml$/i.test(file));
  if (yaml.length > 1 || (yaml.length === 1 && plan.files.length > 1)) {
    throw new ConfigurationError(
      'mỗi lần nhập một tệp YAML hoặc nhiều tệp CSV, XLSX / one YAML file or several CSV files or workbooks a run',
    );
  }
  const read = plan.files.map((file) => ({ file, bytes: readBytes(file, doors) }));
  const fileHash = hashOf(read.map(({ bytes }) => bytes));
  const [document] = yaml.length === 1 ? read : [];
  if (document === undefined) return { fileHash, ...(await readTables(read, plan, doors, look, progress)) };
  const located = locateYaml(new TextDecoder().decode(document.bytes), document.file);
  const secrets = (source: SecretSource) => resolveSecret(source, document.file, doors);
  const parsed = parseImportDocument(located, secrets, doors.catalogues);
  return { fileHash, ...parsed, tables: [], resolutions: [], notes: [] };
}

/** The bytes of a file that somebody named. @throws ConfigurationError */
export function readBytes(file: string, doors: CliDoors): Uint8Array {
  try {
    return doors.readFile(path.resolve(doors.cwd, file));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(`${file}: không đọc được / cannot be read: ${why}`);
  }
}

async function readTables(
  files: readonly { readonly file: string; readonly bytes: Uint8Array }[],
  { source, mappings, accept, sign, kind, encoding }: ImportPlan,
  doors: CliDoors,
  look: InventoryLook | null,
  progress: Progress,
): Promise<Omit<ReadFiles, 'fileHash'>> {
  const sheets = [];
  for (const [at, { file, bytes }] of files.entries()) {
    progress.at(at, `đọc / reading ${path.basename(file)}`);
    sheets.push({ file, ...(await doors.sheets.read({ bytes, file, encoding })) });
  }
  progress.at(files.length, 'kiểm tra / checking');
  const said = readSheets(
    sheets.flatMap(({ tables }) => tables),
    {
      catalogues: doors.catalogues,
      known: look === null ? nothingKnown : knownNames(look, wholeTree),
      mappings: { given: mappings, remembered: (list) => look?.imports.mappings(source, list) ?? [] },
      accept,
      sign,
      kind,
      today: civilDateOf(doors.now()),
    },
  );
  const faults = sheets.flatMap(({ file, faults: ofFile }) => ofFile.map((fault) => importFaultOf(file, fault)));
  const skipped = sheets.flatMap((sheet) => skippedNotes(sheet.file, sheet));
  return { ...said, faults: [...faults, ...said.faults], notes: [...skipped, ...said.notes] };
}

function hashOf(files: readonly Uint8Array[]): string {
  const [only, ...others] = files.map((bytes) => createHash('sha256').update(bytes).digest('hex'));
  if (only === undefined || others.length === 0) return only ?? '';
  return createHash('sha256')
    .update([only, ...others].toSorted().join('\n'))
    .digest('hex');
}

// A secret's file is looked for beside the document that names it.
function resolveSecret(secret: SecretSource, document: string, doors: CliDoors): string | null {
  if ('env' in secret) return doors.env[secret.env] ?? null;
  try {
    const file = path.resolve(doors.cwd, path.dirname(document), secret.file);
    return new TextDecoder().decode(doors.readFile(file)).trim();
  } catch {
    return null;
  }
}
