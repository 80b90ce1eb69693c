import { formatDateTime } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { tellSpeaker } from '#modules/intake';
import { audit } from '#modules/record';
import { closeTask } from '#modules/tasks';
import { command } from '#platform/command';
import type { Inside } from '#platform/scope';
import { limitTask, watch } from './commands-watch.ts';
import { permissions } from './permissions.ts';
import { lengthOf, resumed } from './rules.ts';
import { AddRule, EndRule, PauseLimit, ResumeLimit } from './schema.ts';

const longestDays = 366n;

/**
 * Sets the limit of a class, or of everything else. Refusals: `limits.class_unknown`, `limits.length_wrong`,
 * `limits.hours_working`, `limits.rule_there`.
 */
export const addRule = command({
  name: 'limits.add_rule',
  permission: permissions.rule,
  input: AddRule,
  conflicts: { limit_rule_once: 'limits.rule_there', limit_rule_class_code_fkey: 'limits.class_unknown' },
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const usual = lengthOf[input.length];
    const own = input.days ?? 0n;
    if (usual === null && (own < 1n || own > longestDays)) return fail('limits.length_wrong', { field: 'days' });
    if (usual?.hours !== undefined && input.working) return fail('limits.hours_working', { field: 'working' });
    const id = newId(scope.now());
    await scope.db
      .insertInto('limit_rule')
      .values({
        space_id: scope.spaceId,
        id,
        class_code: input.class_code === '' ? null : input.class_code,
        hours: usual?.hours ?? null,
        days: usual === null ? Number(own) : (usual.days ?? null),
        working: input.working,
        source: input.source,
        at: scope.now(),
      })
      .execute();
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { limit: id, length: input.length } });
    return ok({ id });
  },
});

/** Ends a rule, with the reason; limits that run go on. */
export const endRule = command({
  name: 'limits.end_rule',
  permission: permissions.rule,
  input: EndRule,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const ended = await scope.db
      .updateTable('limit_rule')
      .set({ ended_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .where('ended_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (ended === undefined) return fail('limits.rule_unknown');
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { limit: input.id, ended: input.reason } });
    return ok({ id: input.id });
  },
});

/** The limit of a matter that runs or stands still. */
async function load(scope: Inside, matterId: string) {
  return scope.db
    .selectFrom('matter_limit as l')
    .innerJoin('matter as m', (on) => on.onRef('m.space_id', '=', 'l.space_id').onRef('m.id', '=', 'l.matter_id'))
    .select(['l.round', 'l.due_at', 'l.met_at', 'l.paused_at', 'm.number', 'm.handler_person_id'])
    .where('l.space_id', '=', scope.spaceId)
    .where('l.matter_id', '=', matterId)
    .orderBy('l.round', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
}

/**
 * Stops a limit, with its cause, which everybody reads, and a reason for the desk and the one who spoke. What is late
 * already is not stopped. Refusals: `limits.matter_unknown`, `limits.met`, `limits.paused`, `limits.overdue`,
 * `limits.reason_missing`.
 */
export const pauseLimit = command({
  name: 'limits.pause',
  permission: permissions.handle,
  input: PauseLimit,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const row = await load(scope, input.id);
    if (row === undefined) return fail('limits.matter_unknown');
    if (row.met_at !== null) return fail('limits.met');
    if (row.paused_at !== null) return fail('limits.paused');
    if (row.due_at < scope.now()) return fail('limits.overdue');
    await scope.db
      .updateTable('matter_limit')
      .set({ paused_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('matter_id', '=', input.id)
      .where('round', '=', row.round)
      .execute();
    await scope.db
      .insertInto('limit_pause')
      .values({
        ...{ space_id: scope.spaceId, id: newId(scope.now()), matter_id: input.id, round: row.round },
        ...{ cause: input.cause, reason: input.reason, from_at: scope.now() },
      })
      .execute();
    await closeTask(scope, { kind: 'matter', id: input.id }, limitTask, 'dropped', input.reason);
    await tellSpeaker(scope, { id: input.id, number: row.number }, (words, number) =>
      words.told.paused(number, input.reason),
    );
    await audit(scope, { kind: 'matter', id: input.id, detail: { limit: 'paused', cause: input.cause } });
    return ok({ id: input.id });
  },
});

/** Lets a limit go on; it ends later by as long as it stood still. */
export const resumeLimit = command({
  name: 'limits.resume',
  permission: permissions.handle,
  input: ResumeLimit,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const row = await load(scope, input.id);
    if (row === undefined) return fail('limits.matter_unknown');
    if (row.paused_at === null) return fail('limits.running');
    const due = resumed(row.due_at, row.paused_at, scope.now());
    await scope.db
      .updateTable('matter_limit')
      .set({ paused_at: null, due_at: due })
      .where('space_id', '=', scope.spaceId)
      .where('matter_id', '=', input.id)
      .where('round', '=', row.round)
      .execute();
    await scope.db
      .updateTable('limit_pause')
      .set({ until_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('matter_id', '=', input.id)
      .where('until_at', 'is', null)
      .execute();
    await watch(scope, { id: input.id, number: row.number, handler: row.handler_person_id, since: scope.now(), due });
    await tellSpeaker(scope, { id: input.id, number: row.number }, (words, number, lang) =>
      words.told.resumed(number, formatDateTime(due, lang)),
    );
    await audit(scope, { kind: 'matter', id: input.id, detail: { limit: 'resumed' } });
    return ok({ id: input.id });
  },
});
