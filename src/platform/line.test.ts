import { Kysely, sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { testWorld } from '#tests/harness';
import { openDatabase } from './database.ts';
import { type Line, lineDialect, lineOf } from './line.ts';

const world = await testWorld(import.meta.url);
const database = openDatabase(world.appUrl, { max: 1 });
afterAll(() => database.close());
const db = database.scoped(null, []);

const number = async (of: typeof db, n: number) =>
  (await sql<{ n: number }>`select ${n}::integer as n`.execute(of)).rows[0]?.n;

/** What stays written when it was written outside of a transaction, or in one that was committed. */
const written = async () =>
  (await sql<{ told: string }>`select coalesce(current_setting('linli.told', true), '') as told`.execute(db)).rows[0]
    ?.told;

test('what a transaction asks at once is asked in turn on one connection, and the driver has nothing to warn of', async () => {
  const warnings: string[] = [];
  const hear = (warning: Error): void => void warnings.push(warning.message);
  process.on('warning', hear);
  const answers = await db.transaction().execute((inside) => Promise.all([1, 2, 3, 4].map((n) => number(inside, n))));
  expect(answers).toEqual([1, 2, 3, 4]);
  // Warnings are told in the turn after.
  await new Promise((next) => setImmediate(next));
  process.off('warning', hear);
  expect(warnings).toEqual([]);
  expect(database.pool.idleCount).toBe(1);
});

test('a connection is borrowed when something is sent, and given back when it failed', async () => {
  await db.transaction().execute(async (inside) => {
    await lineOf(inside);
    // The only connection is still there for others.
    expect(await number(db, 5)).toBe(5);
  });
  await expect(
    db.transaction().execute(async (inside) => {
      await Promise.allSettled([sql`select 1/0`.execute(inside), number(inside, 1)]);
      await number(inside, 2);
    }),
  ).rejects.toThrow(/aborted/);
  expect(database.pool.idleCount).toBe(1);
  expect(await number(db, 6)).toBe(6);
});

test('where no connection is to be had, a transaction says so and nothing else', async () => {
  const nowhere = openDatabase('postgres://nobody@127.0.0.1:1/none', { max: 1 });
  await expect(
    nowhere
      .scoped(null, [])
      .transaction()
      .execute((inside) => number(inside, 1)),
  ).rejects.toThrow(/ECONNREFUSED/);
  await nowhere.close();
});

test('a value that can not be written is an error, and the connection goes on', async () => {
  await expect(sql`select ${{ yuan: 1n }}::jsonb`.execute(db)).rejects.toThrow(/BigInt/);
  expect(await number(db, 7)).toBe(7);
  await expect(
    db.transaction().execute(async (inside) => {
      await number(inside, 8);
      await sql`select ${{ yuan: 1n }}::jsonb`.execute(inside);
    }),
  ).rejects.toThrow(/BigInt/);
  expect(await number(db, 9)).toBe(9);
  expect(database.pool.idleCount).toBe(1);
});

test('a transaction that got no connection keeps none that comes later, and writes nothing on it', async () => {
  let refusals = 1;
  const lines = lineDialect(async () => {
    if (refusals > 0) {
      refusals -= 1;
      throw new Error('just restarting');
    }
    return database.pool.connect();
  });
  const sooner = new Kysely<unknown>({ dialect: lines });
  await expect(
    sooner
      .transaction()
      .execute((inside) =>
        Promise.all(['one', 'two'].map((what) => sql`select set_config('linli.told', ${what}, false)`.execute(inside))),
      ),
  ).rejects.toThrow('just restarting');
  expect(database.pool.idleCount).toBe(1);
  expect(await written()).toBe('');
});

test('a transaction given up while it waits for its connection gives it back', async () => {
  const late = Promise.withResolvers<void>();
  const lines = lineDialect(async () => {
    await late.promise;
    return database.pool.connect();
  });
  const slow = new Kysely<unknown>({ dialect: lines });
  const given = slow.transaction().execute(async (inside) => {
    sql`select 1`.execute(inside).catch(() => undefined);
    throw new Error('changed my mind');
  });
  late.resolve();
  await expect(given).rejects.toThrow('changed my mind');
  expect(database.pool.idleCount).toBe(1);
  expect(await number(db, 1)).toBe(1);
});

test('what goes on while its transaction is given up writes nothing and holds no connection', async () => {
  const told: unknown[] = [];
  // One branch asks again and again while the other brings the transaction to its end.
  const goOn = async (inside: typeof db): Promise<void> => {
    for (let at = 1; ; at += 1) {
      await sql`select set_config('linli.told', ${`${at}`}, false)`.execute(inside);
      await new Promise((next) => setImmediate(next));
    }
  };
  for (const end of ['select 1/0', 'select nothing'])
    await expect(
      db.transaction().execute(async (inside) => {
        const going = goOn(inside).catch((reason) => void told.push(reason));
        await Promise.all([going, sql.raw(end).execute(inside)]);
      }),
    ).rejects.toThrow();
  await new Promise((next) => setImmediate(next));
  expect(told).toHaveLength(2);
  expect(database.pool.idleCount).toBe(1);
  expect(await written()).toBe('');
});

test('what is asked of a transaction that is just ending is refused', async () => {
  let late: Promise<unknown> = Promise.resolve();
  let line: Line | undefined;
  await db.transaction().execute(async (inside) => {
    line = await lineOf(inside);
    await number(inside, 1);
  });
  late =
    line?.executeQuery({
      sql: 'select 1',
      parameters: [],
      query: sql`select 1`.toOperationNode(),
      queryId: { queryId: 'late' },
    }) ?? late;
  await expect(late).rejects.toThrow(/after the end/);
  expect(database.pool.idleCount).toBe(1);
});
