import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { schemaSql } from './schema-sql.ts';
import { schemaTypes } from './schema-types.ts';

/** The generated files by their path in the project. */
export type SchemaFiles = Record<'db/schema.sql' | 'src/platform/schema.generated.ts', string>;

/** Reads a migrated database as its owner and renders what is committed beside the migrations. */
export async function renderSchema(ownerUrl: string): Promise<SchemaFiles> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return { 'db/schema.sql': await schemaSql(client), 'src/platform/schema.generated.ts': await schemaTypes(client) };
  } finally {
    await client.end();
  }
}

/** Writes both files below the project's root. The database named must carry exactly the migrations and nothing else. */
export async function writeSchema(ownerUrl: string, root: string): Promise<void> {
  for (const [path, text] of Object.entries(await renderSchema(ownerUrl))) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}
