import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { onData } from '#tests/crash/village';
import { type Bench, type Figure, figureOf, median, milliseconds } from './figure.ts';
import { ask } from './load.ts';
import { serveLinli, temporaryFolder } from './processes.ts';
import { makeScene } from './scene.ts';

/** As many as fill the first page of every list, so that both pages show the same number of rows. */
const few = 60;
const more = 100;
const rounds = 5;
const asksPerRound = 60;

/** Pages everybody sees, by what follows `/s/:space`; the first one is the front page. */
const pages = ['', '/wall', '/needs', '/fund', '/ledger', '/promises', '/about'] as const;

let asked = 0;

/** The time of a page that nobody has asked for before: each address is new, so none is kept. */
async function freshTime(url: string): Promise<number> {
  asked += 1;
  return (await ask(`${url}?fresh=${asked}`)).ms;
}

/** The time of a page as readers get it: kept under the space's version, so nothing is looked up. */
async function servedTime(url: string): Promise<number> {
  return (await ask(url)).ms;
}

/** One page of both spaces, asked for in turn. */
async function compare(base: string, page: string, time: (url: string) => Promise<number>) {
  const measured: { ours: number; theirs: number }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const [small, large]: [number[], number[]] = [[], []];
    for (let turn = 0; turn < asksPerRound; turn += 1) {
      small.push(await time(`${base}/s/few${page}`));
      large.push(await time(`${base}/s/many${page}`));
    }
    // The first round only warms up.
    if (round > 0) measured.push({ ours: median(large), theirs: median(small) });
  }
  return measured;
}

async function makeBoth(data: string): Promise<void> {
  await onData(data, async (platform, { ownerUrl }) => {
    for (const [slug, count] of [
      ['few', few],
      ['many', few * more],
    ] as const) {
      const { spaceId, worker } = await makeScene(platform, slug, count);
      // As the server's own job does every few minutes.
      await sql`select ledger_fold(${spaceId})`.execute(worker.db);
    }
    const owner = new pg.Client({ connectionString: ownerUrl });
    await owner.connect();
    await owner.query('analyze');
    await owner.end();
  });
}

export const bench: Bench = {
  title: `Pages with ${more} times the records`,
  how: `Two spaces on one server, one with ${few} matters, promises, needs and gifts, the other with ${few * more} of each, made by commands. The front page first as readers get it, from kept bytes; then each page at an address nobody asked for before, so that it is looked up and rendered anew; one request at a time, the median of ${asksPerRound}, in turn, ${rounds} rounds.`,
  run: async (): Promise<Figure[]> => {
    const data = join(temporaryFolder(), 'data');
    await makeBoth(data);
    const linli = await serveLinli(data);
    const figures: Figure[] = [
      figureOf(await compare(linli.url, '', servedTime), {
        ...{ what: '/s/:space, as served', against: `with ${few} of each`, unit: milliseconds },
        target: { most: 1.2 },
      }),
    ];
    for (const page of pages)
      figures.push(
        figureOf(await compare(linli.url, page, freshTime), {
          ...{ what: `/s/:space${page}, not kept`, against: `with ${few} of each`, unit: milliseconds },
          target: { most: 1.2 },
        }),
      );
    await linli.stop();
    return figures;
  },
};
