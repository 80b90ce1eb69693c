import type { Job } from '#platform/web';
import { remindReport } from './commands-reminding.ts';

/** The jobs of this room: on the second of each month, the report of the month before is asked for. */
export const jobs: readonly Job[] = [
  {
    name: 'reports.remind',
    cron: '30 7 2 * *',
    run: async (scope) => {
      await remindReport(scope, {});
    },
  },
];
