import { WorkbookRefusal } from './workbook-fault.ts';

/**
 * Refuses what is no ZIP archive, saying which it is: nothing, an old .xls, a workbook behind a password (both are OLE2
 * compound files), text that was given the wrong name, or anything else.
 * @throws WorkbookRefusal
 */
export function refuseOtherFiles(bytes: Uint8Array): void {
  if (bytes.length === 0) throw new WorkbookRefusal('file-empty');
  if (isOle2(bytes)) throw new WorkbookRefusal(holdsStream(bytes, 'EncryptedPackage') ? 'encrypted' : 'old-workbook');
  if (!isZip(bytes)) throw new WorkbookRefusal(looksLikeText(bytes) ? 'text-not-workbook' : 'not-a-workbook');
}

/** Whether the bytes begin like a ZIP archive or an OLE2 compound file, whatever the file is called. */
export function isWorkbookLike(bytes: Uint8Array): boolean {
  return isZip(bytes) || isOle2(bytes);
}

/** Whether somebody could have typed this: no NUL and no control characters but white space in the first 4 KiB. */
export function looksLikeText(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, 4096);
  if ((start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff)) return true;
  return start.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}

function isZip(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06]);
}

function isOle2(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

/** Names of streams stand in the compound file's directory as UTF-16. */
function holdsStream(bytes: Uint8Array, name: string): boolean {
  const wide = [...name].map((letter) => `${letter}\0`).join('');
  return new TextDecoder('latin1').decode(bytes).includes(wide);
}
