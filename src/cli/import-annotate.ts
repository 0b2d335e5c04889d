import path from 'node:path';
import { ConfigurationError, type Problem } from '../errors.ts';
import { cellFaultOf } from '../report/sheet/import-fault.ts';
import { sayBoth } from '../text/catalogue.ts';
import type { CliDoors } from './doors.ts';
import { type ImportPlan, readBytes } from './import-read.ts';

/** Writes a copy of the file that shows what is wrong with it. @throws ConfigurationError when there cannot be one */
export async function annotateFile(
  out: string,
  { files, encoding }: Pick<ImportPlan, 'files' | 'encoding'>,
  problems: readonly Problem[],
  doors: CliDoors,
): Promise<void> {
  const [file] = files;
  if (file === undefined) return;
  const sent = { bytes: readBytes(file, doors), file, encoding };
  const made = await doors.sheets.annotate({ ...sent, faults: problems.map(cellFaultOf) });
  if ('fault' in made)
    throw new ConfigurationError(`--annotate: ${sayBoth(`sheet-${made.fault.code}`, made.fault.params)}`);
  doors.writeFile(path.resolve(doors.cwd, out), made.bytes);
  doors.err(`Bản sao có đánh dấu lỗi / A copy that shows the faults: ${out}`);
}
