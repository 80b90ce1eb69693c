import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { type Lang, pick } from '#kernel/words';
import { person as personOf } from '#modules/people';
import { audit, because, isKnown, tell } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { openText } from '#platform/crypto';
import type { Inside } from '#platform/scope';
import { today } from '#platform/scope';
import { endEscalations } from './commands-escalations.ts';
import { addStep, loadMatter, type MatterRow, matterFor } from './commands-steps.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { promiseDay } from './rules.ts';
import { Answer, type ChangedKind, changedKinds, KeepPromise, MovePromise, type Stance, WithReason } from './schema.ts';
import type { Ended } from './schema-escalations.ts';
import { zh } from './zh.ts';

/** Kind of the due date that watches a promise. */
const promiseTask = 'intake.promise';

interface PromiseRow {
  readonly id: string;
  readonly matter_id: string;
  readonly text: string;
  readonly due_on: string;
  readonly state: string;
}

async function loadPromise(scope: Inside, id: string): Promise<Result<PromiseRow>> {
  const row = await scope.db
    .selectFrom('promise')
    .select(['id', 'matter_id', 'text', 'due_on', 'state'])
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return fail('intake.not_found');
  return row.state === 'open' ? ok(row) : fail('intake.promise_settled');
}

async function newPromise(scope: Inside, matter: MatterRow, text: string, dueOn: string): Promise<string> {
  const id = newId(scope.now());
  const words = pick('zh', { zh, en });
  const taskId = await openTask(scope, {
    kind: promiseTask,
    subject: { kind: 'promise', id },
    title: words.tasks.promise(matter.number),
    dueOn,
    ...(matter.handler_person_id === null
      ? { ownerRole: 'worker' as const }
      : { ownerPersonId: matter.handler_person_id }),
    remindDaysBefore: 1,
    escalateToRole: 'admin',
    rule: words.tasks.promiseRule,
  });
  await scope.db
    .insertInto('promise')
    .values({
      space_id: scope.spaceId,
      id,
      matter_id: matter.id,
      text,
      due_on: dueOn,
      made_by: scope.actor?.personId ?? null,
      made_at: scope.now(),
      task_id: taskId,
    })
    .execute();
  await because(scope, { kind: 'matter', id: matter.id }, { kind: 'promise', id });
  return id;
}

/** What a form names as `kind:id`; its shape was checked. */
function changedBy(typed: string | undefined): { readonly kind: ChangedKind; readonly id: string } | null {
  const [kind, id] = (typed ?? '').split(':');
  const known = changedKinds.find((one) => one === kind);
  return known === undefined || id === undefined ? null : { kind: known, id };
}

/** Keeps what an answer says to an opinion, and that something changed because of it. */
async function keepStance(
  scope: Inside,
  of: {
    readonly matterId: string;
    readonly stepId: string;
    readonly stance: Stance;
    readonly changed: { readonly kind: ChangedKind; readonly id: string } | null;
  },
): Promise<void> {
  const { matterId, stepId, stance, changed } = of;
  await scope.db
    .insertInto('matter_answer')
    .values({
      ...{ space_id: scope.spaceId, step_id: stepId, matter_id: matterId, stance, at: scope.now() },
      ...{ changed_kind: changed?.kind ?? null, changed_id: changed?.id ?? null },
    })
    .execute();
  if (changed !== null) await because(scope, { kind: 'matter', id: matterId }, changed);
}

/**
 * Answers the one who spoke; with a day, it is a promise in the public ledger and a due date that is reminded of and
 * escalates (F171). To an opinion it says adopted, partly or not, and links what changed (F049). Refusals:
 * `intake.not_found`, `intake.state`, `intake.promise_missing`, `intake.day_past`, `intake.day_far`,
 * `intake.changed_needs_stance`, `intake.changed_unknown`.
 */
export const answerMatter = command({
  name: 'intake.answer',
  permission: permissions.handle,
  input: Answer,
  run: async (scope, input): Promise<Result<{ id: string; promiseId: string | null }>> => {
    const loaded = await matterFor(scope, input.id, 'answer');
    if (!loaded.ok) return loaded;
    if (input.promise !== '' && input.due_on === undefined) return fail('intake.day_missing', { field: 'due_on' });
    if (input.due_on !== undefined) {
      if (input.promise === '') return fail('intake.promise_missing', { field: 'promise' });
      const wrong = promiseDay(input.due_on, today(scope));
      if (wrong !== null) return fail(wrong, { field: 'due_on' });
    }
    const changed = changedBy(input.changed);
    if (changed !== null && input.stance !== 'adopted' && input.stance !== 'partly')
      return fail('intake.changed_needs_stance', { field: 'stance' });
    if (changed !== null && !(await isKnown(scope, changed)))
      return fail('intake.changed_unknown', { field: 'changed' });
    const handler = loaded.value.handler_person_id ?? scope.actor?.personId ?? null;
    const matter = { ...loaded.value, handler_person_id: handler };
    await scope.db
      .updateTable('matter')
      .set({ handler_person_id: handler })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', matter.id)
      .execute();
    const stepId = await addStep(scope, matter, { kind: 'answered', words: input.reply }, 'answered');
    if (input.stance !== undefined)
      await keepStance(scope, { matterId: matter.id, stepId, stance: input.stance, changed });
    const answered = { ...matter, state: 'answered' as const };
    let promiseId: string | null = null;
    const due = input.due_on;
    if (due !== undefined) {
      promiseId = await newPromise(scope, answered, input.promise, due);
      await addStep(scope, answered, { kind: 'promised', text: due, outcome: promiseId });
    }
    await tellSpeaker(scope, answered, (words, number) =>
      due !== undefined
        ? words.told.promised(number, due)
        : input.stance === undefined
          ? words.told.answered(number)
          : words.told.stance(number, words.stances[input.stance]),
    );
    return ok({ id: matter.id, promiseId });
  },
});

async function settle(
  scope: Inside,
  promise: PromiseRow,
  state: 'kept' | 'late' | 'broken' | 'replaced',
  more: {
    readonly reason?: string;
    readonly replacedBy?: string;
  },
): Promise<void> {
  const done = state === 'kept' || state === 'late';
  await scope.db
    .updateTable('promise')
    .set({
      state,
      kept_on: done ? today(scope) : null,
      reason: more.reason ?? null,
      replaced_by_id: more.replacedBy ?? null,
    })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', promise.id)
    .execute();
  await closeTask(scope, { kind: 'promise', id: promise.id }, promiseTask, done ? 'done' : 'dropped', more.reason);
  await endEscalations(scope, { kind: 'promise', subjectId: promise.id }, endedBy(state, more.replacedBy));
  await audit(scope, { kind: 'promise', id: promise.id, detail: { state, due: promise.due_on } });
}

/** What the settling of a promise says of its escalation. */
function endedBy(state: 'kept' | 'late' | 'broken' | 'replaced', next: string | undefined): Ended {
  if (state === 'replaced') return next === undefined ? 'withdrawn' : 'moved';
  return state === 'broken' ? 'broken' : 'kept';
}

/** Says that a promise was done, and what came of it; on time or late follows from the day. */
export const keepPromise = command({
  name: 'intake.keep',
  permission: permissions.handle,
  input: KeepPromise,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const promise = await loadPromise(scope, input.id);
    if (!promise.ok) return promise;
    const matter = await loadMatter(scope, promise.value.matter_id);
    if (!matter.ok) return matter;
    const state = today(scope) > promise.value.due_on ? 'late' : 'kept';
    await settle(scope, promise.value, state, {});
    await addStep(scope, matter.value, {
      kind: 'kept',
      text: promise.value.due_on,
      outcome: state,
      words: input.result,
    });
    await tellSpeaker(scope, matter.value, (words, number) => words.told.kept(number));
    return ok({ id: matter.value.id });
  },
});

/** Moves a promise to another day, with the reason; the old one stays in the ledger as replaced. */
export const movePromise = command({
  name: 'intake.move',
  permission: permissions.handle,
  input: MovePromise,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const wrong = promiseDay(input.due_on, today(scope));
    if (wrong !== null) return fail(wrong, { field: 'due_on' });
    const promise = await loadPromise(scope, input.id);
    if (!promise.ok) return promise;
    const matter = await loadMatter(scope, promise.value.matter_id);
    if (!matter.ok) return matter;
    const next = await newPromise(scope, matter.value, promise.value.text, input.due_on);
    await settle(scope, promise.value, 'replaced', { reason: input.reason, replacedBy: next });
    await addStep(scope, matter.value, { kind: 'postponed', text: input.due_on, words: input.reason });
    await tellSpeaker(scope, matter.value, (words, number) => words.told.moved(number, input.due_on));
    return ok({ id: matter.value.id });
  },
});

/** Says that a promise can't be kept, and why; it stays in the ledger as broken. */
export const breakPromise = command({
  name: 'intake.break',
  permission: permissions.handle,
  input: WithReason,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const promise = await loadPromise(scope, input.id);
    if (!promise.ok) return promise;
    const matter = await loadMatter(scope, promise.value.matter_id);
    if (!matter.ok) return matter;
    await settle(scope, promise.value, 'broken', { reason: input.reason });
    await addStep(scope, matter.value, { kind: 'broken', text: promise.value.due_on, words: input.reason });
    await tellSpeaker(scope, matter.value, (words, number) => words.told.broken(number));
    return ok({ id: matter.value.id });
  },
});

/** Settles what was still promised on a matter that has ended: kept by its solution, or replaced by its withdrawal. */
export async function settlePromises(
  scope: Inside,
  matterId: string,
  ending: 'done' | 'withdrawn' = 'done',
): Promise<void> {
  const rows = await scope.db
    .selectFrom('promise')
    .select(['id', 'matter_id', 'text', 'due_on', 'state'])
    .where('space_id', '=', scope.spaceId)
    .where('matter_id', '=', matterId)
    .where('state', '=', 'open')
    .forUpdate()
    .execute();
  for (const row of rows) {
    if (ending === 'withdrawn') await settle(scope, row, 'replaced', { reason: 'withdrawn' });
    else await settle(scope, row, today(scope) > row.due_on ? 'late' : 'kept', {});
  }
}

/** The words of one language, as the sentences told to a speaker need them. */
type Wording = (words: ReturnType<typeof pick<typeof zh>>, number: string, lang: Lang) => string;

/**
 * Tells the one who spoke, in the way they asked for, and those whose matters were joined to it; whoever asked for nothing
 * asks by number.
 */
export async function tellSpeaker(
  scope: Inside,
  matter: Pick<MatterRow, 'id' | 'number'>,
  wording: Wording,
): Promise<void> {
  const rows = await scope.db
    .selectFrom('matter')
    .select(['id', 'number', 'person_id', 'spoken_for_person_id', 'contact_way', 'contact_sealed'])
    .where('space_id', '=', scope.spaceId)
    .where((where) =>
      where.or([
        where('id', '=', matter.id),
        where.and([where('joined_to_id', '=', matter.id), where('state', '=', 'joined')]),
      ]),
    )
    .orderBy('number')
    .execute();
  for (const row of rows) await tellOne(scope, row, wording);
}

async function tellOne(
  scope: Inside,
  row: {
    readonly id: string;
    readonly number: string;
    readonly person_id: string | null;
    readonly spoken_for_person_id: string | null;
    readonly contact_way: string;
    readonly contact_sealed: Buffer | null;
  },
  wording: Wording,
): Promise<void> {
  const personId = row.person_id ?? row.spoken_for_person_id;
  const channel = row.contact_way === 'sms' ? 'sms' : 'desk';
  const about = { kind: 'matter' as const, id: row.id };
  if (personId !== null) {
    const lang = (await personOf(scope, personId))?.lang ?? 'zh';
    await tell(scope, { personId, channel, body: wording(pick(lang, { zh, en }), row.number, lang), lang, about });
    return;
  }
  if (channel !== 'sms' || row.contact_sealed === null) return;
  const contact: unknown = JSON.parse(
    openText(scope.platform.keys, row.contact_sealed, `${scope.spaceId}/matter/${row.id}`),
  );
  const phone = phoneOf(contact);
  if (phone === '') return;
  const body = wording(pick('zh', { zh, en }), row.number, 'zh');
  await tell(scope, { personId: null, channel: 'sms', recipient: phone, body, lang: 'zh', about });
}

/** The number in an opened contact. */
export function phoneOf(contact: unknown): string {
  if (typeof contact !== 'object' || contact === null || !('phone' in contact)) return '';
  return typeof contact.phone === 'string' ? contact.phone : '';
}
