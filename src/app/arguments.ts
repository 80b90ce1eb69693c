import { StartError } from '#platform/start-error';

/** For commands without words of their own: whatever is left over was mistyped. */
export function noArguments(args: readonly string[]): void {
  const option = args[0];
  if (option !== undefined) throw new StartError('option_unknown', { option });
}
