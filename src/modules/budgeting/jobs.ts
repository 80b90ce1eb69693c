import { procedure } from '#modules/decisions';
import { project } from '#modules/projects';
import type { Job } from '#platform/web';
import { enactRound } from './commands-count.ts';
import { tellProgress } from './commands-progress.ts';
import { ideas, rounds } from './queries.ts';

/** The jobs of this room: what the host has answered is carried out without anybody's hand, and what became of it told back. */
export const jobs: readonly Job[] = [
  {
    name: 'budgeting.sweep',
    cron: '25 * * * *',
    run: async (scope) => {
      for (const one of await rounds(scope, { state: 'deciding' })) {
        let answered = 0;
        for (const idea of await ideas(scope, one.id)) {
          const found = idea.projectId === null ? null : await project(scope, idea.projectId);
          const item = found?.procedureId === null || found === null ? null : await procedure(scope, found.procedureId);
          if (found?.state === 'deciding' && item !== null && item.state !== 'running') answered += 1;
        }
        if (answered > 0) await enactRound(scope, { id: one.id });
      }
    },
  },
  {
    name: 'budgeting.progress',
    cron: '40 * * * *',
    run: async (scope) => {
      await tellProgress(scope, {});
    },
  },
];
