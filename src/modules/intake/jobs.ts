import { must } from '#kernel/result';
import { systemActor } from '#platform/scope';
import type { Job } from '#platform/web';
import { learnClassesNow } from './commands-classes.ts';
import { escalateLate } from './commands-escalations.ts';
import { findHotMatters } from './commands-hot.ts';
import { proposeSteps } from './commands-participation.ts';
import { stepTitle } from './pages-participation.tsx';
import { participationIn } from './routes-participation.tsx';

/**
 * Work beside requests: a promise whose day has passed goes to the community's administrator, and
 * when it goes on to the street; classes are learned
 * from what people decided; what many speak of is found; where few take part, a next step is
 * proposed.
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
  {
    name: 'intake.next_steps',
    cron: '50 6 * * 1',
    run: async (scope) => {
      const acting = { ...scope, actor: scope.actor ?? systemActor('intake.next_steps') };
      const { missing, estates } = await participationIn(acting);
      const steps = missing.map((one) => ({
        ...{ what: one.kind, id: one.kind === 'estate' ? one.estateId : scope.spaceId },
        title: stepTitle(estates, one),
      }));
      must(await proposeSteps(acting, { steps }));
    },
  },
];
