import { sql } from 'kysely';
import { addDays, formatDate, localDate, startOfLocalDay } from '#kernel/dates';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { hasHours, isInside, openingOf, openOn } from '#modules/centres';
import { parameter } from '#modules/parameters';
import { markServed, person as personOf } from '#modules/people';
import { audit } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import type { Inside } from '#platform/scope';
import { subjectPerson, today } from '#platform/scope';
import { endOfDay, held, keep, type NewBooking } from './commands-keeping.ts';
import { noteLacks } from './commands-kits.ts';
import { lengthen, offerKeptBy, offerNext, settleWait } from './commands-lines.ts';
import {
  atDesk,
  bookingFor,
  isOwner,
  type LoadedResource,
  loadResource,
  resourceFor,
  tellPerson,
} from './commands-loading.ts';
import { markUsed } from './commands-stock.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { mayBook, refusal, spanRefusal } from './rules.ts';
import { bookedKinds, HandOut, Lend, Reserve, TakeBack, WithReason } from './schema.ts';
import { zh } from './zh.ts';

/** Kind of the due date by which a thing comes back. */
export const backTask = 'resources.back';
/** The database's last word on double booking. */
export const bookingConflicts = { booking_taken: 'resources.taken' } as const;

const minute = 60_000;

/** Books a thing, and hands it over at once where it goes out now. */
async function book(scope: Inside, one: LoadedResource, wanted: NewBooking): Promise<Result<{ bookingId: string }>> {
  const kept = await keep(scope, one, wanted);
  if (!kept.ok || wanted.out === undefined) return kept;
  const { during, personId } = wanted;
  await goOut(scope, one, { id: kept.value.bookingId, until: during.until, person_id: personId }, wanted.out.condition);
  return kept;
}

/** Marks a booking as handed out, with the due date by which it comes back. */
async function goOut(
  scope: Inside,
  one: LoadedResource,
  booking: { readonly id: string; readonly until: Date; readonly person_id: string },
  condition: string,
): Promise<void> {
  await scope.db
    .updateTable('booking')
    .set({
      state: 'out',
      // Handed out before its time, it is away from now on.
      during: sql<string>`tstzrange(least(lower(during), ${scope.now()}::timestamptz), upper(during))`,
      condition_out: condition,
      handed_by: scope.actor?.way === 'system' ? null : (scope.actor?.personId ?? null),
      handed_at: scope.now(),
    })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', booking.id)
    .execute();
  await openTask(scope, {
    kind: backTask,
    subject: { kind: 'booking', id: booking.id },
    title: pick('zh', { zh, en }).tasks.back(one.title),
    dueAt: new Date(booking.until.getTime() - minute),
    ownerRole: 'worker',
    remindDaysBefore: await parameter(scope, 'loan.remindDays'),
    rule: 'loan.days',
  });
  await markUsed(scope, one.id);
  await markServed(scope, booking.person_id);
  await audit(scope, { kind: 'booking', id: booking.id, detail: { step: 'out', resource: one.id } });
  const dueOn = lastDay(scope, booking.until);
  await tellPerson(scope, booking.person_id, { kind: 'booking', id: booking.id }, (w, lang) =>
    w.told.lent(one.title, formatDate(dueOn, lang)),
  );
}

function lastDay(scope: Inside, until: Date): string {
  return localDate(new Date(until.getTime() - minute), scope.timeZone);
}

/**
 * Books a thing or room for somebody, for matching and activities; with `out` it is handed over at once. Refusals:
 * `resources.not_found`, `resources.state`, `resources.not_lent`, `resources.taken`. A caller's command names
 * `bookingConflicts`.
 */
export async function reserveFor(scope: Inside, wanted: NewBooking): Promise<Result<{ bookingId: string }>> {
  const loaded = await resourceFor(scope, wanted.resourceId, 'lend');
  return loaded.ok ? book(scope, loaded.value, wanted) : loaded;
}

/**
 * Lends a thing across the desk in one tap: handed over now, due after the usual days or those given. Refusals:
 * `resources.not_found`, `resources.state`, `resources.not_lent`, `resources.with_owner`, `resources.who_missing`,
 * `resources.person_unknown`, `resources.taken`.
 */
export const lend = command({
  name: 'resources.lend',
  permission: permissions.lend,
  input: Lend,
  conflicts: bookingConflicts,
  run: async (scope, input): Promise<Result<{ id: string; resourceId: string }>> => {
    const loaded = await resourceFor(scope, input.id, 'lend');
    if (!loaded.ok) return loaded;
    const one = loaded.value;
    if (one.kept_by_owner) return fail('resources.with_owner');
    const taker = await personOf(scope, input.person);
    if (taker === null || taker.erasedAt !== null) return fail('resources.person_unknown', { field: 'person' });
    const days = input.days === undefined ? await parameter(scope, 'loan.days') : Number(input.days);
    const until = endOfDay(scope, addDays(today(scope), days));
    const booked = await book(scope, one, {
      resourceId: one.id,
      personId: input.person,
      needId: input.need ?? null,
      during: { from: scope.now(), until },
      out: { condition: input.condition_out },
    });
    return booked.ok ? ok({ id: booked.value.bookingId, resourceId: one.id }) : booked;
  },
});

/**
 * Keeps a thing for some days or a room for some hours. Residents book for themselves; the desk for anybody.
 * Refusals: `resources.not_found`, `resources.state`, `resources.not_lent`, `resources.past`, `too_far`,
 * `times_missing`, `times_crossed`, `person_unknown`, `not_yours`, `not_eligible`, `closed_then` (outside a room's
 * opening hours), `resources.taken`.
 */
export const reserve = command({
  name: 'resources.reserve',
  permission: permissions.reserve,
  input: Reserve,
  conflicts: bookingConflicts,
  run: async (scope, input): Promise<Result<{ id: string; resourceId: string }>> => {
    const loaded = await resourceFor(scope, input.id, 'lend');
    if (!loaded.ok) return loaded;
    const one = loaded.value;
    if (!bookedKinds.includes(one.kind)) return fail('resources.not_lent');
    const wrong = spanRefusal({ ...input, kind: one.kind }, today(scope));
    if (wrong !== null) return fail(wrong.code, { field: wrong.field, params: wrong.params ?? {} });
    const personId = input.person ?? subjectPerson(scope) ?? '';
    const other = personId !== subjectPerson(scope);
    if (other && !atDesk(scope)) return fail('resources.not_yours', { field: 'person' });
    const taker = await personOf(scope, personId);
    if (taker === null || taker.erasedAt !== null) return fail('resources.person_unknown', { field: 'person' });
    const ages = { elder: await parameter(scope, 'age.elder'), adult: await parameter(scope, 'age.adult') };
    const year = Number(today(scope).slice(0, 4));
    if (!atDesk(scope) && !mayBook(one.eligible, taker, year, ages)) return fail('resources.not_eligible');
    const closed = await closedThen(scope, one, input);
    if (closed !== null) return closed;
    const during =
      one.kind === 'room'
        ? { from: clockOn(scope, input.from, input.from_time), until: clockOn(scope, input.from, input.until_time) }
        : await wholeDays(scope, input.from, input.until);
    if (during.until <= scope.now()) return fail('resources.past', { field: 'from' });
    const booked = await book(scope, one, { resourceId: one.id, personId, during });
    return booked.ok ? ok({ id: booked.value.bookingId, resourceId: one.id }) : booked;
  },
});

/** Refuses hours of a room that lie outside its opening hours; a room without any is open at all times. */
async function closedThen(
  scope: Inside,
  one: LoadedResource,
  asked: { readonly from: string; readonly from_time?: string | undefined; readonly until_time?: string | undefined },
): Promise<Result<never> | null> {
  if (one.kind !== 'room') return null;
  const opening = await openingOf(scope, { kind: 'resource', id: one.id });
  if (!hasHours(opening)) return null;
  const spans = openOn(opening, asked.from);
  if (isInside(spans, asked.from_time ?? '', asked.until_time ?? '')) return null;
  const hours = spans.map((span) => `${span.opens}–${span.closes}`).join(', ');
  return fail('resources.closed_then', { field: 'from_time', params: { hours } });
}

function clockOn(scope: Inside, day: string, time: string | undefined): Date {
  const [hours = '0', minutes = '0'] = (time ?? '').split(':');
  return new Date(startOfLocalDay(day, scope.timeZone).getTime() + (Number(hours) * 60 + Number(minutes)) * minute);
}

async function wholeDays(scope: Inside, from: string, until: string | undefined) {
  const last = until ?? addDays(from, await parameter(scope, 'loan.days'));
  return { from: startOfLocalDay(from, scope.timeZone), until: endOfDay(scope, last) };
}

/**
 * Hands out what was reserved: the desk, or the owner of a thing that stays with them. Refusals:
 * `resources.booking_not_found`, `resources.booking_state`, `resources.not_yours`, `resources.taken` (somebody else
 * still has it).
 */
export const handOut = command({
  name: 'resources.handOut',
  permission: permissions.own,
  input: HandOut,
  conflicts: bookingConflicts,
  run: async (scope, input): Promise<Result<{ id: string; resourceId: string }>> => {
    const found = await bookingFor(scope, input.id, 'hand_out');
    if (!found.ok) return found;
    const loaded = await loadResource(scope, found.value.resource_id);
    if (!loaded.ok) return loaded;
    if (!(atDesk(scope) || (await isOwner(scope, loaded.value)))) return fail('resources.not_yours');
    if (refusal('issue', loaded.value.state) !== null)
      return fail('resources.state', { params: { state: loaded.value.state } });
    const still = (await held(scope, loaded.value.id)).some((one) => one.out && one.piece === found.value.piece);
    if (still) return fail('resources.taken');
    const turn = await offerKeptBy(scope, found.value.id);
    const until = turn === undefined ? found.value.until : await lengthen(scope, found.value);
    if (turn !== undefined) await settleWait(scope, turn, 'taken');
    await goOut(scope, loaded.value, { ...found.value, until }, input.condition_out);
    return ok({ id: input.id, resourceId: loaded.value.id });
  },
});

/** Hands out a reserved booking from within another room's command. Refusals as `handOut`, without asking who acts. */
export async function handOutFor(scope: Inside, bookingId: string): Promise<Result<null>> {
  const found = await bookingFor(scope, bookingId, 'hand_out');
  if (!found.ok) return found;
  const loaded = await loadResource(scope, found.value.resource_id);
  if (!loaded.ok) return loaded;
  const still = (await held(scope, loaded.value.id)).some((one) => one.out && one.piece === found.value.piece);
  if (still) return fail('resources.taken');
  await goOut(scope, loaded.value, found.value, '');
  return ok(null);
}

/** Closes a booking: the time from now on is free again. */
async function close(
  scope: Inside,
  booking: { readonly id: string; readonly from: Date; readonly until: Date },
  set: { readonly state: 'returned' | 'cancelled'; readonly condition_in?: string; readonly reason?: string },
): Promise<void> {
  const now = scope.now();
  const end = set.state === 'cancelled' || now <= booking.from || now >= booking.until ? booking.until : now;
  await scope.db
    .updateTable('booking')
    .set({
      ...set,
      during: sql<string>`tstzrange(${booking.from}::timestamptz, ${end}::timestamptz)`,
      ...(set.state === 'returned' ? { returned_at: now } : {}),
    })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', booking.id)
    .execute();
  const outcome = set.state === 'returned' ? 'done' : 'dropped';
  await closeTask(scope, { kind: 'booking', id: booking.id }, backTask, outcome, set.reason);
  await audit(scope, { kind: 'booking', id: booking.id, detail: { step: set.state } });
}

/**
 * Takes a thing back in one tap, with how it came and what of a kit did not; the next in line is told. Desk or owner.
 * Refusals as `handOut`, and `resources.part_unknown`, `resources.lacks_more`.
 */
export const takeBack = command({
  name: 'resources.takeBack',
  permission: permissions.own,
  input: TakeBack,
  run: async (scope, input): Promise<Result<{ id: string; resourceId: string }>> => {
    const found = await bookingFor(scope, input.id, 'take_back');
    if (!found.ok) return found;
    const loaded = await loadResource(scope, found.value.resource_id);
    if (!loaded.ok) return loaded;
    if (!(atDesk(scope) || (await isOwner(scope, loaded.value)))) return fail('resources.not_yours');
    await close(scope, found.value, { state: 'returned', condition_in: input.condition_in });
    const noted = await noteLacks(scope, loaded.value, input.id, input.lacks);
    if (!noted.ok) return noted;
    await offerNext(scope, loaded.value);
    return ok({ id: input.id, resourceId: loaded.value.id });
  },
});

/** Gives a reservation up, with the reason: whoever made it, the owner, or the desk. The other side is told. */
export const cancelBooking = command({
  name: 'resources.cancel',
  permission: permissions.own,
  input: WithReason,
  run: async (scope, input): Promise<Result<{ id: string; resourceId: string }>> => {
    const found = await bookingFor(scope, input.id, 'cancel');
    if (!found.ok) return found;
    const loaded = await loadResource(scope, found.value.resource_id);
    if (!loaded.ok) return loaded;
    const own = found.value.person_id === subjectPerson(scope);
    if (!(own || atDesk(scope) || (await isOwner(scope, loaded.value)))) return fail('resources.not_yours');
    const turn = await offerKeptBy(scope, input.id);
    if (turn !== undefined) await settleWait(scope, turn, 'left', input.reason);
    await close(scope, found.value, { state: 'cancelled', reason: input.reason });
    const other = own ? loaded.value.owner_person_id : found.value.person_id;
    await tellPerson(scope, other, { kind: 'booking', id: input.id }, (w) =>
      w.told.cancelled(loaded.value.title, input.reason),
    );
    await offerNext(scope, loaded.value);
    return ok({ id: input.id, resourceId: loaded.value.id });
  },
});

/** Ends a booking that matching made and that comes to nothing: given up if reserved, taken back if already out. */
export async function dropBooking(scope: Inside, bookingId: string, reason: string): Promise<Result<null>> {
  const row = await scope.db
    .selectFrom('booking')
    .select(['id', 'resource_id', 'state'])
    .select([sql<Date>`lower(during)`.as('from'), sql<Date>`upper(during)`.as('until')])
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', bookingId)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return fail('resources.booking_not_found');
  if (row.state === 'reserved') await close(scope, row, { state: 'cancelled', reason });
  if (row.state === 'out') await close(scope, row, { state: 'returned', reason });
  const loaded = await loadResource(scope, row.resource_id);
  if (loaded.ok) await offerNext(scope, loaded.value);
  return ok(null);
}
