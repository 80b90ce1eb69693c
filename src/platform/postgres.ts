import { existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { clusterName, clusterUser, makeDataFolder, reachableBinaries } from './data-folder.ts';
import { type OwnerLock, ownerOf, processAlive, takeOwnership } from './owner-lock.ts';
import { findBinaries } from './postgres-binaries.ts';
import {
  type ClusterFiles,
  initCluster,
  newPassword,
  programVersion,
  readPidFile,
  requestStop,
  startPostmaster,
} from './postgres-cluster.ts';
import { type Passwords, passwordsMissing, readPasswords, savePasswords } from './postgres-passwords.ts';
import { appRole, ensureDatabase, ensureRoles, localUrl, ownerRole, rootRole } from './postgres-roles.ts';
import { type DatabaseUrls, useServer, withoutPassword } from './postgres-server.ts';
import { keepRunning, type Trouble } from './postgres-watch.ts';
import { StartError } from './start-error.ts';

/** A PostgreSQL ready for Linli, its own or the operator's. */
export interface RunningDatabase extends DatabaseUrls {
  /** Linli's own PostgreSQL as its superuser, for backup and restore; absent on a server of the operator's. */
  readonly rootUrl?: string;
  /** Where it is, as it may be printed: a port of this machine or a server without its password. */
  readonly where: string;
  /** Settles with the reason when the database is lost for good; never while it can be brought back. */
  readonly lost: Promise<StartError>;
  /** Gives the data folder free; stops PostgreSQL if this process started it. Close pools first. */
  close(): Promise<void>;
}

export interface PostgresOptions {
  /** The data folder, made when absent. */
  readonly folder: string;
  /** The folder that was asked for; names the system folder when programs must be copied. */
  readonly wanted?: string;
  readonly databaseUrl?: string | undefined;
  readonly ownerUrl?: string | undefined;
  /** True for a command beside a running server: it then uses that server's PostgreSQL instead of refusing. */
  readonly share?: boolean;
  /** Told before a cluster is made, which takes a moment. */
  readonly onFirst?: () => void;
  /** Told when PostgreSQL was found ended, and when it is back. */
  readonly onTrouble?: (trouble: Trouble) => void;
}

const database = 'linli';
const adoptPatience = 30_000;
const ownershipPatience = 3_000;
const longestLog = 10_000_000;
/** PostgreSQL's lock number under which one program owns the cluster. */
const ownershipLock = '7305804402650171';

/**
 * Brings up the database: with `databaseUrl` the operator's server, otherwise a PostgreSQL of Linli's own in the data
 * folder, which is made on first use, found again after a crash, and started again when it is killed.
 * Throws `StartError` with a sentence a person can act on.
 */
export async function openPostgres(options: PostgresOptions): Promise<RunningDatabase> {
  const runAs = options.databaseUrl ? undefined : clusterUser(options.folder);
  makeDataFolder(options.folder, runAs);
  if (options.share && ownerOf(options.folder)) {
    const shared = await shareRunning(options);
    if (shared) return shared;
  }
  const lock = takeOwnership(options.folder);
  if (!('release' in lock)) throw new StartError('data_in_use', { folder: options.folder, pid: lock.pid });
  try {
    return options.databaseUrl ? await onServer(options, options.databaseUrl, lock) : await onOwn(options, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function onServer(options: PostgresOptions, databaseUrl: string, lock?: OwnerLock): Promise<RunningDatabase> {
  const urls = await useServer(databaseUrl, options.ownerUrl, options.folder);
  const lost = new Promise<StartError>(() => undefined);
  return { ...urls, where: withoutPassword(urls.appUrl), lost, close: async () => lock?.release() };
}

async function onOwn(options: PostgresOptions, lock: OwnerLock): Promise<RunningDatabase> {
  const { folder } = options;
  const files = await clusterFiles(options);
  const passwords = await prepareCluster(folder, files, options.onFirst);
  await stopOrphan(folder, files, passwords);
  const first = await startPostmaster(files);
  const rootUrl = localUrl(rootRole, rootPassword(folder, passwords), first.port, 'postgres');
  try {
    const owner = await holdOwnership(rootUrl, folder);
    await prepareDatabase(rootUrl, passwords);
    const onTrouble = options.onTrouble ?? (() => undefined);
    const watch = keepRunning(files, first, owner, () => holdOwnership(rootUrl, folder), onTrouble);
    const close = async () => {
      await watch.stop();
      lock.release();
    };
    const home = localUrl(rootRole, rootPassword(folder, passwords), first.port, database);
    return {
      ...{ ...localUrls(passwords, first.port), rootUrl: home, where: `127.0.0.1:${first.port}` },
      ...{ lost: watch.lost, close },
    };
  } catch (error) {
    await first.stop();
    throw error;
  }
}

async function clusterFiles(options: PostgresOptions): Promise<ClusterFiles> {
  const runAs = clusterUser(options.folder);
  const binaries = reachableBinaries(findBinaries(), options.wanted ?? options.folder, runAs);
  const log = join(options.folder, 'postgres.log');
  // One older log is kept; more would fill the disk of a machine nobody looks after.
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > longestLog) renameSync(log, `${log}.1`);
  return { binaries, runAs, folder: join(options.folder, clusterName), log };
}

/** Makes the cluster at the first start; checks its version at every later one. */
async function prepareCluster(folder: string, files: ClusterFiles, onFirst?: () => void): Promise<Passwords> {
  const program = await programVersion(files);
  if ('reason' in program) throw new StartError('binaries_broken', { reason: program.reason });
  const known = readPasswords(folder);
  if (!existsSync(files.folder)) {
    onFirst?.();
    const passwords = { root: newPassword(), owner: newPassword(), app: newPassword() };
    savePasswords(folder, passwords);
    await initCluster(files, passwords.root);
    return passwords;
  }
  if (!known) throw passwordsMissing(folder);
  const found = readFileSync(join(files.folder, 'PG_VERSION'), 'utf8').trim();
  if (found !== program.major) throw new StartError('data_version', { folder, found, wanted: program.major });
  return known;
}

/**
 * A PostgreSQL left behind by a killed program. Its lock number shows whether a program still works with it; if not,
 * it is stopped in order, so that the next one is a child of this process and can be watched.
 */
async function stopOrphan(folder: string, files: ClusterFiles, passwords: Passwords): Promise<void> {
  const left = readPidFile(files.folder);
  if (!left || !processAlive(left.pid) || !isPostgres(left.pid)) return;
  if (left.ready) await refuseIfOwned(folder, left.port, passwords);
  const until = Date.now() + adoptPatience;
  await requestStop(files, left.pid);
  while (processAlive(left.pid) && readPidFile(files.folder)?.pid === left.pid) {
    if (Date.now() > until) throw new StartError('data_in_use', { folder, pid: left.pid });
    await delay(20);
  }
}

async function refuseIfOwned(folder: string, port: number, passwords: Passwords): Promise<void> {
  const rootUrl = localUrl(rootRole, rootPassword(folder, passwords), port, 'postgres');
  if (!(await answers(rootUrl))) return;
  await (await holdOwnership(rootUrl, folder)).end().catch(() => undefined);
}

/** Opens the session whose lock says who owns the cluster; a killed owner's session may live on for a moment. */
async function holdOwnership(rootUrl: string, folder: string): Promise<pg.Client> {
  const client = await connect(rootUrl);
  const until = Date.now() + ownershipPatience;
  while (!(await tryOwnership(client))) {
    if (Date.now() > until) {
      await client.end();
      throw new StartError('data_in_use', { folder, pid: readPidFile(join(folder, clusterName))?.pid ?? 0 });
    }
    await delay(50);
  }
  return client;
}

async function tryOwnership(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1::bigint) as taken', [
    ownershipLock,
  ]);
  return rows[0]?.taken === true;
}

async function prepareDatabase(rootUrl: string, passwords: Passwords): Promise<void> {
  const admin = await connect(rootUrl);
  try {
    await ensureRoles(admin, passwords);
    await ensureDatabase(admin, database);
  } finally {
    await admin.end();
  }
}

/** Uses the PostgreSQL of the server that runs on this folder; undefined when that server ended meanwhile. */
async function shareRunning(options: PostgresOptions): Promise<RunningDatabase | undefined> {
  if (options.databaseUrl) return onServer(options, options.databaseUrl);
  const until = Date.now() + adoptPatience;
  while (ownerOf(options.folder)) {
    const status = readPidFile(join(options.folder, clusterName));
    const passwords = status?.ready ? readPasswords(options.folder) : undefined;
    if (status && passwords && (await answers(localUrls(passwords, status.port).ownerUrl))) {
      const lost = new Promise<StartError>(() => undefined);
      return {
        ...localUrls(passwords, status.port),
        rootUrl: localUrl(rootRole, rootPassword(options.folder, passwords), status.port, database),
        where: `127.0.0.1:${status.port}`,
        lost,
        close: async () => undefined,
      };
    }
    if (Date.now() > until) throw new StartError('data_in_use', { folder: options.folder, pid: status?.pid ?? 0 });
    await delay(50);
  }
  return undefined;
}

async function answers(url: string): Promise<boolean> {
  try {
    await (await connect(url)).end();
    return true;
  } catch {
    return false;
  }
}

function localUrls(passwords: Passwords, port: number): DatabaseUrls {
  return {
    ownerUrl: localUrl(ownerRole, passwords.owner, port, database),
    appUrl: localUrl(appRole, passwords.app, port, database),
    roles: { owner: ownerRole, app: appRole },
  };
}

function rootPassword(folder: string, passwords: Passwords): string {
  if (passwords.root === undefined) throw passwordsMissing(folder);
  return passwords.root;
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    application_name: 'linli start',
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** A number in an old file may meanwhile belong to any program; where the kernel tells its name, that decides. */
function isPostgres(pid: number): boolean {
  try {
    return /postgres/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
}
