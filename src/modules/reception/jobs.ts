import { must } from '#kernel/result';
import { systemActor } from '#platform/scope';
import type { Job } from '#platform/web';
import { forgetNotes } from './commands-notes.ts';

/** The sound of voice notes is kept for some days and no longer. */
export const jobs: readonly Job[] = [
  {
    name: 'reception.forget_notes',
    cron: '10 3 * * *',
    run: async (scope) => {
      must(await forgetNotes({ ...scope, actor: scope.actor ?? systemActor('reception.forget_notes') }, {}));
    },
  },
];
