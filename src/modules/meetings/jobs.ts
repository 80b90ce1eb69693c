import { today } from '#platform/scope';
import type { Job } from '#platform/web';
import { prepareMonthly } from './commands-monthly.ts';
import { hasMonth, monthlyBodies } from './queries.ts';

/** The jobs of this room. */
export const jobs: readonly Job[] = [
  {
    // The monthly joint meeting makes itself, so that a month without one is nobody's forgetting (F086).
    name: 'meetings.monthly',
    cron: '10 6 * * *',
    run: async (scope) => {
      for (const body of await monthlyBodies(scope)) {
        if (await hasMonth(scope, body.id, today(scope).slice(0, 7))) continue;
        const made = await prepareMonthly(scope, { body: body.id });
        if (!made.ok) scope.platform.log.warn({ code: made.fault.code, body: body.id }, 'meetings.monthly');
      }
    },
  },
];
