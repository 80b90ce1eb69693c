import { fromGcj02 } from '#kernel/geo';
import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { person as personOf } from '#modules/people';
import { places } from '#modules/places';
import { audit, isKnown } from '#modules/record';
import { command } from '#platform/command';
import { sealText } from '#platform/crypto';
import { today } from '#platform/scope';
import { permissions } from './permissions.ts';
import { levelOf, rolesOf } from './rules.ts';
import { AddEntry, EndCharge, EndEntry, LinkBody, PutInCharge } from './schema.ts';

/**
 * Puts somebody in charge of a net, cell or building: a registered person, or a name and number that are sealed. Refusals:
 * `grids.place_unknown`, `grids.role_not_here`, `grids.who_missing`, `grids.person_unknown`, `grids.already`.
 */
export const putInCharge = command({
  name: 'grids.put_in_charge',
  permission: permissions.keep,
  input: PutInCharge,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const all = await places(scope);
    const place = all.find((one) => one.id === input.id);
    const level = place === undefined ? null : levelOf(place, all);
    if (level === null) return fail('grids.place_unknown');
    if (!rolesOf[level].includes(input.role)) return fail('grids.role_not_here', { field: 'role' });
    if (input.person === undefined && input.name === '') return fail('grids.who_missing', { field: 'name' });
    if (input.person !== undefined && (await personOf(scope, input.person)) === null)
      return fail('grids.person_unknown', { field: 'person' });
    const twice = await scope.db
      .selectFrom('place_charge')
      .select('id')
      .where('space_id', '=', scope.spaceId)
      .where('place_id', '=', input.id)
      .where('role', '=', input.role)
      .where('person_id', '=', input.person ?? null)
      .where('ends_on', 'is', null)
      .executeTakeFirst();
    if (input.person !== undefined && twice !== undefined) return fail('grids.already', { field: 'person' });
    const id = newId(scope.now());
    const who = JSON.stringify({ name: input.name, phone: input.phone });
    const sealed = sealText(scope.platform.keys, who, `${scope.spaceId}/place_charge/${id}`);
    await scope.db
      .insertInto('place_charge')
      .values({
        space_id: scope.spaceId,
        id,
        place_id: input.id,
        role: input.role,
        person_id: input.person ?? null,
        who_sealed: input.person === undefined ? Buffer.from(sealed) : null,
        starts_on: today(scope),
        at: scope.now(),
      })
      .execute();
    await audit(scope, { kind: 'place', id: input.id, detail: { role: input.role } });
    return ok({ id: input.id });
  },
});

/** Ends a charge, with the reason; the role shows as unfilled from then on. */
export const endCharge = command({
  name: 'grids.end_charge',
  permission: permissions.keep,
  input: EndCharge,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const row = await scope.db
      .selectFrom('place_charge')
      .select(['place_id', 'role', 'ends_on'])
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) return fail('grids.charge_unknown');
    if (row.ends_on !== null) return fail('grids.ended');
    await scope.db
      .updateTable('place_charge')
      .set({ ends_on: today(scope), ended_reason: input.reason })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await audit(scope, { kind: 'place', id: row.place_id, detail: { role: row.role, ended: true } });
    return ok({ id: row.place_id });
  },
});

/** Says which body meets for a building: its party group, its residents' committee (F183). */
export const linkBody = command({
  name: 'grids.link_body',
  permission: permissions.keep,
  input: LinkBody,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    if (!(await places(scope)).some((one) => one.id === input.id)) return fail('grids.place_unknown');
    if (!(await isKnown(scope, { kind: 'body', id: input.body }))) return fail('grids.body_unknown', { field: 'body' });
    await scope.db
      .insertInto('place_body')
      .values({ space_id: scope.spaceId, place_id: input.id, body_id: input.body, at: scope.now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await audit(scope, { kind: 'place', id: input.id, detail: { body: input.body } });
    return ok({ id: input.id });
  },
});

/** Adds an entry to the inventory of the five elements (F004), with day and source. */
export const addEntry = command({
  name: 'grids.add_entry',
  permission: permissions.keep,
  input: AddEntry,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    if (input.as_of > today(scope)) return fail('grids.future', { field: 'as_of' });
    if ((input.longitude === null) !== (input.latitude === null))
      return fail('grids.half_point', { field: 'latitude' });
    if (Math.abs(input.latitude ?? 0) > 90) return fail('grids.point_swapped', { field: 'latitude' });
    if (Math.abs(input.longitude ?? 0) > 180) return fail('grids.point_wrong', { field: 'longitude' });
    if (input.place !== undefined && !(await places(scope)).some((one) => one.id === input.place))
      return fail('grids.place_unknown', { field: 'place' });
    const id = newId(scope.now());
    const typed =
      input.longitude === null || input.latitude === null ? null : ([input.longitude, input.latitude] as const);
    const at = typed === null || input.datum !== 'gcj02' ? typed : fromGcj02(typed);
    await scope.db
      .insertInto('map_entry')
      .values({
        space_id: scope.spaceId,
        id,
        element: input.element,
        service: input.service ?? null,
        title: input.title,
        note: input.note,
        place_id: input.place ?? null,
        longitude: at?.[0] ?? null,
        latitude: at?.[1] ?? null,
        minutes: input.minutes,
        source: input.source,
        as_of: input.as_of,
        at: scope.now(),
      })
      .execute();
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { entry: id, element: input.element } });
    return ok({ id });
  },
});

/** Ends an entry that is no longer there, with the reason. */
export const endEntry = command({
  name: 'grids.end_entry',
  permission: permissions.keep,
  input: EndEntry,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const ended = await scope.db
      .updateTable('map_entry')
      .set({ ended_on: today(scope), ended_reason: input.reason })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .where('ended_on', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (ended === undefined) return fail('grids.entry_unknown');
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { entry: input.id, ended: true } });
    return ok({ id: input.id });
  },
});
