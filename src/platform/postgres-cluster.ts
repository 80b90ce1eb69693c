import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chownSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Binaries } from './postgres-binaries.ts';
import { rootRole } from './postgres-roles.ts';
import { StartError } from './start-error.ts';

/** The operating-system user PostgreSQL runs as; absent: the same as Linli. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

export interface ClusterFiles {
  readonly binaries: Binaries;
  /** PostgreSQL's own folder (PGDATA). */
  readonly folder: string;
  /** File that PostgreSQL's messages are appended to. */
  readonly log: string;
  readonly runAs?: RunAs | undefined;
}

/** Long enough for crash recovery of a large database on a slow disk. */
const startPatience = 60_000;
const pollEvery = 10;
/** PostgreSQL 18, asked to stop while it recovers from a crash, may wait for ever for processes it has not told. */
const stopPatience = 10_000;

/**
 * Makes a new cluster beside its place and moves it there when complete, so that a start cut short leaves no half
 * cluster. Text is UTF-8 with PostgreSQL's own C.UTF-8 rules: the machine's locales do not matter.
 */
export async function initCluster(files: ClusterFiles, password: string, more: readonly string[] = []): Promise<void> {
  const unfinished = `${files.folder}.unfinished`;
  const passwordFile = `${files.folder}.password`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (files.runAs) {
    chownSync(unfinished, files.runAs.uid, files.runAs.gid);
    chownSync(passwordFile, files.runAs.uid, files.runAs.gid);
  }
  const common = ['-D', unfinished, '-U', rootRole, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8'];
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  try {
    let outcome = await run(files, files.binaries.initdb, [...common, ...locale, '--locale=C.UTF-8', ...more]);
    if (outcome.code !== 0 && /locale/.test(outcome.output)) {
      // A system that has no C.UTF-8 of its own (older macOS, musl) still has PostgreSQL's builtin one.
      outcome = await run(files, files.binaries.initdb, [...common, ...locale, '--locale=C', ...more]);
    }
    writeFileSync(files.log, outcome.output, { flag: 'a', mode: 0o600 });
    if (outcome.code !== 0) throw new StartError('initdb_failed', { reason: lastLine(outcome.output), log: files.log });
    renameSync(unfinished, files.folder);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** A postmaster that is accepting connections on 127.0.0.1. */
export interface Postmaster {
  readonly port: number;
  readonly pid: number;
  /** Settles when the process has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /**
   * Fast shutdown: open transactions are rolled back, everything is written, then it ends. One that does not end in time
   * is ended at once: what was committed stands in its log, and the next start reads it from there.
   */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL and waits until it accepts connections. With `port`, that port is kept through retries (pools
 * already point to it); without, a free one is chosen, and another when someone else was quicker. A lock left by a
 * postmaster killed a moment ago is waited for. Throws `StartError` `postgres_failed`.
 */
export async function startPostmaster(
  files: ClusterFiles,
  options: { readonly port?: number | undefined; readonly settings?: readonly string[] } = {},
): Promise<Postmaster> {
  const until = Date.now() + startPatience;
  for (;;) {
    const port = options.port ?? (await freePort());
    const attempt = await tryStart(files, port, options.settings ?? [], until);
    if ('pid' in attempt) return attempt;
    const transient = /could not bind|Address already in use|pre-existing shared memory|lock file/i.test(
      attempt.reason,
    );
    if (!transient || Date.now() > until)
      throw new StartError('postgres_failed', { reason: attempt.reason, log: files.log });
    await delay(100);
  }
}

async function tryStart(
  files: ClusterFiles,
  port: number,
  settings: readonly string[],
  until: number,
): Promise<Postmaster | { readonly reason: string }> {
  const before = logSize(files.log);
  const log = openSync(files.log, 'a', 0o600);
  const child = spawn(files.binaries.postgres, serverArguments(files.folder, port, settings), {
    ...spawnOptions(files),
    // Its own process group: Ctrl-C at the terminal reaches Linli, which then stops PostgreSQL in order.
    detached: process.platform !== 'win32',
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const ended = ending(child);
  let running = true;
  void ended.then(() => {
    running = false;
  });
  while (running) {
    const status = readPidFile(files.folder);
    if (status?.pid === child.pid && status?.ready) return postmaster(files, child, port, ended);
    if (Date.now() > until) {
      child.kill('SIGQUIT');
      return { reason: 'no answer' };
    }
    await Promise.race([delay(pollEvery), ended]);
  }
  return { reason: lastLine(readFileSync(files.log).subarray(before).toString()) || 'ended at once' };
}

function postmaster(files: ClusterFiles, child: ChildProcess, port: number, ended: Promise<void>): Postmaster {
  const pid = child.pid ?? 0;
  return {
    port,
    pid,
    ended,
    stop: async () => {
      await requestStop(files, pid);
      const late = setTimeout(() => child.kill('SIGQUIT'), stopPatience);
      await ended;
      clearTimeout(late);
    },
  };
}

function serverArguments(folder: string, port: number, settings: readonly string[]): string[] {
  const all = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'lc_messages=C',
    'timezone=UTC',
    'log_timezone=UTC',
    'max_connections=100',
    // A killed program must not keep its locks: PostgreSQL looks every second whether the other side is still there.
    'client_connection_check_interval=1000',
    // Compiling queries costs more than the short ones here take.
    'jit=off',
    ...settings,
  ];
  return ['-D', folder, ...all.flatMap((setting) => ['-c', setting])];
}

/** Asks a postmaster, ours or an orphan, for a fast shutdown; does not wait. */
export async function requestStop(files: ClusterFiles, pid: number): Promise<void> {
  if (process.platform === 'win32') {
    await run(files, files.binaries.pgCtl, ['stop', '-D', files.folder, '-m', 'fast', '-W']);
    return;
  }
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    // Already gone, which is what was wanted.
  }
}

/** The major version of PostgreSQL's programs, or why they do not run as this user. */
export async function programVersion(
  files: Pick<ClusterFiles, 'binaries' | 'runAs'>,
): Promise<{ readonly major: string } | { readonly reason: string }> {
  const outcome = await run(files, files.binaries.postgres, ['--version']);
  const major = /PostgreSQL\) (\d+)/.exec(outcome.output)?.[1];
  if (outcome.code === 0 && major) return { major };
  return { reason: lastLine(outcome.output) || `exit ${outcome.code}` };
}

export interface PidFile {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

/** What a running (or killed) postmaster wrote about itself into its folder. */
export function readPidFile(folder: string): PidFile | undefined {
  try {
    const lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number.parseInt(lines[0] ?? '', 10);
    const port = Number.parseInt(lines[3] ?? '', 10);
    if (Number.isNaN(pid)) return undefined;
    return { pid: Math.abs(pid), port, ready: lines[7]?.trim() === 'ready' };
  } catch {
    return undefined;
  }
}

/** A TCP port of this machine that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : freePort();
}

/** A password nobody has to type. */
export function newPassword(): string {
  return randomBytes(24).toString('base64url');
}

function spawnOptions(files: Pick<ClusterFiles, 'binaries' | 'runAs'>) {
  const { PATH = '', SystemRoot = '' } = process.env;
  return {
    // Nothing of Linli's environment is PostgreSQL's business (PGDATA, PGPORT and keys among it).
    env: { PATH, LC_ALL: 'C', TZ: 'UTC', ...(SystemRoot ? { SystemRoot } : {}) },
    cwd: dirname(files.binaries.postgres),
    ...(files.runAs ?? {}),
  };
}

async function run(
  files: Pick<ClusterFiles, 'binaries' | 'runAs'>,
  program: string,
  args: readonly string[],
): Promise<{ readonly code: number; readonly output: string }> {
  const child = spawn(program, args, { ...spawnOptions(files), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: -1, output: `${output}${error.message}` }));
    child.once('close', (code) => resolve({ code: code ?? -1, output }));
  });
}

function ending(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
}

function logSize(log: string): number {
  return statSync(log, { throwIfNoEntry: false })?.size ?? 0;
}

/** The line a person should read: the first FATAL or error, otherwise the last one. */
function lastLine(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.find((line) => /FATAL|PANIC|error:/i.test(line)) ?? lines.at(-1) ?? '';
  return telling.replace(/^.*?(FATAL|PANIC|error):\s*/i, '').trim();
}
