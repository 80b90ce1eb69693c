import { join } from 'node:path';
import { startSequencer } from '#app/sequencer';
import { newKey } from '#kernel/ids';
import { must } from '#kernel/result';
import { recordBankGift } from '#modules/gifts';
import { sequence } from '#modules/log';
import { openDatabase } from '#platform/database';
import type { Platform } from '#platform/platform';
import { makeScope, systemActor, withKey } from '#platform/scope';
import { giftFields, makeVillage, onData, type Village } from '#tests/crash/village';
import { accountsPerBranch, makeBank, pgbenchRate, scale, transfer } from './bank.ts';
import { fillBooks } from './books.ts';
import { type Bench, type Figure, figureOf, median, megabytes, milliseconds, perSecond } from './figure.ts';
import { residentBytes, temporaryFolder } from './processes.ts';

const atOnce = 16;
const seconds = 4;
const rounds = 7;
const entries = 1_000_000;

/** How often sixteen clients at once, each waiting for its own answer, get through a piece of work, per second. */
async function rateOf(work: () => Promise<void>, clients = atOnce): Promise<number> {
  let done = 0;
  const begun = performance.now();
  const loop = async (): Promise<void> => {
    while (performance.now() - begun < seconds * 1000) {
      await work();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, loop));
  return (done * 1000) / (performance.now() - begun);
}

let given = 0;

/** One gift as the desk books it: key, rules, entry, gift, audit event. */
async function give(village: Village): Promise<void> {
  given += 1;
  must(await recordBankGift(withKey(village.finance, newKey()), giftFields(village.fundId, `B${given}`, '50')));
}

/** Brings the log up to the books, so that what it does beside the gifts is what it does every day. */
async function catchUp(platform: Platform, { spaceId }: Village): Promise<void> {
  const scope = makeScope({ platform, spaceId, actor: systemActor('bench') });
  while ((await sequence(scope)).added > 0);
}

interface Round {
  readonly ours: number;
  readonly theirs: number;
}

/** Both in turn, from many clients and from one, the log's sequencer at work all the while on connections of its own. */
async function inTurn(
  live: Platform,
  platform: Platform,
  village: Village,
): Promise<{ many: Round[]; alone: Round[] }> {
  const sequencer = startSequencer(live);
  try {
    await rateOf(() => transfer(platform.database.pool));
    await rateOf(() => give(village));
    const [many, alone]: [Round[], Round[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      const theirs = await rateOf(() => transfer(platform.database.pool));
      many.push({ theirs, ours: await rateOf(() => give(village)) });
      const one = 1000 / (await rateOf(() => transfer(platform.database.pool), 1));
      alone.push({ theirs: one, ours: 1000 / (await rateOf(() => give(village), 1)) });
    }
    return { many, alone };
  } finally {
    await sequencer.stop();
  }
}

/** What pgbench itself comes to, as a line of its own; the driver then is C and no Node. */
function besides(ours: number, rate: number | null): Figure[] {
  if (rate === null) return [];
  const words = { what: 'complete gift commands', against: 'pgbench itself (in C), same tables', unit: perSecond };
  return [figureOf([{ ours, theirs: rate }], words)];
}

export const bench: Bench = {
  title: 'Gifts into one fund',
  how: `${atOnce} clients, each waiting for the answer to its gift before it gives the next, book gifts by bank through the whole command (permission, input, idempotency key, rules, entry with its lines, gift, audit event, outbox, commit to disk) into one fund, with the log's sequencer working beside them, on books of ${entries.toLocaleString('en')} entries; against a transaction of seven statements like TPC-B at scale ${scale} (${(scale * accountsPerBranch).toLocaleString('en')} accounts), seven round trips. Both from one Node process through the same driver and the same pool, under the running role, into the same PostgreSQL with fsync on (${seconds} s, ${rounds} rounds in turn).`,
  run: async () => {
    const data = join(temporaryFolder(), 'data');
    return onData(data, async (live, { appUrl, ownerUrl }) => {
      const platform = { ...live, database: openDatabase(appUrl, { max: atOnce }) };
      try {
        await makeBank(ownerUrl);
        const village = await makeVillage(platform, 'liuxiang');
        await fillBooks(ownerUrl, village, entries);
        await catchUp(platform, village);
        const atRest = residentBytes(process.pid);
        const { many, alone } = await inTurn(live, platform, village);
        const words = { what: 'complete gift commands', against: 'TPC-B-like transactions', unit: perSecond };
        return [
          figureOf(many, { ...words, target: { least: 1 } }),
          figureOf(alone, {
            what: 'one client alone waits for a gift',
            against: 'for such a transaction',
            unit: milliseconds,
          }),
          figureOf([{ ours: residentBytes(process.pid), theirs: atRest }], {
            ...{ what: 'memory of the process under gifts', against: 'at rest before', unit: megabytes },
          }),
          ...besides(median(many.map((one) => one.ours)), pgbenchRate(appUrl, atOnce, seconds)),
        ];
      } finally {
        await platform.database.close();
      }
    });
  },
};
