import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { parameter } from '#modules/parameters';
import { audit, because, isKnown, nextNumber, tell } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { actorId, today } from '#platform/scope';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { opinion, watchesFor } from './queries.ts';
import { AnswerOpinion, GiveOpinion } from './schema.ts';
import { zh } from './zh.ts';

/**
 * A member of a watching body leaves an opinion, in public (F087). A suggestion and an objection are owed an answer within
 * the days; an objection holds payments back until then. Refuses: `supervision.subject_unknown`, `supervision.no_seat`.
 */
export const giveOpinion = command({
  name: 'supervision.give',
  permission: permissions.give,
  input: GiveOpinion,
  run: async (scope, input) => {
    const self = actorId(scope);
    if (!(await isKnown(scope, { kind: input.kind, id: input.about }))) return fail('supervision.subject_unknown');
    const of = scope.actor?.onBehalfOf === null ? await watchesFor(scope, self) : null;
    if (of === null) return fail('supervision.no_seat');
    const id = newId(scope.now());
    const number = await nextNumber(scope, 'opinion');
    const owed = input.stance !== 'agree';
    const dueOn = owed ? addDays(today(scope), await parameter(scope, 'supervision.answerDays')) : null;
    await scope.db
      .insertInto('opinion')
      .values({
        ...{ space_id: scope.spaceId, id, number, subject_kind: input.kind, subject_id: input.about },
        ...{ body_id: of.id, person_id: self, stance: input.stance, text: input.text, due_on: dueOn, at: scope.now() },
      })
      .execute();
    await because(scope, { kind: 'opinion', id }, { kind: input.kind, id: input.about });
    if (dueOn !== null) {
      const title = pick(scope.lang, { zh, en }).tasks[input.stance === 'object' ? 'object' : 'suggest'](number);
      const task = { kind: 'supervision.answer', subject: { kind: 'opinion', id }, title, dueOn } as const;
      await openTask(scope, { ...task, ownerRole: 'secretary', rule: 'supervision.answerDays' });
    }
    await audit(scope, { kind: 'opinion', id });
    return ok({ id });
  },
});

/**
 * Answers an opinion, in public; the supervisor hears of it. Refuses: `supervision.not_found`, `supervision.nothing_owed`,
 * `supervision.already_answered`, `supervision.own_opinion`.
 */
export const answerOpinion = command({
  name: 'supervision.answer',
  permission: permissions.answer,
  input: AnswerOpinion,
  run: async (scope, input) => {
    const found = await opinion(scope, input.id);
    if (found === null) return fail('supervision.not_found');
    if (found.dueOn === null) return fail('supervision.nothing_owed');
    if (found.personId === actorId(scope)) return fail('supervision.own_opinion');
    const changed = await scope.db
      .updateTable('opinion')
      .set({ answer: input.answer, answered_by: actorId(scope), answered_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', found.id)
      .where('answer', 'is', null)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) return fail('supervision.already_answered');
    const subject = { kind: 'opinion', id: found.id } as const;
    await closeTask(scope, subject, 'supervision.answer', 'done');
    const body = pick(scope.lang, { zh, en }).messages.answered({ number: found.number, answer: input.answer });
    await tell(scope, { personId: found.personId, channel: 'desk', lang: scope.lang, body, about: subject });
    await audit(scope, subject);
    return ok({ id: found.id });
  },
});
