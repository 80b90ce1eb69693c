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
import { type Binaries, findBinaries } from '#platform/postgres-binaries';
import {
  type ClusterFiles,
  initCluster,
  type Postmaster,
  readPidFile,
  startPostmaster,
} from '#platform/postgres-cluster';
import { reachable, systemUser } from '#platform/postgres-user';
import { projectRoot } from '#platform/root';

/** The clusters are thrown away and listen on this machine only; one password for all their roles will do. */
export const password = 'linli-test';

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

/** A PostgreSQL that lives as long as a run, in a folder that goes with it. */
export interface Throwaway {
  readonly place: string;
  readonly running: Postmaster;
  /** Why there is nothing in it: what fills it failed. */
  readonly failure: string | undefined;
  stop(): Promise<void>;
}

/** What a cluster holds, and what its content depends on. */
export interface Recipe {
  readonly name: string;
  /** Changes whenever the content would; a stopped cluster is kept in the cache under it. */
  readonly key: string;
  /** Fills a fresh cluster; may leave files for later in `keep`, which are kept with it. */
  fill(port: number, keep: string): Promise<void>;
}

/** Starts a cluster with this content: a copy of the kept one, or made now and kept for the next run. */
export async function startCluster(recipe: Recipe): Promise<Throwaway> {
  removeAbandoned();
  const place = mkdtempSync(join(tmpdir(), `linli-test-${process.pid}-`));
  const files = clusterIn(place);
  const failure = copyKept(recipe, files, place) ? undefined : await buildKept(recipe, files, place);
  const running = await startPostmaster(files, { settings: fastSettings });
  const stop = async () => {
    await running.stop();
    rmSync(place, { recursive: true, force: true });
  };
  return { place, running, failure, stop };
}

/** Where a recipe's files lie that are no database. */
export const keptFiles = (place: string): string => join(place, 'kept');

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

function cacheFolder({ name, key }: Recipe): string {
  const all = `${key} ${fastSettings.join()} ${readFileSync(new URL(import.meta.url), 'utf8')}`;
  const hash = createHash('sha256').update(all).digest('hex').slice(0, 16);
  return join(projectRoot, 'node_modules', '.cache', 'linli', `${name}-cluster-${hash}`);
}

function copyKept(recipe: Recipe, files: ClusterFiles, place: string): boolean {
  const cached = cacheFolder(recipe);
  if (!existsSync(cached)) return false;
  copyCluster(join(cached, 'postgres'), files.folder, files);
  cpSync(keptFiles(cached), keptFiles(place), { recursive: true });
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

/** Makes the cluster from nothing and keeps a copy; returns why that failed, when it did. */
async function buildKept(recipe: Recipe, files: ClusterFiles, place: string): Promise<string | undefined> {
  mkdirSync(keptFiles(place));
  await initCluster(files, password, ['--no-sync']);
  const running = await startPostmaster(files, { settings: fastSettings });
  try {
    await recipe.fill(running.port, keptFiles(place));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await running.stop();
  }
  keepCopy(recipe, place);
  return undefined;
}

function keepCopy(recipe: Recipe, place: string): void {
  const cached = cacheFolder(recipe);
  const unfinished = join(cached, '..', `unfinished-${randomUUID()}`);
  mkdirSync(unfinished, { recursive: true });
  for (const part of ['postgres', 'kept']) cpSync(join(place, part), join(unfinished, part), { recursive: true });
  try {
    renameSync(unfinished, cached);
  } catch {
    // Another run made the same one and was first.
    rmSync(unfinished, { recursive: true, force: true });
  }
  for (const name of readdirSync(join(cached, '..'))) {
    const old = join(cached, '..', name);
    // Younger ones may be in the middle of being copied.
    if (name.startsWith(`${recipe.name}-cluster-`) && old !== cached && statSync(old).mtimeMs < Date.now() - 600_000)
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
