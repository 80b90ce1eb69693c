import { sequence } from '#modules/log';
import type { Platform } from '#platform/platform';
import { systemScope } from './jobs.ts';

/** How often the spaces in which something happened are looked at: well inside the five seconds that are promised. */
const rhythm = 700;
/** How often a space is looked at in which nothing was heard of; another process may have ended before it told. */
const everyRounds = 40;

/** The sequencer of a running server. */
export interface RunningSequencer {
  stop(): Promise<void>;
}

/** How a round waits for the next; tests let time pass as they like. */
export interface Pause {
  wait(milliseconds: number, next: () => void): void;
  stop(): void;
}

function clockPause(): Pause {
  let timer: NodeJS.Timeout | undefined;
  return {
    wait: (milliseconds, next) => {
      timer = setTimeout(next, milliseconds);
    },
    stop: () => clearTimeout(timer),
  };
}

/**
 * Puts what is committed into the public log, again and again, one space after another. It looks where the version of
 * a space has moved, and where something still waits for a transaction under way; a failure is logged and tried again.
 */
export function startSequencer(platform: Platform, pause: Pause = clockPause()): RunningSequencer {
  const seen = new Map<string, number>();
  let stopped = false;
  let round = 0;
  const visit = async (spaceId: string, timeZone: string): Promise<void> => {
    const version = platform.versions.of(spaceId);
    if (seen.get(spaceId) === version && round % everyRounds !== 0) return;
    const scope = systemScope(platform, spaceId, 'log.sequence', timeZone);
    let waiting = true;
    for (let added = 1; added > 0 && !stopped; ) ({ added, waiting } = await sequence(scope));
    if (waiting) seen.delete(spaceId);
    else seen.set(spaceId, version);
  };
  const all = async (): Promise<void> => {
    try {
      const spaces = await platform.database.scoped(null, []).selectFrom('space').select(['id', 'time_zone']).execute();
      for (const space of spaces) if (!stopped) await visit(space.id, space.time_zone);
    } catch (error) {
      // PostgreSQL may be away for a moment; what is committed waits for it as safely as for us.
      platform.log.warn({ err: error }, 'sequencer');
    }
    round += 1;
  };
  let running: Promise<void> = Promise.resolve();
  const next = (): void => {
    if (stopped) return;
    running = all();
    void running.then(() => {
      if (!stopped) pause.wait(rhythm, next);
    });
  };
  next();
  return {
    stop: async () => {
      stopped = true;
      pause.stop();
      await running;
    },
  };
}
