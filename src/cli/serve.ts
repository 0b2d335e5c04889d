import { readArguments } from './arguments.ts';
import type { CliDoors } from './doors.ts';
import { settingsOf } from './settings.ts';

const help = `npx hatang serve
Chạy dịch vụ theo config/hatang.yaml (hoặc HATANG_CONFIG), dữ liệu ở ./data (hoặc HATANG_DATA).
Runs the service on config/hatang.yaml (or HATANG_CONFIG) with its data in ./data (or HATANG_DATA).`;

/** `hatang serve`: the service, until it is told to stop. */
export async function serve(args: readonly string[], doors: CliDoors): Promise<number> {
  const { values } = readArguments(args, { help: { type: 'boolean' } }, help);
  if (values.help) {
    doors.out(help);
    return 0;
  }
  await doors.serve(settingsOf(doors));
  return 0;
}
