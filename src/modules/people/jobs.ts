import { must } from '#kernel/result';
import type { Job } from '#platform/web';
import { clearOld } from './commands-clear.ts';

/** The jobs of this room. */
export const jobs: readonly Job[] = [
  {
    name: 'people.clear',
    cron: '20 3 * * *',
    run: async (scope) => {
      must(await clearOld(scope, {}));
    },
  },
];
