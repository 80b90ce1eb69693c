import { z } from 'zod';
import { addDays } from '#kernel/dates';
import { ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { audit } from '#modules/record';
import { hasOpenTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { may } from '#platform/permission';
import { today } from '#platform/scope';
import { endTask } from './commands-loading.ts';
import { en } from './en.ts';
import { pastLastDay } from './queries.ts';
import { zh } from './zh.ts';

/** Within how many days somebody says whether a project past its last day is done. */
const daysToSay = 7;

/** Asks of every running project whose last day is over whether it is done; once each, by the clock. */
export const askEnds = command({
  name: 'projects.askEnds',
  permission: may('projects.askEnds', 'system'),
  input: z.object({}),
  run: async (scope) => {
    const words = pick(scope.lang, { zh, en }).tasks;
    let asked = 0;
    for (const one of await pastLastDay(scope, today(scope))) {
      const subject = { kind: 'project', id: one.id } as const;
      if (await hasOpenTask(scope, subject, endTask)) continue;
      asked += 1;
      await openTask(scope, {
        ...{ kind: endTask, subject, title: words.end(one.title), dueOn: addDays(today(scope), daysToSay) },
        ...{ ownerRole: 'worker', escalateToRole: 'supervisor' },
      });
    }
    await audit(scope, { kind: 'project', id: scope.spaceId, detail: { asked } });
    return ok({ asked });
  },
});
