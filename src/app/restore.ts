import {
  chmodSync,
  chownSync,
  copyFileSync,
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import type { Config } from '#platform/config';
import { copyIn } from '#platform/postgres-copy';
import { StartError } from '#platform/start-error';
import { hashFile } from './backup.ts';
import { columnList, Manifest, migrationsOf, tableName } from './backup-tables.ts';
import { openGround } from './ground.ts';
import { showProgress } from './progress.ts';
import { both } from './say.ts';

/**
 * `linli restore FOLDER --data NEW`: a backup on an empty machine. Everything is checked against the manifest before a
 * row is written, and all rows come in one transaction. Refuses a data folder that holds something.
 */
export async function restoreCommand(config: Config, args: readonly string[]): Promise<number> {
  const [folder, ...rest] = args;
  if (folder === undefined || rest.length > 0)
    throw new StartError('option_unknown', { option: rest[0] ?? 'restore FOLDER' });
  const manifest = await readBackup(folder);
  const taken = manifest.files.find(({ path }) => existsSync(join(config.data, path)));
  if (taken !== undefined) throw new StartError('restore_not_empty', { folder: config.data });
  const ground = await openGround(config, { share: false });
  try {
    const client = new pg.Client({ connectionString: ground.database.rootUrl ?? ground.database.ownerUrl });
    await client.connect();
    try {
      await load(client, config.data, folder, manifest);
    } finally {
      await client.end();
    }
    placeFiles(folder, config.data, manifest);
    both('restored', { folder, rows: manifest.tables.reduce((sum, one) => sum + one.rows, 0), at: manifest.at });
    return 0;
  } finally {
    await ground.close();
  }
}

/** Reads the manifest and compares every file with it. */
async function readBackup(folder: string): Promise<Manifest> {
  const path = join(folder, 'manifest.json');
  if (!existsSync(path)) throw new StartError('restore_no_backup', { folder });
  const manifest = Manifest.parse(JSON.parse(readFileSync(path, 'utf8')));
  const parts = [
    ...manifest.tables.map((one) => ({ path: join('tables', `${one.schema}.${one.name}.copy`), sha256: one.sha256 })),
    ...manifest.files,
  ];
  for (const part of parts) {
    const whole = join(folder, part.path);
    if (!existsSync(whole) || (await hashFile(whole)) !== part.sha256)
      throw new StartError('restore_damaged', { file: part.path });
  }
  return manifest;
}

async function load(client: pg.Client, data: string, folder: string, manifest: Manifest): Promise<void> {
  const here = JSON.stringify(await migrationsOf(client));
  if (here !== JSON.stringify(manifest.migrations)) throw new StartError('restore_schema', { folder });
  const { rows } = await client.query<{ full: boolean }>('select exists (select from space) as full');
  if (rows[0]?.full === true) throw new StartError('restore_not_empty', { folder: data });
  await client.query('begin');
  // Rows come as they were: nothing is checked, noted or refused a second time.
  await client.query('set local session_replication_role = replica');
  const bar = showProgress('COPY');
  for (const [at, table] of manifest.tables.entries()) {
    // What the migrations put there themselves is in the backup as well.
    await client.query(`delete from ${tableName(table)}`);
    const source = createReadStream(join(folder, 'tables', `${table.schema}.${table.name}.copy`));
    await copyIn(client, `copy ${tableName(table)} (${columnList(table.columns)}) from stdin`, source);
    bar.step(at + 1, manifest.tables.length);
  }
  bar.end();
  await client.query('commit');
  await client.query('analyze');
}

function placeFiles(folder: string, data: string, manifest: Manifest): void {
  // Beside a PostgreSQL that runs as another user the folder's owner stays the owner of what is in it.
  const { uid, gid } = statSync(data);
  for (const { path } of manifest.files) {
    const target = join(data, path);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(join(folder, path), target);
    if (path.endsWith('.json')) chmodSync(target, 0o600);
    if (process.getuid?.() === 0) chownSync(target, uid, gid);
  }
}
