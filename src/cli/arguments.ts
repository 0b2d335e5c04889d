import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { ConfigurationError } from '../errors.ts';

/** Reads the arguments of one command. @throws ConfigurationError with the command's help for what it does not know. */
export function readArguments<const T extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: T,
  help: string,
  allowPositionals = false,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals, strict: true });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(`tham số sai / wrong arguments: ${why}\n\n${help}`);
  }
}
