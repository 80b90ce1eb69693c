import { must } from '#kernel/result';
import { systemActor } from '#platform/scope';
import type { Job } from '#platform/web';
import { learnClassesNow } from './commands-classes.ts';
import { escalateLate } from './commands-escalations.ts';
import { findHotMatters } from './commands-hot.ts';

/**
 * Work beside requests: a promise whose day has passed goes to the community's administrator, and
 * when it goes on to the street; classes are learned
 * from what people decided; what many speak of is found.
 */
export const jobs: readonly Job[] = [
  {
    name: 'intake.late_promises',
    cron: '15 6 * * *',
    run: async (scope) => {
      await escalateLate({ ...scope, actor: scope.actor ?? systemActor('intake.late_promises') }, {});
    },
  },
  {
    name: 'intake.learn_classes',
    cron: '40 2 * * *',
    run: async (scope) => {
      must(await learnClassesNow({ ...scope, actor: scope.actor ?? systemActor('intake.learn_classes') }));
    },
  },
  {
    name: 'intake.hot_matters',
    cron: '20 5 * * *',
    run: async (scope) => {
      must(await findHotMatters({ ...scope, actor: scope.actor ?? systemActor('intake.hot_matters') }));
    },
  },
];
