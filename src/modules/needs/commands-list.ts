import { createHash } from 'node:crypto';
import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { audit, nextNumbers, seal } from '#modules/record';
import { command } from '#platform/command';
import { actorId, type Inside } from '#platform/scope';
import { readSheet, type Sheet, type SheetLimits } from '#platform/sheet';
import { columnsOf } from './commands.ts';
import { needTokens } from './commands-loading.ts';
import { permissions } from './permissions.ts';
import { listKind, type NeedList, needListById, previewNeeds, waitingNeeds } from './queries-list.ts';
import { guessListColumns, type ListRow } from './rules-list.ts';
import { LandList, listFields, MapList, neededFields, UploadList } from './schema.ts';

/** The most rows of one list; longer ones are cut in two. */
export const mostListRows = 2000;
const limits: SheetLimits = { rows: mostListRows, unpackedBytes: 32 * 1024 * 1024 };

/**
 * Takes a list of needs as XLSX or CSV, guesses what its columns mean, and keeps it sealed for the next screen. The same
 * file leads back to the same list. Refuses `sheet.missing`, `sheet.kind`, `sheet.broken`, `sheet.empty`, `sheet.rows`.
 */
export const uploadNeeds = command({
  name: 'needs.upload_list',
  permission: permissions.list,
  input: UploadList,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    if (input.file === undefined) return fail('sheet.missing', { field: 'file' });
    const read = await readSheet(input.file, limits);
    if (!read.ok) return fail(read.fault.code, { ...read.fault, field: 'file' });
    const sheet = read.value;
    if (sheet.rows.length > mostListRows) return fail('sheet.rows', { field: 'file', params: { max: mostListRows } });
    const id = newId(scope.now());
    const hash = createHash('sha256').update(input.file.bytes).digest('hex');
    const made = await scope.db
      .insertInto('need_import')
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
    .selectFrom('need_import')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('file_hash', '=', hash)
    .executeTakeFirstOrThrow();
  await audit(scope, { kind: 'import', id, detail: { again: true } });
  return ok({ id });
}

/** A list that still waits, kept from landing twice. */
async function openList(scope: Inside, id: string): Promise<Result<NeedList & { sheet: Sheet }>> {
  await scope.db
    .selectFrom('need_import')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  const known = await needListById(scope, id);
  if (known === null) return fail('needs.list_not_found');
  const sheet = known.state === 'done' ? null : await waitingNeeds(scope, id);
  return sheet === null ? fail('needs.list_done') : ok({ ...known, sheet });
}

/** Says what the columns mean. Refuses `needs.list_not_found`, `needs.list_done`, `needs.column_missing`. */
export const mapNeeds = command({
  name: 'needs.map_list',
  permission: permissions.list,
  input: MapList,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const list = await openList(scope, input.id);
    if (!list.ok) return list;
    const missing = neededFields.find((field) => input[field] === undefined);
    if (missing !== undefined) return fail('needs.column_missing', { field: missing });
    const mapping: Record<string, number> = {};
    for (const field of listFields) {
      const column = input[field];
      if (column !== undefined) mapping[field] = Number.parseInt(column, 10);
    }
    await scope.db
      .updateTable('need_import')
      .set({ mapping: JSON.stringify(mapping) })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await audit(scope, { kind: 'import', id: input.id, detail: { mapped: Object.keys(mapping).join(' ') } });
    return ok({ id: input.id });
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
    const list = await openList(scope, input.id);
    if (!list.ok) return list;
    const { good, fresh, bad } = await previewNeeds(scope, list.value, list.value.sheet);
    if (good.length === 0) return fail('needs.nothing_to_land');
    const badLines = new Set(bad.map((row) => row.line)).size;
    if (badLines > 0 && !input.without_bad)
      return fail('needs.bad_rows', { field: 'without_bad', params: { count: badLines } });
    const opened = await landRows(scope, fresh, input.checked);
    const counts = { landed: fresh.length, opened, skipped: good.length - fresh.length };
    await scope.db
      .updateTable('need_import')
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
