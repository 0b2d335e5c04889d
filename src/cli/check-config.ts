import { readArguments } from './arguments.ts';
import type { CliDoors } from './doors.ts';
import { settingsOf } from './settings.ts';

const help = `npx hatang check-config
Đọc cấu hình và môi trường, in mọi lỗi cùng lúc; thoát với mã 2 khi có lỗi.
Reads configuration and environment and prints every problem at once; exits 2 when there is one.`;

/** `hatang check-config`: says what is in force, or every problem. */
export async function checkConfig(args: readonly string[], doors: CliDoors): Promise<number> {
  const { values } = readArguments(args, { help: { type: 'boolean' }, json: { type: 'boolean' } }, help);
  if (values.help) {
    doors.out(help);
    return 0;
  }
  const { sealingKey, ...settings } = settingsOf(doors);
  doors.checkSettings({ ...settings, sealingKey });
  const shown = { ...settings, sealingKey: sealingKey ? '<secret>' : null };
  if (values.json) doors.out(JSON.stringify(shown));
  else {
    doors.out(`Cấu hình đúng / The configuration is right: ${settings.file ?? 'mặc định / defaults'}`);
    for (const [key, value] of Object.entries(shown)) doors.out(`  ${key}: ${JSON.stringify(value)}`);
  }
  return 0;
}
