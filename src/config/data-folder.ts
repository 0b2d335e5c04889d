import { accessSync, constants, mkdirSync } from 'node:fs';
import path from 'node:path';
import { ConfigurationError } from '../errors.ts';
import { ensureSecretFile } from './secret-file.ts';

/** Makes the data directory, for its owner alone. @throws ConfigurationError when it cannot be made or written. */
export function ensureDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(
      `${folder}: không dùng được làm thư mục dữ liệu / cannot be used as the data directory: ${why}`,
    );
  }
}

/** The bootstrap administrator's token, made at first start, file mode 0600. @throws ConfigurationError for a short one. */
export function ensureToken(folder: string): { readonly token: string; readonly file: string } {
  const file = path.join(folder, 'token');
  const { text } = ensureSecretFile(file, 'base64url');
  if (!/^[\x21-\x7e]{32,}$/.test(text)) {
    throw new ConfigurationError(
      `${file}: không phải mã truy cập (từ 32 ký tự ASCII liền nhau); xóa tệp để tạo mã mới / is not a token (32 visible ASCII characters or more); delete the file to get a new one`,
    );
  }
  return { token: text, file };
}
