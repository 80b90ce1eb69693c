import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { processAlive } from './owner-lock.ts';
import { type ClusterFiles, type Postmaster, startPostmaster } from './postgres-cluster.ts';
import { StartError } from './start-error.ts';

/** What can befall a PostgreSQL that is watched: it ended without being asked to, and it is back. */
export type Trouble = 'ended' | 'back';

/** A PostgreSQL that is started again whenever it ends without being asked to. */
export interface Watch {
  /** Settles when it could not be brought back. */
  readonly lost: Promise<StartError>;
  stop(): Promise<void>;
}

/** How long to try before giving up, in seconds: pools wait for connections meanwhile. */
const patience = 60;

/**
 * Watches over a postmaster. Killed, it comes back on the same port, so the addresses that pools hold stay true.
 * `owner` is the session whose lock shows that this process owns the cluster; `holdOwnership` opens it anew after
 * every start.
 */
export function keepRunning(
  files: ClusterFiles,
  first: Postmaster,
  owner: pg.Client,
  holdOwnership: () => Promise<pg.Client>,
  onTrouble: (trouble: Trouble) => void,
): Watch {
  const held = { postmaster: first, owner: Promise.resolve<pg.Client | undefined>(owner), stopping: false };
  // A program that ends by an unforeseen error should not leave PostgreSQL behind.
  const atExit = () => {
    if (process.platform !== 'win32' && processAlive(held.postmaster.pid)) process.kill(held.postmaster.pid, 'SIGINT');
  };
  process.once('exit', atExit);

  const watch = async (): Promise<StartError | undefined> => {
    for (;;) {
      await held.postmaster.ended;
      if (held.stopping) return undefined;
      onTrouble('ended');
      const next = await restart(files, first.port, () => held.stopping);
      if (!next || next instanceof StartError) return next;
      held.postmaster = next;
      if (held.stopping) {
        await next.stop();
        return undefined;
      }
      held.owner = holdOwnership().catch(() => undefined);
      onTrouble('back');
    }
  };
  const done = watch();
  return {
    lost: done.then((error) => error ?? new Promise<never>(() => undefined)),
    stop: async () => {
      held.stopping = true;
      process.off('exit', atExit);
      await (await held.owner)?.end().catch(() => undefined);
      await held.postmaster.stop();
      await done;
    },
  };
}

async function restart(
  files: ClusterFiles,
  port: number,
  stopping: () => boolean,
): Promise<Postmaster | StartError | undefined> {
  const until = Date.now() + patience * 1_000;
  while (!stopping() && Date.now() < until) {
    try {
      return await startPostmaster(files, { port });
    } catch {
      // A full disk or an exhausted machine may recover; the reason stands in PostgreSQL's log.
      await delay(1_000);
    }
  }
  if (stopping()) return undefined;
  return new StartError('postgres_lost', { seconds: patience, log: files.log });
}
