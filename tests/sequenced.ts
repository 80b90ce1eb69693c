import { sequence } from '#modules/log';
import type { World } from './world.ts';

/**
 * Puts everything that is committed into the log. The databases of all tests share one PostgreSQL, so a transaction of
 * another test may hold the horizon for a moment; it is waited for, as the server waits.
 */
export async function sequenceAll(world: World): Promise<void> {
  for (;;) {
    const { added, waiting } = await sequence(world.system);
    if (added === 0 && !waiting) return;
    if (added === 0) await new Promise((next) => setImmediate(next));
  }
}
