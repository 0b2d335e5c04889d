/**
 * The names in a ZIP archive by its central directory, in lower case, with nothing unpacked; null when the directory cannot
 * be read: cut off, lying about its place or size, ZIP64, or longer than any office file's.
 */
export function archivedNames(bytes: Uint8Array): string[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endRecord(view);
  if (end === null) return null;
  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  let at = view.getUint32(end + 16, true);
  if (count > ENTRIES_MAX || at + size > end) return null;
  const names: string[] = [];
  for (let entry = 0; entry < count; entry += 1) {
    if (at + ENTRY_BYTES > end || view.getUint32(at, true) !== ENTRY_MAGIC) return null;
    const nameBytes = view.getUint16(at + 28, true);
    const next = at + ENTRY_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end) return null;
    names.push(new TextDecoder().decode(bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes)).toLowerCase());
    at = next;
  }
  return names;
}

const ENTRIES_MAX = 10_000;
const END_MAGIC = 0x06054b50;
const END_BYTES = 22;
const ENTRY_MAGIC = 0x02014b50;
const ENTRY_BYTES = 46;
const COMMENT_MAX = 0xffff;

/** Where the end record stands: its comment must reach exactly to the end of the file. */
function endRecord(view: DataView): number | null {
  const first = Math.max(0, view.byteLength - END_BYTES - COMMENT_MAX);
  for (let at = view.byteLength - END_BYTES; at >= first; at -= 1) {
    if (view.getUint32(at, true) !== END_MAGIC) continue;
    if (at + END_BYTES + view.getUint16(at + 20, true) === view.byteLength) return at;
  }
  return null;
}
