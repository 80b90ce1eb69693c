import { systemActor, today } from '#platform/scope';
import type { Job } from '#platform/web';
import { remindPledge } from './commands-pledges.ts';
import { pledgesToRemind } from './queries-pledges.ts';

/** Work beside requests: an organisation is reminded once of each overdue part of what it agreed to; a person never. */
export const jobs: readonly Job[] = [
  {
    name: 'gifts.remind_pledges',
    cron: '30 9 * * *',
    run: async (scope) => {
      const acting = { ...scope, actor: scope.actor ?? systemActor('gifts.remind_pledges') };
      for (const one of await pledgesToRemind(scope, today(scope))) await remindPledge(acting, { id: one.id });
    },
  },
];
