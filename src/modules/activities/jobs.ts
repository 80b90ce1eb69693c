import type { Job } from '#platform/web';
import { enactAll } from './commands-course.ts';

/** What was decided about small grants comes true by itself within minutes; the button on the page does the same. */
export const jobs: readonly Job[] = [
  {
    name: 'activities.enact',
    cron: '*/5 * * * *',
    run: async (scope) => {
      await enactAll(scope);
    },
  },
];
