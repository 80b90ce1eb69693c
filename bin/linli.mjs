#!/usr/bin/env node
// The way in: `npm start`, `npx linli <command>`. Plain JavaScript that also runs on Node 20, because its first task
// is to find the Node 24 that npm brought. Then it bundles the sources when they changed, and runs them.

import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const self = fileURLToPath(import.meta.url);
const wantedNode = 24;
const sources = ['src', 'demo', 'browser', 'scripts', 'tests'];

const [command] = process.argv.slice(2);
stopWithNpm();
if (Number.parseInt(process.versions.node, 10) < wantedNode) runOnOwnNode();
else if (command === 'dev') runAgainOnChange();
else await runHere();

/**
 * npm starts a shell that starts this. Killed, npm leaves both behind; asked to end, it ends the shell alone. A server
 * nobody sees would go on and hold the data, so it ends too when one of those above it is gone.
 */
function stopWithNpm() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const before = ancestors();
  const look = setInterval(() => {
    if (ancestors() === before) return;
    clearInterval(look);
    process.kill(process.pid, 'SIGTERM');
  }, 300);
  look.unref();
}

/** Parent and, where the kernel tells, grandparent. */
function ancestors() {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    return `${process.ppid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]}`;
  } catch {
    return `${process.ppid}`;
  }
}

/** Hands over to the Node that npm brought; this process only passes signals on and keeps the exit code. */
function runOnOwnNode() {
  const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(node)) {
    refuse(
      `邻里需要 Node ${wantedNode}，这里是 ${process.version}，npm 也没有把它带来。请在 ${root} 里运行：npm ci；若 npm 拦下了安装脚本，再运行：npm rebuild node`,
      `Linli needs Node ${wantedNode}; this is ${process.version} and npm did not bring it. In ${root} run: npm ci; if npm blocked install scripts, then: npm rebuild node`,
    );
  }
  const child = startChild(node, process.argv.slice(2));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // Ctrl-C at a terminal reaches the child by itself; a second one would cut its orderly end short.
    process.on(signal, () => (signal !== 'SIGINT' || !process.stdin.isTTY ? child.kill(signal) : undefined));
  }
  child.once('error', (error) =>
    refuse(`Node ${wantedNode} 起不来：${error.message}`, `Node ${wantedNode} does not start: ${error.message}`),
  );
  child.once('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}

/** The channel tells the child when this process is killed, so that it ends too instead of running on unseen. */
function startChild(node, args) {
  return spawn(node, [self, ...args], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
}

async function runHere() {
  process.setSourceMapsEnabled(true);
  const main = await bundle();
  if (main) await import(pathToFileURL(main).href);
  else await runFromSource();
}

/** Bundles `src/main.ts` unless a bundle of exactly these sources exists; undefined where nothing can be written. */
async function bundle() {
  const cache = join(root, 'node_modules', '.cache', 'linli');
  const stamp = stampOfSources();
  const folder = join(cache, `bundle-${stamp}`);
  const main = join(folder, 'main.mjs');
  if (existsSync(main)) return main;
  const esbuild = await library('esbuild');
  const unfinished = join(cache, `unfinished-${randomUUID()}`);
  try {
    mkdirSync(unfinished, { recursive: true });
  } catch {
    return undefined;
  }
  try {
    await esbuild.build({
      absWorkingDir: root,
      entryPoints: { main: 'src/main.ts', worker: 'src/app/worker.ts' },
      outdir: unfinished,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: true,
      packages: 'external',
      platform: 'node',
      target: `node${wantedNode}`,
      format: 'esm',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      sourcemap: 'linked',
      sourcesContent: false,
      logLevel: 'error',
    });
    // Another start may have made the same bundle meanwhile; either will do.
    if (!existsSync(folder)) renameSync(unfinished, folder);
  } catch (error) {
    if (existsSync(main)) return main;
    rmSync(unfinished, { recursive: true, force: true });
    // esbuild has already said where the mistake is.
    if (Array.isArray(error?.errors)) process.exit(1);
    throw error;
  }
  rmSync(unfinished, { recursive: true, force: true });
  removeOldBundles(cache, folder);
  return main;
}

/** Changes with the name, size or time of any source file. */
function stampOfSources() {
  const hash = createHash('sha256');
  const look = (path) => {
    const { mtimeMs, size } = statSync(path);
    hash.update(`${path} ${mtimeMs} ${size}\n`);
  };
  look(join(root, 'package.json'));
  look(self);
  for (const folder of sources) {
    if (!existsSync(join(root, folder))) continue;
    for (const name of readdirSync(join(root, folder), { recursive: true }).sort()) {
      if (/(?<!\.test)\.(tsx?|json)$/.test(name)) look(join(root, folder, name));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** Older bundles go, except young ones: a process that runs from one may still load a part of it. */
function removeOldBundles(cache, kept) {
  const young = Date.now() - 24 * 3_600_000;
  for (const name of readdirSync(cache)) {
    const folder = join(cache, name);
    if (/^(bundle|unfinished)-/.test(name) && folder !== kept && statSync(folder).mtimeMs < young)
      rmSync(folder, { recursive: true, force: true });
  }
}

/** For an installation that this user may read but not write. */
async function runFromSource() {
  const { register } = await library('tsx/esm/api');
  process.env.TSX_TSCONFIG_PATH = join(root, 'tsconfig.json');
  register();
  await import(pathToFileURL(join(root, 'src', 'main.ts')).href);
}

async function library(name) {
  try {
    return await import(name);
  } catch (error) {
    return refuse(
      `邻里的组件还没有装好（${name}：${error.message}）。请在 ${root} 里运行：npm ci`,
      `Linli's parts are not installed (${name}: ${error.message}). In ${root} run: npm ci`,
    );
  }
}

/** `dev`: the server, started again after every change of a source. The data stays. */
function runAgainOnChange() {
  let child;
  let again = false;
  let ending = false;
  const begin = () => {
    child = startChild(process.execPath, ['start', ...process.argv.slice(3)]);
    child.once('exit', () => {
      child = undefined;
      if (ending) process.exit(0);
      if (again) restart();
    });
  };
  const restart = () => {
    again = false;
    begin();
  };
  let settling;
  const changed = () => {
    clearTimeout(settling);
    settling = setTimeout(() => {
      console.log('… 源文件有变化，重新启动 / sources changed, starting again');
      again = true;
      if (child) child.kill('SIGTERM');
      else restart();
    }, 120);
  };
  for (const folder of ['src', 'demo', 'browser', 'db']) {
    if (existsSync(join(root, folder)))
      watch(join(root, folder), { recursive: true }, (_event, name) => {
        if (/\.(tsx?|css|sql|json)$/.test(name ?? '') && !/\.(test|generated)\./.test(name ?? '')) changed();
      });
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      ending = true;
      if (!child) process.exit(0);
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  begin();
}

function refuse(zh, en) {
  console.error(`${zh}\n${en}`);
  process.exit(1);
}
