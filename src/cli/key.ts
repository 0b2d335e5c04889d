import { readArguments } from './arguments.ts';
import { chooseWord } from './ask.ts';
import type { CliDoors } from './doors.ts';
import { settingsOf } from './settings.ts';

const keyHelp = `npx hatang key rotate
Thay khoá niêm phong: niêm phong lại mọi bí mật bằng khoá mới. Dừng dịch vụ trước (nếu không: mã thoát 5).
Replaces the sealing key: seals every secret with a new one. Stop the service first (exit code 5 otherwise).
Khoá cũ còn ở key.previous để mở bản sao lưu cũ; bị ngắt giữa chừng thì chạy lại. Với HATANG_KEY: đặt khoá mới vào biến,
khoá cũ vào tệp key.previous, rồi chạy lệnh này.
The old key stays in key.previous, for older backups; after an interruption run it again. With HATANG_KEY: put the new
key into the variable and the old one into the file key.previous, then run this.`;

const auditKeyHelp = `npx hatang audit-key rotate
Thay khoá ký đầu chuỗi nhật ký; khoá cũ giới thiệu khoá mới trong tệp đầu chuỗi. Dừng dịch vụ trước (nếu không: mã thoát 5).
Replaces the key that signs the heads of the audit; the old one names the new one in the heads file. Stop the service
first (exit code 5 otherwise).`;

/** `hatang key rotate`: a new sealing key. */
export async function key(args: readonly string[], doors: CliDoors): Promise<number> {
  return rotate('key', keyHelp, args, doors, () => {
    const isAnew = doors.rotateKey(settingsOf(doors));
    doors.out(
      isAnew
        ? 'Mọi bí mật đã niêm phong bằng khoá mới; hãy cất một bản sao của khoá / Every secret is sealed with the new key; keep a copy of it apart'
        : 'Không bí mật nào cần niêm phong lại / No secret had to be sealed anew',
    );
  });
}

/** `hatang audit-key rotate`: a new key for the heads of the audit. */
export async function auditKey(args: readonly string[], doors: CliDoors): Promise<number> {
  return rotate('audit-key', auditKeyHelp, args, doors, () => {
    doors.rotateAuditKey(settingsOf(doors));
    doors.out('Khoá ký nhật ký mới đã có hiệu lực / The new key signs the audit from now on');
  });
}

function rotate(name: string, help: string, args: readonly string[], doors: CliDoors, act: () => void): number {
  const { values, positionals } = readArguments(args, { help: { type: 'boolean' } }, help, true);
  if (values.help) {
    doors.out(help);
    return 0;
  }
  chooseWord(name, positionals.length === 1 ? positionals[0] : undefined, ['rotate']);
  act();
  return 0;
}
