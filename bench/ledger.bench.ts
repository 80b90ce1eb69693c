import { join } from 'node:path';
import { addMonths } from '#kernel/dates';
import { funds } from '#modules/funds';
import { balances, statement, statementOf } from '#modules/ledger';
import { type Scope, today } from '#platform/scope';
import { makeVillage, onData, type Village } from '#tests/crash/village';
import { fillBooks } from './books.ts';
import { type Bench, type Figure, figureOf, median, milliseconds } from './figure.ts';
import { ask } from './load.ts';
import { serveLinli, temporaryFolder } from './processes.ts';

const few = 1_000;
const many = 1_000_000;
const rounds = 15;
const asksPerRound = 100;

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/**
 * The same work on both books, in turn; the first round only warms up. Who comes first changes each time, because the
 * second finds the processor and the connection awake.
 */
async function compare(small: () => Promise<unknown>, large: () => Promise<unknown>) {
  const measured: { ours: number; theirs: number }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let turn = 0; turn < asksPerRound; turn += 1) {
      if (turn % 2 === 0) theirs.push(await timeOf(small));
      ours.push(await timeOf(large));
      if (turn % 2 === 1) theirs.push(await timeOf(small));
    }
    if (round > 0) measured.push({ ours: median(ours), theirs: median(theirs) });
  }
  return measured;
}

/** What is asked of the books themselves, by what it is called. */
async function questions({ finance }: Village): Promise<Record<string, (scope: Scope) => Promise<unknown>>> {
  const account = (await funds(finance))[0]?.accountId ?? '';
  const until = today(finance);
  return {
    'balance of the fund': (scope) => balances(scope, [account]),
    'first page of its statement, newest first': (scope) => statement(scope, account, { limit: 50, offset: 0 }),
    'first page of its statement of one year': (scope) =>
      statementOf(scope, account, { from: addMonths(until, -12), until, limit: 50, offset: 0, oldestFirst: true }),
  };
}

const words = (what: string) => ({
  ...{ what, against: `with ${few.toLocaleString('en')} entries`, unit: milliseconds },
  target: { most: 1.2 },
});

export const bench: Bench = {
  title: 'Books of a million entries',
  how: `Two spaces on one server, one with ${few.toLocaleString('en')} entries in the fund's books, the other with ${many.toLocaleString('en')}, gifts spread over ten years. What is asked of the books, and the public page of the fund at an address nobody asked for before, so that it is looked up and rendered anew; one at a time, the median of ${asksPerRound}, in turn and each as often the first of the two, ${rounds} rounds.`,
  run: async (): Promise<Figure[]> => {
    const data = join(temporaryFolder(), 'data');
    const figures: Figure[] = [];
    await onData(data, async (platform, { ownerUrl }) => {
      const [small, large] = [await makeVillage(platform, 'few'), await makeVillage(platform, 'many')];
      await fillBooks(ownerUrl, small, few);
      await fillBooks(ownerUrl, large, many);
      const [ofSmall, ofLarge] = [await questions(small), await questions(large)];
      for (const [what, asked] of Object.entries(ofLarge)) {
        const other = ofSmall[what] ?? asked;
        figures.push(
          figureOf(
            await compare(
              () => other(small.finance),
              () => asked(large.finance),
            ),
            words(what),
          ),
        );
      }
    });
    const linli = await serveLinli(data);
    let asked = 0;
    const fresh = (slug: string) => () => {
      asked += 1;
      return ask(`${linli.url}/s/${slug}/fund?fresh=${asked}`);
    };
    figures.push(figureOf(await compare(fresh('few'), fresh('many')), words('/s/:space/fund, not kept')));
    await linli.stop();
    return figures;
  },
};
