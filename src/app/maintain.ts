import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '#platform/config';
import { migrate } from '#platform/migrate';
import { openPostgres } from '#platform/postgres';
import { projectRoot } from '#platform/root';
import { writeSchema } from '#scripts/schema';
import { noArguments } from './arguments.ts';
import { both } from './say.ts';

/** `linli migrate`: brings the database to the newest schema and ends, beside a running server or without one. */
export async function migrateCommand(config: Config, args: readonly string[]): Promise<number> {
  noArguments(args);
  const { databaseUrl, ownerUrl } = config;
  const database = await openPostgres({
    folder: config.data,
    wanted: config.wantedData,
    databaseUrl,
    ownerUrl,
    share: true,
  });
  try {
    const ran = await migrate(database.ownerUrl, { roles: database.roles });
    both('migrated', { count: ran.length });
    return 0;
  } finally {
    await database.close();
  }
}

/** `linli schema`: writes what is generated from the migrations, from a database that holds nothing else. */
export async function schemaCommand(config: Config, args: readonly string[]): Promise<number> {
  noArguments(args);
  const folder = mkdtempSync(join(tmpdir(), 'linli-schema-'));
  const database = await openPostgres({ folder, wanted: config.wantedData });
  try {
    await migrate(database.ownerUrl);
    await writeSchema(database.ownerUrl, projectRoot);
    both('schemaWritten');
    return 0;
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
