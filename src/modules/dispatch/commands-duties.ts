import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { audit, nextNumber } from '#modules/record';
import { command } from '#platform/command';
import { today } from '#platform/scope';
import { permissions } from './permissions.ts';
import { dutyItems } from './queries.ts';
import { workRefusal } from './rules.ts';
import { AddItem, AskWork, DecideWork, EndItem } from './schema.ts';

/** Adds an item to the list of what the community does, helps with, or is never given. */
export const addItem = command({
  name: 'dispatch.add_item',
  permission: permissions.decide,
  input: AddItem,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const id = newId(scope.now());
    await scope.db
      .insertInto('duty_item')
      .values({ space_id: scope.spaceId, id, ...input, at: scope.now() })
      .execute();
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { duty: input.kind, title: input.title } });
    return ok({ id });
  },
});

/** Takes an item off the list, with the reason. */
export const endItem = command({
  name: 'dispatch.end_item',
  permission: permissions.decide,
  input: EndItem,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const ended = await scope.db
      .updateTable('duty_item')
      .set({ ended_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .where('ended_at', 'is', null)
      .returning('title')
      .executeTakeFirst();
    if (ended === undefined) return fail('dispatch.item_unknown');
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { ended: ended.title, reason: input.reason } });
    return ok({ id: input.id });
  },
});

/** Writes down that a department wants the community to do something. */
export const askWork = command({
  name: 'dispatch.ask_work',
  permission: permissions.decide,
  input: AskWork,
  run: async (scope, input): Promise<Result<{ id: string; number: string }>> => {
    const id = newId(scope.now());
    const number = await nextNumber(scope, 'handed_work');
    await scope.db
      .insertInto('handed_work')
      .values({
        space_id: scope.spaceId,
        id,
        number,
        department_text: input.department,
        title: input.title,
        text: input.text,
        funds_text: input.funds,
        asked_on: today(scope),
        at: scope.now(),
      })
      .execute();
    await audit(scope, { kind: 'handed_work', id });
    return ok({ id, number });
  },
});

/**
 * Accepts work against an item of the list, or refuses it with the rule (F187). Refusals: `dispatch.work_unknown`,
 * `dispatch.decided`, `dispatch.not_on_list`, `dispatch.never_here`.
 */
export const decideWork = command({
  name: 'dispatch.decide_work',
  permission: permissions.decide,
  input: DecideWork,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const row = await scope.db
      .selectFrom('handed_work')
      .select('state')
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) return fail('dispatch.work_unknown');
    if (row.state !== 'asked') return fail('dispatch.decided');
    const item = (await dutyItems(scope)).find((one) => one.id === input.item);
    if (input.item !== undefined && item === undefined) return fail('dispatch.item_unknown', { field: 'item' });
    const refused = input.answer === 'accept' ? workRefusal(item) : null;
    if (refused !== null) return fail(refused, { field: 'item' });
    await scope.db
      .updateTable('handed_work')
      .set({
        state: input.answer === 'accept' ? 'accepted' : 'refused',
        duty_item_id: input.item ?? null,
        answer_text: input.because,
        answered_on: today(scope),
      })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await audit(scope, { kind: 'handed_work', id: input.id, detail: { answer: input.answer } });
    return ok({ id: input.id });
  },
});
