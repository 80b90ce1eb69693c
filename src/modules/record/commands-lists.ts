import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import type { Upload } from '#platform/input';
import { actorId, type Inside } from '#platform/scope';
import { type BadRow, type ColumnMap, linesOf, readUpload, type Sheet } from '#platform/sheet';
import { audit, seal } from './commands.ts';
import { sameIn, sheetListById, waitingSheet } from './queries-lists.ts';
import type { ListColumns, ListTable, SheetList, SheetLists } from './schema-lists.ts';

/** What a room says of a list that it takes in. */
export interface Taking {
  /** What the columns seem to mean. */
  readonly guess: (sheet: Sheet) => ColumnMap<string> | Promise<ColumnMap<string>>;
  /** Columns of its own table. */
  readonly own?: Readonly<Record<string, string | null>>;
}

/**
 * Takes a list as XLSX or CSV, notes what its columns seem to mean, and keeps it sealed for the next screen. Where the
 * table allows each file once, the same file leads back to the same list. Answers the list's key; refuses
 * `sheet.missing`, `sheet.kind`, `sheet.broken`, `sheet.empty`, `sheet.rows` (with `max`).
 */
export async function keepSheet(
  scope: Inside,
  kind: Pick<ListTable, 'table' | 'sealedAs'>,
  file: Upload | undefined,
  { guess, own = {} }: Taking,
): Promise<Result<string>> {
  const read = await readUpload(file);
  if (!read.ok) return read;
  const sheet = read.value;
  const row = {
    ...{ space_id: scope.spaceId, id: newId(scope.now()), file_name: (file?.name ?? '').slice(0, 120) },
    ...{
      file_hash: createHash('sha256')
        .update(file?.bytes ?? '')
        .digest('hex'),
      rows: sheet.rows.length,
    },
    ...{ mapping: JSON.stringify(await guess(sheet)), recorded_by: actorId(scope), at: scope.now(), ...own },
  };
  const made =
    await sql`insert into ${sql.table(kind.table)} (${sql.join(Object.keys(row).map((name) => sql.ref(name)))})
    values (${sql.join(Object.values(row))}) on conflict do nothing returning id`.execute(scope.db);
  if (made.rows.length === 0) return sameFile(scope, kind.table, { file_hash: row.file_hash, ...own });
  await seal(scope, {
    ...{ about: { kind: 'import', id: row.id }, kind: kind.sealedAs, personId: null },
    text: JSON.stringify(sheet),
  });
  await audit(scope, { kind: 'import', id: row.id, detail: { rows: sheet.rows.length } });
  return ok(row.id);
}

async function sameFile(
  scope: Inside,
  table: string,
  own: Readonly<Record<string, string | null>>,
): Promise<Result<string>> {
  const { rows } = await sql<{ id: string }>`select id from ${sql.table(table)} where space_id = ${scope.spaceId}
    ${sameIn(own)}`.execute(scope.db);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error(`${table} refused a list that it does not hold`);
  await audit(scope, { kind: 'import', id, detail: { again: true } });
  return ok(id);
}

/** Finds a list that still waits, with what is in it, and keeps it from landing twice. Refuses the room's `unknown`, `done`. */
export async function lockSheet<Row extends ListColumns, L extends SheetList>(
  scope: Inside,
  kind: SheetLists<Row, L>,
  id: string,
): Promise<Result<L & { readonly sheet: Sheet }>> {
  await sql`select id from ${sql.table(kind.table)} where space_id = ${scope.spaceId} and id = ${id} for update`.execute(
    scope.db,
  );
  const known = await sheetListById(scope, kind, id);
  if (known === null) return fail(kind.refusals.unknown);
  const sheet = known.state === 'done' ? null : await waitingSheet(scope, kind, id);
  return sheet === null ? fail(kind.refusals.done) : ok({ ...known, sheet });
}

/** What somebody says of the columns: for each field the column that holds it, as a form sends it. */
export interface Naming<F extends string> {
  readonly fields: readonly F[];
  readonly needed: readonly F[];
  readonly said: Readonly<Partial<Record<F, string | undefined>>>;
}

/** Notes what the columns of a waiting list mean. Refuses the room's `column` at the first field that lacks one. */
export async function nameColumns<F extends string>(
  scope: Inside,
  kind: Pick<ListTable, 'table' | 'refusals'>,
  id: string,
  { fields, needed, said }: Naming<F>,
): Promise<Result<ColumnMap<F>>> {
  const missing = needed.find((field) => said[field] === undefined);
  if (missing !== undefined) return fail(kind.refusals.column, { field: missing });
  const mapping: ColumnMap<F> = {};
  for (const field of fields) {
    const column = said[field];
    if (column !== undefined) mapping[field] = Number.parseInt(column, 10);
  }
  await sql`update ${sql.table(kind.table)} set mapping = ${JSON.stringify(mapping)}
    where space_id = ${scope.spaceId} and id = ${id}`.execute(scope.db);
  await audit(scope, { kind: 'import', id, detail: { mapped: Object.keys(mapping).join(' ') } });
  return ok(mapping);
}

/** Says no with a code as long as lines would stay out and nobody said that they may; null where nothing is in the way. */
export function leftOut(bad: readonly BadRow[], without: boolean, code: string): Result<never> | null {
  const count = linesOf(bad);
  return count > 0 && !without ? fail(code, { field: 'without_bad', params: { count } }) : null;
}

/** Notes that a list has landed, with how much of it and what stayed out, and forgets what was sealed. */
export async function closeSheet(
  scope: Inside,
  { table }: Pick<ListTable, 'table'>,
  id: string,
  landed: { readonly counts: Readonly<Record<string, number>>; readonly bad: readonly BadRow[] },
): Promise<void> {
  const counts = Object.entries(landed.counts).map(([column, count]) => sql`${sql.ref(column)} = ${count}`);
  await sql`update ${sql.table(table)} set ${sql.join(counts)}, state = 'done', landed_at = ${scope.now()},
    report = ${JSON.stringify(landed.bad)} where space_id = ${scope.spaceId} and id = ${id}`.execute(scope.db);
  await scope.db
    .deleteFrom('sealed_body')
    .where('space_id', '=', scope.spaceId)
    .where('about_kind', '=', 'import')
    .where('about_id', '=', id)
    .execute();
  await audit(scope, { kind: 'import', id, detail: landed.counts });
}
