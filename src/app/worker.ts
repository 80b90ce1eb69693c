import { parentPort, workerData } from 'node:worker_threads';
import { learnApart } from '#algorithms/classify';
import { solveMarket } from '#algorithms/market';
import { alikePairs } from '#algorithms/similar';

/** Long computations that `inWorker` can ask for, by name. Each gets what was sent and answers with what can be copied. */
const tasks: Readonly<Record<string, (input: never) => Promise<unknown>>> = {
  market: solveMarket,
  classes: learnApart,
  alike: alikePairs,
};

// Only `inWorker` starts this, and sends what its task takes.
const { task, input } = workerData as { readonly task: string; readonly input: never };
const run = tasks[task];
if (run === undefined) throw new Error(`no such task: ${task}`);
parentPort?.postMessage(await run(input));
