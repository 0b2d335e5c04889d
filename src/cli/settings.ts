import { loadSettings, type Settings } from '../config/load.ts';
import type { CliDoors } from './doors.ts';

/** The settings in force for this command line. @throws ConfigurationError with every problem. */
export function settingsOf(doors: CliDoors): Settings {
  const readFile = (file: string): string => new TextDecoder().decode(doors.readFile(file));
  return loadSettings({ env: doors.env, cwd: doors.cwd, readFile });
}
