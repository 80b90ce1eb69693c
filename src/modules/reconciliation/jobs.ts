import type { Scope } from '#platform/scope';
import type { Job } from '#platform/web';
import { goOnLanding } from './commands-landing.ts';
import { statementFiles } from './queries.ts';

/** Goes on with long statements piece by piece; a piece that was begun and broken off has left nothing. */
export const landStatements: Job = {
  name: 'reconciliation.land',
  cron: '* * * * *',
  run: async (scope: Scope) => {
    for (const file of await statementFiles(scope, { state: 'landing' }))
      for (let more = true; more; ) {
        const done = await goOnLanding(scope, { id: file.id });
        more = done.ok && done.value.state === 'landing';
      }
  },
};

/** The jobs of this room. */
export const jobs: readonly Job[] = [landStatements];
