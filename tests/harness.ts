import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { appRole, localUrl, ownerRole, rootRole } from '#platform/postgres-roles';

/** A fresh, migrated database of its own for one test file. */
export interface TestWorld {
  /** Connects as the role that owns and migrates. */
  readonly ownerUrl: string;
  /** Connects as the role that runs: row-level security applies. */
  readonly appUrl: string;
  /** Superuser, for tests about the catalogue and for breaking things on purpose. */
  readonly rootUrl: string;
  readonly database: string;
  /** Drops the database; done by itself at the end of the file. */
  close(): Promise<void>;
}

let made = 0;

/**
 * Clones the migrated template for the calling test file: `const world = await testWorld(import.meta.url)` at the top
 * of the file. Everything written through the real roles stays in this clone.
 */
export async function testWorld(url: string, from?: string): Promise<TestWorld> {
  const { port, password, template, failure } = inject('postgres');
  if (failure && !from) throw new Error(failure);
  made += 1;
  const name = createHash('sha256').update(fileURLToPath(url)).digest('hex').slice(0, 12);
  const database = `t_${name}_${process.pid}_${made}`;
  const rootUrl = localUrl(rootRole, password, port, 'postgres');
  await asRoot(rootUrl, async (root) => {
    await root.query(`create database ${database} template ${from ?? template} owner ${ownerRole}`);
    await root.query(`revoke all on database ${database} from public`);
    await root.query(`grant connect on database ${database} to ${appRole}`);
  });
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    await asRoot(rootUrl, (root) => root.query(`drop database if exists ${database} with (force)`));
  };
  afterAll(close);
  return {
    ownerUrl: localUrl(ownerRole, password, port, database),
    appUrl: localUrl(appRole, password, port, database),
    rootUrl: localUrl(rootRole, password, port, database),
    database,
    close,
  };
}

async function asRoot(rootUrl: string, work: (root: pg.Client) => Promise<unknown>): Promise<void> {
  const root = new pg.Client({ connectionString: rootUrl });
  await root.connect();
  try {
    await work(root);
  } finally {
    await root.end();
  }
}
