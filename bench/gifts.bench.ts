import { join } from 'node:path';
import pg from 'pg';
import { newKey } from '#kernel/ids';
import { must } from '#kernel/result';
import { recordBankGift } from '#modules/gifts';
import { openDatabase } from '#platform/database';
import { withKey } from '#platform/scope';
import { giftFields, makeVillage, onData, type Village } from '#tests/crash/village';
import { type Bench, figureOf, perSecond } from './figure.ts';
import { temporaryFolder } from './processes.ts';

const clients = 16;
const seconds = 3;
const rounds = 5;
const accountsPerBranch = 10_000;

/** How often sixteen clients at once get through a piece of work, per second. */
async function rateOf(work: (client: number) => Promise<void>): Promise<number> {
  let done = 0;
  const begun = performance.now();
  const loop = async (client: number): Promise<void> => {
    while (performance.now() - begun < seconds * 1000) {
      await work(client);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, client) => loop(client)));
  return (done * 1000) / (performance.now() - begun);
}

/** Tables like those of TPC-B, as `pgbench` makes them, one branch per client. */
async function makeBank(ownerUrl: string): Promise<pg.Pool> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: clients });
  await pool.query(`create schema bank;
    create table bank.branch (bid int primary key, balance int not null, filler char(88));
    create table bank.teller (tid int primary key, bid int not null, balance int not null, filler char(84));
    create table bank.account (aid int primary key, bid int not null, balance int not null, filler char(84));
    create table bank.history (tid int, bid int, aid int, delta int, at timestamp, filler char(22));
    insert into bank.branch select n, 0, '' from generate_series(1, ${clients}) n;
    insert into bank.teller select n, 1 + (n - 1) / 10, 0, '' from generate_series(1, ${clients * 10}) n;
    insert into bank.account select n, 1 + (n - 1) / ${accountsPerBranch}, 0, ''
      from generate_series(1, ${clients * accountsPerBranch}) n;
  `);
  await pool.query('analyze bank.account');
  return pool;
}

const below = (end: number): number => 1 + Math.trunc(Math.random() * end);

/** The seven statements of TPC-B, from begin to commit. */
async function transfer(pool: pg.Pool): Promise<void> {
  const [aid, bid, tid, delta] = [below(clients * accountsPerBranch), below(clients), below(clients * 10), below(5000)];
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('update bank.account set balance = balance + $1 where aid = $2', [delta, aid]);
    await client.query('select balance from bank.account where aid = $1', [aid]);
    await client.query('update bank.teller set balance = balance + $1 where tid = $2', [delta, tid]);
    await client.query('update bank.branch set balance = balance + $1 where bid = $2', [delta, bid]);
    await client.query('insert into bank.history (tid, bid, aid, delta, at) values ($1, $2, $3, $4, now())', [
      ...[tid, bid, aid, delta],
    ]);
    await client.query('commit');
  } finally {
    client.release();
  }
}

let given = 0;

/** One gift as the desk books it: key, rules, entry, gift, audit event. */
async function give(village: Village): Promise<void> {
  given += 1;
  must(await recordBankGift(withKey(village.finance, newKey()), giftFields(village.fundId, `B${given}`, '50')));
}

export const bench: Bench = {
  title: 'Gifts into one fund',
  how: `${clients} clients book gifts by bank through the whole command (permission, input, idempotency key, rules, entry, gift, audit event, commit to disk) into one fund, in one Node process with one connection each; against a transaction of seven statements like TPC-B with one branch per client, through the same driver into the same PostgreSQL (${seconds} s, ${rounds} rounds in turn).`,
  run: async () => {
    const data = join(temporaryFolder(), 'data');
    return onData(data, async (live, { appUrl, ownerUrl }) => {
      const platform = { ...live, database: openDatabase(appUrl, { max: clients }) };
      const bank = await makeBank(ownerUrl);
      try {
        const village = await makeVillage(platform, 'liuxiang');
        await rateOf(() => give(village));
        const measured: { ours: number; theirs: number }[] = [];
        for (let round = 0; round < rounds; round += 1) {
          const theirs = await rateOf(() => transfer(bank));
          measured.push({ theirs, ours: await rateOf(() => give(village)) });
        }
        return [
          figureOf(measured, {
            ...{ what: 'complete gift commands', against: 'TPC-B-like transactions', unit: perSecond },
          }),
        ];
      } finally {
        await bank.end();
        await platform.database.close();
      }
    });
  },
};
