import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '#platform/postgres-cluster';
import { onData } from '#tests/crash/village';
import { type Bench, figureOf, milliseconds } from './figure.ts';
import { ask } from './load.ts';
import { type Served, serveBare, serveLinli, temporaryFolder } from './processes.ts';
import { makeScene } from './scene.ts';

const rounds = 7;

/** From the start of the process until its first page is here. */
async function untilPage(begin: () => Promise<Served>, address: (server: Served) => string): Promise<number> {
  const begun = performance.now();
  const server = await begin();
  await ask(address(server));
  const time = performance.now() - begun;
  await server.stop();
  return time;
}

/** The same, asking from the first moment on: the page comes when the server can, not when it says it is ready. */
async function untilLinliPage(data: string): Promise<number> {
  const port = await freePort();
  const url = `http://localhost:${port}/s/liuxiang`;
  const begun = performance.now();
  const starting = serveLinli(data, String(port));
  const first = async (): Promise<number> => {
    for (;;) {
      const answered = await ask(url).catch(() => null);
      if (answered !== null) return performance.now() - begun;
      await pause(5);
    }
  };
  const time = await first();
  await (await starting).stop();
  return time;
}

export const bench: Bench = {
  title: 'Start to first page',
  how: `From starting \`linli start\` on a data folder that exists (its PostgreSQL down) to the first front page in hand, against a bare \`node:http\` process to its first page; ${rounds} rounds in turn.`,
  run: async () => {
    const data = join(temporaryFolder(), 'data');
    await onData(data, (platform) => makeScene(platform, 'liuxiang', 20));
    // The first start of a new version bundles it; that is not measured.
    await untilLinliPage(data);
    const measured: { ours: number; theirs: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const theirs = await untilPage(
        () => serveBare(Buffer.from('<!doctype html>')),
        ({ url }) => url,
      );
      measured.push({ theirs, ours: await untilLinliPage(data) });
    }
    return [figureOf(measured, { what: 'start to first page', against: 'bare node:http', unit: milliseconds })];
  },
};
