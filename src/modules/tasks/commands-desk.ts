import { z } from 'zod';
import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { audit, tell } from '#modules/record';
import { command } from '#platform/command';
import type { Inside } from '#platform/scope';
import { actorId, holds, today } from '#platform/scope';
import { closeTask, openTask } from './commands.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { AddTask, byHand, DropTask, FinishTask } from './schema.ts';
import { zh } from './zh.ts';

/** Writes down something to remember, for oneself or for a role. Errors: `tasks.past`. */
export const addTask = command({
  name: 'tasks.add',
  permission: permissions.add,
  input: AddTask,
  run: async (scope, input) => {
    if (input.dueOn < today(scope)) return fail('tasks.past', { field: 'dueOn' });
    // A task by hand is about nothing but itself, so that it can be found and closed like the others.
    const subject = { kind: 'task', id: newId(scope.now()) } as const;
    const owner = input.ownerRole === undefined ? { ownerPersonId: actorId(scope) } : { ownerRole: input.ownerRole };
    const id = await openTask(scope, { kind: byHand, subject, title: input.title, dueOn: input.dueOn, ...owner });
    await audit(scope, { kind: 'task', id });
    return ok({ id });
  },
});

interface Closable {
  readonly kind: string;
  readonly subjectKind: string;
  readonly subjectId: string;
}

/** An open task that the actor has by name, by a role held, or as administrator. */
async function ownTask(scope: Inside, taskId: string): Promise<Result<Closable>> {
  const row = await scope.db
    .selectFrom('task')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', taskId)
    .executeTakeFirst();
  if (row === undefined) return fail('tasks.not_found');
  if (row.state !== 'open') return fail('tasks.closed');
  const byRole = scope.actor?.mandates.some((mandate) => mandate.role === row.owner_role) ?? false;
  const mine = row.owner_person_id === actorId(scope) || byRole || holds(scope, 'admin');
  if (!mine) return fail('tasks.not_yours');
  return ok({ kind: row.kind, subjectKind: row.subject_kind, subjectId: row.subject_id });
}

/**
 * Closes a task that was written down by hand. The others close themselves with the deed they ask for. Errors:
 * `tasks.not_found`, `tasks.closed`, `tasks.not_yours`, `tasks.by_deed`.
 */
export const finishTask = command({
  name: 'tasks.finish',
  permission: permissions.close,
  input: FinishTask,
  run: async (scope, input) => {
    const own = await ownTask(scope, input.taskId);
    if (!own.ok) return own;
    if (own.value.kind !== byHand) return fail('tasks.by_deed');
    await closeTask(scope, { kind: 'task', id: own.value.subjectId }, byHand, 'done');
    await audit(scope, { kind: 'task', id: input.taskId, detail: { state: 'done' } });
    return ok({ id: input.taskId });
  },
});

/**
 * Drops a task with a reason that stays. What a rule set may be dropped by an administrator only. Errors:
 * `tasks.reason_missing`, `tasks.not_found`, `tasks.closed`, `tasks.not_yours`.
 */
export const dropTask = command({
  name: 'tasks.drop',
  permission: permissions.close,
  input: DropTask,
  run: async (scope, input) => {
    const own = await ownTask(scope, input.taskId);
    if (!own.ok) return own;
    if (own.value.kind !== byHand && !holds(scope, 'admin')) return fail('tasks.not_yours');
    await scope.db
      .updateTable('task')
      .set({ state: 'dropped', closed_at: scope.now(), closed_by: actorId(scope), reason: input.reason })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.taskId)
      .where('state', '=', 'open')
      .execute();
    await audit(scope, { kind: 'task', id: input.taskId, detail: { state: 'dropped' } });
    return ok({ id: input.taskId });
  },
});

/** Tells of a task once: a reminder to whoever has it, or an overdue one to whoever is to know. */
export const tellOfTask = command({
  name: 'tasks.tell',
  permission: permissions.remind,
  input: z.object({
    taskId: z.string(),
    title: z.string(),
    what: z.enum(['remind', 'escalate']),
    personIds: z.array(z.string()),
  }),
  run: async (scope, input) => {
    const words = pick(scope.lang, { zh, en }).messages;
    await scope.db
      .updateTable('task')
      .set(input.what === 'remind' ? { reminded_at: scope.now() } : { escalated_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.taskId)
      .execute();
    for (const personId of input.personIds)
      await tell(scope, {
        personId,
        channel: 'desk',
        body: words[input.what](input.title),
        lang: scope.lang,
        about: { kind: 'task', id: input.taskId },
      });
    await audit(scope, { kind: 'task', id: input.taskId, detail: { told: input.what } });
    return ok(null);
  },
});
