import type { Job } from '#platform/web';
import { enactProject } from './commands-course.ts';
import { askEnds } from './commands-ends.ts';
import { endedProcedures } from './queries.ts';

/** The jobs of this room. */
export const jobs: readonly Job[] = [
  {
    // Whatever was decided is carried out without anybody pressing a button; once each, however often it runs.
    name: 'projects.enact',
    cron: '* * * * *',
    run: async (scope) => {
      for (const id of await endedProcedures(scope)) {
        const enacted = await enactProject(scope, { id });
        if (!enacted.ok) scope.platform.log.warn({ code: enacted.fault.code, procedure: id }, 'projects.enact');
      }
    },
  },
  {
    // A project past its last day is done or needs longer; without the one or the other, nobody is told of it in full.
    name: 'projects.sweep',
    cron: '40 0 * * *',
    run: async (scope) => {
      await askEnds(scope, {});
    },
  },
];
