import { hasOpenTask } from '#modules/tasks';
import type { Job } from '#platform/web';
import { askAssessment } from './commands-assessing.ts';
import { awaitingStatement, stateMonths } from './commands-statements.ts';
import { assessed } from './queries-assessing.ts';

/** The jobs of this room: early each day, what a month came to is drawn up once that month is over. */
export const jobs: readonly Job[] = [
  {
    name: 'partners.statements',
    cron: '40 5 * * *',
    run: async (scope) => {
      for (const id of await awaitingStatement(scope)) await stateMonths(scope, { id });
    },
  },
  {
    // An organisation nobody assessed for a year, or whose activities nobody approved, is the office's to see to (F104).
    name: 'partners.assessments',
    cron: '50 5 * * *',
    run: async (scope) => {
      for (const { organisation, gaps } of await assessed(scope)) {
        if (gaps.length === 0) continue;
        if (await hasOpenTask(scope, { kind: 'organisation', id: organisation.id }, 'partners.assess')) continue;
        await askAssessment(scope, { id: organisation.id });
      }
    },
  },
];
