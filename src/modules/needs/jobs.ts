import { systemActor } from '#platform/scope';
import type { Job } from '#platform/web';
import { askAboutStale } from './commands-asking.ts';

/** Work beside requests: needs that nobody confirmed for long get a due date to ask whether they still stand. */
export const jobs: readonly Job[] = [
  {
    name: 'needs.stale',
    cron: '30 6 * * *',
    run: async (scope) => {
      await askAboutStale({ ...scope, actor: scope.actor ?? systemActor('needs.stale') }, {});
    },
  },
];
