import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids';
import { must, type Result } from '#kernel/result';
import { act, bookkeeping } from '#tests/books';
import { ledgerTable } from '#tests/stories/ledger-table';
import { makeWorld } from '#tests/world';
import {
  balances,
  bookHours,
  checks,
  hoursGiven,
  ledgerChecks,
  openAccount,
  postEntry,
  releaseHold,
  reverseEntry,
  statement,
} from './index.ts';

const world = await makeWorld(import.meta.url, { rooms: [] });
const root = new pg.Client({ connectionString: world.database.rootUrl });
const { treasurer, finance, books, gift, allow, approve, pay, approvedOrder } = await bookkeeping(world);

beforeAll(async () => {
  await root.connect();
});
afterAll(() => root.end());

const standing = async (fund: string) => (await balances(world.system, [fund])).get(fund);
const broken = async () => (await ledgerChecks(world.system)).filter((one) => one.first !== null);

describe('an entry', () => {
  test('F042 of a gift raises bank and fund, and the statement runs along', async () => {
    const b = await books('a');
    must(await gift(world.system, b, 10_000n));
    must(await gift(world.system, b, 5_050n));
    expect(await standing(b.fund)).toEqual({ balance: 15_050n, held: 0n, available: 15_050n });
    const { lines, total } = await statement(world.system, b.fund, { limit: 1, offset: 0 });
    expect(total).toBe(2);
    expect(lines.map((line) => [line.change, line.running])).toEqual([[5_050n, 15_050n]]);
    const second = await statement(world.system, b.fund, { limit: 5, offset: 1, way: 'in' });
    expect(second.lines.map((line) => [line.change, line.running])).toEqual([[10_000n, null]]);
    const older = await statement(world.system, b.fund, { limit: 5, offset: 1 });
    expect(older.lines.map((line) => line.running)).toEqual([10_000n]);
  });

  test.each([
    ['that does not balance', [10n, -9n], 'ledger.unbalanced'],
    ['with a line of nothing', [0n, 0n], 'ledger.unbalanced'],
    ['with one line', [10n], 'ledger.unbalanced'],
  ])('%s is refused', async (_, amounts, code) => {
    const b = await books('a');
    const lines = amounts.map((amount, at) => ({ accountId: at === 0 ? b.bank : b.fund, amount }));
    const posted = await act(world.system, (inside) =>
      postEntry(inside, { kind: 'x', memo: '', subject: { kind: 'gift', id: newId() }, lines }),
    );
    expect(posted).toMatchObject({ ok: false, fault: { code } });
  });

  test('between yuan and hours does not exist: each commodity balances by itself', async () => {
    const b = await books('a');
    const mixed = await act(world.system, async (inside) => {
      const hours = await openAccount(inside, { path: 'hours/given', commodity: 'HOURS', normal: 'credit', title: '' });
      return postEntry(inside, {
        kind: 'x',
        memo: '',
        subject: { kind: 'gift', id: newId() },
        lines: [
          { accountId: b.bank, amount: 60n },
          { accountId: hours, amount: -60n },
        ],
      });
    });
    expect(mixed).toMatchObject({ ok: false, fault: { code: 'ledger.unbalanced' } });
  });

  test('of hours is counted beside the money', async () => {
    const before = await hoursGiven(world.system);
    must(
      await act(world.system, (inside) => bookHours(inside, { minutes: 90n, subject: { kind: 'hours', id: newId() } })),
    );
    expect(await hoursGiven(world.system)).toBe(before + 90n);
  });

  test('of another space’s account is refused', async () => {
    const b = await books('a');
    const there = await world.otherSpace();
    const stranger = await world.person('外人', ['finance'], { space: there });
    expect(await gift(stranger.scope, b, 100n)).toMatchObject({ ok: false, fault: { code: 'ledger.account_unknown' } });
  });
});

describe('a payment', () => {
  test('needs a decision, the money held, and two people', async () => {
    const b = await books('b');
    must(await gift(world.system, b, 100_000n));
    const order = newId();
    const code = async (paying: Promise<Result<unknown>>) => {
      const result = await paying;
      return result.ok ? 'paid' : result.fault.code;
    };
    expect(await code(pay(finance.scope, b, undefined, order, 100n))).toBe('ledger.no_authorisation');
    expect(await code(pay(finance.scope, b, newId(), order, 100n))).toBe('ledger.no_authorisation');
    const issued = must(await allow(b.fund, 30_000n, false));
    expect(await code(pay(finance.scope, b, issued, order, 100n))).toBe('ledger.not_held');
    const held = must(await allow(b.fund, 60_000n));
    expect(await standing(b.fund)).toEqual({ balance: 100_000n, held: 60_000n, available: 40_000n });
    expect(await code(pay(finance.scope, b, held, order, 50_000n))).toBe('ledger.not_approved');
    must(await approve(treasurer, held, order, 50_000n));
    expect(await approve(treasurer, held, order, 50_000n)).toMatchObject({
      fault: { code: 'ledger.already_approved' },
    });
    expect(await code(pay(finance.scope, b, held, order, 50_000n))).toBe('ledger.not_approved');
    must(await approve(finance, held, order, 50_000n));
    expect(await code(pay(finance.scope, b, held, order, 49_999n))).toBe('ledger.not_approved');
    expect(await code(pay(finance.scope, b, held, order, 50_000n))).toBe('paid');
    expect(await code(pay(finance.scope, b, held, order, 50_000n))).toBe('ledger.already_paid');
    expect(await standing(b.fund)).toEqual({ balance: 50_000n, held: 10_000n, available: 40_000n });
    expect(await approve(treasurer, held, newId(), 10_001n)).toMatchObject({
      fault: { code: 'ledger.over_authorisation' },
    });
    must(await act(world.system, (inside) => releaseHold(inside, held, '项目提前结束')));
    expect(await standing(b.fund)).toEqual({ balance: 50_000n, held: 0n, available: 50_000n });
    expect(await broken()).toEqual([]);
  });

  test('can not be promised twice: a hold above what is available is refused', async () => {
    const b = await books('c');
    must(await gift(world.system, b, 1_000n));
    must(await allow(b.fund, 700n));
    expect(await allow(b.fund, 301n)).toMatchObject({ fault: { code: 'ledger.over_available' } });
    must(await allow(b.fund, 300n));
  });

  test('that comes back goes to its authorisation again, and to the fund when that has ended', async () => {
    const b = await books('d');
    must(await gift(world.system, b, 1_000n));
    const held = must(await allow(b.fund, 600n));
    const paid = must(await pay(finance.scope, b, held, await approvedOrder(held, 400n), 400n));
    const later = must(await pay(finance.scope, b, held, await approvedOrder(held, 100n), 100n));
    must(await act(finance.scope, (inside) => reverseEntry(inside, paid.entryId, '账号写错，银行退回')));
    expect(await standing(b.fund)).toEqual({ balance: 900n, held: 500n, available: 400n });
    expect(await act(finance.scope, (inside) => reverseEntry(inside, paid.entryId, '再来一次'))).toMatchObject({
      fault: { code: 'ledger.already_reversed' },
    });
    must(await act(world.system, (inside) => releaseHold(inside, held, '结束')));
    must(await act(finance.scope, (inside) => reverseEntry(inside, later.entryId, '退回')));
    expect(await standing(b.fund)).toEqual({ balance: 1_000n, held: 0n, available: 1_000n });
    expect(await broken()).toEqual([]);
  });

  test('a gift already promised can not be taken back, nor a reversal reversed', async () => {
    const b = await books('e');
    const given = must(await gift(world.system, b, 1_000n));
    const held = must(await allow(b.fund, 1n));
    const back = () => act(finance.scope, (inside) => reverseEntry(inside, given.entryId, '退赠'));
    expect(await back()).toMatchObject({ fault: { code: 'ledger.over_available' } });
    must(await act(world.system, (inside) => releaseHold(inside, held, '不办了')));
    const reversal = must(await back());
    expect(await act(finance.scope, (inside) => reverseEntry(inside, reversal.entryId, 'x'))).toMatchObject({
      fault: { code: 'ledger.is_reversal' },
    });
  });
});

describe('the running role', () => {
  test.each([
    [
      'an entry',
      `insert into ledger_entry (space_id, id, day, kind, subject_kind, subject_id, lines, at) values ($1, $1, '2026-03-01', 'x', 'x', $1, 2, '2026-03-01')`,
    ],
    [
      'a posting',
      `insert into ledger_posting (space_id, entry_id, line, account_id, commodity, amount) values ($1, $1, 1, $1, 'CNY', 1)`,
    ],
    ['a tail line', `insert into ledger_tail (space_id, account_id, entry_id, line, amount) values ($1, $1, $1, 1, 1)`],
    ['a balance', `update ledger_account set checkpoint = 1 where space_id = $1`],
    ['what is spent', `update ledger_authorisation set spent = 0 where space_id = $1`],
    ['a hold', `update ledger_hold set remaining = 0 where space_id = $1`],
    ['an approval', `delete from ledger_approval where space_id = $1`],
    [
      'the inner part of posting',
      `select ledger_write($1, $1, '2026-03-01', '2026-03-01', null, 'x', 'x', '', 'x', $1, array[$1::uuid], array[1::bigint], false, null, null, null, null)`,
    ],
  ])('can not write %s by itself', async (_, statement) => {
    const app = new pg.Client({ connectionString: world.database.appUrl });
    await app.connect();
    try {
      await app.query(`select set_config('linli.space', $1, false), set_config('linli.spaces', $1, false)`, [
        world.space.id,
      ]);
      await expect(app.query(statement, [world.space.id])).rejects.toThrow(/permission denied/);
    } finally {
      await app.end();
    }
  });

  test('can not post for another space through the function', async () => {
    const posting = sql`select ledger_fold(${newId()})`.execute(world.system.db);
    await expect(posting).rejects.toThrow(/not the space/);
  });
});

describe('every check finds what was planted', () => {
  const one = (table: string) => `(select id from ${table} where space_id = $1 order by at limit 1)`;
  const entry = `(select e.id from ledger_entry e where e.space_id = $1 and e.authorisation_id is not null and e.reverses_id is null limit 1)`;
  test.each([
    [
      'ledger.entries_balance',
      `update ledger_posting set amount = amount + 1 where entry_id = ${one('ledger_entry')} and line = 1 and space_id = $1`,
    ],
    [
      'ledger.entries_whole',
      `delete from ledger_posting where entry_id = ${one('ledger_entry')} and line = 1 and space_id = $1`,
    ],
    ['ledger.balances_kept', `update ledger_account set checkpoint = checkpoint + 1 where space_id = $1`],
    ['ledger.covered', `update ledger_posting set amount = -amount where space_id = $1`],
    ['ledger.holds_authorised', `update ledger_authorisation set state = 'issued' where space_id = $1`],
    ['ledger.holds_add_up', `update ledger_hold set released = 0, remaining = 0 where space_id = $1`],
    [
      'ledger.debits_authorised',
      `update ledger_entry set authorisation_id = null where id = ${entry} and space_id = $1`,
    ],
    ['ledger.debits_approved', `update ledger_approval set person_id = $1 where space_id = $1`],
    [
      'ledger.spent_is_paid',
      `update ledger_authorisation set spent = spent + 1 where space_id = $1 and spent < amount`,
    ],
    ['ledger.reversals_mirror', `update ledger_entry set reason = '' where space_id = $1 and reverses_id is not null`],
  ])('%s', async (name, damage) => {
    const check = checks.find((each) => each.name === name);
    await root.query('begin');
    try {
      await root.query('set local session_replication_role = replica');
      await root.query(`do $$ declare c text; begin
        for c in select format('alter table %s drop constraint %I', conrelid::regclass, conname) from pg_constraint
          where contype in ('c', 'u') and conrelid in ('ledger_approval'::regclass, 'ledger_posting'::regclass) loop execute c; end loop; end $$`);
      await root.query(damage, [world.space.id]);
      const { rows } = await root.query(check?.sql ?? '', [world.space.id]);
      expect(rows.length).toBeGreaterThan(0);
    } finally {
      await root.query('rollback');
    }
  });

  test('and all of them are planted here, and those of closed months where months are closed', () => {
    expect(checks).toHaveLength(17);
  });
});

test('the ledger prints as a table a treasurer can read', async () => {
  const table = await ledgerTable(world.system);
  expect(table).toContain('付款 2026-0001');
  expect(table).toMatch(/银行b +500\.00/);
});
