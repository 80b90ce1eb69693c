import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { body, seatsToday } from '#modules/bodies';
import { parameter } from '#modules/parameters';
import { audit, because, isKnown, nextNumber, tell } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { actorId, type Inside, today } from '#platform/scope';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { raised, speaksFor, stepsOf } from './queries-raised.ts';
import { wordsRefusal } from './rules.ts';
import { groupRefusal, raisedRefusal } from './rules-raised.ts';
import { CloseRaised, PassOn, Raise, type Raised, type RaisedWhat, ReturnRaised, TakeRaised } from './schema-raised.ts';
import { zh } from './zh.ts';

/** Days within which the community settles what came back. */
const settleDays = 7;

async function writeStep(
  scope: Inside,
  id: string,
  step: { readonly what: RaisedWhat; readonly bodyId: string; readonly text: string },
): Promise<void> {
  const last = (await stepsOf(scope, id)).at(-1)?.ordinal ?? 0;
  await scope.db
    .insertInto('raised_step')
    .values({
      ...{ space_id: scope.spaceId, raised_id: id, ordinal: last + 1, what: step.what, body_id: step.bodyId },
      ...{ text: step.text, person_id: actorId(scope), at: scope.now() },
    })
    .execute();
}

async function set(
  scope: Inside,
  id: string,
  change: Partial<{ state: Raised['state']; body_id: string; due_on: string; closed_at: Date }>,
): Promise<void> {
  await scope.db.updateTable('raised').set(change).where('space_id', '=', scope.spaceId).where('id', '=', id).execute();
}

/** The group has it from today: its task on the one clock, and word to everybody who sits there. */
async function handTo(
  scope: Inside,
  of: { readonly id: string; readonly title: string },
  bodyId: string,
): Promise<string> {
  const dueOn = addDays(today(scope), await parameter(scope, 'topic.raisedDays'));
  const words = pick(scope.lang, { zh, en });
  const subject = { kind: 'raised', id: of.id } as const;
  await openTask(scope, {
    ...{ kind: 'topics.raised', subject, title: words.tasks.raised(of.title), dueOn, ownerRole: 'secretary' },
    ...{ remindDaysBefore: 3, escalateToRole: 'overseer', rule: 'topic.raisedDays' },
  });
  for (const seat of await seatsToday(scope, bodyId))
    await tell(scope, {
      ...{ personId: seat.personId, channel: 'desk', lang: scope.lang, about: subject },
      body: words.messages.raised({ title: of.title, day: dueOn }),
    });
  return dueOn;
}

/**
 * Raises a matter to the group of a higher level, which answers within `topic.raisedDays`. Refuses:
 * `topics.money_appeal`, `topics.personal_data`, `topics.group_unknown`, `topics.not_higher`,
 * `topics.source_unknown`.
 */
export const raiseMatter = command({
  name: 'topics.raise',
  permission: permissions.handle,
  input: Raise,
  run: async (scope, input) => {
    const words = wordsRefusal(input.title, input.looked, 'title') ?? wordsRefusal(input.text, input.looked, 'text');
    if (words !== null) return { ok: false as const, fault: words };
    const refusal = groupRefusal(await body(scope, input.body), 'community');
    if (refusal !== null) return { ok: false as const, fault: refusal };
    const { kind, about } = input;
    const source = kind === undefined || about === undefined ? null : { kind, id: about };
    if (source !== null && !(await isKnown(scope, source))) return fail('topics.source_unknown');
    const id = newId(scope.now());
    const dueOn = await handTo(scope, { id, title: input.title }, input.body);
    await scope.db
      .insertInto('raised')
      .values({
        ...{ space_id: scope.spaceId, id, number: await nextNumber(scope, 'raised'), title: input.title },
        ...{ text: input.text, subject_kind: source?.kind ?? null, subject_id: source?.id ?? null },
        ...{ body_id: input.body, state: 'raised', due_on: dueOn, raised_by: actorId(scope), at: scope.now() },
      })
      .execute();
    await writeStep(scope, id, { what: 'raised', bodyId: input.body, text: input.text });
    await audit(scope, { kind: 'raised', id });
    if (source !== null) await because(scope, source, { kind: 'raised', id });
    return ok({ id });
  },
});

/** A raised matter for whoever speaks for its group. */
async function forGroup(scope: Inside, id: string, states: readonly Raised['state'][]): Promise<Result<Raised>> {
  await scope.db
    .selectFrom('raised')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  const found = await raised(scope, id);
  if (found === null) return fail('topics.raised_not_found');
  if (!(await speaksFor(scope, found.bodyId))) return fail('topics.not_the_group');
  const refusal = raisedRefusal(found, states);
  return refusal === null ? ok(found) : { ok: false, fault: refusal };
}

/** The group has taken it up. Refuses: `topics.raised_not_found`, `topics.not_the_group`, `topics.raised_elsewhere`. */
export const takeRaised = command({
  name: 'topics.take_raised',
  permission: permissions.speak,
  input: TakeRaised,
  run: async (scope, input) => {
    const of = await forGroup(scope, input.id, ['raised']);
    if (!of.ok) return of;
    await set(scope, input.id, { state: 'taken' });
    await writeStep(scope, input.id, { what: 'taken', bodyId: of.value.bodyId, text: input.note });
    await audit(scope, { kind: 'raised', id: input.id });
    return ok({ id: input.id });
  },
});

/**
 * The group, or the community after an answer that did not help, passes it on to a still higher one. Refuses as
 * `takeRaised`, and `topics.group_unknown`, `topics.not_higher`.
 */
export const passOn = command({
  name: 'topics.pass_on',
  permission: permissions.speak,
  input: PassOn,
  run: async (scope, input) => {
    const of = await forGroup(scope, input.id, ['raised', 'taken', 'returned']);
    if (!of.ok) return of;
    const from = await body(scope, of.value.bodyId);
    const refusal = groupRefusal(await body(scope, input.body), from?.level ?? 'community');
    if (refusal !== null) return { ok: false as const, fault: refusal };
    const subject = { kind: 'raised', id: input.id } as const;
    await closeTask(scope, subject, 'topics.raised', 'done');
    const dueOn = await handTo(scope, of.value, input.body);
    await set(scope, input.id, { state: 'raised', body_id: input.body, due_on: dueOn });
    await writeStep(scope, input.id, { what: 'passed_on', bodyId: input.body, text: input.note });
    await audit(scope, { ...subject, detail: { to: input.body } });
    return ok({ id: input.id });
  },
});

/** The group answers, and it comes back. Refuses as `takeRaised`. */
export const returnRaised = command({
  name: 'topics.return_raised',
  permission: permissions.speak,
  input: ReturnRaised,
  run: async (scope, input) => {
    const of = await forGroup(scope, input.id, ['raised', 'taken']);
    if (!of.ok) return of;
    const dueOn = addDays(today(scope), settleDays);
    await set(scope, input.id, { state: 'returned', due_on: dueOn });
    await writeStep(scope, input.id, { what: 'returned', bodyId: of.value.bodyId, text: input.answer });
    const subject = { kind: 'raised', id: input.id } as const;
    await closeTask(scope, subject, 'topics.raised', 'done');
    const words = pick(scope.lang, { zh, en });
    const title = words.tasks.returned(of.value.title);
    await openTask(scope, { kind: 'topics.raised', subject, title, dueOn, ownerRole: 'secretary' });
    await tell(scope, {
      ...{ personId: of.value.raisedBy, channel: 'desk', lang: scope.lang, about: subject },
      body: words.messages.returned({ title: of.value.title, answer: input.answer }),
    });
    await audit(scope, subject);
    return ok({ id: input.id });
  },
});

/** The community says what became of it with that answer. Refuses: `topics.raised_not_found`, `topics.raised_elsewhere`. */
export const closeRaised = command({
  name: 'topics.close_raised',
  permission: permissions.handle,
  input: CloseRaised,
  run: async (scope, input) => {
    const of = await forGroup(scope, input.id, ['returned']);
    if (!of.ok) return of;
    await set(scope, input.id, { state: 'closed', closed_at: scope.now() });
    await writeStep(scope, input.id, { what: 'closed', bodyId: of.value.bodyId, text: input.note });
    await closeTask(scope, { kind: 'raised', id: input.id }, 'topics.raised', 'done');
    await audit(scope, { kind: 'raised', id: input.id });
    return ok({ id: input.id });
  },
});
