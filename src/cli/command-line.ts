import { AppError, type Problem } from '../errors.ts';
import { account } from './account.ts';
import { assess } from './assess.ts';
import { checkConfig } from './check-config.ts';
import { demo } from './demo.ts';
import type { CliDoors } from './doors.ts';
import { exportFiles } from './export.ts';
import { importFiles } from './import.ts';
import { importAdministrativeUnits } from './import-administrative.ts';
import { auditKey, key } from './key.ts';
import { probe } from './probe.ts';
import { serve } from './serve.ts';
import { template } from './template.ts';
import { token } from './token.ts';
import { verify } from './verify.ts';

/** One command of the command line: answers its exit code. */
type CliCommand = (args: readonly string[], doors: CliDoors) => Promise<number>;

const commands: ReadonlyMap<string, CliCommand> = new Map([
  ['serve', serve],
  ['demo', demo],
  ['check-config', checkConfig],
  ['import', bring],
  ['export', exportFiles],
  ['template', template],
  ['probe', probe],
  ['assess', assess],
  ['account', account],
  ['token', token],
  ['verify', verify],
  ['key', key],
  ['audit-key', auditKey],
]);

function bring([what, ...rest]: readonly string[], doors: CliDoors): Promise<number> {
  if (what === 'administrative-units') return importAdministrativeUnits(rest, doors);
  return importFiles(what === undefined ? [] : [what, ...rest], doors);
}

/** Runs one command line; exit codes: 0 ok, 1 refused, 2 configuration or usage, 3 damaged data, 4 schema, 5 locked. */
export async function runCommandLine(argv: readonly string[], doors: CliDoors): Promise<number> {
  const [name, ...args] = argv;
  if (name === '--version') {
    doors.out(doors.version);
    return 0;
  }
  const command = name === undefined ? undefined : commands.get(name);
  if (!command) {
    const asked = name === 'help' || name === '--help' || name === '-h';
    (asked ? doors.out : doors.err)(usage);
    return asked ? 0 : 2;
  }
  try {
    return await command(args, doors);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    doors.err(`hatang ${name}: ${error.message}`);
    for (const problem of error.problems) doors.err(`  ${problemLine(problem)}`);
    return exitCodes[error.code] ?? 1;
  }
}

const exitCodes: Readonly<Record<string, number>> = {
  configuration: 2,
  invalid: 2,
  damaged: 3,
  schema: 4,
  locked: 5,
};

const usage = `Hạ Tầng: kiểm kê hạ tầng và giám sát mạng / infrastructure inventory and network monitoring

  npx hatang serve                     chạy dịch vụ / run the service (npm start)
  npx hatang demo                      chạy thử trên một tỉnh giả định / run on an invented province (npm run demo)
  npx hatang check-config              kiểm tra cấu hình / check the configuration
  npx hatang import FILE...            nhập cơ quan, thiết bị, số liệu… (XLSX, CSV, YAML) / import agencies, devices, facts…
  npx hatang import --list|--undo ID   các lần nhập, hoàn tác / the imports made, and how to take one back
  npx hatang export --out FILE.xlsx    xuất mọi thứ đang lưu / write out what is stored
  npx hatang template KIND --out FILE  tệp mẫu để điền / a workbook to be filled in
  npx hatang import administrative-units  nhập đơn vị hành chính / import the administrative units
  npx hatang probe ADDRESS[:PORT]      đo thử một địa chỉ / probe one address
  npx hatang assess [--date DATE]      đánh giá kết nối WAN / derive the observed facts of a day
  npx hatang account create|list|…     tài khoản / accounts
  npx hatang token create|list|revoke  mã truy cập cho chương trình / tokens for programs
  npx hatang verify audit              kiểm tra chuỗi nhật ký / check the chain of the audit
  npx hatang key rotate                thay khoá niêm phong / replace the sealing key
  npx hatang audit-key rotate          thay khoá ký nhật ký / replace the key that signs the audit

Mỗi lệnh có --help / each command has --help.`;

// Faults of configuration carry their place in their own words; those of documents have a path, a row and a column.
function problemLine({ file, sheet, row, column, cell, path, message }: Problem): string {
  if (row !== undefined && message.includes(`:${row}:`)) return message;
  const place = [
    file ?? '',
    sheet === undefined ? '' : `[${sheet}]`,
    path === undefined || message.startsWith(path) ? '' : path,
    row === undefined ? '' : `dòng/row ${row}`,
    column === undefined ? '' : `cột/column ${column}`,
    cell === undefined ? '' : `ô/cell ${cell}`,
  ].filter((part) => part !== '');
  return place.length > 0 ? `${place.join(', ')}: ${message}` : message;
}
