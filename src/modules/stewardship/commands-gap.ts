import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { pick } from '#kernel/words';
import { fund } from '#modules/funds';
import { audit } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { actorId, today } from '#platform/scope';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { EndedAction, NewAction } from './schema.ts';
import { zh } from './zh.ts';

/** Something to be done about a year's gap, on the one clock (F031). Refuses `stewardship.fund_not_found`, `stewardship.year_odd`. */
export const planAction = command({
  name: 'stewardship.action',
  permission: permissions.plan,
  input: NewAction,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    if ((await fund(scope, input.fundId)) === null) return fail('stewardship.fund_not_found');
    const year = Number(input.year);
    const now = Number(today(scope).slice(0, 4));
    if (year < now || year > now + 5) return fail('stewardship.year_odd', { field: 'year' });
    const id = newId(scope.now());
    await scope.db
      .insertInto('gap_action')
      .values({
        ...{ space_id: scope.spaceId, id, fund_id: input.fundId, year, title: input.title, target: input.target },
        ...{ due_on: input.dueOn, recorded_by: actorId(scope), at: scope.now() },
      })
      .execute();
    await audit(scope, { kind: 'fund', id: input.fundId, detail: { action: id, target: input.target.toString() } });
    await openTask(scope, {
      ...{ kind: 'stewardship.action', subject: { kind: 'action', id }, dueOn: input.dueOn, ownerRole: 'secretary' },
      title: pick(scope.lang, { zh, en }).tasks.action(input.title),
    });
    return ok({ id });
  },
});

/** What became of it, with what it brought. Refuses `stewardship.action_not_found`, `stewardship.action_ended`. */
export const endAction = command({
  name: 'stewardship.endAction',
  permission: permissions.plan,
  input: EndedAction,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const row = await scope.db
      .selectFrom('gap_action')
      .select(['state', 'fund_id'])
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) return fail('stewardship.action_not_found');
    if (row.state !== 'open') return fail('stewardship.action_ended');
    await scope.db
      .updateTable('gap_action')
      .set({ state: input.outcome, brought: input.brought ?? null, note: input.note, ended_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await audit(scope, { kind: 'fund', id: row.fund_id, detail: { action: input.id, outcome: input.outcome } });
    const outcome = input.outcome === 'done' ? 'done' : 'dropped';
    await closeTask(scope, { kind: 'action', id: input.id }, 'stewardship.action', outcome, input.note);
    return ok({ id: input.id });
  },
});
