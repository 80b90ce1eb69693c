import type pg from 'pg';
import { z } from 'zod';

/** What a backup holds, as it says itself. */
export const Manifest = z.object({
  version: z.literal(1),
  at: z.string(),
  migrations: z.array(z.object({ name: z.string(), sha256: z.string() })),
  tables: z.array(
    z.object({
      schema: z.string(),
      name: z.string(),
      columns: z.array(z.string()),
      rows: z.number(),
      sha256: z.string(),
    }),
  ),
  files: z.array(z.object({ path: z.string(), sha256: z.string() })),
});
export type Manifest = z.output<typeof Manifest>;

/** A table with the columns that are kept, and how each is read. */
export interface KeptTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
  readonly read: readonly string[];
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The name of a table for a statement. */
export function tableName(table: { readonly schema: string; readonly name: string }): string {
  return `${quoted(table.schema)}.${quoted(table.name)}`;
}

/** Columns for a statement. */
export const columnList = (columns: readonly string[]): string => columns.map(quoted).join(', ');

/**
 * Every table of ours. Transaction numbers mean something in one cluster only: they are left out and given anew, and
 * how far the sequencer had looked becomes 0, so that it finds by the leaves what it had taken.
 */
export async function keptTables(client: pg.Client): Promise<KeptTable[]> {
  const { rows } = await client.query<{ schema: string; name: string; columns: { name: string; type: string }[] }>(`
    select n.nspname as schema, c.relname as name,
      (select json_agg(json_build_object('name', a.attname, 'type', a.atttypid::regtype::text) order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname in ('public', 'auth')
      and c.relname <> 'linli_migration' order by 1, 2`);
  return rows.map(({ schema, name, columns }) => {
    const kept = columns.filter((column) => column.type !== 'xid8' || column.name === 'horizon');
    return {
      ...{ schema, name, columns: kept.map((column) => column.name) },
      read: kept.map((column) => (column.type === 'xid8' ? `'0'::xid8` : quoted(column.name))),
    };
  });
}

/** The migrations that made these tables. */
export async function migrationsOf(client: pg.Client): Promise<Manifest['migrations']> {
  const { rows } = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from linli_migration order by number',
  );
  return rows;
}
