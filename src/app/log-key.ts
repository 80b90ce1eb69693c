import type { Config } from '#platform/config';
import { rotateLogKey } from '#platform/crypto';
import { StartError } from '#platform/start-error';
import { both } from './say.ts';

/** `linli log-key rotate`: a new key for the public logs, from the next start on. */
export async function logKeyCommand(config: Config, args: readonly string[]): Promise<number> {
  const [deed] = args;
  if (deed !== 'rotate') throw new StartError('option_unknown', { option: deed ?? 'rotate' });
  both('logKeyRotated', { count: await rotateLogKey(config.data) });
  return 0;
}
