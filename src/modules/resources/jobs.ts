import type { Job } from '#platform/web';
import { askStale, remindLoans } from './commands-reminders.ts';
import { watchDays } from './commands-validity.ts';
import { moveLines } from './commands-waits.ts';

/** The jobs of this room: each looks once a morning, and says nothing twice. */
export const jobs: readonly Job[] = [
  {
    name: 'resources.lines',
    cron: '5 8 * * *',
    run: async (scope) => {
      await moveLines(scope, {});
    },
  },
  {
    name: 'resources.days',
    cron: '15 8 * * *',
    run: async (scope) => {
      await watchDays(scope, {});
    },
  },
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
