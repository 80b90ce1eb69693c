import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { audit, closeSheet, keepSheet, leftOut, lockSheet, nameColumns, nextNumbers } from '#modules/record';
import { command } from '#platform/command';
import { actorId, type Inside } from '#platform/scope';
import { columnsOf } from './commands.ts';
import { needTokens } from './commands-loading.ts';
import { permissions } from './permissions.ts';
import { needLists, previewNeeds } from './queries-list.ts';
import { guessListColumns, type ListRow } from './rules-list.ts';
import { LandList, listFields, MapList, neededFields, UploadList } from './schema.ts';

/**
 * Takes a list of needs, guesses what its columns mean, and keeps it sealed for the next screen. The same file leads back
 * to the same list. Refuses what `keepSheet` refuses.
 */
export const uploadNeeds = command({
  name: 'needs.upload_list',
  permission: permissions.list,
  input: UploadList,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const kept = await keepSheet(scope, needLists, input.file, { guess: (sheet) => guessListColumns(sheet.header) });
    return kept.ok ? ok({ id: kept.value }) : kept;
  },
});

/** Says what the columns mean. Refuses `needs.list_not_found`, `needs.list_done`, `needs.column_missing`. */
export const mapNeeds = command({
  name: 'needs.map_list',
  permission: permissions.list,
  input: MapList,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const list = await lockSheet(scope, needLists, input.id);
    if (!list.ok) return list;
    const naming = { fields: listFields, needed: neededFields, said: input };
    const named = await nameColumns(scope, needLists, input.id, naming);
    return named.ok ? ok({ id: input.id }) : named;
  },
});

/** Rows of one statement. */
const batchSize = 200;

async function landRows(scope: Inside, rows: readonly ListRow[], checked: boolean): Promise<number> {
  const open = checked ? rows.filter((row) => row.clean) : [];
  const numbers = await nextNumbers(scope, 'need', open.length);
  const numberOf = new Map(open.map((row, at) => [row.origin, numbers[at] ?? null]));
  const by = actorId(scope);
  const at = scope.now();
  const made = rows.map((row) => ({ row, id: newId(at), number: numberOf.get(row.origin) ?? null }));
  for (let from = 0; from < made.length; from += batchSize)
    await scope.db
      .insertInto('need')
      .values(
        made.slice(from, from + batchSize).map(({ row, id, number }) => ({
          ...columnsOf(row),
          ...{ space_id: scope.spaceId, id, number, origin: row.origin, opened_by: by, created_at: at, updated_at: at },
          tokens: needTokens({ number, title: row.title, summary: row.summary }),
          ...(number === null ? {} : { state: 'open' as const, checked_by: by, checked_at: at, confirmed_at: at }),
        })),
      )
      .execute();
  for (const { row, id, number } of made) {
    await audit(scope, { kind: 'need', id, detail: { step: 'drafted', class: row.class_code } });
    if (number !== null) await audit(scope, { kind: 'need', id, detail: { step: 'checked', number } });
  }
  return open.length;
}

/**
 * Lets the good rows in, all of them or none, as drafts; where the desk says that they were checked, those without
 * anything that looks like personal data are numbered and public at once. What came in with an earlier list is left
 * alone. Refuses `needs.list_not_found`, `needs.list_done`, `needs.nothing_to_land`, `needs.bad_rows` (with `count`)
 * as long as nobody says that bad rows may be left out.
 */
export const landNeeds = command({
  name: 'needs.land_list',
  permission: permissions.list,
  input: LandList,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const list = await lockSheet(scope, needLists, input.id);
    if (!list.ok) return list;
    const { good, fresh, bad } = await previewNeeds(scope, list.value, list.value.sheet);
    if (good.length === 0) return fail('needs.nothing_to_land');
    const refused = leftOut(bad, input.without_bad, 'needs.bad_rows');
    if (refused !== null) return refused;
    const opened = await landRows(scope, fresh, input.checked);
    const counts = { landed: fresh.length, opened, skipped: good.length - fresh.length };
    await closeSheet(scope, needLists, input.id, { counts, bad });
    return ok({ id: input.id });
  },
});
