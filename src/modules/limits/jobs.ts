import { must } from '#kernel/result';
import { systemActor } from '#platform/scope';
import type { Job } from '#platform/web';
import { watchLimits } from './commands-watch.ts';
import { rules } from './queries.ts';

/** Limits begin soon after words came; a space without limits is left alone. */
export const jobs: readonly Job[] = [
  {
    name: 'limits.watch',
    cron: '*/10 * * * *',
    run: async (scope) => {
      const acting = { ...scope, actor: scope.actor ?? systemActor('limits.watch') };
      if ((await rules(acting)).length > 0) must(await watchLimits(acting, {}));
    },
  },
];
