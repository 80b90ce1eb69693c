import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { places } from '#modules/places';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import type { Inside, Scope } from '#platform/scope';
import { today } from '#platform/scope';
import { permissions } from './permissions.ts';
import { type ReadShape, readShapes } from './rules-shapes.ts';
import { AssignShape, type Datum, DropShape, ReplaceShape, UploadMap } from './schema.ts';

interface Told {
  readonly datum: Datum;
  readonly source: string;
  readonly as_of: string;
}

/** Draws a shape in the stead of the one its place, or its name where it has none, had before. */
async function drawShape(scope: Inside, shape: ReadShape, placeId: string | null, told: Told): Promise<void> {
  const before = scope.db.deleteFrom('map_shape').where('space_id', '=', scope.spaceId);
  // What waited under this name has found its place, or is drawn anew.
  await before.where('place_id', 'is', null).where('name', '=', shape.name).execute();
  if (placeId !== null) await before.where('place_id', '=', placeId).execute();
  await scope.db
    .insertInto('map_shape')
    .values({
      ...{ space_id: scope.spaceId, id: newId(scope.now()), place_id: placeId, name: shape.name },
      ...{ geometry: JSON.stringify(shape.outline), datum: told.datum, source: told.source },
      ...{ as_of: told.as_of, at: scope.now() },
    })
    .execute();
}

/**
 * Takes a map from a GeoJSON file. A shape takes the place that bears its name, in the stead of the one before; the others
 * wait to be assigned, and so does one whose name several places bear. A file with one mistake changes nothing; the refusal
 * says which shape and point. Refuses `grids.file_missing`, `grids.future` and what `readShapes` refuses.
 */
export const uploadMap = command({
  name: 'grids.upload_map',
  permission: permissions.keep,
  input: UploadMap,
  run: async (scope, input): Promise<Result<{ drawn: number; waiting: number; closed: number }>> => {
    if (input.file === undefined) return fail('grids.file_missing', { field: 'file' });
    if (input.as_of > today(scope)) return fail('grids.future', { field: 'as_of' });
    const read = readShapes(input.file.bytes, input.datum);
    if (!read.ok) return read;
    const all = await places(scope);
    let drawn = 0;
    for (const shape of read.value) {
      const [place, ...more] = all.filter((one) => one.name === shape.name);
      const placeId = place === undefined || more.length > 0 ? null : place.id;
      await drawShape(scope, shape, placeId, input);
      if (placeId !== null) drawn += 1;
    }
    const waiting = read.value.length - drawn;
    const closed = read.value.filter((shape) => shape.closed).length;
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { shapes: read.value.length, waiting, closed } });
    return ok({ drawn, waiting, closed });
  },
});

/**
 * Draws one place anew from a file that holds one area, whatever its name there. Refuses `grids.place_unknown`,
 * `grids.one_shape` and what `uploadMap` refuses.
 */
export const replaceShape = command({
  name: 'grids.replace_shape',
  permission: permissions.keep,
  input: ReplaceShape,
  run: async (scope, input): Promise<Result<{ id: string; closed: number }>> => {
    const place = (await places(scope)).find((one) => one.id === input.id);
    if (place === undefined) return fail('grids.place_unknown');
    if (input.file === undefined) return fail('grids.file_missing', { field: 'file' });
    if (input.as_of > today(scope)) return fail('grids.future', { field: 'as_of' });
    const read = readShapes(input.file.bytes, input.datum);
    if (!read.ok) return read;
    const [shape, ...more] = read.value;
    if (shape === undefined || more.length > 0)
      return fail('grids.one_shape', { field: 'file', params: { count: read.value.length } });
    await drawShape(scope, { ...shape, name: place.name }, place.id, input);
    await audit(scope, { kind: 'place', id: place.id, detail: { drawn: shape.name, closed: shape.closed } });
    return ok({ id: place.id, closed: shape.closed ? 1 : 0 });
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
    const place = (await places(scope)).find((one) => one.id === input.place);
    if (place === undefined) return fail('grids.place_unknown', { field: 'place' });
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
