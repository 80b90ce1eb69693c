import type { Job } from '#platform/web';
import { closePoll, overdue, stirBoxes } from './commands-close.ts';

/** The jobs of this room: boxes are shaken while they fill, and what is over and whole is closed without anybody's hand. */
export const jobs: readonly Job[] = [
  {
    name: 'votes.stir',
    cron: '*/10 * * * *',
    run: async (scope) => {
      await stirBoxes(scope, {});
    },
  },
  {
    name: 'votes.sweep',
    cron: '5 * * * *',
    run: async (scope) => {
      // Where ballots on paper wait to be read the command refuses, and the secretary's task stays.
      for (const one of await overdue(scope)) await closePoll(scope, { id: one.id });
    },
  },
];
