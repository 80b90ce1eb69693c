import type { Job } from '#platform/web';
import { askStale, remindLoans } from './commands-reminders.ts';

/** The jobs of this room: both look once a morning, and say nothing twice. */
export const jobs: readonly Job[] = [
  {
    name: 'resources.remind',
    cron: '10 9 * * *',
    run: async (scope) => {
      await remindLoans(scope, {});
    },
  },
  {
    name: 'resources.ask_stale',
    cron: '20 9 * * *',
    run: async (scope) => {
      await askStale(scope, {});
    },
  },
];
