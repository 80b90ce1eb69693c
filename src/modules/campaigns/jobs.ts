import { today } from '#platform/scope';
import type { Job } from '#platform/web';
import { endCampaign } from './commands.ts';
import { campaigns } from './queries.ts';

/** The jobs of this room: a campaign whose last day has passed is over, whoever remembers it. */
export const jobs: readonly Job[] = [
  {
    name: 'campaigns.sweep',
    cron: '20 0 * * *',
    run: async (scope) => {
      for (const one of await campaigns(scope))
        if (one.state === 'open' && one.endsOn < today(scope)) await endCampaign(scope, { id: one.id });
    },
  },
];
