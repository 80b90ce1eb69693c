import { systemActor } from '#platform/scope';
import type { Job } from '#platform/web';
import { tendConsultations } from './commands.ts';

/** The job of this room: comments end with their last day, and who asked for it is reminded before. */
export const jobs: readonly Job[] = [
  {
    name: 'consultations.tend',
    cron: '12 0 * * *',
    run: async (scope) => {
      await tendConsultations({ ...scope, actor: scope.actor ?? systemActor('consultations.tend') }, {});
    },
  },
];
