import { parameter } from '#modules/parameters';
import type { Job } from '#platform/web';
import { askBatch, askedRuns, computeBatch } from './commands-batch.ts';
import { remind } from './commands-life.ts';

/** Work beside requests. */
export const jobs: readonly Job[] = [
  {
    name: 'matching.remind',
    cron: '30 9 * * *',
    run: async (scope) => {
      await remind(scope, {});
    },
  },
  {
    // Every night, where it is switched on; what an interrupted night left unfinished is computed first.
    name: 'matching.batch',
    cron: '40 5 * * *',
    run: async (scope) => {
      for (const id of await askedRuns(scope)) await computeBatch(scope, id);
      if (await parameter(scope, 'match.batch')) await askBatch(scope, {});
    },
  },
];
