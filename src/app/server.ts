import { prepareDemo } from './demo.ts';
import type { Ground, Server } from './ground.ts';
import { startJobs } from './jobs.ts';
import { pageCache } from './page-cache.ts';
import { openPlatform } from './platform.ts';
import { rooms } from './rooms.ts';
import { startSequencer } from './sequencer.ts';
import { setUpLines } from './set-up.ts';
import { tileCache } from './tile-cache.ts';
import { createWeb } from './web-server.ts';

/** The pages and the jobs of a running Linli on its database. */
export async function createServer(ground: Ground): Promise<Server> {
  const entering = ground.config.demo ? await prepareDemo(ground) : null;
  const live = await openPlatform(ground.config, ground.database.appUrl);
  const cache = pageCache(live.platform);
  const tiles = tileCache(live.platform);
  const web = createWeb(live.platform, { cache, tiles });
  const sequencer = startSequencer(live.platform);
  const jobs = await startJobs(live.platform, ground.database, rooms);
  return {
    fetch: (request, env) => web.fetch(request, env),
    early: (request, response) => cache.early(request, response) || tiles.early(request, response),
    announce: entering ?? (await setUpLines(live.platform)),
    close: async () => {
      await sequencer.stop();
      await jobs.stop();
      await live.close();
    },
  };
}
