import { z } from 'zod';
import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { findPersonalData } from '#kernel/privacy';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { parameter } from '#modules/parameters';
import { audit, because, tell } from '#modules/record';
import { closeTask, holdersOf, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { actorId, type Inside, today } from '#platform/scope';
import { addStep, loadMatter } from './commands-steps.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { levelsOf } from './rules.ts';
import { type Ended, type Late, type Level, SayWord } from './schema-escalations.ts';
import { zh } from './zh.ts';

/** Kinds of the due dates that something late opens: for the community's administrator, then for the street. */
const tasksOf: Readonly<Record<Level, string>> = { community: 'intake.late_promise', street: 'intake.escalated' };

async function passTo(scope: Inside, late: Late, level: Level, days: number): Promise<void> {
  const id = newId(scope.now());
  await scope.db
    .insertInto('escalation')
    .values({
      ...{ space_id: scope.spaceId, id, matter_id: late.matterId, kind: late.kind, subject_id: late.subjectId },
      ...{ level, missed_on: late.missedOn, at: scope.now() },
    })
    .execute();
  const words = pick('zh', { zh, en });
  const subject = { kind: 'escalation', id } as const;
  const title = level === 'street' ? words.tasks.escalated(late.number) : words.tasks.late(late.number);
  const role = level === 'street' ? ('overseer' as const) : ('admin' as const);
  await openTask(scope, {
    ...{ kind: tasksOf[level], subject, title, ownerRole: role, rule: 'promise.streetDays' },
    dueOn: level === 'street' ? addDays(today(scope), days) : today(scope),
  });
  // Whoever oversees from the street does not open the desk every day: they are told besides.
  if (level === 'street')
    for (const personId of await holdersOf(scope, role, today(scope)))
      await tell(scope, { personId, channel: 'desk', body: title, lang: 'zh', about: subject });
  const matter = await loadMatter(scope, late.matterId);
  if (matter.ok) await addStep(scope, matter.value, { kind: 'escalated', text: late.missedOn, outcome: level });
  await because(scope, { kind: 'matter', id: late.matterId }, subject);
  await audit(scope, { ...subject, detail: { level, number: late.number } });
}

/**
 * Passes on what is late, each level once: to the community's administrator as soon as its day has passed, to the street
 * when it is `promise.streetDays` late. Returns how many went a level up.
 */
export async function passUp(scope: Inside, all: readonly Late[]): Promise<number> {
  if (all.length === 0) return 0;
  const days = await parameter(scope, 'promise.streetDays');
  const open = await scope.db
    .selectFrom('escalation')
    .select(['kind', 'subject_id', 'level'])
    .where('space_id', '=', scope.spaceId)
    .where('ended_at', 'is', null)
    .execute();
  const known = new Set(open.map((row) => `${row.kind} ${row.subject_id} ${row.level}`));
  let passed = 0;
  for (const late of all)
    for (const level of levelsOf(late.missedOn, today(scope), late.streetAfter ?? days)) {
      if (known.has(`${late.kind} ${late.subjectId} ${level}`)) continue;
      await passTo(scope, late, level, days);
      passed += 1;
    }
  return passed;
}

/** What was late is answered: nobody above is asked any more, and in public it is no longer escalated. */
export async function endEscalations(
  scope: Inside,
  of: { readonly kind: Late['kind']; readonly subjectId: string },
  how: Ended,
): Promise<void> {
  const rows = await scope.db
    .updateTable('escalation')
    .set({ ended_at: scope.now(), ended_how: how })
    .where('space_id', '=', scope.spaceId)
    .where('kind', '=', of.kind)
    .where('subject_id', '=', of.subjectId)
    .where('ended_at', 'is', null)
    .returning(['id', 'level'])
    .execute();
  for (const row of rows)
    await closeTask(
      scope,
      { kind: 'escalation', id: row.id },
      tasksOf[row.level],
      how === 'kept' || how === 'answered' ? 'done' : 'dropped',
    );
}

/** Gives every overdue promise to the administrator, and to the street when it goes on; run nightly, it repeats nothing. */
export const escalateLate = command({
  name: 'intake.escalate',
  permission: permissions.land,
  input: z.object({}),
  run: async (scope): Promise<Result<{ escalated: number }>> => {
    const late = await scope.db
      .selectFrom('promise')
      .innerJoin('matter', (join) =>
        join.onRef('matter.space_id', '=', 'promise.space_id').onRef('matter.id', '=', 'promise.matter_id'),
      )
      .select(['promise.id', 'promise.matter_id', 'promise.due_on', 'matter.number'])
      .where('promise.space_id', '=', scope.spaceId)
      .where('promise.state', '=', 'open')
      .where('promise.due_on', '<', today(scope))
      .execute();
    const escalated = await passUp(
      scope,
      late.map((row) => ({
        ...{ kind: 'promise' as const, subjectId: row.id, matterId: row.matter_id },
        ...{ number: row.number, missedOn: row.due_on },
      })),
    );
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { escalated } });
    return ok({ escalated });
  },
});

/**
 * The street's word on something that came up to it: the one who spoke and the desk read it, and the street's own task is
 * done. It stays escalated until the community has answered. Refusals: `intake.escalation_unknown`,
 * `intake.escalation_ended`, `intake.word_said`, `intake.word_personal`.
 */
export const sayWord = command({
  name: 'intake.word',
  permission: permissions.oversee,
  input: SayWord,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const row = await scope.db
      .selectFrom('escalation')
      .select(['id', 'matter_id', 'level', 'word_at', 'ended_at'])
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined || row.level !== 'street') return fail('intake.escalation_unknown');
    if (row.ended_at !== null) return fail('intake.escalation_ended');
    if (row.word_at !== null) return fail('intake.word_said');
    const personal = findPersonalData(input.word).filter((hit) => hit.kind !== 'name');
    if (personal.length > 0) return fail('intake.word_personal', { field: 'word' });
    await scope.db
      .updateTable('escalation')
      .set({ word_text: input.word, word_by: actorId(scope), word_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    const matter = await loadMatter(scope, row.matter_id);
    if (!matter.ok) return matter;
    await addStep(scope, matter.value, { kind: 'street_word', words: input.word });
    await closeTask(scope, { kind: 'escalation', id: input.id }, tasksOf.street, 'done');
    await audit(scope, { kind: 'escalation', id: input.id, detail: { word: 'said' } });
    const handler = matter.value.handler_person_id;
    if (handler !== null) {
      const body = pick('zh', { zh, en }).tasks.word(matter.value.number);
      await tell(scope, {
        ...{ personId: handler, channel: 'desk', body, lang: 'zh' },
        about: { kind: 'matter', id: row.matter_id },
      });
    }
    return ok({ id: input.id });
  },
});
