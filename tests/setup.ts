import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate, migrationsHash } from '#platform/migrate';
import { ensureDatabase, ensureRoles, localUrl, ownerRole, rootRole } from '#platform/postgres-roles';
import { password, type Recipe, startCluster } from './cluster.ts';

/** What the workers are told about the one PostgreSQL of this run. */
export interface TestPostgres {
  readonly port: number;
  readonly template: string;
  readonly password: string;
  /** Why there is no template: the migrations do not run. Tests without a database can go on. */
  readonly failure?: string | undefined;
}

declare module 'vitest' {
  // Vitest's own way of typing what `inject` returns.
  interface ProvidedContext {
    readonly postgres: TestPostgres;
  }
}

const template = 'linli_template';

/** One migrated template database that test files clone. */
const migrated: Recipe = {
  name: 'test',
  key: migrationsHash(),
  fill: async (port) => {
    const admin = new pg.Client({ connectionString: localUrl(rootRole, password, port, 'postgres') });
    await admin.connect();
    try {
      await ensureRoles(admin, { owner: password, app: password });
      await ensureDatabase(admin, template);
      await migrate(localUrl(ownerRole, password, port, template));
    } finally {
      await admin.end();
    }
  },
};

/** Starts one real PostgreSQL for the whole run; most runs only copy the kept one with its template. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { running, failure, stop } = await startCluster(migrated);
  project.provide('postgres', { port: running.port, template, password, failure });
  return stop;
}
