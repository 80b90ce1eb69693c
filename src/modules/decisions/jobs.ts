import { poll } from '#modules/votes';
import type { Job } from '#platform/web';
import { lapsed, lapseOpinion, tellCounted } from './commands-course.ts';
import { running } from './queries.ts';
import { openStep } from './rules.ts';

/** The jobs of this room: opinions that nobody said lapse, and steps learn of votes that were counted before they were tied. */
export const jobs: readonly Job[] = [
  {
    name: 'decisions.lapse',
    cron: '20 2 * * *',
    run: async (scope) => {
      for (const item of await lapsed(scope)) await lapseOpinion(scope, { id: item.id });
    },
  },
  {
    name: 'decisions.residents',
    cron: '25 * * * *',
    run: async (scope) => {
      for (const pollId of (await running(scope)).flatMap((item) => openStep(item)?.pollId ?? [])) {
        const outcome = (await poll(scope, pollId))?.result?.outcome;
        if (outcome === undefined || outcome.rule === 'most' || outcome.rule === 'round') continue;
        const { of, took, yes } = outcome.persons;
        await tellCounted(scope, { pollId, passed: outcome.passed, of, took, yes });
      }
    },
  },
];
