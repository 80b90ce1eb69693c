import { rmSync } from 'node:fs';
import type { Config } from '#platform/config';
import { ownerOf } from '#platform/owner-lock';
import { StartError } from '#platform/start-error';
import { noArguments } from './arguments.ts';
import { serve } from './serve.ts';

/** `linli start`: everything, until Ctrl-C. */
export async function start(config: Config, args: readonly string[]): Promise<number> {
  noArguments(args);
  return serve(config, async (ground) => (await import('./server.ts')).createServer(ground));
}

/** `linli demo [--fresh]`: the demo space, whatever else the data folder holds. */
export async function startDemo(config: Config, args: readonly string[]): Promise<number> {
  const [first, ...rest] = args;
  if (first !== '--fresh') return start(config, args);
  const owner = ownerOf(config.data);
  if (owner) throw new StartError('data_in_use', { folder: config.data, pid: owner.pid });
  rmSync(config.data, { recursive: true, force: true });
  return start(config, rest);
}
