import { z } from 'zod';
import { fail, ok, type Result } from '#kernel/result';
import { pick } from '#kernel/words';
import { persons } from '#modules/people';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import type { Inside } from '#platform/scope';
import { setIdea, tellOne, tellPerson } from './commands-loading.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { votersOf } from './queries.ts';
import { type Became, toldNext, untold } from './queries-mine.ts';
import type { Idea, Round } from './schema.ts';
import { zh } from './zh.ts';

/** Tells the proposer what the project does, and the first time everybody who voted. */
async function tellAll(scope: Inside, of: Round, idea: Idea, became: Became): Promise<void> {
  const step = toldNext(idea, became);
  if (step === null) return;
  const said = became.last?.text ?? '';
  const word = step === 'reported' ? 'reported' : became.stage === 'stopped' ? 'stopped' : 'finished';
  await tellOne(scope, idea.personId, of.id, (lang) => pick(lang, { zh, en }).told[word](idea.title, said));
  if (idea.toldStep === '' && of.pollId !== null) {
    const voters = (await votersOf(scope, of.pollId)).filter((one) => one !== idea.personId);
    for (const one of await persons(scope, voters))
      await tellPerson(scope, one, of.id, (lang) =>
        pick(lang, { zh, en }).told.voters[word](of.title, idea.title, said),
      );
  }
  await setIdea(scope, idea.id, { told_step: step });
  await audit(scope, { kind: 'idea', id: idea.id, detail: { told: step } });
}

/**
 * Tells back what became of winners: whoever proposed one hears of the first report of its project and of its end,
 * everybody who voted hears of it once. As often as one likes. Refuses `budgeting.nothing_new`.
 */
export const tellProgress = command({
  name: 'budgeting.tell_progress',
  permission: permissions.tend,
  input: z.object({}),
  run: async (scope): Promise<Result<{ told: number }>> => {
    const news = await untold(scope);
    for (const { of, idea, became } of news) await tellAll(scope, of, idea, became);
    return news.length === 0 ? fail('budgeting.nothing_new') : ok({ told: news.length });
  },
});
