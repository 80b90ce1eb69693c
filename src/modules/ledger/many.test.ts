import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids';
import { must } from '#kernel/result';
import { act, type Books, bookkeeping } from '#tests/books';
import { makeWorld } from '#tests/world';
import { balances, ledgerChecks, releaseHold, reverseEntry } from './index.ts';
import { jobs } from './jobs.ts';

const world = await makeWorld(import.meta.url, { rooms: [] });
const root = new pg.Client({ connectionString: world.database.rootUrl });
const { treasurer, finance, books, gift, allow, approve, pay } = await bookkeeping(world);

beforeAll(async () => {
  await root.connect();
});
afterAll(() => root.end());

const standing = async (fund: string) => (await balances(world.system, [fund])).get(fund);
const broken = async () => (await ledgerChecks(world.system)).filter((one) => one.first !== null);

describe('many at once', () => {
  /** A small generator, so that a failing run can be told again by its seed. */
  function dice(seed: number): (sides: number) => number {
    let state = seed >>> 0;
    return (sides) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 4_294_967_296) * sides);
    };
  }

  async function step(
    b: Books,
    roll: (sides: number) => number,
    known: { gifts: string[]; allowed: string[]; paid: string[] },
  ) {
    const pick = (from: string[]) => from[roll(from.length)];
    const deed = roll(10);
    if (deed < 4) {
      const given = await gift(world.system, b, BigInt(1 + roll(50_000)));
      if (given.ok) known.gifts.push(given.value.entryId);
    } else if (deed < 6) {
      const allowed = await allow(b.fund, BigInt(1 + roll(60_000)));
      if (allowed.ok) known.allowed.push(allowed.value);
    } else if (deed < 8) {
      const held = pick(known.allowed);
      if (held === undefined) return;
      const amount = BigInt(1 + roll(20_000));
      const order = newId();
      await approve(treasurer, held, order, amount);
      await approve(finance, held, order, amount);
      const paid = await pay(finance.scope, b, held, order, amount);
      if (paid.ok) known.paid.push(paid.value.entryId);
    } else if (deed < 9) {
      const entry = roll(2) === 0 ? pick(known.gifts) : pick(known.paid);
      if (entry !== undefined) await act(finance.scope, (inside) => reverseEntry(inside, entry, '更正'));
    } else {
      const held = pick(known.allowed);
      if (held !== undefined && roll(3) === 0) await act(world.system, (inside) => releaseHold(inside, held, '结束'));
      else await jobs[0]?.run(world.system);
    }
  }

  test.each([1, 2, 3, 4])(
    'F042 gifts, holds, payments and reversals from eight connections keep every invariant (seed %i)',
    async (seed) => {
      const b = await books(`many${seed}`);
      const known = { gifts: [], allowed: [], paid: [] };
      await Promise.all(
        Array.from({ length: 8 }, async (_, lane) => {
          const roll = dice(seed * 1_000 + lane);
          for (let round = 0; round < 25; round += 1) await step(b, roll, known);
        }),
      );
      expect(await broken()).toEqual([]);
      const now = await standing(b.fund);
      expect(now?.available).toBeGreaterThanOrEqual(0n);
      await jobs[0]?.run(world.system);
      expect(await standing(b.fund)).toEqual(now);
      const { rows } = await root.query('select count(*)::int as left from ledger_tail where space_id = $1', [
        world.space.id,
      ]);
      expect(rows).toEqual([{ left: 0 }]);
      expect(await broken()).toEqual([]);
    },
  );

  test('gifts do not wait while a payment holds the fund', async () => {
    const b = await books('lock');
    must(await gift(world.system, b, 100n));
    await root.query('begin');
    try {
      await root.query(`select 1 from ledger_account where id = $1 for no key update`, [b.fund]);
      must(await gift(world.system, b, 100n));
    } finally {
      await root.query('rollback');
    }
    expect((await standing(b.fund))?.balance).toBe(200n);
  });
});
