import type { z } from 'zod';
import type { LocalDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { placeNames } from '#modules/places';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import type { Inside } from '#platform/scope';
import { actorId, today } from '#platform/scope';
import { permissions } from './permissions.ts';
import { centre } from './queries.ts';
import { readSpans } from './rules.ts';
import {
  CountVisits,
  DropException,
  DropVisits,
  dayFields,
  EditCentre,
  OpenCentre,
  type OpenThing,
  SetException,
  SetWeek,
  type Span,
} from './schema.ts';

/** Whether there is such a thing in this space, as far as its table can say; rooms are asked by their key alone. */
async function isThere(scope: Inside, thing: OpenThing): Promise<boolean> {
  const row = await scope.db
    .selectFrom(thing.kind)
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', thing.id)
    .executeTakeFirst();
  return row !== undefined;
}

/** What a form says of the seven days. */
type Week = Pick<z.output<typeof SetWeek>, (typeof dayFields)[number]>;
/** What a form says of a day that differs. */
type OtherDay = Pick<z.output<typeof SetException>, 'day' | 'hours' | 'note'>;

/**
 * Writes the weekly hours of a thing, for whoever may: the desk, or the room of resources for a room's own owner.
 * Refuses `centres.not_found`, `centres.hours_shape` at the day that can not be read.
 */
export async function writeWeek(scope: Inside, thing: OpenThing, input: Week): Promise<Result<OpenThing>> {
  if (!(await isThere(scope, thing))) return fail('centres.not_found');
  const week: { weekday: number; span: Span }[] = [];
  for (const [at, field] of dayFields.entries()) {
    const spans = readSpans(input[field]);
    if (spans === null) return fail('centres.hours_shape', { field });
    week.push(...spans.map((span) => ({ weekday: at + 1, span })));
  }
  const about = { space_id: scope.spaceId, about_kind: thing.kind, about_id: thing.id };
  await scope.db
    .deleteFrom('opening_span')
    .where('space_id', '=', scope.spaceId)
    .where('about_kind', '=', thing.kind)
    .where('about_id', '=', thing.id)
    .execute();
  if (week.length > 0)
    await scope.db
      .insertInto('opening_span')
      .values(week.map(({ weekday, span }) => ({ ...about, weekday, ...span })))
      .execute();
  await audit(scope, { ...thing, detail: { step: 'hours', spans: week.length } });
  return ok(thing);
}

/** Writes that a day differs, as `setException` does, for whoever may. Refuses as `setException`. */
export async function writeException(scope: Inside, thing: OpenThing, input: OtherDay): Promise<Result<OpenThing>> {
  if (!(await isThere(scope, thing))) return fail('centres.not_found');
  const spans = readSpans(input.hours);
  if (spans === null || spans.length > 1) return fail('centres.hours_shape', { field: 'hours' });
  if (input.day < today(scope)) return fail('centres.day_past', { field: 'day' });
  const [span] = spans;
  const values = { opens: span?.opens ?? null, closes: span?.closes ?? null, note: input.note };
  await scope.db
    .insertInto('opening_exception')
    .values({ space_id: scope.spaceId, about_kind: thing.kind, about_id: thing.id, day: input.day, ...values })
    .onConflict((conflict) => conflict.columns(['space_id', 'about_kind', 'about_id', 'day']).doUpdateSet(values))
    .execute();
  await audit(scope, { ...thing, detail: { step: 'exception', day: input.day } });
  return ok(thing);
}

/** Takes such a day back, as `dropException` does, for whoever may. Refuses `centres.not_found`. */
export async function clearException(scope: Inside, thing: OpenThing, day: LocalDate): Promise<Result<OpenThing>> {
  if (!(await isThere(scope, thing))) return fail('centres.not_found');
  await scope.db
    .deleteFrom('opening_exception')
    .where('space_id', '=', scope.spaceId)
    .where('about_kind', '=', thing.kind)
    .where('about_id', '=', thing.id)
    .where('day', '=', day)
    .execute();
  await audit(scope, { ...thing, detail: { step: 'exception_dropped', day } });
  return ok(thing);
}

/** Sets the weekly hours of a room, a centre or a point; a day left empty is closed. Refuses as `writeWeek`. */
export const setWeek = command({
  name: 'centres.setWeek',
  permission: permissions.keep,
  input: SetWeek,
  run: (scope, input) => writeWeek(scope, { kind: input.kind, id: input.id }, input),
});

/**
 * Says that a day is otherwise: closed where no hours are given. Saying it again replaces it. Refuses
 * `centres.not_found`, `centres.hours_shape`, `centres.day_past`.
 */
export const setException = command({
  name: 'centres.setException',
  permission: permissions.keep,
  input: SetException,
  run: (scope, input) => writeException(scope, { kind: input.kind, id: input.id }, input),
});

/** Takes such a day back: the week counts again. An ordinary day is no mistake. Refuses `centres.not_found`. */
export const dropException = command({
  name: 'centres.dropException',
  permission: permissions.keep,
  input: DropException,
  run: (scope, input) => clearException(scope, { kind: input.kind, id: input.id }, input.day),
});

/** Makes a place a centre (F194). Refuses `centres.place_unknown`, `centres.place_taken`. */
export const openCentre = command({
  name: 'centres.open',
  permission: permissions.found,
  input: OpenCentre,
  conflicts: { centre_space_id_place_id_key: 'centres.place_taken' },
  run: async (scope, input) => {
    if (!(await placeNames(scope, [input.place])).has(input.place))
      return fail('centres.place_unknown', { field: 'place' });
    const id = newId(scope.now());
    const { place, ...facts } = input;
    await scope.db
      .insertInto('centre')
      .values({ space_id: scope.spaceId, id, place_id: place, ...facts, created_at: scope.now() })
      .execute();
    await audit(scope, { kind: 'centre', id });
    return ok({ id });
  },
});

/** Puts the words of a centre right. Refuses `centres.not_found`. */
export const editCentre = command({
  name: 'centres.edit',
  permission: permissions.keep,
  input: EditCentre,
  run: async (scope, input) => {
    const { id, ...facts } = input;
    if ((await centre(scope, id)) === null) return fail('centres.not_found');
    await scope.db
      .updateTable('centre')
      .set(facts)
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', id)
      .execute();
    await audit(scope, { kind: 'centre', id });
    return ok({ id });
  },
});

/** More people than this in one count is a slip of the finger. */
const mostPeople = 9999n;

/**
 * Counts people who came, for one purpose, today unless a day before is named. Refuses `centres.not_found`,
 * `centres.day_ahead`, `centres.too_many`.
 */
export const countVisits = command({
  name: 'centres.count',
  permission: permissions.keep,
  input: CountVisits,
  run: async (scope, input) => {
    if ((await centre(scope, input.id)) === null) return fail('centres.not_found');
    if (input.people > mostPeople) return fail('centres.too_many', { field: 'people' });
    const on = input.day ?? today(scope);
    if (on > today(scope)) return fail('centres.day_ahead', { field: 'day' });
    const id = newId(scope.now());
    await scope.db
      .insertInto('centre_visit')
      .values({
        space_id: scope.spaceId,
        id,
        centre_id: input.id,
        day: on,
        purpose: input.purpose,
        people: Number(input.people),
        counted_by: scope.actor?.way === 'system' ? null : actorId(scope),
        at: scope.now(),
      })
      .execute();
    await audit(scope, {
      kind: 'centre',
      id: input.id,
      detail: { purpose: input.purpose, people: input.people.toString() },
    });
    return ok({ id: input.id, visitsId: id });
  },
});

/** Takes a count back with its reason; it stays in the list. Refuses `centres.visits_not_found`, `centres.already_dropped`. */
export const dropVisits = command({
  name: 'centres.dropVisits',
  permission: permissions.keep,
  input: DropVisits,
  run: async (scope, input) => {
    const row = await scope.db
      .selectFrom('centre_visit')
      .select(['centre_id', 'dropped_reason'])
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) return fail('centres.visits_not_found');
    if (row.dropped_reason !== null) return fail('centres.already_dropped');
    await scope.db
      .updateTable('centre_visit')
      .set({ dropped_reason: input.reason })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await audit(scope, { kind: 'centre', id: row.centre_id, detail: { dropped: input.id, reason: input.reason } });
    return ok({ id: row.centre_id });
  },
});
