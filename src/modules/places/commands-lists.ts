import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { audit, closeSheet, keepSheet, leftOut, lockSheet, nameColumns } from '#modules/record';
import { command } from '#platform/command';
import type { Inside } from '#platform/scope';
import { permissions } from './permissions.ts';
import { placeLists, previewPlaces } from './queries-lists.ts';
import { guessListColumns, type PlaceRow, type RowFacts } from './rules-lists.ts';
import { LandPlaces, listFields, MapPlaces, neededFields, UploadPlaces } from './schema-lists.ts';

/**
 * Takes a list of places, guesses what its columns mean, and keeps it sealed for the next screen. The same file leads back
 * to the same list. Refuses what `keepSheet` refuses.
 */
export const uploadPlaces = command({
  name: 'places.upload_list',
  permission: permissions.add,
  input: UploadPlaces,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const kept = await keepSheet(scope, placeLists, input.file, { guess: (sheet) => guessListColumns(sheet.header) });
    return kept.ok ? ok({ id: kept.value }) : kept;
  },
});

/** Says what the columns mean. Refuses `places.list_not_found`, `places.list_done`, `places.column_missing`. */
export const mapPlaces = command({
  name: 'places.map_list',
  permission: permissions.add,
  input: MapPlaces,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const list = await lockSheet(scope, placeLists, input.id);
    if (!list.ok) return list;
    const naming = { fields: listFields, needed: neededFields, said: input };
    const named = await nameColumns(scope, placeLists, input.id, naming);
    return named.ok ? ok({ id: input.id }) : named;
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
    const list = await lockSheet(scope, placeLists, input.id);
    if (!list.ok) return list;
    const { good, bad } = await previewPlaces(scope, list.value, list.value.sheet);
    const fresh = good.filter((row) => !row.same);
    if (fresh.length === 0) return fail('places.nothing_to_land');
    const refused = leftOut(bad, input.without_bad, 'places.bad_rows');
    if (refused !== null) return refused;
    await landRows(scope, good);
    const landed = fresh.filter((row) => row.known === null).length;
    const counts = { landed, changed: fresh.length - landed, skipped: good.length - fresh.length };
    await closeSheet(scope, placeLists, input.id, { counts, bad });
    return ok({ id: input.id });
  },
});
