import { z } from 'zod';
import { addDays, addMonths, formatMonth } from '#kernel/dates';
import { ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { mainFund } from '#modules/funds';
import { audit } from '#modules/record';
import { hasOpenTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { may } from '#platform/permission';
import { today } from '#platform/scope';
import { en } from './en.ts';
import { versionsOf } from './queries.ts';
import { periodOf } from './rules.ts';
import { zh } from './zh.ts';

/** By which day of a month the month before is told. */
const daysToTell = 14;

/** Asks for the report of the month that is over, once, where a fund is open and nobody published it yet. */
export const remindReport = command({
  name: 'reports.remind',
  permission: may('reports.remind', 'system'),
  input: z.object({}),
  run: async (scope) => {
    const first = `${today(scope).slice(0, 7)}-01`;
    const period = periodOf('month', addMonths(first, -1));
    const subject = { kind: 'report', id: scope.spaceId } as const;
    const open = (await mainFund(scope))?.state === 'open';
    const told = (await versionsOf(scope, period)).length > 0;
    if (open && !told && !(await hasOpenTask(scope, subject, 'reports.publish')))
      await openTask(scope, {
        ...{ kind: 'reports.publish', subject, dueOn: addDays(first, daysToTell), ownerRole: 'secretary' },
        title: pick(scope.lang, { zh, en }).task(formatMonth(period.from, scope.lang)),
      });
    await audit(scope, { kind: 'report', id: scope.spaceId, detail: { reminded: period.key } });
    return ok(null);
  },
});
