import { createHash } from 'node:crypto';
import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { audit, seal } from '#modules/record';
import { command } from '#platform/command';
import { actorId, type Inside } from '#platform/scope';
import { readSheet, type Sheet, type SheetLimits } from '#platform/sheet';
import { permissions } from './permissions.ts';
import { listKind, type PlaceList, placeListById, previewPlaces, waitingPlaces } from './queries-lists.ts';
import { guessListColumns, type PlaceRow, type RowFacts } from './rules-lists.ts';
import { LandPlaces, listFields, MapPlaces, neededFields, UploadPlaces } from './schema-lists.ts';

/** The most rows of one list; longer ones are cut in two. */
export const mostListRows = 2000;
const limits: SheetLimits = { rows: mostListRows, unpackedBytes: 32 * 1024 * 1024 };

/**
 * Takes a list of places as XLSX or CSV, guesses what its columns mean, and keeps it sealed for the next screen. The same
 * file leads back to the same list. Refuses `sheet.missing`, `sheet.kind`, `sheet.broken`, `sheet.empty`, `sheet.rows`.
 */
export const uploadPlaces = command({
  name: 'places.upload_list',
  permission: permissions.add,
  input: UploadPlaces,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    if (input.file === undefined) return fail('sheet.missing', { field: 'file' });
    const read = await readSheet(input.file, limits);
    if (!read.ok) return fail(read.fault.code, { ...read.fault, field: 'file' });
    const sheet = read.value;
    if (sheet.rows.length > mostListRows) return fail('sheet.rows', { field: 'file', params: { max: mostListRows } });
    const id = newId(scope.now());
    const hash = createHash('sha256').update(input.file.bytes).digest('hex');
    const made = await scope.db
      .insertInto('place_import')
      .values({
        ...{ space_id: scope.spaceId, id, file_name: input.file.name.slice(0, 120), file_hash: hash },
        ...{ rows: sheet.rows.length, mapping: JSON.stringify(guessListColumns(sheet.header)) },
        ...{ recorded_by: actorId(scope), at: scope.now() },
      })
      .onConflict((conflict) => conflict.columns(['space_id', 'file_hash']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (made === undefined) return sameFile(scope, hash);
    await seal(scope, {
      ...{ about: { kind: 'import', id }, kind: listKind, personId: null },
      text: JSON.stringify(sheet),
    });
    await audit(scope, { kind: 'import', id, detail: { rows: sheet.rows.length } });
    return ok({ id });
  },
});

async function sameFile(scope: Inside, hash: string): Promise<Result<{ id: string }>> {
  const { id } = await scope.db
    .selectFrom('place_import')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('file_hash', '=', hash)
    .executeTakeFirstOrThrow();
  await audit(scope, { kind: 'import', id, detail: { again: true } });
  return ok({ id });
}

/** A list that still waits, kept from landing twice. */
async function openList(scope: Inside, id: string): Promise<Result<PlaceList & { sheet: Sheet }>> {
  await scope.db
    .selectFrom('place_import')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  const known = await placeListById(scope, id);
  if (known === null) return fail('places.list_not_found');
  const sheet = known.state === 'done' ? null : await waitingPlaces(scope, id);
  return sheet === null ? fail('places.list_done') : ok({ ...known, sheet });
}

/** Says what the columns mean. Refuses `places.list_not_found`, `places.list_done`, `places.column_missing`. */
export const mapPlaces = command({
  name: 'places.map_list',
  permission: permissions.add,
  input: MapPlaces,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const list = await openList(scope, input.id);
    if (!list.ok) return list;
    const missing = neededFields.find((field) => input[field] === undefined);
    if (missing !== undefined) return fail('places.column_missing', { field: missing });
    const mapping: Record<string, number> = {};
    for (const field of listFields) {
      const column = input[field];
      if (column !== undefined) mapping[field] = Number.parseInt(column, 10);
    }
    await scope.db
      .updateTable('place_import')
      .set({ mapping: JSON.stringify(mapping) })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await audit(scope, { kind: 'import', id: input.id, detail: { mapped: Object.keys(mapping).join(' ') } });
    return ok({ id: input.id });
  },
});

/** The columns a row writes; what the list has no column for stays as it is. */
function written(facts: RowFacts) {
  return {
    ...(facts.type === undefined ? {} : { estate_type: facts.type }),
    ...(facts.company === undefined ? {} : { property_company: facts.company === '' ? null : facts.company }),
    ...(facts.households === undefined ? {} : { households: facts.households }),
    ...(facts.residents === undefined ? {} : { residents: facts.residents }),
    ...(facts.note === undefined ? {} : { note: facts.note }),
    ...(facts.asOf === undefined ? {} : { as_of: facts.asOf }),
    ...(facts.source === undefined ? {} : { source: facts.source }),
  };
}

/** Writes the rows in their order, those above first, so that each finds the place it lies in. */
async function landRows(scope: Inside, rows: readonly PlaceRow[]): Promise<void> {
  const idOf = new Map<number, string>();
  for (const row of rows) {
    const id = row.known?.id ?? newId(scope.now());
    idOf.set(row.line, id);
    if (row.same) continue;
    const { inside } = row;
    const parent_id = inside === null ? null : 'id' in inside ? inside.id : (idOf.get(inside.line) ?? null);
    if (row.known === null)
      await scope.db
        .insertInto('place')
        .values({
          ...{ space_id: scope.spaceId, id, parent_id, kind: row.kind, name: row.name, created_at: scope.now() },
          ...written(row.facts),
        })
        .execute();
    else
      await scope.db
        .updateTable('place')
        .set(written(row.facts))
        .where('space_id', '=', scope.spaceId)
        .where('id', '=', id)
        .execute();
    await audit(scope, { kind: 'place', id, detail: { listed: row.line } });
  }
}

/**
 * Lets the good rows in, all of them or none: new places, and new facts for those that are here. Refuses
 * `places.list_not_found`, `places.list_done`, `places.nothing_to_land`, `places.bad_rows` (with `count`) as long as
 * nobody says that bad rows may be left out.
 */
export const landPlaces = command({
  name: 'places.land_list',
  permission: permissions.add,
  input: LandPlaces,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const list = await openList(scope, input.id);
    if (!list.ok) return list;
    const { good, bad } = await previewPlaces(scope, list.value, list.value.sheet);
    const fresh = good.filter((row) => !row.same);
    if (fresh.length === 0) return fail('places.nothing_to_land');
    const badLines = new Set(bad.map((row) => row.line)).size;
    if (badLines > 0 && !input.without_bad)
      return fail('places.bad_rows', { field: 'without_bad', params: { count: badLines } });
    await landRows(scope, good);
    const landed = fresh.filter((row) => row.known === null).length;
    const counts = { landed, changed: fresh.length - landed, skipped: good.length - fresh.length };
    await scope.db
      .updateTable('place_import')
      .set({ ...counts, state: 'done', report: JSON.stringify(bad), landed_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await scope.db
      .deleteFrom('sealed_body')
      .where('space_id', '=', scope.spaceId)
      .where('about_kind', '=', 'import')
      .where('about_id', '=', input.id)
      .execute();
    await audit(scope, { kind: 'import', id: input.id, detail: counts });
    return ok({ id: input.id });
  },
});
