import { type RawBuilder, sql, type Updateable } from 'kysely';
import type { z } from 'zod';
import { addDays, startOfLocalDay } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { pick } from '#kernel/words';
import { audit, because, nextNumber } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import type { DB } from '#platform/schema.generated';
import { actorId, type Inside, type Scope, today } from '#platform/scope';
import { drawRoll } from './commands-drawing.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { questionnaire, questionnaires } from './queries.ts';
import { textsWaiting } from './queries-results.ts';
import { flawRefusal } from './rules.ts';
import {
  ById,
  CloseInput,
  EditedQuestionnaire,
  NewQuestionnaire,
  type Question,
  type Questionnaire,
  WithReason,
} from './schema.ts';
import { zh } from './zh.ts';

/** The task that asks for the words of a questionnaire to be read. */
export const readTaskKind = 'questionnaires.read';
/** Days within which the words of a questionnaire that is over are read. */
const daysToRead = 7;

type Input = z.output<typeof NewQuestionnaire>;

function refusalOf(scope: Inside, input: Input): Result<null> {
  if (input.closes_on < input.opens_on) return fail('questionnaires.days_crossed', { field: 'closes_on' });
  if (input.opens_on < today(scope)) return fail('questionnaires.opens_past', { field: 'opens_on' });
  if (input.audience === 'place' && input.place === undefined)
    return fail('questionnaires.place_missing', { field: 'place' });
  return ok(null);
}

function columnsOf(scope: Inside, input: Input) {
  // Whoever comes by invitation has neither an age nor an estate here.
  const known = input.audience !== 'invited';
  return {
    ...{ title: input.title, text: input.text, audience: input.audience },
    place_id: input.audience === 'place' ? (input.place ?? null) : null,
    min_age: Number(input.min_age ?? 14n),
    ...{ by_band: known && input.by_band, by_place: known && input.by_place },
    opens_at: startOfLocalDay(input.opens_on, scope.timeZone),
    closes_at: startOfLocalDay(addDays(input.closes_on, 1), scope.timeZone),
  };
}

/** A questionnaire, its row locked until the command commits; null where there is none. */
export async function locked(scope: Inside, id: string): Promise<Questionnaire | null> {
  await scope.db
    .selectFrom('questionnaire')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .execute();
  return questionnaire(scope, id);
}

/** A questionnaire that is still being written. Refuses `questionnaires.not_found`, `questionnaires.not_draft`. */
export async function lockedDraft(scope: Inside, id: string): Promise<Result<Questionnaire>> {
  const found = await locked(scope, id);
  if (found === null) return fail('questionnaires.not_found');
  return found.state === 'draft' ? ok(found) : fail('questionnaires.not_draft');
}

/** Writes columns of a questionnaire. */
export async function setQuestionnaire(
  scope: Inside,
  id: string,
  columns: Updateable<DB['questionnaire']>,
): Promise<void> {
  await scope.db
    .updateTable('questionnaire')
    .set(columns)
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .execute();
}

const json = (value: unknown): RawBuilder<unknown> => sql`${JSON.stringify(value)}::jsonb`;

/** Writes questions of a draft, each in its place; those of an older one get new keys, and their skips are led along. */
export async function putQuestions(
  scope: Inside,
  id: string,
  from: readonly Question[],
  keysOf: 'own' | 'older' = 'own',
): Promise<void> {
  const keys = new Map(keysOf === 'own' ? [] : from.map((one) => [one.id, newId(scope.now())]));
  const led = (target: string): string => keys.get(target) ?? target;
  for (const one of from) {
    const skips = Object.fromEntries(Object.entries(one.skips).map(([answer, target]) => [answer, led(target)]));
    await sql`insert into questionnaire_question (space_id, id, questionnaire_id, number, kind, title, note, required,
      options, low, high, least, most, skips, then_to) values (${scope.spaceId}, ${led(one.id)}, ${id}, ${one.number},
      ${one.kind}, ${one.title}, ${one.note}, ${one.required}, ${json(one.options)}, ${one.low}, ${one.high},
      ${one.least}, ${one.most}, ${json(skips)}, ${led(one.thenTo)})`.execute(scope.db);
  }
}

/**
 * Begins a questionnaire, empty or with the questions of an older one; it can be changed until it is opened. Refuses
 * `questionnaires.days_crossed`, `questionnaires.opens_past`, `questionnaires.place_missing`, `questionnaires.not_found`
 * (the older one).
 */
export const writeQuestionnaire = command({
  name: 'questionnaires.write',
  permission: permissions.write,
  input: NewQuestionnaire,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const wrong = refusalOf(scope, input);
    if (!wrong.ok) return wrong;
    const older = input.from === undefined ? null : await questionnaire(scope, input.from);
    if (input.from !== undefined && older === null) return fail('questionnaires.not_found');
    const id = newId(scope.now());
    await scope.db
      .insertInto('questionnaire')
      .values({
        ...{ space_id: scope.spaceId, id, ...columnsOf(scope, input), copied_from_id: older?.id ?? null },
        ...{ created_by: actorId(scope), created_at: scope.now() },
      })
      .execute();
    if (older !== null) {
      await putQuestions(scope, id, older.questions, 'older');
      await because(scope, { kind: 'questionnaire', id: older.id }, { kind: 'questionnaire', id });
    }
    await audit(scope, { kind: 'questionnaire', id });
    return ok({ id });
  },
});

/** Writes on at a draft. Refuses `questionnaires.not_found`, `questionnaires.not_draft`, and as `writeQuestionnaire`. */
export const editQuestionnaire = command({
  name: 'questionnaires.edit',
  permission: permissions.write,
  input: EditedQuestionnaire,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const found = await lockedDraft(scope, input.id);
    if (!found.ok) return found;
    const wrong = refusalOf(scope, input);
    if (!wrong.ok) return wrong;
    await setQuestionnaire(scope, input.id, columnsOf(scope, input));
    await audit(scope, { kind: 'questionnaire', id: input.id });
    return ok({ id: input.id });
  },
});

/**
 * Opens a questionnaire: its roll is drawn as of today, and from now on nothing of it changes. Refuses
 * `questionnaires.not_found`, `questionnaires.not_draft`, `questionnaires.opens_past` (its last day is over),
 * `questionnaires.no_questions`, `questionnaires.skip_back`, `questionnaires.unreachable`, `questionnaires.codes_missing`,
 * `questionnaires.roll_empty`.
 */
export const openQuestionnaire = command({
  name: 'questionnaires.open',
  permission: permissions.write,
  input: ById,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const draft = await lockedDraft(scope, input.id);
    if (!draft.ok) return draft;
    const of = draft.value;
    if (of.closesAt <= scope.now()) return fail('questionnaires.opens_past');
    const flawless = flawRefusal(of.questions);
    if (!flawless.ok) return flawless;
    if (of.audience === 'invited' && of.codes === 0) return fail('questionnaires.codes_missing');
    const size = of.audience === 'invited' ? of.codes : await drawRoll(scope, of);
    if (size === 0) return fail('questionnaires.roll_empty');
    await setQuestionnaire(scope, of.id, {
      ...{ number: await nextNumber(scope, 'questionnaire'), state: 'ready', announced_at: scope.now() },
      opens_at: of.opensAt < scope.now() ? scope.now() : of.opensAt,
    });
    await audit(scope, { kind: 'questionnaire', id: of.id, detail: { state: 'ready', roll: size } });
    return ok({ id: of.id });
  },
});

async function close(scope: Inside, of: Questionnaire, reason: string): Promise<Result<{ id: string }>> {
  const { rows } = await sql<{ sheets: number }>`
    select questionnaire_close(${scope.spaceId}, ${of.id}, ${scope.now()}, ${reason}) as sheets`.execute(scope.db);
  if ((await textsWaiting(scope, of.id)).waiting > 0)
    await openTask(scope, {
      ...{ kind: readTaskKind, subject: { kind: 'questionnaire', id: of.id }, ownerRole: 'worker' },
      ...{ dueOn: addDays(today(scope), daysToRead), escalateToRole: 'admin' },
      title: pick(scope.lang, { zh, en }).tasks.read(of.title),
    });
  await audit(scope, {
    kind: 'questionnaire',
    id: of.id,
    detail: { state: 'closed', sheets: rows[0]?.sheets ?? 0 },
  });
  return ok({ id: of.id });
}

/**
 * Ends a questionnaire: its box is emptied in random order and its results are public. Before its last day is over it takes
 * a public reason. Refuses `questionnaires.not_found`, `questionnaires.not_open`, `questionnaires.not_yet`,
 * `questionnaires.reason_missing`.
 */
export const closeQuestionnaire = command({
  name: 'questionnaires.close',
  permission: permissions.write,
  input: CloseInput,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const of = await locked(scope, input.id);
    if (of === null) return fail('questionnaires.not_found');
    if (of.state !== 'ready') return fail('questionnaires.not_open');
    if (scope.now() < of.opensAt) return fail('questionnaires.not_yet');
    if (scope.now() < of.closesAt && input.reason === '')
      return fail('questionnaires.reason_missing', { field: 'reason' });
    return close(scope, of, input.reason);
  },
});

/**
 * Takes a questionnaire back with a public reason; what was answered is thrown away unread. Refuses
 * `questionnaires.not_found`, `questionnaires.not_open`.
 */
export const withdrawQuestionnaire = command({
  name: 'questionnaires.withdraw',
  permission: permissions.write,
  input: WithReason,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const of = await locked(scope, input.id);
    if (of === null) return fail('questionnaires.not_found');
    if (of.state !== 'draft' && of.state !== 'ready') return fail('questionnaires.not_open');
    await setQuestionnaire(scope, of.id, { state: 'withdrawn', state_reason: input.reason });
    await sql`select questionnaire_drop(${scope.spaceId}, ${of.id})`.execute(scope.db);
    await closeTask(scope, { kind: 'questionnaire', id: of.id }, readTaskKind, 'dropped', input.reason);
    await audit(scope, { kind: 'questionnaire', id: of.id, detail: { state: 'withdrawn' } });
    return ok({ id: of.id });
  },
});

/** Questionnaires whose days are over and that nobody has closed. */
export async function overdue(scope: Scope): Promise<Questionnaire[]> {
  return (await questionnaires(scope, { state: 'ready' })).filter((one) => one.closesAt <= scope.now());
}

/** Ends a questionnaire whose days are over; the job's. Refuses as `closeQuestionnaire`. */
export const endQuestionnaire = command({
  name: 'questionnaires.end',
  permission: permissions.tend,
  input: ById,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const of = await locked(scope, input.id);
    if (of === null) return fail('questionnaires.not_found');
    return of.state === 'ready' && of.closesAt <= scope.now() ? close(scope, of, '') : fail('questionnaires.not_open');
  },
});
