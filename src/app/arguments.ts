import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { StartError } from '#platform/start-error';

/** For commands without words of their own: whatever is left over was mistyped. */
export function noArguments(args: readonly string[]): void {
  const option = args[0];
  if (option !== undefined) throw new StartError('option_unknown', { option });
}

/**
 * Words and options of a command that has its own; null where an option is unknown or lacks its value, so that the
 * command can say how it is used.
 */
export function readOptions<const T extends ParseArgsOptionsConfig>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch {
    // `parseArgs` throws at what it does not know.
    return null;
  }
}
