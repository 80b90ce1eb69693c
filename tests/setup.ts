import { createHash, randomUUID } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate, migrationsHash } from '#platform/migrate';
import { type Binaries, findBinaries } from '#platform/postgres-binaries';
import { type ClusterFiles, initCluster, readPidFile, startPostmaster } from '#platform/postgres-cluster';
import { ensureDatabase, ensureRoles, localUrl, ownerRole, rootRole } from '#platform/postgres-roles';
import { reachable, systemUser } from '#platform/postgres-user';
import { projectRoot } from '#platform/root';

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

/** The cluster is thrown away and listens on this machine only; one password for all its roles will do. */
const password = 'linli-test';
const template = 'linli_template';

/** Nothing has to survive a power cut, so nothing is flushed. */
const fastSettings = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'autovacuum=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'max_wal_size=4GB',
  'checkpoint_timeout=1h',
  'max_connections=300',
];

/**
 * Starts one real PostgreSQL for the whole run, with one migrated template database that test files clone. A stopped
 * cluster with that template is kept in the cache by the hash of the migrations, so most runs only copy it.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  removeAbandoned();
  const place = mkdtempSync(join(tmpdir(), `linli-test-${process.pid}-`));
  const files = clusterIn(place);
  const failure = copyCached(files) ? undefined : await buildCached(files);
  const running = await startPostmaster(files, { settings: fastSettings });
  project.provide('postgres', { port: running.port, template, password, failure });
  return async () => {
    await running.stop();
    rmSync(place, { recursive: true, force: true });
  };
}

function clusterIn(place: string): ClusterFiles {
  const runAs = systemUser();
  if (runAs) chownSync(place, runAs.uid, runAs.gid);
  const found = findBinaries();
  const binaries = runAs && !reachable(found.home, runAs) ? copyBinaries(found, place) : found;
  return { binaries, folder: join(place, 'postgres'), log: join(place, 'postgres.log'), runAs };
}

function copyBinaries(found: Binaries, place: string): Binaries {
  const home = join(place, 'programs');
  cpSync(found.home, home, { recursive: true, verbatimSymlinks: true });
  const moved = (file: string) => file.replace(found.home, home);
  return { home, initdb: moved(found.initdb), postgres: moved(found.postgres), pgCtl: moved(found.pgCtl) };
}

function cacheFolder(): string {
  const recipe = `${migrationsHash()} ${fastSettings.join()} ${readFileSync(new URL(import.meta.url), 'utf8')}`;
  const key = createHash('sha256').update(recipe).digest('hex').slice(0, 16);
  return join(projectRoot, 'node_modules', '.cache', 'linli', `test-cluster-${key}`);
}

function copyCached(files: ClusterFiles): boolean {
  const cached = cacheFolder();
  if (!existsSync(cached)) return false;
  copyCluster(cached, files.folder, files);
  return true;
}

function copyCluster(from: string, to: string, files: ClusterFiles): void {
  cpSync(from, to, { recursive: true });
  chmodSync(to, 0o700);
  const { runAs } = files;
  if (!runAs) return;
  chownSync(to, runAs.uid, runAs.gid);
  for (const entry of readdirSync(to, { recursive: true, encoding: 'utf8' }))
    chownSync(join(to, entry), runAs.uid, runAs.gid);
}

/** Makes the cluster from nothing and keeps a copy; returns why the migrations failed, when they did. */
async function buildCached(files: ClusterFiles): Promise<string | undefined> {
  await initCluster(files, password, ['--no-sync']);
  const running = await startPostmaster(files, { settings: fastSettings });
  const admin = new pg.Client({ connectionString: localUrl(rootRole, password, running.port, 'postgres') });
  try {
    await admin.connect();
    await ensureRoles(admin, { owner: password, app: password });
    await ensureDatabase(admin, template);
    await migrate(localUrl(ownerRole, password, running.port, template));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await admin.end();
    await running.stop();
  }
  keepCopy(files, cacheFolder());
  return undefined;
}

function keepCopy(files: ClusterFiles, cached: string): void {
  const unfinished = join(cached, '..', `unfinished-${randomUUID()}`);
  mkdirSync(unfinished, { recursive: true });
  cpSync(files.folder, unfinished, { recursive: true });
  try {
    renameSync(unfinished, cached);
  } catch {
    // Another run made the same one and was first.
    rmSync(unfinished, { recursive: true, force: true });
  }
  for (const name of readdirSync(join(cached, '..'))) {
    const old = join(cached, '..', name);
    // Younger ones may be in the middle of being copied.
    if (name.startsWith('test-cluster-') && old !== cached && statSync(old).mtimeMs < Date.now() - 600_000)
      rmSync(old, { recursive: true, force: true });
  }
}

/** A run that was killed leaves its PostgreSQL and its folder behind; the next run clears them away. */
function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir())) {
    const owner = /^linli-test-(\d+)-/.exec(name)?.[1];
    if (!owner || alive(Number(owner))) continue;
    const place = join(tmpdir(), name);
    try {
      const orphan = readPidFile(join(place, 'postgres'));
      if (orphan && alive(orphan.pid)) process.kill(orphan.pid, 'SIGQUIT');
      rmSync(place, { recursive: true, force: true });
    } catch {
      // Another user's run; it is theirs to clear.
    }
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
