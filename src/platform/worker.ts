import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { projectRoot } from './root.ts';

/** Bundled, the worker lies beside the bundle; run from source, in its place. */
const entry = import.meta.url.endsWith('.ts')
  ? join(projectRoot, 'src/app/worker.ts')
  : new URL('./worker.mjs', import.meta.url);

/**
 * Has a long computation done on a thread of its own, so that pages go on being answered meanwhile. `task` names one
 * of those in `app/worker.ts`; input and answer are copied. Rejects where the computation throws.
 */
export function inWorker<T>(task: string, input: unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(entry, { workerData: { task, input } });
    // The answer's type belongs to the task's name; both are settled where the task is written.
    worker.once('message', (answer: T) => {
      resolve(answer);
      void worker.terminate();
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the worker for ${task} ended with ${code} and no answer`)));
  });
}
