import { WorkbookRefusal } from './workbook-fault.ts';
import type { ZipEntry } from './zip-guard.ts';

/**
 * The bytes of one part, a chunk at a time. It ends as soon as more comes out than the directory said, and at the end
 * length and checksum have to be those of the directory.
 * @throws WorkbookRefusal
 */
export async function* inflate(entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const { name: part, deflated, packed, unpackedBytes } = entry;
  let seen = 0;
  let crc = 0xffffffff;
  for await (const chunk of deflated ? unpack(packed) : [packed]) {
    seen += chunk.length;
    if (seen > unpackedBytes) throw new WorkbookRefusal('zip-lies', { part });
    crc = addToCrc(crc, chunk);
    yield chunk;
  }
  if (seen !== unpackedBytes) throw new WorkbookRefusal('zip-lies', { part });
  if (~crc >>> 0 !== entry.crc) throw new WorkbookRefusal('zip-damaged');
}

async function* unpack(packed: Uint8Array): AsyncGenerator<Uint8Array> {
  const stream = new Blob([new Uint8Array(packed)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw new WorkbookRefusal('zip-damaged');
      });
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = (value & 1) === 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** CRC-32 as ZIP counts it, carried on over `bytes`; begins with 0xffffffff, is inverted at the end. */
export function addToCrc(crc: number, bytes: Uint8Array): number {
  let sum = crc;
  for (let at = 0; at < bytes.length; at++) sum = (crcTable[(sum ^ (bytes[at] ?? 0)) & 0xff] ?? 0) ^ (sum >>> 8);
  return sum;
}
