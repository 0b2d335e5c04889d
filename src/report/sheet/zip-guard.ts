import { refuseOtherFiles } from './file-kind.ts';
import type { SheetLimits } from './limits.ts';
import { WorkbookRefusal } from './workbook-fault.ts';

/** One part of an archive whose directory was checked; nothing of it has been unpacked yet. */
export type ZipEntry = {
  readonly name: string;
  readonly deflated: boolean;
  readonly packed: Uint8Array;
  readonly unpackedBytes: number;
  readonly crc: number;
};

/** A checked archive: its parts by name in lower case, as OPC compares them. */
export type ZipDirectory = ReadonlyMap<string, ZipEntry>;

/**
 * Reads the directory of a workbook's ZIP archive and refuses what could hurt before a byte is unpacked: other kinds of
 * files, too many or too large parts, ratios no spreadsheet reaches, archives inside, parts that overlap, and local
 * headers that say something else than the directory. What the parts really unpack to is checked by `inflate.ts`.
 * @throws WorkbookRefusal
 */
export function readZipDirectory(bytes: Uint8Array, limits: SheetLimits): ZipDirectory {
  if (bytes.length > limits.fileBytes) {
    throw new WorkbookRefusal('file-too-large', { bytes: bytes.length, most: limits.fileBytes });
  }
  refuseOtherFiles(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end.entries > limits.zipEntries) {
    throw new WorkbookRefusal('zip-too-many-entries', { entries: end.entries, most: limits.zipEntries });
  }
  const headers = readHeaders(view, bytes, end);
  for (const header of headers) refuseHeader(header, limits);
  const unpackedBytes = headers.reduce((sum, header) => sum + header.unpackedBytes, 0);
  if (unpackedBytes > limits.unpackedBytes) {
    throw new WorkbookRefusal('zip-too-large', { bytes: unpackedBytes, most: limits.unpackedBytes });
  }
  return openEntries(view, bytes, headers, end.directoryAt);
}

type End = { readonly entries: number; readonly directoryAt: number; readonly directoryEnd: number };
type Header = {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly at: number;
};

const END_SIGNATURE = 0x06054b50;
const DIRECTORY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_BYTES = 22;
const DIRECTORY_BYTES = 46;
const LOCAL_BYTES = 30;
const SIXTY_FOUR = 0xffffffff;
const SMALL_PART_BYTES = 1024 * 1024;
const nestedName = /\.(zip|zipx|7z|rar|gz|tgz|bz2|xz|zst|tar|cab|iso|jar|xls[xmb]?|xlt[xm]|doc[xm]|ppt[xm]|od[stp])$/i;

/** The end record stands at the very end, behind it nothing but its own comment. */
function findEnd(view: DataView): End {
  const first = Math.max(0, view.byteLength - END_BYTES - 0xffff);
  for (let at = view.byteLength - END_BYTES; at >= first; at--) {
    if (view.getUint32(at, true) !== END_SIGNATURE) continue;
    if (at + END_BYTES + view.getUint16(at + 20, true) !== view.byteLength) continue;
    const directoryAt = view.getUint32(at + 16, true);
    const directoryEnd = directoryAt + view.getUint32(at + 12, true);
    const disks = view.getUint16(at + 4, true) + view.getUint16(at + 6, true);
    const entries = view.getUint16(at + 10, true);
    if (disks !== 0 || entries !== view.getUint16(at + 8, true) || directoryEnd !== at) break;
    return { entries, directoryAt, directoryEnd };
  }
  throw new WorkbookRefusal('zip-damaged');
}

function readHeaders(view: DataView, bytes: Uint8Array, end: End): Header[] {
  const headers: Header[] = [];
  let at = end.directoryAt;
  while (headers.length < end.entries) {
    if (at + DIRECTORY_BYTES > end.directoryEnd || view.getUint32(at, true) !== DIRECTORY_SIGNATURE) break;
    const nameBytes = view.getUint16(at + 28, true);
    const next = at + DIRECTORY_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end.directoryEnd) break;
    headers.push({
      name: nameOf(bytes, at + DIRECTORY_BYTES, nameBytes),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packedBytes: view.getUint32(at + 20, true),
      unpackedBytes: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    });
    at = next;
  }
  if (headers.length !== end.entries || at !== end.directoryEnd) throw new WorkbookRefusal('zip-damaged');
  return headers;
}

function refuseHeader({ name, flags, method, packedBytes, unpackedBytes, at }: Header, limits: SheetLimits): void {
  if ((flags & 1) !== 0) throw new WorkbookRefusal('encrypted');
  if (nestedName.test(name)) throw new WorkbookRefusal('zip-nested', { part: name });
  if (method !== 0 && method !== 8) throw new WorkbookRefusal('zip-damaged');
  // Sizes of 64 bits are for archives of 4 GB; in a small file they can only be a lie.
  if ([packedBytes, unpackedBytes, at].includes(SIXTY_FOUR) || (method === 0 && packedBytes !== unpackedBytes)) {
    throw new WorkbookRefusal('zip-lies', { part: name });
  }
  const ratio = Math.round(unpackedBytes / Math.max(1, packedBytes));
  if (unpackedBytes > SMALL_PART_BYTES && ratio > limits.unpackRatio) {
    throw new WorkbookRefusal('zip-ratio', { part: name, ratio, most: limits.unpackRatio });
  }
}

function openEntries(view: DataView, bytes: Uint8Array, headers: readonly Header[], directoryAt: number): ZipDirectory {
  const entries = new Map<string, ZipEntry>();
  let free = 0;
  for (const header of headers.toSorted((one, other) => one.at - other.at)) {
    const { name, at, packedBytes } = header;
    if (at < free) throw new WorkbookRefusal('zip-overlap', { part: name });
    if (at + LOCAL_BYTES > directoryAt || view.getUint32(at, true) !== LOCAL_SIGNATURE) {
      throw new WorkbookRefusal('zip-damaged');
    }
    const nameBytes = view.getUint16(at + 26, true);
    const dataAt = at + LOCAL_BYTES + nameBytes + view.getUint16(at + 28, true);
    free = dataAt + packedBytes;
    if (free > directoryAt) throw new WorkbookRefusal('zip-damaged');
    const key = name.toLowerCase();
    const lies = nameOf(bytes, at + LOCAL_BYTES, nameBytes) !== name || !localAgrees(view, header) || entries.has(key);
    if (lies) throw new WorkbookRefusal('zip-lies', { part: name });
    const packed = bytes.subarray(dataAt, free);
    if (header.method === 0 && isArchive(packed)) throw new WorkbookRefusal('zip-nested', { part: name });
    const { unpackedBytes, crc } = header;
    entries.set(key, { name, deflated: header.method === 8, packed, unpackedBytes, crc });
  }
  return entries;
}

/** Sizes that a writer did not know yet stand behind the data (flag 3) and are 0 here. */
function localAgrees(view: DataView, { at, flags, method, crc, packedBytes, unpackedBytes }: Header): boolean {
  if (view.getUint16(at + 8, true) !== method) return false;
  if ((flags & 8) !== 0) return true;
  const said = [view.getUint32(at + 14, true), view.getUint32(at + 18, true), view.getUint32(at + 22, true)];
  return said[0] === crc && said[1] === packedBytes && said[2] === unpackedBytes;
}

function isArchive(bytes: Uint8Array): boolean {
  const start = String.fromCharCode(...bytes.subarray(0, 4));
  return start === 'PK\x03\x04' || start === 'Rar!' || start === '7z\xbc\xaf' || start.startsWith('\x1f\x8b');
}

function nameOf(bytes: Uint8Array, at: number, length: number): string {
  return new TextDecoder()
    .decode(bytes.subarray(at, at + length))
    .replaceAll('\\', '/')
    .replace(/^\/+/, '');
}
