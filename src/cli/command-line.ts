import { AppError, type Problem } from '../errors.ts';
import { account } from './account.ts';
import { assess } from './assess.ts';
import { checkConfig } from './check-config.ts';
import { demo } from './demo.ts';
import type { CliDoors } from './doors.ts';
import { importFiles } from './import.ts';
import { auditKey, key } from './key.ts';
import { probe } from './probe.ts';
import { serve } from './serve.ts';
import { token } from './token.ts';
import { verify } from './verify.ts';

/** One command of the command line: answers its exit code. */
type CliCommand = (args: readonly string[], doors: CliDoors) => Promise<number>;

const commands: ReadonlyMap<string, CliCommand> = new Map([
  ['serve', serve],
  ['demo', demo],
  ['check-config', checkConfig],
  ['import', importFiles],
  ['probe', probe],
  ['assess', assess],
  ['account', account],
  ['token', token],
  ['verify', verify],
  ['key', key],
  ['audit-key', auditKey],
]);

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
  npx hatang import FILE...            nhập cơ quan, thiết bị, số liệu (YAML, CSV) / import agencies, devices, facts
  npx hatang probe ADDRESS[:PORT]      đo thử một địa chỉ / probe one address
  npx hatang assess [--date DATE]      đánh giá kết nối WAN / derive the observed facts of a day
  npx hatang account create|list|…     tài khoản / accounts
  npx hatang token create|list|revoke  mã truy cập cho chương trình / tokens for programs
  npx hatang verify audit              kiểm tra chuỗi nhật ký / check the chain of the audit
  npx hatang key rotate                thay khoá niêm phong / replace the sealing key
  npx hatang audit-key rotate          thay khoá ký nhật ký / replace the key that signs the audit

Mỗi lệnh có --help / each command has --help.`;

// Faults of configuration carry their place in their own words; those of documents have a path, a row and a column.
function problemLine({ row, column, path, message }: Problem): string {
  if (row !== undefined && message.includes(`:${row}:`)) return message;
  const place = [
    path === undefined || message.startsWith(path) ? '' : path,
    row === undefined ? '' : `dòng/row ${row}`,
    column === undefined ? '' : `cột/column ${column}`,
  ].filter((part) => part !== '');
  return place.length > 0 ? `${place.join(', ')}: ${message}` : message;
}
