import type { Job } from '#platform/web';
import { sequence } from './commands-sequence.ts';
import { submitCheckpoints } from './commands-witness.ts';

/**
 * Puts what is committed into the log. The server does this all the time besides (`app/sequencer.ts`); the job is for
 * whatever was written while no server listened.
 */
export const sequenceLog: Job = {
  name: 'log.sequence',
  cron: '* * * * *',
  run: async (scope) => {
    while ((await sequence(scope)).added > 0);
  },
};

/** Asks the witnesses for their signatures. */
export const askWitnesses: Job = { name: 'log.witness', cron: '* * * * *', run: submitCheckpoints };

/** The jobs of this room. */
export const jobs: readonly Job[] = [sequenceLog, askWitnesses];
