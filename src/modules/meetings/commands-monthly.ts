import { z } from 'zod';
import { parseWhen } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { body } from '#modules/bodies';
import { audit, nextNumber } from '#modules/record';
import { openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { id as idInput } from '#platform/input';
import { today } from '#platform/scope';
import { insertItem } from './commands.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { hasMonth } from './queries.ts';
import { zh } from './zh.ts';

/** The day of the month for which the clock proposes the monthly meeting, and the day its agenda is due. */
const usualDay = '25';
const agendaDue = '20';

/**
 * Prepares this month's meeting of a joint conference, with an agenda that asks after what is open (F086); the secretary
 * changes day and words and calls it. Refuses: `meetings.body_not_found`, `meetings.month_taken`.
 */
export const prepareMonthly = command({
  name: 'meetings.prepare_monthly',
  permission: permissions.clock,
  input: z.object({ body: idInput() }),
  conflicts: { meeting_monthly: 'meetings.month_taken' },
  run: async (scope, input) => {
    const of = await body(scope, input.body);
    if (of?.state !== 'active') return fail('meetings.body_not_found');
    const month = today(scope).slice(0, 7);
    if (await hasMonth(scope, of.id, month)) return fail('meetings.month_taken');
    const words = pick(scope.lang, { zh, en }).messages;
    const title = words.monthly({ name: of.name, month: Number(month.slice(5)) });
    const starts = parseWhen(`${month}-${usualDay} 09:30`, scope.timeZone);
    const id = newId(scope.now());
    await scope.db
      .insertInto('meeting')
      .values({
        ...{ space_id: scope.spaceId, id, number: await nextNumber(scope, 'meeting'), kind: 'joint', body_id: of.id },
        ...{ month, state: 'preparing', title, starts_at: starts.ok ? starts.value : scope.now() },
        ...{ place_text: words.placeToCome, created_at: scope.now() },
      })
      .execute();
    for (const [at, item] of words.monthlyAgenda.entries()) await insertItem(scope, id, at + 1, { title: item });
    const subject = { kind: 'meeting', id } as const;
    const dueOn = `${month}-${agendaDue}`;
    await openTask(scope, { kind: 'meetings.call', subject, title, dueOn, ownerRole: 'secretary' });
    await audit(scope, { kind: 'meeting', id });
    return ok({ id });
  },
});
