import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { projectRoot } from './root.ts';

const built = new Map<string, Promise<string>>();

/** A thread's code: one function of `src/algorithms`, with everything it stands on, in one piece. */
async function codeOf(module: string, name: string): Promise<string> {
  const made = await build({
    stdin: {
      contents: `import { ${name} as work } from '#algorithms/${module}';
        import { parentPort, workerData } from 'node:worker_threads';
        parentPort?.postMessage(work(workerData));`,
      resolveDir: join(projectRoot, 'src'),
      loader: 'ts',
    },
    ...{ bundle: true, minify: true, write: false, platform: 'node', format: 'cjs', logLevel: 'silent' },
  });
  return made.outputFiles[0]?.text ?? '';
}

/**
 * Runs a pure function of `src/algorithms` in a thread of its own, so that nobody waits for it; input and answer are
 * copied. It is made ready when first asked for.
 */
export async function inThread<I, O>(module: string, name: string, input: I): Promise<O> {
  const key = `${module} ${name}`;
  const code = built.get(key) ?? codeOf(module, name);
  built.set(key, code);
  const worker = new Worker(await code, { eval: true, workerData: input });
  const { promise, resolve, reject } = Promise.withResolvers<O>();
  worker.once('message', resolve);
  worker.once('error', reject);
  worker.once('exit', () => reject(new Error(`the thread of ${key} ended without an answer`)));
  return promise;
}
