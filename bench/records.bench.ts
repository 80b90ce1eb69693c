import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { onData } from '#tests/crash/village';
import { type Bench, type Figure, figureOf, median, milliseconds } from './figure.ts';
import { ask } from './load.ts';
import { serveLinli, temporaryFolder } from './processes.ts';
import { makeScene } from './scene.ts';

const few = 20;
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
  how: `Two spaces on one server, one with ${few} matters, promises, needs and gifts, the other with ${few * more} of each, made by commands. Each page is asked for at an address nobody asked for before, so that it is looked up and rendered anew; one request at a time, the median of ${asksPerRound}, in turn, ${rounds} rounds.`,
  run: async (): Promise<Figure[]> => {
    const data = join(temporaryFolder(), 'data');
    await makeBoth(data);
    const linli = await serveLinli(data);
    const figures: Figure[] = [];
    for (const page of pages) {
      const measured: { ours: number; theirs: number }[] = [];
      for (let round = 0; round <= rounds; round += 1) {
        const [small, large]: [number[], number[]] = [[], []];
        for (let time = 0; time < asksPerRound; time += 1) {
          small.push(await freshTime(`${linli.url}/s/few${page}`));
          large.push(await freshTime(`${linli.url}/s/many${page}`));
        }
        // The first round only warms up.
        if (round > 0) measured.push({ ours: median(large), theirs: median(small) });
      }
      figures.push(
        figureOf(measured, {
          ...{ what: `/s/:space${page}, not kept`, against: `with ${few} of each`, unit: milliseconds },
          ...(page === '' ? { target: { most: 1.2 } } : {}),
        }),
      );
    }
    await linli.stop();
    return figures;
  },
};
