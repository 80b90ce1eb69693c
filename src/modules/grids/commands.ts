import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { person as personOf } from '#modules/people';
import { places } from '#modules/places';
import { audit, isKnown } from '#modules/record';
import { command } from '#platform/command';
import { sealText } from '#platform/crypto';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import { permissions } from './permissions.ts';
import { levelOf, rolesOf } from './rules.ts';
import { readShapes } from './rules-shapes.ts';
import { AddEntry, AssignShape, DropShape, EndCharge, EndEntry, LinkBody, PutInCharge, UploadMap } from './schema.ts';

const largestMap = 4 * 1024 * 1024;

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

/**
 * Takes a map from a GeoJSON file. A shape takes the place that bears its name, in the stead of the one before; the others
 * wait to be assigned. A file with one mistake changes nothing; the refusal says which shape and point.
 */
export const uploadMap = command({
  name: 'grids.upload_map',
  permission: permissions.keep,
  input: UploadMap,
  run: async (scope, input): Promise<Result<{ drawn: number; waiting: number }>> => {
    const { file } = input;
    if (file === undefined) return fail('grids.file_missing', { field: 'file' });
    if (file.bytes.length > largestMap) return fail('grids.file_large', { field: 'file' });
    if (input.as_of > today(scope)) return fail('grids.future', { field: 'as_of' });
    const read = readShapes(file.bytes);
    if (!read.ok) return read;
    const byName = new Map((await places(scope)).map((place) => [place.name, place.id]));
    let drawn = 0;
    for (const [name, outline] of new Map(read.value.map((shape) => [shape.name, shape.outline]))) {
      const placeId = byName.get(name) ?? null;
      let before = scope.db.deleteFrom('map_shape').where('space_id', '=', scope.spaceId);
      before =
        placeId === null
          ? before.where('place_id', 'is', null).where('name', '=', name)
          : before.where('place_id', '=', placeId);
      await before.execute();
      await scope.db
        .insertInto('map_shape')
        .values({
          space_id: scope.spaceId,
          id: newId(scope.now()),
          place_id: placeId,
          name,
          geometry: JSON.stringify(outline),
          source: input.source,
          as_of: input.as_of,
          at: scope.now(),
        })
        .execute();
      if (placeId !== null) drawn += 1;
    }
    const waiting = read.value.length - drawn;
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { shapes: read.value.length, waiting } });
    return ok({ drawn, waiting });
  },
});

async function shapeKnown(scope: Scope, id: string): Promise<{ name: string } | undefined> {
  return scope.db
    .selectFrom('map_shape')
    .select('name')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Says which place a shape is. */
export const assignShape = command({
  name: 'grids.assign_shape',
  permission: permissions.keep,
  input: AssignShape,
  conflicts: { map_shape_place: 'grids.place_drawn' },
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    if ((await shapeKnown(scope, input.id)) === undefined) return fail('grids.shape_unknown');
    if (!(await places(scope)).some((one) => one.id === input.place))
      return fail('grids.place_unknown', { field: 'place' });
    await scope.db
      .updateTable('map_shape')
      .set({ place_id: input.place })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await audit(scope, { kind: 'place', id: input.place, detail: { shape: input.id } });
    return ok({ id: input.id });
  },
});

/** Takes a shape off the map, with the reason. */
export const dropShape = command({
  name: 'grids.drop_shape',
  permission: permissions.keep,
  input: DropShape,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const shape = await shapeKnown(scope, input.id);
    if (shape === undefined) return fail('grids.shape_unknown');
    await scope.db.deleteFrom('map_shape').where('space_id', '=', scope.spaceId).where('id', '=', input.id).execute();
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { dropped: shape.name, reason: input.reason } });
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
        longitude: input.longitude,
        latitude: input.latitude,
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
