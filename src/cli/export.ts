import path from 'node:path';
import { wholeTree } from '../access/scope.ts';
import { isCivilDate } from '../calendar/civil.ts';
import { ConfigurationError } from '../errors.ts';
import { collectInventory } from '../inventory/stored-inventory.ts';
import { exportBook, exportCsv } from '../report/export-book.ts';
import { exportKinds, exportTables } from '../report/export-tables.ts';
import { sayBoth } from '../text/catalogue.ts';
import { readArguments } from './arguments.ts';
import { chooseWord } from './ask.ts';
import type { CliDoors } from './doors.ts';
import { openProgress } from './progress.ts';
import { settingsOf } from './settings.ts';

const help = `npx hatang export [KIND...] --out FILE.xlsx|FOLDER [--as-of YYYY-MM-DD]
Xuất mọi thứ đang lưu ra một tệp Excel, hoặc mỗi loại một tệp CSV trong thư mục; nhập lại cho đúng dữ liệu đó.
Writes what is stored to a workbook, or a CSV file for each kind into a folder; importing it gives the same again.
Đầu mối (contacts) là dữ liệu cá nhân, chỉ xuất khi nêu tên / focal points are personal data and only told when named.
  --as-of   chỉ những gì có vào ngày đó / only what is in being on that day`;

const options = {
  help: { type: 'boolean' },
  out: { type: 'string' },
  'as-of': { type: 'string' },
} as const;

/** `hatang export`: what is stored, as sheets that can be imported again. */
export async function exportFiles(args: readonly string[], doors: CliDoors): Promise<number> {
  const { values, positionals } = readArguments(args, options, help, true);
  if (values.help) {
    doors.out(help);
    return 0;
  }
  const { out, 'as-of': asOf = null } = values;
  if (out === undefined) throw new ConfigurationError(`thiếu --out / no --out given\n\n${help}`);
  if (asOf !== null && !isCivilDate(asOf))
    throw new ConfigurationError(`--as-of: không phải ngày / not a date: ${asOf}`);
  const { catalogues } = doors;
  const all = exportKinds(catalogues);
  const kinds =
    positionals.length === 0
      ? all.filter((kind) => kind !== 'contacts')
      : positionals.map((word) => chooseWord('KIND', word, all));
  const look = doors.openRead(settingsOf(doors));
  if (look === null) throw new ConfigurationError('chưa có dữ liệu / there is no data yet');
  const progress = openProgress(doors, 2);
  try {
    progress.at(0, 'đọc dữ liệu / reading');
    const tables = exportTables(collectInventory(look, wholeTree), catalogues, { kinds, asOf });
    progress.at(1, 'ghi tệp / writing');
    const target = path.resolve(doors.cwd, out);
    if (/\.xlsx$/i.test(out)) doors.writeFile(target, await workbook(exportBook(tables), doors));
    else for (const table of tables) doors.writeFile(path.join(target, `${table.kind}.csv`), exportCsv(table));
    progress.end();
    for (const { kind, nameVi, rows } of tables) doors.out(`  ${nameVi} (${kind}): ${rows.length}`);
    doors.out(`Đã xuất / Exported: ${out}`);
    return 0;
  } finally {
    progress.end();
    look.close();
  }
}

/** The bytes of a workbook. @throws ConfigurationError when it cannot be made within the limits */
export async function workbook(book: Parameters<CliDoors['sheets']['write']>[0], doors: CliDoors): Promise<Uint8Array> {
  const made = await doors.sheets.write(book);
  if ('bytes' in made) return made.bytes;
  throw new ConfigurationError(sayBoth(`sheet-${made.fault.code}`, made.fault.params));
}
