import { type RawBuilder, sql } from 'kysely';
import { isId } from '#kernel/ids';
import type { Scope } from '#platform/scope';
import type { Sheet } from '#platform/sheet';
import { unseal } from './commands.ts';
import type { ListColumns, ListTable, SheetList, SheetLists } from './schema-lists.ts';

/** Columns of a list's own table with the values they must have, the empty one included. */
export function sameIn(own: Readonly<Record<string, string | null>>): RawBuilder<unknown> {
  if (Object.keys(own).length === 0) return sql``;
  const parts = Object.entries(own).map(([column, value]) => sql`and ${sql.ref(column)} is not distinct from ${value}`);
  return sql.join(parts, sql` `);
}

async function found<Row extends ListColumns, L extends SheetList>(
  scope: Scope,
  kind: SheetLists<Row, L>,
  which: RawBuilder<unknown>,
): Promise<L[]> {
  const { rows } = await sql<Row>`select * from ${sql.table(kind.table)} where space_id = ${scope.spaceId} ${which}
    order by at desc limit 50`.execute(scope.db);
  return rows.map((row) => {
    const list = {
      ...{ id: row.id, state: row.state, fileName: row.file_name, rows: row.rows, at: row.at },
      // Mapping and report are written only by the commands of these lists, in these shapes.
      ...{ mapping: row.mapping as SheetList['mapping'], report: row.report as SheetList['report'] },
      ...{ landed: row.landed, skipped: row.skipped },
    };
    return kind.read(list, row);
  });
}

/** The lists of one kind so far, newest first; with `own` only those whose table's own columns say so. */
export function sheetLists<Row extends ListColumns, L extends SheetList>(
  scope: Scope,
  kind: SheetLists<Row, L>,
  own: Readonly<Record<string, string | null>> = {},
): Promise<L[]> {
  return found(scope, kind, sameIn(own));
}

/** One list, or null. */
export async function sheetListById<Row extends ListColumns, L extends SheetList>(
  scope: Scope,
  kind: SheetLists<Row, L>,
  id: string,
): Promise<L | null> {
  if (!isId(id)) return null;
  return (await found(scope, kind, sql`and id = ${id}`))[0] ?? null;
}

/** Opens a list that waits; null when it has landed. */
export async function waitingSheet(scope: Scope, kind: Pick<ListTable, 'sealedAs'>, id: string) {
  const text = (await unseal(scope, { kind: 'import', ids: [id] }, kind.sealedAs)).get(id);
  // What is sealed here was written by the upload, from a Sheet.
  return text === undefined ? null : (JSON.parse(text) as Sheet);
}
