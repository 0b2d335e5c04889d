import { wholeTree } from '../access/scope.ts';
import type { Command, CommandResult } from '../command/command.ts';
import { AppError, ConfigurationError } from '../errors.ts';
import { foldText } from '../inventory/fold-text.ts';
import { withHeaders } from '../inventory/import-told.ts';
import { readArguments } from './arguments.ts';
import { askFor } from './ask.ts';
import type { CliDoors, InventoryLook } from './doors.ts';
import { annotateFile } from './import-annotate.ts';
import { importPlan } from './import-plan.ts';
import { type ImportPlan, type ReadFiles, readFiles } from './import-read.ts';
import { listImports, undoImport } from './import-runs.ts';
import { changesAnything, previewLines, readingLines, type StoredNames, tallyLines } from './import-told.ts';
import { openProgress } from './progress.ts';
import { settingsOf } from './settings.ts';

const help = `npx hatang import FILE.yaml | FILE.csv|FILE.xlsx... [--dry-run] [--json]
Nhập cơ quan, thiết bị, dải địa chỉ, số liệu, hồ sơ, đầu mối; đúng hết mới ghi, nhập lại không đổi gì.
Imports agencies, devices, prefixes, facts, records, focal points; writes all or nothing, a second run changes nothing.
  --dry-run                  chỉ xem sẽ thay đổi gì / only say what would change
  --source NAME              tên nguồn: số liệu và cách hiểu tiêu đề được nhớ theo nguồn / facts and headers are kept by it
  --kind KIND                bảng chứa gì, nếu tiêu đề không nói rõ / what the sheets hold, where headers do not tell
  --map "HEADER=FIELD"       cột này là trường nào; để trống sau dấu = là bỏ cột / what a column is; nothing behind = leaves it out
  --accept-names 0.9         nhận tên cơ quan gần đúng từ mức này / accept agency names from this confidence on
  --name "TEXT=CODE"         tên này là cơ quan mang mã này / this name is the agency with that code
  --decimal ,|.              dấu thập phân của số có hai cách đọc / the decimal sign of numbers that can be read two ways
  --encoding windows-1258    bảng mã cũ của tệp CSV / the older encoding of a CSV file
  --annotate OUT             khi có lỗi, ghi bản sao có đánh dấu lỗi / with faults, write a copy that shows them
npx hatang import --list             các lần nhập / the imports that were made
npx hatang import --undo ID          hoàn tác cả một lần nhập / take a whole import back
npx hatang import administrative-units --help`;

const options = {
  help: { type: 'boolean' },
  json: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  list: { type: 'boolean' },
  undo: { type: 'string' },
  source: { type: 'string' },
  kind: { type: 'string' },
  map: { type: 'string', multiple: true },
  name: { type: 'string', multiple: true },
  'accept-names': { type: 'string' },
  decimal: { type: 'string' },
  encoding: { type: 'string' },
  annotate: { type: 'string' },
} as const;

/** `hatang import`: one document, or several sheets as one; or what came of earlier ones. */
export async function importFiles(args: readonly string[], doors: CliDoors): Promise<number> {
  const { values, positionals } = readArguments(args, options, help, true);
  if (values.help) {
    doors.out(help);
    return 0;
  }
  if (values.list) return listImports(doors, values.json);
  if (values.undo !== undefined) return undoImport(doors, values.undo, values.json);
  if (positionals.length === 0) throw new ConfigurationError(`thiếu tệp / no file given\n\n${help}`);
  const plan = importPlan(positionals, values, doors.catalogues);
  if (values.annotate !== undefined && (positionals.length > 1 || /\.ya?ml$/i.test(positionals[0] ?? ''))) {
    throw new ConfigurationError('--annotate: một tệp CSV hoặc XLSX mỗi lần / one CSV file or workbook a run');
  }
  return await bring(plan, { dryRun: values['dry-run'], json: values.json, annotate: values.annotate ?? null }, doors);
}

type Manner = { readonly dryRun: boolean; readonly json: boolean; readonly annotate: string | null };

async function bring(plan: ImportPlan, manner: Manner, doors: CliDoors): Promise<number> {
  const { dryRun, json } = manner;
  const look = doors.openRead(settingsOf(doors));
  const progress = openProgress(doors, plan.files.length + 2);
  try {
    const read = await readFiles(plan, doors, look, progress);
    const known = storedNames(look);
    const before = look?.imports.ofFile(wholeTree, read.fileHash)?.id ?? null;
    progress.at(plan.files.length + 1, dryRun ? 'chạy thử / trying out' : 'ghi / writing');
    const result = await submitted(plan, read, manner, doors).finally(() => progress.end());
    if (json) doors.out(JSON.stringify({ ...result, ...seen(read) }));
    else for (const line of told(result, read, { dryRun, known, before })) doors.out(line);
    return 0;
  } finally {
    progress.end();
    look?.close();
  }
}

/** Asks for the import; what it is refused for is told by the headers of the sheets, and shown in a copy if one is wanted. */
async function submitted(plan: ImportPlan, read: ReadFiles, manner: Manner, doors: CliDoors): Promise<CommandResult> {
  try {
    return await askFor(doors, settingsOf(doors), async (ask) => {
      const result = await ask(importCommand(plan, read, manner.dryRun));
      if (!manner.dryRun) for (const command of mappingCommands(plan, read)) await ask(command);
      return result;
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const problems = withHeaders(error.problems, read.tables);
    const { code, message } = error;
    if (manner.json) doors.out(JSON.stringify({ code, detail: message, problems, ...seen(read) }));
    if (manner.annotate !== null) await annotateFile(manner.annotate, plan, problems, doors);
    throw new AppError(code, message, problems);
  }
}

function importCommand(
  { source }: ImportPlan,
  { entries, faults, unsound, fileHash }: ReadFiles,
  dryRun: boolean,
): Command {
  const { agencies, credentials, devices } = unsound;
  const names = { agencies: [...agencies], credentials: [...credentials], devices: [...devices] };
  return { kind: 'import', source, entries, faults, unsound: names, dryRun, fileHash };
}

/** What was said of headers this time is said of every sheet of the source from now on. */
function mappingCommands({ source, mappings }: ImportPlan, { tables }: ReadFiles): Command[] {
  const kinds = Map.groupBy(tables, ({ kind }) => kind);
  return [...kinds].flatMap(([kind, ones]): Command[] => {
    const given = new Set(
      ones.flatMap(({ columns }) => columns).flatMap(({ how, header }) => (how === 'given' ? header : [])),
    );
    const said = mappings.filter(({ header }) => [...given].some((one) => foldText(one) === foldText(header)));
    return kind === null || said.length === 0 ? [] : [{ kind: 'mapping.put', source, table: kind, mappings: said }];
  });
}

function seen({ tables, resolutions, notes }: ReadFiles): Pick<ReadFiles, 'tables' | 'resolutions' | 'notes'> {
  return { tables, resolutions, notes };
}

function storedNames(look: InventoryLook | null): StoredNames {
  if (look === null) return { devices: new Map(), prefixes: new Set() };
  const codes = new Map(look.agencies.periods(wholeTree, Number.MAX_SAFE_INTEGER).map(({ id, code }) => [id, code]));
  const devices = look.devices.list(wholeTree);
  return {
    devices: new Map(devices.map(({ id, agencyId, name }) => [`${codes.get(agencyId) ?? ''}/${name}`, id])),
    prefixes: new Set(look.prefixes.list(wholeTree).map(({ cidr }) => cidr)),
  };
}

type Telling = { readonly dryRun: boolean; readonly known: StoredNames; readonly before: number | null };

function told(result: CommandResult, read: ReadFiles, { dryRun, known, before }: Telling): string[] {
  const preview = dryRun ? previewLines(result, read.entries, known) : [];
  return [...headlines(result, dryRun, before), ...tallyLines(result), ...preview, ...readingLines(read)];
}

function headlines(result: CommandResult, dryRun: boolean, before: number | null): string[] {
  if (dryRun) return ['Chạy thử, chưa ghi gì / Dry run, nothing was written'];
  if (result.seq !== null || changesAnything(result)) return ['Đã nhập / Imported'];
  const again = `Tệp này đã nhập ở lần ${before} / This file was imported before, as import ${before}`;
  return ['Không có gì thay đổi / Nothing changed', ...(before === null ? [] : [again])];
}
