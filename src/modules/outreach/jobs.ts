import type { Job } from '#platform/web';
import { remindPartners } from './commands-calls.ts';

/** The job of this room: each morning partners are reminded once of a call whose day is near. */
export const jobs: readonly Job[] = [
  {
    name: 'outreach.remind',
    cron: '35 9 * * *',
    run: async (scope) => {
      await remindPartners(scope, {});
    },
  },
];
