import path from 'node:path';
import { wholeTree } from '../access/scope.ts';
import { civilDateOf } from '../calendar/civil.ts';
import { ConfigurationError } from '../errors.ts';
import { listKindsOf } from '../inventory/import-lists.ts';
import { templateBook } from '../report/export-template.ts';
import { readArguments } from './arguments.ts';
import { chooseWord } from './ask.ts';
import type { CliDoors } from './doors.ts';
import { workbook } from './export.ts';
import { settingsOf } from './settings.ts';

const help = `npx hatang template KIND... --out FILE.xlsx
Tạo tệp Excel trống để điền: tiêu đề khoá, danh sách chọn, trang hướng dẫn từng cột.
Makes an empty workbook to be filled in: locked headers, drop-downs, a guide to every column.
KIND: agencies, devices, prefixes, contacts, facts, wide-facts, sites, wan_links, hosted_systems, deployments, …`;

/** `hatang template`: empty sheets that read back. */
export async function template(args: readonly string[], doors: CliDoors): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    { help: { type: 'boolean' }, out: { type: 'string' } },
    help,
    true,
  );
  if (values.help) {
    doors.out(help);
    return 0;
  }
  const { catalogues } = doors;
  const { out } = values;
  if (positionals.length === 0 || out === undefined)
    throw new ConfigurationError(`thiếu KIND hoặc --out / no KIND or --out\n\n${help}`);
  const all = listKindsOf(catalogues).map(({ kind }) => kind);
  const kinds = positionals.map((word) => chooseWord('KIND', word, all));
  const book = templateBook(catalogues, { kinds, agencies: agencyCodes(doors) });
  doors.writeFile(path.resolve(doors.cwd, out), await workbook(book, doors));
  doors.out(`Đã tạo mẫu / Template: ${out}`);
  return 0;
}

// Those in being today: a template is for what comes.
function agencyCodes(doors: CliDoors): string[] {
  const look = doors.openRead(settingsOf(doors));
  if (look === null) return [];
  try {
    const today = civilDateOf(doors.now());
    const standing = look.agencies
      .periods(wholeTree, Number.MAX_SAFE_INTEGER)
      .filter(({ validFrom, validTo }) => validFrom <= today && (validTo === null || today < validTo));
    return standing.map(({ code }) => code).toSorted();
  } finally {
    look.close();
  }
}
