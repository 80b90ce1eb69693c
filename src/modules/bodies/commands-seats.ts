import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { findPersons, person, personNames } from '#modules/people';
import { audit, tell } from '#modules/record';
import { command } from '#platform/command';
import { actorId, holds, type Inside, type Scope, today } from '#platform/scope';
import { seatsEn as en } from './en-seats.ts';
import { permissions } from './permissions.ts';
import { body } from './queries.ts';
import { seat, seatsToday } from './queries-seats.ts';
import { isHeld, substituteRefusal } from './rules.ts';
import { EndAbsence, NameSubstitute, type Seat, SetDuties, TellAbsence } from './schema.ts';
import { seatsZh as zh } from './zh-seats.ts';

/** A seat held today that the actor may speak for: its holder, or the desk that keeps bodies. */
async function ownSeat(scope: Inside, id: string): Promise<Result<Seat>> {
  const found = await seat(scope, id);
  if (found === null) return fail('bodies.seat_not_found');
  await scope.db
    .selectFrom('body')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', found.bodyId)
    .forUpdate()
    .execute();
  if (found.personId !== actorId(scope) && !holds(scope, 'secretary', 'worker', 'admin'))
    return fail('bodies.not_your_seat');
  return isHeld(found, today(scope)) ? ok(found) : fail('bodies.seat_ended');
}

/** Null where the holder acts by their own hand. */
function recorder(scope: Inside, of: Seat): string | null {
  return of.personId === actorId(scope) ? null : actorId(scope);
}

/** The only neighbour of this name; empty where there is none, or more than one. */
export async function personNamed(scope: Scope, name: string): Promise<string> {
  if (name === '') return '';
  const found = (await findPersons(scope, name)).filter((one) => one.name === name);
  const [only] = found;
  return only !== undefined && found.length === 1 ? only.id : '';
}

async function endSubstitute(scope: Inside, seatId: string): Promise<void> {
  await scope.db
    .updateTable('seat_substitute')
    .set({ ended_at: scope.now() })
    .where('space_id', '=', scope.spaceId)
    .where('seat_id', '=', seatId)
    .where('ended_at', 'is', null)
    .execute();
}

/**
 * Names who sits on a seat while its holder is away or stands aside, or nobody any more when no person is given. Refuses:
 * `bodies.seat_not_found`, `bodies.not_your_seat`, `bodies.seat_ended`, `bodies.name_unclear`,
 * `bodies.person_not_found`, `bodies.own_substitute`, `bodies.already_seated`, `bodies.substitute_taken`.
 */
export const nameSubstitute = command({
  name: 'bodies.name_substitute',
  permission: permissions.member,
  input: NameSubstitute,
  run: async (scope, input) => {
    const held = await ownSeat(scope, input.seatId);
    if (!held.ok) return held;
    const of = held.value;
    // A holder writes a name; who is not the only one of that name is looked for at the desk.
    const named = input.name === undefined ? null : await personNamed(scope, input.name);
    if (named !== null && named === '' && (input.personId ?? '') === '')
      return fail('bodies.name_unclear', { field: 'name' });
    const personId = input.personId ?? named ?? '';
    if (personId === '') {
      await endSubstitute(scope, of.id);
      await audit(scope, { kind: 'seat', id: of.id, detail: { body: of.bodyId, substitute: 'none' } });
      return ok({ id: of.id, bodyId: of.bodyId });
    }
    const found = await person(scope, personId);
    if (found?.spaceId !== scope.spaceId || found.erasedAt !== null)
      return fail('bodies.person_not_found', { field: 'personId' });
    const refusal = substituteRefusal(of, await seatsToday(scope, of.bodyId), personId);
    if (refusal !== null) return { ok: false as const, fault: refusal };
    await endSubstitute(scope, of.id);
    await scope.db
      .insertInto('seat_substitute')
      .values({
        ...{ space_id: scope.spaceId, id: newId(scope.now()), seat_id: of.id, person_id: personId },
        ...{ named_by: recorder(scope, of), at: scope.now() },
      })
      .execute();
    await audit(scope, { kind: 'seat', id: of.id, detail: { body: of.bodyId, substitute: personId } });
    await tellSubstitute(scope, of, personId);
    return ok({ id: of.id, bodyId: of.bodyId });
  },
});

async function tellSubstitute(scope: Inside, of: Seat, personId: string): Promise<void> {
  const [found, names] = await Promise.all([body(scope, of.bodyId), personNames(scope, [of.personId])]);
  const words = pick(scope.lang, { zh, en }).messages;
  await tell(scope, {
    ...{ personId, channel: 'desk', lang: scope.lang, about: { kind: 'body', id: of.bodyId } },
    body: words.substitute({ body: found?.name ?? '', holder: names.get(of.personId)?.inside ?? '' }),
  });
}

/**
 * The holder of a seat is away for some days: their substitute sits, votes and counts. Refuses: `bodies.seat_not_found`,
 * `bodies.not_your_seat`, `bodies.seat_ended`, `bodies.absence_order`.
 */
export const tellAbsence = command({
  name: 'bodies.tell_absence',
  permission: permissions.member,
  input: TellAbsence,
  run: async (scope, input) => {
    const held = await ownSeat(scope, input.seatId);
    if (!held.ok) return held;
    const of = held.value;
    if (input.untilOn < input.fromOn || input.untilOn < today(scope))
      return fail('bodies.absence_order', { field: 'untilOn' });
    await scope.db
      .insertInto('seat_absence')
      .values({
        ...{ space_id: scope.spaceId, id: newId(scope.now()), seat_id: of.id, from_on: input.fromOn },
        ...{ until_on: input.untilOn, recorded_by: recorder(scope, of), at: scope.now() },
      })
      .execute();
    await audit(scope, { kind: 'seat', id: of.id, detail: { body: of.bodyId, away: input.untilOn } });
    return ok({ id: of.id, bodyId: of.bodyId });
  },
});

/** The holder is back, earlier than was told or before leaving. Refuses as `tellAbsence`, and `bodies.not_away`. */
export const endAbsence = command({
  name: 'bodies.end_absence',
  permission: permissions.member,
  input: EndAbsence,
  run: async (scope, input) => {
    const held = await ownSeat(scope, input.seatId);
    if (!held.ok) return held;
    const ended = await scope.db
      .updateTable('seat_absence')
      .set({ ended_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('seat_id', '=', held.value.id)
      .where('ended_at', 'is', null)
      .where('until_on', '>=', today(scope))
      .executeTakeFirst();
    if (ended.numUpdatedRows === 0n) return fail('bodies.not_away');
    await audit(scope, { kind: 'seat', id: held.value.id, detail: { body: held.value.bodyId, away: 'ended' } });
    return ok({ id: held.value.id, bodyId: held.value.bodyId });
  },
});

/** Says within which areas a body is given tasks (F047). Refuses: `bodies.not_found`, `bodies.ended`. */
export const setDuties = command({
  name: 'bodies.set_duties',
  permission: permissions.setUp,
  input: SetDuties,
  run: async (scope, input) => {
    const found = await body(scope, input.id);
    if (found === null) return fail('bodies.not_found');
    if (found.state === 'ended') return fail('bodies.ended');
    await scope.db
      .updateTable('body')
      .set({ areas: input.areas ?? [] })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', found.id)
      .execute();
    await audit(scope, { kind: 'body', id: found.id, detail: { areas: (input.areas ?? []).join(' ') } });
    return ok({ id: found.id });
  },
});
