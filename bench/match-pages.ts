import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { onData } from '#tests/crash/village';
import { type Figure, figureOf, milliseconds } from './figure.ts';
import { ask } from './load.ts';
import { serveSolving, temporaryFolder } from './processes.ts';
import { makeScene } from './scene.ts';

/** A reader comes every so many milliseconds: what is measured is the wait of one, not how many can be pressed through. */
const every = 5;
const least = 600;

function p99(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Number.NaN;
}

/** Times of the page for as long as `going` says, and at least so often. */
async function times(page: string, going: (count: number) => boolean): Promise<number[]> {
  const found: number[] = [];
  while (going(found.length)) {
    found.push((await ask(page)).ms);
    await delay(every);
  }
  return found;
}

/** The slowest hundredth of front pages while a large market is solved beside them. */
export async function pagesWhileSolving(): Promise<Figure> {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const told = join(folder, 'solved');
  await onData(data, (platform) => makeScene(platform, 'liuxiang', 20));
  const linli = await serveSolving(data, told);
  const page = `${linli.url}/s/liuxiang`;
  await times(page, (count) => count < least);
  const idle = p99(await times(page, (count) => count < least));
  process.kill(linli.pid, 'SIGUSR2');
  while (!existsSync(told)) await delay(10);
  const solving = () => readFileSync(told, 'utf8') === 'solving';
  const during = p99(await times(page, solving));
  await linli.stop();
  return figureOf([{ ours: during, theirs: idle }], {
    ...{ what: 'p99 of the front page while 1,000,000 pairs are solved in three tiers', against: 'the same at rest' },
    ...{ target: { most: 2 }, unit: milliseconds },
  });
}
