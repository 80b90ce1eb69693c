import type { Job } from '#platform/web';
import { askPeople } from './commands-asking.ts';

/** The jobs of this room: looks every morning whom to ask what came of it, and says nothing twice. */
export const jobs: readonly Job[] = [
  {
    name: 'results.ask',
    cron: '30 8 * * *',
    run: async (scope) => {
      await askPeople(scope, {});
    },
  },
];
