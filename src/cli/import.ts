import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Command, CommandResult } from '../command/command.ts';
import { locateYaml } from '../config/located.ts';
import { ConfigurationError } from '../errors.ts';
import type { ImportEntries, ImportFault, Place } from '../inventory/import-entry.ts';
import { parseImportDocument, parseImportTables } from '../inventory/import-parse.ts';
import type { SecretSource } from '../inventory/import-secret.ts';
import { readImportTable } from '../report/sheet/import-table.ts';
import { readArguments } from './arguments.ts';
import type { CliDoors } from './doors.ts';
import { settingsOf } from './settings.ts';

const help = `npx hatang import FILE.yaml|FILE.csv... [--dry-run] [--json]
Nhập cơ quan, thông tin xác thực, thiết bị, dải địa chỉ và số liệu; đúng hết mới ghi, nhập lại không đổi gì.
Imports agencies, credentials, devices, prefixes and facts; writes all or nothing, a second run changes nothing.
  --dry-run   chỉ xem sẽ thay đổi gì / only say what would change`;

/** `hatang import`: one document, or several sheets as one. */
export async function importFiles(args: readonly string[], doors: CliDoors): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    { help: { type: 'boolean' }, json: { type: 'boolean' }, 'dry-run': { type: 'boolean', default: false } },
    help,
    true,
  );
  if (values.help) {
    doors.out(help);
    return 0;
  }
  if (positionals.length === 0) throw new ConfigurationError(`thiếu tệp / no file given\n\n${help}`);
  const command = readCommand(positionals, values['dry-run'], doors);
  const { submit, close } = await doors.openSubmit(settingsOf(doors));
  try {
    const result = await submit({ id: randomUUID(), actor: { kind: 'cli', name: doors.user }, scope: null, command });
    if (values.json) doors.out(JSON.stringify(result));
    else for (const line of summary(result, values['dry-run'])) doors.out(line);
    return 0;
  } finally {
    await close();
  }
}

function readCommand(files: readonly string[], dryRun: boolean, doors: CliDoors): Command {
  const yaml = files.filter((file) => /\.ya?ml$/i.test(file));
  const source = `import:${files.map((file) => path.basename(file)).join('+')}`;
  if (yaml.length > 1 || (yaml.length === 1 && files.length > 1)) {
    throw new ConfigurationError(
      'mỗi lần nhập một tệp YAML hoặc nhiều tệp CSV / one YAML file or several CSV files a run',
    );
  }
  const [document] = yaml;
  if (document !== undefined) {
    const text = new TextDecoder().decode(read(document, doors));
    const parsed = parseImportDocument(locateYaml(text, document), (secret) => resolveSecret(secret, document, doors));
    return importCommand(parsed, source, dryRun);
  }
  const sheets = files.map((file) => readImportTable(read(file, doors), file));
  const parsed = parseImportTables(sheets.map((sheet) => sheet.table));
  const faults = [...sheets.flatMap((sheet) => sheet.faults), ...parsed.faults];
  const told = { ...parsed, faults };
  return importCommand(files.length > 1 ? namingFiles(told) : told, source, dryRun);
}

/** Of several sheets a fault has to say which one its row is in. */
function namingFiles({ entries, faults, unsound }: Parsed): Parsed {
  const named = <T extends { readonly place: Place }>(things: readonly T[]): T[] =>
    things.map((thing) => ({ ...thing, place: { ...thing.place, path: thing.place.file } }));
  const { agencies, credentials, devices, prefixes, facts } = entries;
  return {
    entries: {
      agencies: named(agencies),
      credentials: named(credentials),
      devices: named(devices),
      prefixes: named(prefixes),
      facts: named(facts),
    },
    faults: named(faults),
    unsound,
  };
}

type Parsed = {
  readonly entries: ImportEntries;
  readonly faults: readonly ImportFault[];
  readonly unsound: Readonly<Record<'agencies' | 'credentials' | 'devices', ReadonlySet<string>>>;
};

function importCommand({ entries, faults, unsound }: Parsed, source: string, dryRun: boolean): Command {
  const { agencies, credentials, devices } = unsound;
  const names = { agencies: [...agencies], credentials: [...credentials], devices: [...devices] };
  return { kind: 'import', source, entries, faults, unsound: names, dryRun };
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

function read(file: string, doors: CliDoors): Uint8Array {
  try {
    return doors.readFile(path.resolve(doors.cwd, file));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(`${file}: không đọc được / cannot be read: ${why}`);
  }
}

const kinds = [
  ['agencies', 'cơ quan', 'agencies'],
  ['credentials', 'thông tin xác thực', 'credentials'],
  ['devices', 'thiết bị', 'devices'],
  ['prefixes', 'dải địa chỉ', 'prefixes'],
  ['facts', 'số liệu', 'facts'],
] as const;

function summary({ tally, seq }: CommandResult, dryRun: boolean): string[] {
  const lines = kinds.flatMap(([kind, vi, en]) => {
    const { added, changed, same } = tally[kind];
    if (added + changed + same === 0) return [];
    return [
      `  ${vi}: ${added} mới, ${changed} đổi, ${same} giữ nguyên / ${en}: ${added} new, ${changed} changed, ${same} the same`,
    ];
  });
  const changes = seq !== null || lines.some((line) => !/: 0 mới, 0 đổi/.test(line));
  const head = dryRun
    ? 'Chạy thử, chưa ghi gì / Dry run, nothing was written'
    : changes
      ? 'Đã nhập / Imported'
      : 'Không có gì thay đổi / Nothing changed';
  return [head, ...lines];
}
