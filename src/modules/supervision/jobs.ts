import type { Job } from '#platform/web';
import { endCase } from './commands-cases.ts';
import { lapsed } from './queries-cases.ts';

/** The jobs of this room. */
export const jobs: readonly Job[] = [
  {
    // What was opened for some days closes by itself.
    name: 'supervision.cases',
    cron: '5 0 * * *',
    run: async (scope) => {
      for (const id of await lapsed(scope)) await endCase(scope, { id });
    },
  },
];
