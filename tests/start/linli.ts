import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, vi } from 'vitest';
import { processAlive } from '#platform/owner-lock';
import { readPidFile } from '#platform/postgres-cluster';
import { localUrl, ownerRole } from '#platform/postgres-roles';
import { projectRoot } from '#platform/root';

export const entry = join(projectRoot, 'bin', 'linli.mjs');
export const isRoot = process.getuid?.() === 0;

/** How a run went that has ended. */
export interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** A server in a process of its own. */
export interface Running {
  readonly url: string;
  readonly pid: number;
  output(): string;
  /** Asks it to stop, as Ctrl-C does, and waits for the end. */
  stop(): Promise<Outcome>;
  /** Ends it without a chance to tidy up. */
  kill(): Promise<void>;
}

interface RunOptions {
  readonly uid?: number | undefined;
  readonly env?: Readonly<Record<string, string>>;
  readonly node?: string;
  readonly file?: string;
}

const children = new Set<ChildProcess>();
const folders: string[] = [];

/** A folder for one test's data, removed at the end with whatever still runs in it. */
export function temporaryFolder(mode = 0o755): string {
  const folder = mkdtempSync(join(tmpdir(), 'linli-start-'));
  chmodSync(folder, mode);
  folders.push(folder);
  return folder;
}

/** Ends what a failed test left behind; to be called once per file. */
export function tidyUp(): void {
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
    for (const folder of folders) {
      for (const cluster of [join(folder, 'data', 'postgres'), join(folder, 'postgres')]) {
        const left = readPidFile(cluster);
        if (left && processAlive(left.pid)) process.kill(left.pid, 'SIGQUIT');
      }
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

/** Starts a command line without waiting for anything. */
export function launch(
  args: readonly string[],
  options: RunOptions,
): { readonly child: ChildProcess; output(): string } {
  const child = spawn(options.node ?? process.execPath, [options.file ?? entry, ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  children.add(child);
  child.once('close', () => children.delete(child));
  return { child, output: () => text };
}

/** Runs a command to its end. */
export async function linli(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const { child, output } = launch(args, options);
  const [code] = await once(child, 'close');
  return { code: typeof code === 'number' ? code : -1, output: output() };
}

/** Starts a server and waits for the line that says it is ready. */
export async function startLinli(args: readonly string[], options: RunOptions = {}): Promise<Running> {
  const { child, output } = launch(['start', '--port', '0', ...args], options);
  const closed = once(child, 'close');
  await until(() => output().includes('Ready in') || child.exitCode !== null);
  const url = /http:\/\/\S+/.exec(output())?.[0];
  if (url === undefined || child.pid === undefined || child.exitCode !== null) throw new Error(output());
  const end = async (signal: NodeJS.Signals): Promise<Outcome> => {
    child.kill(signal);
    const [code] = await closed;
    return { code: typeof code === 'number' ? code : -1, output: output() };
  };
  return {
    url,
    pid: child.pid,
    output,
    stop: () => end('SIGTERM'),
    kill: async () => {
      await end('SIGKILL');
    },
  };
}

/** Waits until something holds, looking again and again. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  await vi.waitUntil(holds, { interval: 15, timeout: 200_000 });
}

/** Whether the server answers with its database behind it. */
export async function healthy(server: Running): Promise<boolean> {
  return fetch(`${server.url}/healthz`).then(
    (answer) => answer.ok,
    () => false,
  );
}

/** A query as the owner, straight into the PostgreSQL of a data folder. */
export async function ask(data: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const passwords = JSON.parse(readFileSync(join(data, 'database-passwords.json'), 'utf8'));
  const port = readPidFile(join(data, 'postgres'))?.port ?? 0;
  const client = new pg.Client({ connectionString: localUrl(ownerRole, passwords.owner, port, 'linli') });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
