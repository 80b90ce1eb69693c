import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testWorld } from '#tests/harness';
import { Ferry, LeftBehind } from './ferry.ts';
import type { Statement } from './round-trip.ts';

const world = await testWorld(import.meta.url);
const pool = new pg.Pool({ connectionString: world.ownerUrl, max: 4 });
let borrowed = 0;
const ferry = new Ferry(() => {
  borrowed += 1;
  return pool.connect();
});

beforeAll(async () => {
  await pool.query(
    `create table crossing (n integer primary key check (n <> 13), note text not null, xact xid8 not null default pg_current_xact_id())`,
  );
});
afterAll(() => pool.end());

/** Two shapes of a command: one says its rows together with others, one row after row. */
const one = (n: number): Statement[] => [
  {
    ...{ text: 'insert into crossing (n, note) values ($1, $2)', values: [n, 'one'], unread: true },
    together: (all) => [
      {
        text: 'insert into crossing (n, note) select n, $2 from unnest($1::integer[]) n',
        values: [all.map(({ values }) => values[0]), 'together'],
      },
    ],
  },
];
const two = (n: number): Statement[] => [
  { text: `insert into crossing (n, note) values ($1, 'two')`, values: [n], unread: true },
  { text: `update crossing set note = note || ' and more' where n = $1`, values: [n], unread: true },
];

const rows = async (from: number, until: number) =>
  (
    await pool.query<{ n: number; note: string; xact: string }>(
      'select n, note, xact::text from crossing where n between $1 and $2 order by n',
      [from, until],
    )
  ).rows;

test('who comes alone goes at once, as it is', async () => {
  await ferry.cross('a', one(1));
  expect(await rows(1, 1)).toMatchObject([{ note: 'one' }]);
  expect(borrowed).toBe(1);
});

test('those who come together go together, each kind in its own words and its own order', async () => {
  await Promise.all([20, 21, 22, 23, 24, 25].map((n) => ferry.cross(`k${n}`, n % 2 === 0 ? one(n) : two(n))));
  const written = await rows(20, 25);
  expect(written.map(({ note }) => note)).toEqual([
    'together',
    'two and more',
    'together',
    'two and more',
    'together',
    'two and more',
  ]);
  expect(new Set(written.map(({ xact }) => xact)).size).toBe(1);
});

test('more than fit go in the next, and nobody is forgotten', async () => {
  const all = Array.from({ length: 100 }, (_, at) => 100 + at);
  await Promise.all(all.map((n) => ferry.cross(`k${n}`, one(n))));
  const written = await rows(100, 199);
  expect(written).toHaveLength(100);
  expect(new Set(written.map(({ xact }) => xact)).size).toBe(7);
});

test('one that fails leaves all of its crossing behind and nothing written; the connection is still good', async () => {
  const results = await Promise.allSettled([30, 13, 31].map((n) => ferry.cross(`k${n}`, one(n))));
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(results.every((result) => result.status === 'rejected' && result.reason instanceof LeftBehind)).toBe(true);
  expect(await rows(30, 31)).toEqual([]);
  await ferry.cross('k30', one(30));
  expect(await rows(30, 31)).toHaveLength(1);
  expect(pool.totalCount).toBe(pool.idleCount);
});

test('a key that is under way is not taken aboard again', async () => {
  const first = ferry.cross('same', one(40));
  await expect(ferry.cross('same', one(41))).rejects.toBeInstanceOf(LeftBehind);
  await first;
  await ferry.cross('same', one(42));
  expect((await rows(40, 42)).map(({ n }) => n)).toEqual([40, 42]);
});

test('where no connection is to be had, everybody is left behind', async () => {
  const nowhere = new Ferry(() => Promise.reject(new Error('no PostgreSQL')));
  const results = await Promise.allSettled([1, 2].map((n) => nowhere.cross(`n${n}`, one(n))));
  expect(results.map((result) => (result.status === 'rejected' ? String(result.reason.cause) : ''))).toEqual([
    'Error: no PostgreSQL',
    'Error: no PostgreSQL',
  ]);
});
