import { systemActor } from '#platform/scope';
import type { Job } from '#platform/web';
import { escalateLate } from './commands-promises.ts';

/** Work beside requests: a promise whose day has passed goes to the community's administrator, once. */
export const jobs: readonly Job[] = [
  {
    name: 'intake.late_promises',
    cron: '15 6 * * *',
    run: async (scope) => {
      await escalateLate({ ...scope, actor: scope.actor ?? systemActor('intake.late_promises') }, {});
    },
  },
];
