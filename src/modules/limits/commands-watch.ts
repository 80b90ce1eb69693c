import { sql } from 'kysely';
import { z } from 'zod';
import { formatDateTime, localDate } from '#kernel/dates';
import type { Result } from '#kernel/result';
import { ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { endEscalations, passUp, tellSpeaker } from '#modules/intake';
import { audit } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import type { Inside } from '#platform/scope';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { rules } from './queries.ts';
import { dueAt, later, reminder, ruleFor } from './rules.ts';
import type { Rule } from './schema.ts';
import { zh } from './zh.ts';

/** Kind of the due date of a limit. */
export const limitTask = 'limits.due';

/** Opens the due date of a limit, with a reminder when three quarters of it have passed. */
export async function watch(
  scope: Inside,
  of: {
    readonly id: string;
    readonly number: string;
    readonly handler: string | null;
    readonly since: Date;
    readonly due: Date;
  },
): Promise<void> {
  const words = pick('zh', { zh, en }).tasks;
  await openTask(scope, {
    kind: limitTask,
    subject: { kind: 'matter', id: of.id },
    title: words.due(of.number),
    dueAt: of.due,
    remindAt: reminder(of.since, of.due),
    ...(of.handler === null ? { ownerRole: 'worker' as const } : { ownerPersonId: of.handler }),
    rule: words.rule,
  });
}

/** Limits that begin in one round; the next round takes the next ones. */
const mostAtOnce = 500;

interface Fresh {
  readonly id: string;
  readonly number: string;
  readonly class_code: string | null;
  readonly handler_person_id: string | null;
  readonly round: number;
  readonly since: Date;
}

/** Puts what was said, or opened again, under its limit, and tells the one who spoke by when they hear. */
async function begin(scope: Inside, all: readonly Rule[]): Promise<number> {
  const { rows: fresh } = await sql<Fresh>`
    select m.id, m.number, m.class_code, m.handler_person_id, coalesce(l.round, 0) as round,
      coalesce(r.at, m.said_at) as since
    from matter m
    left join lateral (select max(x.round) as round, max(x.met_at) as met_at, bool_or(x.met_at is null) as runs
      from matter_limit x where x.space_id = m.space_id and x.matter_id = m.id) l on true
    left join lateral (select max(s.at) as at from matter_step s
      where s.space_id = m.space_id and s.matter_id = m.id and s.kind = 'reopened' and s.at > l.met_at) r on true
    where m.space_id = ${scope.spaceId} and m.state in ('new', 'taken') and m.channel <> 'import'
      and l.runs is not true and (l.round is null or r.at is not null)
    order by since, m.id limit ${mostAtOnce}`.execute(scope.db);
  let begun = 0;
  for (const row of fresh) {
    const rule = ruleFor(all, row.class_code);
    if (rule === null) continue;
    // Nobody is late by a rule that was not there when it was said.
    const since = later(row.since, rule.at);
    const due = dueAt(rule, since, scope.timeZone);
    await scope.db
      .insertInto('matter_limit')
      .values({
        ...{ space_id: scope.spaceId, matter_id: row.id, round: row.round + 1, rule_id: rule.id },
        ...{ due_at: due, at: scope.now() },
      })
      .execute();
    await watch(scope, { id: row.id, number: row.number, handler: row.handler_person_id, since, due });
    await tellSpeaker(scope, row, (words, number, lang) => words.told.limit(number, formatDateTime(due, lang)));
    begun += 1;
  }
  return begun;
}

/** What was sorted anew runs under the limit of its new class, from when it was said, less what it stood still. */
async function refit(scope: Inside, all: readonly Rule[]): Promise<number> {
  const { rows } = await sql<Fresh & { rule_id: string; stood: number }>`
    select m.id, m.number, m.class_code, m.handler_person_id, l.round, l.rule_id,
      case when l.round = 1 then m.said_at else l.at end as since,
      coalesce((select sum(extract(epoch from p.until_at - p.from_at)) from limit_pause p
        where p.space_id = l.space_id and p.matter_id = l.matter_id and p.round = l.round), 0)::integer as stood
    from matter_limit l join matter m on m.space_id = l.space_id and m.id = l.matter_id
    where l.space_id = ${scope.spaceId} and l.met_at is null and l.paused_at is null`.execute(scope.db);
  let changed = 0;
  for (const row of rows) {
    const rule = ruleFor(all, row.class_code);
    // A rule that was ended goes on for what it had begun with.
    if (rule === null || rule.id === row.rule_id || !all.some((one) => one.id === row.rule_id)) continue;
    const since = later(row.since, rule.at);
    const due = new Date(dueAt(rule, since, scope.timeZone).getTime() + row.stood * 1000);
    await scope.db
      .updateTable('matter_limit')
      .set({ rule_id: rule.id, due_at: due })
      .where('space_id', '=', scope.spaceId)
      .where('matter_id', '=', row.id)
      .where('round', '=', row.round)
      .execute();
    await closeTask(scope, { kind: 'matter', id: row.id }, limitTask, 'dropped');
    await watch(scope, { id: row.id, number: row.number, handler: row.handler_person_id, since, due });
    changed += 1;
  }
  return changed;
}

/** Notes which limits were met: the first answer, or the end, of what was said; a pause ends with it. */
async function meet(scope: Inside): Promise<number> {
  const { rows } = await sql<{ matter_id: string }>`
    update matter_limit l set met_at = s.at, paused_at = null,
      due_at = l.due_at + coalesce(greatest(s.at - l.paused_at, interval '0'), interval '0')
    from (select x.matter_id, x.round, min(t.at) as at from matter_limit x
      join matter_step t on t.space_id = x.space_id and t.matter_id = x.matter_id
      where x.space_id = ${scope.spaceId} and x.met_at is null
        and t.kind in ('answered', 'solved', 'closed', 'withdrawn', 'need', 'joined')
        and (x.round = 1 or t.at > (select max(o.at) from matter_step o
          where o.space_id = x.space_id and o.matter_id = x.matter_id and o.kind = 'reopened'))
      group by x.matter_id, x.round) s
    where l.space_id = ${scope.spaceId} and l.met_at is null and s.matter_id = l.matter_id and s.round = l.round
    returning l.matter_id`.execute(scope.db);
  if (rows.length === 0) return 0;
  await sql`
    update limit_pause p set until_at = greatest(l.met_at, p.from_at) from matter_limit l
    where p.space_id = ${scope.spaceId} and p.until_at is null and l.space_id = p.space_id
      and l.matter_id = p.matter_id and l.round = p.round and l.met_at is not null`.execute(scope.db);
  for (const { matter_id: id } of rows) {
    await closeTask(scope, { kind: 'matter', id }, limitTask, 'done');
    await endEscalations(scope, { kind: 'limit', subjectId: id }, 'answered');
  }
  return rows.length;
}

/** Days after which an hours' limit is the street's: what is dangerous does not wait for the usual ones. */
const streetAfterHours = 1;

/** Passes on what nobody answered in time. */
async function passOn(scope: Inside): Promise<number> {
  const late = await scope.db
    .selectFrom('matter_limit as l')
    .innerJoin('matter as m', (on) => on.onRef('m.space_id', '=', 'l.space_id').onRef('m.id', '=', 'l.matter_id'))
    .innerJoin('limit_rule as r', (on) => on.onRef('r.space_id', '=', 'l.space_id').onRef('r.id', '=', 'l.rule_id'))
    .select(['m.id', 'm.number', 'l.due_at', 'r.hours'])
    .where('l.space_id', '=', scope.spaceId)
    .where('l.met_at', 'is', null)
    .where('l.paused_at', 'is', null)
    .where('l.due_at', '<', scope.now())
    .orderBy('l.due_at')
    .execute();
  return passUp(
    scope,
    late.map((row) => ({
      ...{ kind: 'limit' as const, subjectId: row.id, matterId: row.id, number: row.number },
      missedOn: localDate(row.due_at, scope.timeZone),
      ...(row.hours === null ? {} : { streetAfter: streetAfterHours }),
    })),
  );
}

/**
 * Begins and ends limits as words come and are answered, and passes up what is late: to the administrator at once, to the
 * street later. Run every few minutes, it repeats nothing.
 */
export const watchLimits = command({
  name: 'limits.watch',
  permission: permissions.system,
  input: z.object({}),
  run: async (scope): Promise<Result<{ begun: number; met: number; escalated: number }>> => {
    const all = await rules(scope);
    const begun = await begin(scope, all);
    const fitted = await refit(scope, all);
    const met = await meet(scope);
    const escalated = await passOn(scope);
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { begun, fitted, met, escalated } });
    return ok({ begun, met, escalated });
  },
});
