import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { projectRoot } from './root.ts';
import { StartError } from './start-error.ts';

/** One forward step of the schema, as it lies in `db/migrations`. */
export interface Migration {
  readonly number: number;
  readonly file: string;
  readonly sql: string;
  /** SHA-256 of the text with unix line ends, so that a checkout on Windows counts as the same. */
  readonly sha256: string;
}

export interface MigrateOptions {
  readonly folder?: string;
  /** Called after each step that ran, for progress. */
  readonly onStep?: (migration: Migration, done: number, all: number) => void;
  /**
   * Names of the two roles where a server of one's own uses others than `linli_owner` and `linli_app`: the
   * migrations speak of those two, and the real names are put in their place.
   */
  readonly roles?: { readonly owner: string; readonly app: string };
}

export const migrationsFolder: string = join(projectRoot, 'db', 'migrations');

/** Any number that no other program on the server is likely to lock. */
const migrateLock = '7305804402650170';

/** All steps in order; refuses a file whose name or number is not right. */
export function readMigrations(folder: string = migrationsFolder): readonly Migration[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort();
  const seen = new Set<number>();
  return files.map((file) => {
    const number = Number.parseInt(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(file)?.[1] ?? '', 10);
    if (Number.isNaN(number) || seen.has(number)) throw new StartError('migration_name', { file });
    seen.add(number);
    const sql = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n');
    return { number, file, sql, sha256: createHash('sha256').update(sql).digest('hex') };
  });
}

/** One value that changes whenever any migration does; names the test template made from them. */
export function migrationsHash(folder: string = migrationsFolder): string {
  const hash = createHash('sha256');
  for (const step of readMigrations(folder)) hash.update(`${step.file} ${step.sha256}\n`);
  return hash.digest('hex');
}

/**
 * Brings the database behind `ownerUrl` to the newest schema, each step in its own transaction, and returns the names
 * of the files that ran. Two programs starting together wait for each other. Throws `StartError`: `migration_changed`,
 * `migration_missing`, `migration_order`, `migration_name`, `migration_failed`.
 */
export async function migrate(ownerUrl: string, options: MigrateOptions = {}): Promise<readonly string[]> {
  const steps = readMigrations(options.folder);
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'linli migrate' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1::bigint)', [migrateLock]);
    await client.query(
      `create table if not exists linli_migration (
         number integer primary key,
         name text not null unique,
         sha256 text not null,
         at timestamptz not null default now()
       )`,
    );
    const pending = await pendingSteps(client, steps);
    for (const [index, step] of pending.entries()) {
      await runStep(client, step, options.roles);
      options.onStep?.(step, index + 1, pending.length);
    }
    return pending.map((step) => step.file);
  } finally {
    await client.end();
  }
}

async function pendingSteps(client: pg.Client, steps: readonly Migration[]): Promise<readonly Migration[]> {
  const { rows } = await client.query<{ number: number; name: string; sha256: string }>(
    'select number, name, sha256 from linli_migration order by number',
  );
  const known = new Map(steps.map((step) => [step.file, step]));
  for (const row of rows) {
    const step = known.get(row.name);
    if (!step) throw new StartError('migration_missing', { file: row.name });
    if (step.sha256 !== row.sha256) throw new StartError('migration_changed', { file: row.name });
  }
  const ran = new Set(rows.map((row) => row.name));
  const pending = steps.filter((step) => !ran.has(step.file));
  const last = rows.at(-1);
  const late = pending.find((step) => last && step.number < last.number);
  if (late && last) throw new StartError('migration_order', { file: late.file, last: last.name });
  return pending;
}

async function runStep(client: pg.Client, step: Migration, roles: MigrateOptions['roles']): Promise<void> {
  try {
    await client.query('begin');
    await client.query(withRoles(step.sql, roles));
    await client.query('insert into linli_migration (number, name, sha256) values ($1, $2, $3)', [
      step.number,
      step.file,
      step.sha256,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw new StartError('migration_failed', { file: step.file, reason: describe(error, step.sql) });
  }
}

function withRoles(sql: string, roles: MigrateOptions['roles']): string {
  if (!roles || (roles.owner === 'linli_owner' && roles.app === 'linli_app')) return sql;
  return sql
    .replace(/\blinli_owner\b/g, () => pg.escapeIdentifier(roles.owner))
    .replace(/\blinli_app\b/g, () => pg.escapeIdentifier(roles.app));
}

/** PostgreSQL gives a character position; a person needs the line. */
function describe(error: unknown, sql: string): string {
  if (!(error instanceof Error)) return String(error);
  const position = error instanceof pg.DatabaseError ? Number(error.position) : Number.NaN;
  if (!position) return error.message;
  const line = sql.slice(0, position).split('\n').length;
  return `${error.message} (line ${line})`;
}
