import type { Job } from '#platform/web';
import { endQuestionnaire, overdue } from './commands.ts';
import { stirQuestionnaires } from './commands-answers.ts';

/** The jobs of this room: boxes are shaken while they fill, and what is over is closed without anybody's hand. */
export const jobs: readonly Job[] = [
  {
    name: 'questionnaires.stir',
    cron: '*/10 * * * *',
    run: async (scope) => {
      await stirQuestionnaires(scope, {});
    },
  },
  {
    name: 'questionnaires.sweep',
    cron: '10 * * * *',
    run: async (scope) => {
      for (const one of await overdue(scope)) await endQuestionnaire(scope, { id: one.id });
    },
  },
];
