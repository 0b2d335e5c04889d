import { wholeTree } from '../access/scope.ts';
import { ConfigurationError } from '../errors.ts';
import { formatInstant } from '../text/date.ts';
import { askFor } from './ask.ts';
import type { CliDoors, ImportTold } from './doors.ts';
import { settingsOf } from './settings.ts';

const MOST = 100;

/** `hatang import --list`: the imports that changed something, newest first. */
export async function listImports(doors: CliDoors, json: boolean): Promise<number> {
  const look = doors.openRead(settingsOf(doors));
  try {
    const runs = look?.imports.list(wholeTree, { limit: MOST }) ?? [];
    if (json) doors.out(JSON.stringify(runs));
    else if (runs.length === 0) doors.out('Chưa có lần nhập nào / No imports yet');
    else for (const run of runs) doors.out(runLine(run));
    return 0;
  } finally {
    look?.close();
  }
}

/** `hatang import --undo ID`: takes a whole import back. */
export async function undoImport(doors: CliDoors, text: string, json: boolean): Promise<number> {
  if (!/^[1-9]\d*$/.test(text))
    throw new ConfigurationError(`--undo: cần số của lần nhập / needs the number of an import: ${text}`);
  const id = Number(text);
  const result = await askFor(doors, settingsOf(doors), (ask) => ask({ kind: 'import.undo', id }));
  if (json) doors.out(JSON.stringify(result));
  else doors.out(`Đã hoàn tác lần nhập ${id} / Import ${id} was taken back`);
  return 0;
}

function runLine({ id, at, actor, source, tally, undoneSeq }: ImportTold): string {
  const counts = Object.entries(tally)
    .filter(([kind, { added, changed }]) => kind !== 'imports' && added + changed > 0)
    .map(([kind, { added, changed }]) => `${kind} +${added} ~${changed}`);
  const undone = undoneSeq === null ? '' : ' · đã hoàn tác / undone';
  return `${id}  ${formatInstant(at, 'vi')}  ${actor}  ${source}  ${counts.join(', ')}${undone}`;
}
