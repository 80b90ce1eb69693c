import { spawnSync } from 'node:child_process';
import pg from 'pg';

/** As `pgbench -i -s 50` makes it: so many branches, ten tellers and this many accounts each. */
export const scale = 50;
export const accountsPerBranch = 100_000;

/** The tables of TPC-B under the names that `pgbench` uses, so that both can work on the same ones. */
export async function makeBank(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query(`create schema bank; grant usage on schema bank to linli_app; set search_path = bank;
      create table pgbench_branches (bid int not null, bbalance int, filler char(88)) with (fillfactor = 100);
      create table pgbench_tellers (tid int not null, bid int, tbalance int, filler char(84)) with (fillfactor = 100);
      create table pgbench_accounts (aid int not null, bid int, abalance int, filler char(84)) with (fillfactor = 100);
      create table pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
      insert into pgbench_branches select n, 0, '' from generate_series(1, ${scale}) n;
      insert into pgbench_tellers select n, 1 + (n - 1) / 10, 0, '' from generate_series(1, ${scale * 10}) n;
      insert into pgbench_accounts select n, 1 + (n - 1) / ${accountsPerBranch}, 0, ''
        from generate_series(1, ${scale * accountsPerBranch}) n;
      alter table pgbench_branches add primary key (bid);
      alter table pgbench_tellers add primary key (tid);
      alter table pgbench_accounts add primary key (aid);
      grant select, insert, update on all tables in schema bank to linli_app`);
    await owner.query('vacuum analyze');
  } finally {
    await owner.end();
  }
}

const below = (end: number): number => 1 + Math.trunc(Math.random() * end);

/** The seven statements of TPC-B, from begin to commit, each in a round trip of its own. */
export async function transfer(pool: pg.Pool): Promise<void> {
  const [aid, bid, tid, delta] = [
    below(scale * accountsPerBranch),
    below(scale),
    below(scale * 10),
    below(10_000) - 5000,
  ];
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('update bank.pgbench_accounts set abalance = abalance + $1 where aid = $2', [delta, aid]);
    await client.query('select abalance from bank.pgbench_accounts where aid = $1', [aid]);
    await client.query('update bank.pgbench_tellers set tbalance = tbalance + $1 where tid = $2', [delta, tid]);
    await client.query('update bank.pgbench_branches set bbalance = bbalance + $1 where bid = $2', [delta, bid]);
    await client.query(
      'insert into bank.pgbench_history (tid, bid, aid, delta, mtime) values ($1, $2, $3, $4, current_timestamp)',
      [tid, bid, aid, delta],
    );
    await client.query('commit');
  } finally {
    client.release();
  }
}

/** What `pgbench` itself comes to on the same tables, where it is on the path; transactions per second, or null. */
export function pgbenchRate(appUrl: string, clients: number, seconds: number): number | null {
  const url = new URL(appUrl);
  // Written by hand: a plus for a space is not understood here.
  url.search = 'options=-c%20search_path%3Dbank';
  const run = spawnSync(
    'pgbench',
    ['-n', '-c', `${clients}`, '-j', '2', '-T', `${seconds}`, '-s', `${scale}`, url.href],
    {
      encoding: 'utf8',
    },
  );
  if (run.status !== 0) return null;
  const rate = /^tps = ([\d.]+)/m.exec(run.stdout)?.[1];
  return rate === undefined ? null : Number(rate);
}
