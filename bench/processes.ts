import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processAlive } from '#platform/owner-lock';
import { readPidFile } from '#platform/postgres-cluster';
import { projectRoot } from '#platform/root';

/** A server in a process of its own. */
export interface Served {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

const children = new Set<ChildProcess>();
const folders: string[] = [];

/** A folder that is gone when the benchmarks end. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'linli-bench-'));
  chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
}

/** Ends every process that is left and removes the folders. */
export function tidyUp(): void {
  for (const child of children) child.kill('SIGKILL');
  for (const folder of folders) {
    const left = readPidFile(join(folder, 'data', 'postgres'));
    if (left !== undefined && processAlive(left.pid)) process.kill(left.pid, 'SIGQUIT');
    rmSync(folder, { recursive: true, force: true });
  }
}

async function launch(args: readonly string[], ready: RegExp, env: Readonly<Record<string, string>>): Promise<Served> {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  const closed = once(child, 'close').then(() => {
    children.delete(child);
  });
  let output = '';
  const up = Promise.withResolvers<string>();
  const look = (chunk: Buffer): void => {
    output += chunk.toString();
    const url = ready.test(output) ? /http:\/\/\S+/.exec(output)?.[0] : undefined;
    if (url !== undefined) up.resolve(url);
  };
  child.stdout.on('data', look);
  child.stderr.on('data', look);
  void closed.then(() => up.reject(new Error(output)));
  const url = await up.promise;
  return {
    url,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGTERM');
      await closed;
    },
  };
}

/** Linli as `npm start` runs it, on this data folder. Each request may say where it comes from, so none is too often. */
export function serveLinli(data: string, port = '0'): Promise<Served> {
  const entry = join(projectRoot, 'bin', 'linli.mjs');
  return launch([entry, 'start', '--no-demo', '--data', data, '--port', port], /Ready in/, { LINLI_TRUST_PROXY: '1' });
}

/** The same server, which solves a large market on its worker when it is sent SIGUSR2 and tells in `file` how it went. */
export function serveSolving(data: string, file: string): Promise<Served> {
  return launch(['--import', 'tsx', join(projectRoot, 'bench', 'solving.ts'), data, file], /Ready in/, {});
}

/** The reference: `node:http` alone, sending these bytes whatever it is asked. */
export function serveBare(bytes: Uint8Array): Promise<Served> {
  const file = join(temporaryFolder(), 'page.html');
  writeFileSync(file, bytes);
  return launch([join(projectRoot, 'bench', 'bare-server.ts'), file], /ready/, {});
}

/** Memory of a process that is really there, in bytes. */
export function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? '0') * 1024;
}
