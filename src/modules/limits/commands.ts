import { sql } from 'kysely';
import { z } from 'zod';
import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { audit } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import type { Inside } from '#platform/scope';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { rules } from './queries.ts';
import { dueAt, lengthOf, resumed, ruleFor } from './rules.ts';
import { AddRule, EndRule, PauseLimit, ResumeLimit } from './schema.ts';
import { zh } from './zh.ts';

/** Kind of the due date of a limit. */
const limitTask = 'limits.due';
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

async function watch(
  scope: Inside,
  matterId: string,
  number: string,
  due: Date,
  handler: string | null,
): Promise<void> {
  const words = pick('zh', { zh, en }).tasks;
  await openTask(scope, {
    kind: limitTask,
    subject: { kind: 'matter', id: matterId },
    title: words.due(number),
    dueAt: due,
    ...(handler === null ? { ownerRole: 'worker' as const } : { ownerPersonId: handler }),
    escalateToRole: 'admin',
    rule: words.rule,
  });
}

async function load(scope: Inside, matterId: string) {
  return scope.db
    .selectFrom('matter_limit as l')
    .innerJoin('matter as m', (on) => on.onRef('m.space_id', '=', 'l.space_id').onRef('m.id', '=', 'l.matter_id'))
    .select(['l.due_at', 'l.met_at', 'l.paused_at', 'm.number', 'm.handler_person_id'])
    .where('l.space_id', '=', scope.spaceId)
    .where('l.matter_id', '=', matterId)
    .forUpdate()
    .executeTakeFirst();
}

/** Stops a limit, with the reason that everybody at the desk reads. */
export const pauseLimit = command({
  name: 'limits.pause',
  permission: permissions.handle,
  input: PauseLimit,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const row = await load(scope, input.id);
    if (row === undefined) return fail('limits.matter_unknown');
    if (row.met_at !== null) return fail('limits.met');
    if (row.paused_at !== null) return fail('limits.paused');
    await scope.db
      .updateTable('matter_limit')
      .set({ paused_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('matter_id', '=', input.id)
      .execute();
    await scope.db
      .insertInto('limit_pause')
      .values({
        space_id: scope.spaceId,
        id: newId(scope.now()),
        matter_id: input.id,
        reason: input.reason,
        from_at: scope.now(),
      })
      .execute();
    await closeTask(scope, { kind: 'matter', id: input.id }, limitTask, 'dropped', input.reason);
    await audit(scope, { kind: 'matter', id: input.id, detail: { limit: 'paused' } });
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
      .execute();
    await scope.db
      .updateTable('limit_pause')
      .set({ until_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('matter_id', '=', input.id)
      .where('until_at', 'is', null)
      .execute();
    await watch(scope, input.id, row.number, due, row.handler_person_id);
    await audit(scope, { kind: 'matter', id: input.id, detail: { limit: 'resumed' } });
    return ok({ id: input.id });
  },
});

/** Limits that begin in one round; the next round takes the next ones. */
const mostAtOnce = 500;

/** Puts what was said and sorted under its limit. */
async function begin(scope: Inside): Promise<number> {
  const all = await rules(scope);
  if (all.length === 0) return 0;
  const fresh = await scope.db
    .selectFrom('matter as m')
    .select(['m.id', 'm.number', 'm.class_code', 'm.said_at', 'm.handler_person_id'])
    .where('m.space_id', '=', scope.spaceId)
    .where('m.state', 'in', ['new', 'taken'])
    .where('m.channel', '<>', 'import')
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('matter_limit as l')
            .select('l.matter_id')
            .whereRef('l.space_id', '=', 'm.space_id')
            .whereRef('l.matter_id', '=', 'm.id'),
        ),
      ),
    )
    .orderBy('m.said_at')
    .limit(mostAtOnce)
    .execute();
  let begun = 0;
  for (const row of fresh) {
    const rule = ruleFor(all, row.class_code);
    if (rule === null) continue;
    const due = dueAt(rule, row.said_at, scope.timeZone);
    await scope.db
      .insertInto('matter_limit')
      .values({ space_id: scope.spaceId, matter_id: row.id, rule_id: rule.id, due_at: due, at: scope.now() })
      .execute();
    await watch(scope, row.id, row.number, due, row.handler_person_id);
    begun += 1;
  }
  return begun;
}

/** Notes which limits were met: the first answer, or the end, of what was said. */
async function meet(scope: Inside): Promise<number> {
  const { rows } = await sql<{ matter_id: string }>`
    update matter_limit l set met_at = s.at, paused_at = null
    from (select matter_id, min(at) as at from matter_step
      where space_id = ${scope.spaceId} and kind in ('answered', 'solved', 'closed', 'withdrawn', 'need', 'joined')
      group by matter_id) s
    where l.space_id = ${scope.spaceId} and l.met_at is null and s.matter_id = l.matter_id
    returning l.matter_id`.execute(scope.db);
  for (const { matter_id: id } of rows) await closeTask(scope, { kind: 'matter', id }, limitTask, 'done');
  return rows.length;
}

/** Begins and ends limits as words come and are answered; run every few minutes, it repeats nothing. */
export const watchLimits = command({
  name: 'limits.watch',
  permission: permissions.system,
  input: z.object({}),
  run: async (scope): Promise<Result<{ begun: number; met: number }>> => {
    const begun = await begin(scope);
    const met = await meet(scope);
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { begun, met } });
    return ok({ begun, met });
  },
});
