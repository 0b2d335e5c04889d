import { randomUUID } from 'node:crypto';
import type { Command, CommandResult } from '../command/command.ts';
import type { Settings } from '../config/load.ts';
import { ConfigurationError } from '../errors.ts';
import type { CliDoors } from './doors.ts';

/** Asks for changes in the name of the person at the keyboard, who may everything; the way there is closed again. */
export async function askFor<T>(
  doors: CliDoors,
  settings: Settings,
  work: (ask: (command: Command) => Promise<CommandResult>) => Promise<T>,
): Promise<T> {
  const { submit, close } = await doors.openSubmit(settings);
  try {
    const actor = { kind: 'cli', name: doors.user } as const;
    return await work((command) => submit({ id: randomUUID(), actor, scope: null, command }));
  } finally {
    await close();
  }
}

/** One of the words that may stand here. @throws ConfigurationError with all of them. */
export function chooseWord<const T extends string>(what: string, word: string | undefined, words: readonly T[]): T {
  const found = words.find((one) => one === word);
  if (found !== undefined) return found;
  throw new ConfigurationError(`${what}: cần một trong / needs one of: ${words.join(', ')}`);
}
