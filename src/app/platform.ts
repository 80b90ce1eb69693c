import pg from 'pg';
import type { Config } from '#platform/config';
import { loadKeys } from '#platform/crypto';
import { openDatabase } from '#platform/database';
import type { Platform } from '#platform/platform';
import { sendersFrom } from '#platform/senders';
import { tilesFrom } from '#platform/tiles';
import { makeVersions } from '#platform/versions';
import { openLog } from './log.ts';

/** The platform of a running process, with what must be closed at its end. */
export interface LivePlatform {
  readonly platform: Platform;
  close(): Promise<void>;
}

/** Opens the running role's connections, the keys and the log. `now` is the real clock unless the demo moves it. */
export async function openPlatform(
  config: Config,
  appUrl: string,
  now: () => Date = () => new Date(),
): Promise<LivePlatform> {
  // Read before anything is opened: half a setting stops the start.
  const senders = sendersFrom(process.env, now);
  const tiles = tilesFrom(process.env);
  const log = openLog(config.logLevel);
  const complain = (error: Error): void => log.warn({ err: error }, 'database connection');
  const database = openDatabase(appUrl, { onError: complain });
  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: appUrl });
    await client.connect();
    return client;
  };
  const versions = makeVersions(connect, complain);
  await versions.listen();
  const platform: Platform = {
    database,
    dataDir: config.data,
    keys: await loadKeys(config.data),
    log,
    senders,
    versions,
    baseUrl: config.baseUrl,
    ...(tiles === undefined ? {} : { tiles }),
    now,
  };
  return {
    platform,
    close: async () => {
      await versions.close();
      await database.close();
    },
  };
}
