import type { Job } from '#platform/web';
import { awaitingStatement, stateMonths } from './commands-statements.ts';

/** The jobs of this room: early each day, what a month came to is drawn up once that month is over. */
export const jobs: readonly Job[] = [
  {
    name: 'partners.statements',
    cron: '40 5 * * *',
    run: async (scope) => {
      for (const id of await awaitingStatement(scope)) await stateMonths(scope, { id });
    },
  },
];
