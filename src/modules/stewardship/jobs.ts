import type { Job } from '#platform/web';
import { enactMove } from './commands-course.ts';
import { askTrustReports } from './commands-trusts.ts';
import { watchFunds } from './commands-watch.ts';
import { endedMoves } from './queries.ts';

/** The jobs of this room. */
export const jobs: readonly Job[] = [
  {
    // What was decided about a move is carried on without anybody pressing a button.
    name: 'stewardship.enact',
    cron: '* * * * *',
    run: async (scope) => {
      for (const id of await endedMoves(scope)) {
        const enacted = await enactMove(scope, { id });
        if (!enacted.ok) scope.platform.log.warn({ code: enacted.fault.code, move: id }, 'stewardship.enact');
      }
    },
  },
  {
    name: 'stewardship.watch',
    cron: '30 5 * * *',
    run: async (scope) => {
      await watchFunds(scope, {});
      await askTrustReports(scope, {});
    },
  },
];
