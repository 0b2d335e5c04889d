import { inflateRawSync } from 'node:zlib';
import { sheetLimits } from '../../../src/report/sheet/limits.ts';
import { readZipDirectory } from '../../../src/report/sheet/zip-guard.ts';

/** The parts of a package as text, by their names as written. */
export function partsOf(bytes: Uint8Array): Map<string, string> {
  const entries = [...readZipDirectory(bytes, sheetLimits).values()];
  return new Map(
    entries.map(({ name, deflated, packed }) => [name, `${deflated ? inflateRawSync(packed) : Buffer.from(packed)}`]),
  );
}

/** One part as text. */
export function partOf(bytes: Uint8Array, name: string): string {
  const text = partsOf(bytes).get(name);
  if (text === undefined) throw new Error(`no part ${name} in ${[...partsOf(bytes).keys()].join(', ')}`);
  return text;
}
