import type { Job } from '#platform/web';
import { enactBudget, remindBudget } from './commands.ts';
import { decidedBudgets } from './queries.ts';

/** The jobs of this room. */
export const jobs: readonly Job[] = [
  {
    // What the committee decided is taken over without anybody pressing a button.
    name: 'budgets.enact',
    cron: '* * * * *',
    run: async (scope) => {
      for (const id of await decidedBudgets(scope)) {
        const enacted = await enactBudget(scope, { id });
        if (!enacted.ok) scope.platform.log.warn({ code: enacted.fault.code, budget: id }, 'budgets.enact');
      }
    },
  },
  {
    name: 'budgets.remind',
    cron: '20 6 * * *',
    run: async (scope) => {
      await remindBudget(scope, {});
    },
  },
];
