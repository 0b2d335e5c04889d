import { columns, scalars } from './oid.ts';

const MAX_VARBINDS = 45;
const MAX_BYTES = 1_400;
const VALUE_BYTES = 8;
const TEXT_BYTES = 32;
const LONG_TEXT_BYTES = 255;
/** Tag and length of the varbind, its name and its value, and room for the instance. */
const FRAME_BYTES = 9;

const texts: ReadonlySet<string> = new Set([
  scalars.sysContact,
  scalars.sysName,
  scalars.sysLocation,
  columns.ifDescr,
  columns.ifName,
  columns.ifAlias,
  columns.hrStorageDescr,
]);

/** How many varbinds of these columns one answer may hold: at most 45 and about 1,400 bytes, at least 1. */
export function varbindRoom(columnOids: readonly string[]): number {
  const total = columnOids.reduce((sum, oid) => sum + expectedBytes(oid), 0);
  const mean = total / Math.max(1, columnOids.length);
  return Math.max(1, Math.min(MAX_VARBINDS, Math.floor(MAX_BYTES / Math.max(1, mean))));
}

/** The OIDs in their order, cut into requests whose answers hold at most 45 varbinds and about 1,400 bytes. */
export function cutRequests(oids: readonly string[]): string[][] {
  const requests: string[][] = [];
  let bytes = 0;
  for (const oid of oids) {
    const last = requests.at(-1);
    const more = expectedBytes(oid);
    if (last && last.length < MAX_VARBINDS && bytes + more <= MAX_BYTES) {
      last.push(oid);
      bytes += more;
    } else {
      requests.push([oid]);
      bytes = more;
    }
  }
  return requests;
}

function expectedBytes(oid: string): number {
  const name = oid.split('.').length + FRAME_BYTES;
  if (oid === scalars.sysDescr) return name + LONG_TEXT_BYTES;
  return name + (texts.has(oid) ? TEXT_BYTES : VALUE_BYTES);
}
