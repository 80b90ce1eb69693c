import type { Job } from '#platform/web';
import { warnExpired } from './commands.ts';

/** The job of this room: what is over, or soon will be, is asked to be reviewed. */
export const jobs: readonly Job[] = [
  {
    name: 'statutes.warn',
    cron: '35 2 * * *',
    run: async (scope) => {
      await warnExpired(scope, {});
    },
  },
];
