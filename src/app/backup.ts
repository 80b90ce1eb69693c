import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  copyFileSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import pg from 'pg';
import type { Config } from '#platform/config';
import { copyOut } from '#platform/postgres-copy';
import { StartError } from '#platform/start-error';
import { type KeptTable, keptTables, type Manifest, migrationsOf, tableName } from './backup-tables.ts';
import { openGround } from './ground.ts';
import { showProgress } from './progress.ts';
import { both } from './say.ts';

const pieceBytes = 1 << 16;
const keyFiles = ['keys.json', 'log-keys.json'];

/**
 * `linli backup FOLDER`: everything of one moment, beside a running server. Tables are read in one snapshot and written
 * as COPY files with their hashes; then the stored files and the keys. Whoever has the folder can read what is sealed.
 */
export async function backupCommand(config: Config, args: readonly string[]): Promise<number> {
  const [folder, ...rest] = args;
  if (folder === undefined || rest.length > 0)
    throw new StartError('option_unknown', { option: rest[0] ?? 'backup FOLDER' });
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new StartError('backup_not_empty', { folder });
  mkdirSync(join(folder, 'tables'), { recursive: true, mode: 0o700 });
  const ground = await openGround(config, { share: true });
  try {
    const client = new pg.Client({ connectionString: ground.database.rootUrl ?? ground.database.ownerUrl });
    await client.connect();
    try {
      const manifest = await writeBackup(client, config.data, folder);
      both('backedUp', {
        folder,
        tables: manifest.tables.length,
        rows: manifest.tables.reduce((sum, one) => sum + one.rows, 0),
      });
      return 0;
    } finally {
      await client.end();
    }
  } finally {
    await ground.close();
  }
}

async function writeBackup(client: pg.Client, data: string, folder: string): Promise<Manifest> {
  await client.query('begin isolation level repeatable read, read only');
  await client.query('set local row_security = off');
  const { rows } = await client.query<{ at: string }>('select now()::text as at');
  const tables: Manifest['tables'] = [];
  const kept = await keptTables(client);
  const bar = showProgress('COPY');
  for (const table of kept) {
    tables.push(await writeTable(client, table, join(folder, 'tables', `${table.schema}.${table.name}.copy`)));
    bar.step(tables.length, kept.length);
  }
  bar.end();
  const manifest: Manifest = {
    ...{ version: 1, at: rows[0]?.at ?? '', migrations: await migrationsOf(client), tables },
    files: await copyFiles(data, folder),
  };
  await client.query('commit');
  // Written last: a folder without it is no backup.
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest, null, 1), { flush: true });
  return manifest;
}

async function writeTable(client: pg.Client, table: KeptTable, path: string): Promise<Manifest['tables'][number]> {
  const hasher = createHash('sha256');
  const file = createWriteStream(path, { mode: 0o600 });
  let lines = 0;
  let held: Buffer[] = [];
  let bytes = 0;
  const pass = (): boolean => {
    const whole = Buffer.concat(held);
    held = [];
    bytes = 0;
    return file.write(whole);
  };
  await copyOut(client, `copy (select ${table.read.join(', ')} from ${tableName(table)}) to stdout`, (chunk) => {
    hasher.update(chunk);
    // The server sends a row at a time.
    lines += 1;
    // The driver uses its buffer again for the next rows.
    held.push(Buffer.from(chunk));
    bytes += chunk.length;
    if (bytes < pieceBytes || pass()) return null;
    return once(file, 'drain').then(() => undefined);
  });
  pass();
  file.end();
  await once(file, 'finish');
  const { schema, name, columns } = table;
  return { ...{ schema, name, columns: [...columns] }, rows: lines, sha256: hasher.digest('hex') };
}

async function copyFiles(data: string, folder: string): Promise<Manifest['files']> {
  const stored = existsSync(join(data, 'files'))
    ? readdirSync(join(data, 'files'), { recursive: true, withFileTypes: true })
        .filter((one) => one.isFile())
        .map((one) => relative(data, join(one.parentPath, one.name)))
    : [];
  const files: Manifest['files'] = [];
  for (const path of [...keyFiles.filter((one) => existsSync(join(data, one))), ...stored]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    copyFileSync(join(data, path), join(folder, path));
    files.push({ path, sha256: await hashFile(join(folder, path)) });
  }
  return files;
}

/** SHA-256 of a file, read piece by piece. */
export async function hashFile(path: string): Promise<string> {
  const hasher = createHash('sha256');
  // A file without an encoding gives buffers.
  for await (const chunk of createReadStream(path)) hasher.update(chunk as Buffer);
  return hasher.digest('hex');
}
