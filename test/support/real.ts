import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** Whether a program stands on PATH or in the sbin folders. */
function hasProgram(name: string): boolean {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin'];
  return folders.some((folder) => {
    try {
      accessSync(path.join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * True when a suite has to be skipped because a program is missing. With HATANG_REQUIRE_REAL=1 (CI) the suite runs
 * all the same and fails: a skip there would hide a missing install step.
 */
export function missing(...programs: string[]): boolean {
  return process.env.HATANG_REQUIRE_REAL !== '1' && !programs.every(hasProgram);
}
