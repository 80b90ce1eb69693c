import { Kysely } from 'kysely';
import pg from 'pg';
import { lineDialect } from './line.ts';
import type { DB } from './schema.generated.ts';

/** A Kysely instance whose connections carry one scope; inside a command it is that command's transaction. */
export type Db = Kysely<DB>;

/** The running role's connections, handed out per scope. */
export interface Database {
  /** A handle whose every statement runs under this scope; `spaceId` null sees only reference tables. */
  scoped(spaceId: string | null, spaces: readonly string[]): Db;
  /** The bare pool, for LISTEN and health checks; never for queries on tenant tables. */
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

// Bigint columns are money and minutes: they stay exact. A date is a day of the calendar, not an instant.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => BigInt(text));
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

const keptHandles = 500;
/** Which scope a pooled connection last carried, so that it is set again only when it differs. */
const carried = new WeakMap<pg.PoolClient, string>();

/**
 * Opens the running role's pool. The scope is put on a connection when it is taken, outside any transaction, so
 * a rollback can not take it away and a connection never answers under the scope of an earlier borrower.
 */
export function openDatabase(url: string, options: { max?: number; onError?: (error: Error) => void } = {}): Database {
  const pool = new pg.Pool({ connectionString: url, max: options.max ?? 10 });
  // Without a listener an idle connection cut by a restart of the server would end this process.
  pool.on('error', (error) => options.onError?.(error));
  // A borrowed one has no listener of the pool's; its next statement fails, and that is what the borrower hears.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const handles = new Map<string, Db>();
  const scoped = (spaceId: string | null, spaces: readonly string[]): Db => {
    const readable = spaces.join(',');
    const key = `${spaceId ?? ''}|${readable}`;
    const known = handles.get(key);
    if (known !== undefined) return known;
    const made = new Kysely<DB>({ dialect: lineDialect(() => borrow(pool, key, spaceId ?? '', readable)) });
    const oldest = handles.size >= keptHandles ? handles.keys().next() : undefined;
    if (oldest?.done === false) handles.delete(oldest.value);
    handles.set(key, made);
    return made;
  };
  return { scoped, pool, close: () => pool.end() };
}

async function borrow(pool: pg.Pool, key: string, space: string, readable: string): Promise<pg.PoolClient> {
  const client = await pool.connect();
  if (carried.get(client) === key) return client;
  try {
    await client.query("select set_config('linli.space', $1, false), set_config('linli.spaces', $2, false)", [
      space,
      readable,
    ]);
    carried.set(client, key);
    return client;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** Some errors of a cut connection bring no code. */
const awayMessage = /Connection terminated|is not queryable|timeout exceeded when trying to connect/;

/** Whether an error means that the database is away rather than that we are wrong, also wrapped into a library's own. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const away =
    /^(ECONNREFUSED|ECONNRESET|EPIPE|57P0[123]|08\d{3}|53300)$/.test(code) || awayMessage.test(error.message);
  return away || isDatabaseAway(error.cause);
}
