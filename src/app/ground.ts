import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Config } from '#platform/config';
import { migrate } from '#platform/migrate';
import { openPostgres, type RunningDatabase } from '#platform/postgres';
import { showProgress } from './progress.ts';
import { both } from './say.ts';

/** What every command stands on: the settings and a migrated database. */
export interface Ground {
  readonly config: Config;
  readonly database: RunningDatabase;
  /** Stops PostgreSQL if it was started here and gives the data folder free. Close pools first. */
  close(): Promise<void>;
}

/** What the pages are served by. */
export interface Server {
  /** `env` carries node's own request and response, for the address a request came from. */
  fetch(request: Request, env?: object): Response | Promise<Response>;
  /** Answers a request ahead of everything else (cached public pages) and says whether it did. */
  early?(request: IncomingMessage, response: ServerResponse): boolean;
  /** Lines for the terminal once the server listens: the demo's accounts, the address of the set-up page. */
  readonly announce?: readonly string[];
  /** Finishes running jobs and closes pools; requests have ended by then. */
  close(): Promise<void>;
}

/**
 * Brings up the database and its newest schema. `share` is for commands that may run beside a server on the same
 * data folder: they use its PostgreSQL. Throws `StartError`.
 */
export async function openGround(config: Config, options: { readonly share: boolean }): Promise<Ground> {
  const database = await openPostgres({
    folder: config.data,
    wanted: config.wantedData,
    databaseUrl: config.databaseUrl,
    ownerUrl: config.ownerUrl,
    share: options.share,
    onFirst: () => both('makingDatabase'),
    onTrouble: (trouble) => both(trouble === 'ended' ? 'postgresEnded' : 'postgresBack'),
  });
  try {
    const progress = showProgress('PostgreSQL');
    const ran = await migrate(database.ownerUrl, {
      roles: database.roles,
      onStep: (_step, done, all) => progress.step(done, all),
    });
    if (ran.length > 0) progress.end();
  } catch (error) {
    await database.close();
    throw error;
  }
  return { config, database, close: () => database.close() };
}
