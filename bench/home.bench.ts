import { join } from 'node:path';
import { onData } from '#tests/crash/village';
import { type Bench, type Figure, figureOf, megabytes, perSecond } from './figure.ts';
import { ask, connections, requestsPerSecond } from './load.ts';
import { residentBytes, serveBare, serveLinli, temporaryFolder } from './processes.ts';
import { makeScene } from './scene.ts';

const seconds = 2;
const rounds = 7;

export const bench: Bench = {
  title: 'The front page of a space, and memory',
  how: `The anonymous front page \`/s/:space\` of the server as \`npm start\` runs it, ready bytes under the space's version, against a bare \`node:http\` server in a process of its own that sends the same body; ${connections} connections kept open, ${seconds} s, ${rounds} rounds in turn. Memory is what the Node process has resident, after its first page and after all rounds.`,
  run: async (): Promise<Figure[]> => {
    const data = join(temporaryFolder(), 'data');
    await onData(data, (platform) => makeScene(platform, 'liuxiang', 20));
    const linli = await serveLinli(data);
    const page = `${linli.url}/s/liuxiang`;
    const { body } = await ask(page);
    const bare = await serveBare(body);
    const atRest = { ours: residentBytes(linli.pid), theirs: residentBytes(bare.pid) };
    const measured: { ours: number; theirs: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const theirs = await requestsPerSecond(bare.url, seconds);
      measured.push({ theirs, ours: await requestsPerSecond(page, seconds) });
    }
    const loaded = { ours: residentBytes(linli.pid), theirs: residentBytes(bare.pid) };
    await linli.stop();
    await bare.stop();
    const size = `${(body.byteLength / 1024).toFixed(1)} KB`;
    const against = 'bare node:http';
    return [
      figureOf(measured, {
        ...{ what: `requests for the front page (${size})`, against: 'bare node:http, same bytes', unit: perSecond },
        target: { least: 0.4 },
      }),
      figureOf([atRest], { what: 'memory at rest', against, unit: megabytes }),
      figureOf([loaded], { what: 'memory under load', against, unit: megabytes }),
    ];
  },
};
