import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { person as personOf } from '#modules/people';
import { audit, nextNumber } from '#modules/record';
import { command } from '#platform/command';
import { today } from '#platform/scope';
import { permissions } from './permissions.ts';
import { CloseReception, PlanReception } from './schema.ts';

/** Announces a reception day (F172): who receives, when and where. */
export const planReception = command({
  name: 'reception.plan',
  permission: permissions.plan,
  input: PlanReception,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    if ((await personOf(scope, input.leader)) === null) return fail('reception.leader_unknown', { field: 'leader' });
    if (input.held_on < today(scope)) return fail('reception.day_past', { field: 'held_on' });
    const id = newId(scope.now());
    await scope.db
      .insertInto('reception')
      .values({
        space_id: scope.spaceId,
        id,
        number: await nextNumber(scope, 'reception'),
        leader_person_id: input.leader,
        duty_text: input.duty_text,
        held_on: input.held_on,
        hours_text: input.hours_text,
        place_text: input.place_text,
        at: scope.now(),
      })
      .execute();
    await audit(scope, { kind: 'reception', id, detail: { held_on: input.held_on } });
    return ok({ id });
  },
});

/** Closes a reception day with what was said in general, or cancels it with the reason. */
export const closeReception = command({
  name: 'reception.close',
  permission: permissions.plan,
  input: CloseReception,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const row = await scope.db
      .selectFrom('reception')
      .select(['state', 'held_on'])
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) return fail('reception.day_unknown');
    if (row.state !== 'planned') return fail('reception.state');
    if (input.outcome === 'held' && row.held_on > today(scope)) return fail('reception.day_ahead');
    await scope.db
      .updateTable('reception')
      .set({ state: input.outcome, closing_text: input.closing_text })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await audit(scope, { kind: 'reception', id: input.id, detail: { outcome: input.outcome } });
    return ok({ id: input.id });
  },
});
