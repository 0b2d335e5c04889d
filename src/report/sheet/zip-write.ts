import { addToCrc } from './inflate.ts';
import type { ZipEntry } from './zip-guard.ts';

/** One part to be packed, or one that is taken over from another archive as it is. */
export type ZipPart = { readonly name: string; readonly text: string } | ZipEntry;

/** A ZIP archive of these parts, in this order and without dates: the same parts give the same bytes. */
export async function writeZip(parts: readonly ZipPart[]): Promise<Uint8Array<ArrayBuffer>> {
  const body: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const part of parts) {
    const packed = await packPart(part);
    const local = [record(0x04034b50, 26, packed.header), packed.name, packed.data];
    body.push(...local);
    directory.push(directoryRecord(packed.header, at), packed.name);
    at += bytesOf(local);
  }
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, parts.length, true);
  end.setUint16(10, parts.length, true);
  end.setUint32(12, bytesOf(directory), true);
  end.setUint32(16, at, true);
  return joined([...body, ...directory, new Uint8Array(end.buffer)]);
}

type Header = {
  readonly crc: number;
  readonly method: 0 | 8;
  readonly packed: number;
  readonly unpacked: number;
  readonly nameBytes: number;
};
type Packed = { readonly name: Uint8Array<ArrayBuffer>; readonly data: Uint8Array; readonly header: Header };

// 1980-01-01, the first day that ZIP knows.
const FIRST_DAY = 0x0021;

async function packPart(part: ZipPart): Promise<Packed> {
  const name = new TextEncoder().encode(part.name);
  if ('packed' in part) {
    const { deflated, packed, unpackedBytes, crc } = part;
    const sizes = { packed: packed.length, unpacked: unpackedBytes, nameBytes: name.length };
    return { name, data: packed, header: { crc, method: deflated ? 8 : 0, ...sizes } };
  }
  const bytes = new TextEncoder().encode(part.text);
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const data = new Uint8Array(await new Response(stream).arrayBuffer());
  const sizes = { packed: data.length, unpacked: bytes.length, nameBytes: name.length };
  return { name, data, header: { crc: ~addToCrc(0xffffffff, bytes) >>> 0, method: 8, ...sizes } };
}

/** The fields that the local header and the directory have in common, from the version needed on. */
function record(
  signature: number,
  fieldsEnd: number,
  { crc, method, packed, unpacked, nameBytes }: Header,
): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(fieldsEnd + 4));
  const at = signature === 0x02014b50 ? 6 : 4;
  view.setUint32(0, signature, true);
  if (at === 6) view.setUint16(4, 20, true);
  view.setUint16(at, 20, true);
  view.setUint16(at + 4, method, true);
  view.setUint16(at + 8, FIRST_DAY, true);
  view.setUint32(at + 10, crc, true);
  view.setUint32(at + 14, packed, true);
  view.setUint32(at + 18, unpacked, true);
  view.setUint16(at + 22, nameBytes, true);
  return new Uint8Array(view.buffer);
}

function directoryRecord(header: Header, at: number): Uint8Array<ArrayBuffer> {
  const bytes = record(0x02014b50, 42, header);
  new DataView(bytes.buffer).setUint32(42, at, true);
  return bytes;
}

function bytesOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(bytesOf(pieces));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
