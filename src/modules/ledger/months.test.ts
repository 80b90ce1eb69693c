import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids';
import { must } from '#kernel/result';
import { act, type Books, bookkeeping } from '#tests/books';
import { makeWorld, type Someone } from '#tests/world';
import { confirmOpening, proposeOpening, withdrawOpening } from './commands-openings.ts';
import {
  balances,
  checks,
  closedMonth,
  closeMonth,
  facetFlow,
  ledgerChecks,
  monthlyFlow,
  monthToClose,
  openMonths,
  postEntry,
  reverseEntry,
  sealedText,
  statement,
  statementOf,
  trialBalance,
} from './index.ts';
import { jobs } from './jobs.ts';
import { openings } from './queries-openings.ts';

const world = await makeWorld(import.meta.url, { rooms: [] });
const root = new pg.Client({ connectionString: world.database.rootUrl });
const { treasurer, finance, books, allow, approvedOrder } = await bookkeeping(world);

beforeAll(() => root.connect());
afterAll(() => root.end());

const fold = async () => jobs[0]?.run(world.system);
const broken = async () => (await ledgerChecks(world.system)).filter((one) => one.first !== null);
const code = async (result: Promise<{ ok: boolean; fault?: { code: string } }>) => (await result).fault?.code ?? 'ok';

/** Money that came on a day, from a class of givers. */
const give = (b: Books, amount: bigint, day: string, facet = 'resident') =>
  act(world.system, (inside) =>
    postEntry(inside, {
      ...{ kind: 'funds.gift', memo: '', day, facet, subject: { kind: 'gift', id: newId() } },
      lines: [
        { accountId: b.bank, amount },
        { accountId: b.fund, amount: -amount },
      ],
    }),
  );

describe('what moved in a month', () => {
  test('is the same before and after folding, netted between funds, and told apart by where it came from', async () => {
    world.clock.set('2026-03-20T10:00:00+08:00');
    const [a, b] = [await books('m1'), await books('m2')];
    must(await give(a, 10_000n, '2026-01-05'));
    const back = must(await give(a, 700n, '2026-01-31', 'firm'));
    must(await give(b, 300n, '2026-02-01', 'firm'));
    const held = must(await allow(a.fund, 4_000n));
    const order = await approvedOrder(held, 2_500n);
    const moved = await act(finance.scope, (inside) =>
      postEntry(inside, {
        ...{
          kind: 'funds.move',
          memo: '',
          subject: { kind: 'fund', id: newId() },
          orderId: order,
          authorisationId: held,
        },
        lines: [
          { accountId: a.fund, amount: 2_500n },
          { accountId: b.fund, amount: -2_500n },
        ],
      }),
    );
    must(moved);
    must(await act(finance.scope, (inside) => reverseEntry(inside, back.entryId, '退赠')));
    const both = [a.fund, b.fund];
    const look = async () => [
      await monthlyFlow(world.system, both, '2026-01-01'),
      await monthlyFlow(world.system, [a.fund], '2026-02-01'),
      await facetFlow(world.system, both, '2026-01-01'),
    ];
    const before = await look();
    expect(before).toEqual([
      [
        { month: '2026-01-01', in: 10_700n, out: 0n },
        { month: '2026-02-01', in: 300n, out: 0n },
        { month: '2026-03-01', in: 0n, out: 700n },
      ],
      [{ month: '2026-03-01', in: 0n, out: 3_200n }],
      [
        { facet: 'resident', amount: 10_000n, entries: 1 },
        { facet: 'firm', amount: 300n, entries: 1 },
      ],
    ]);
    await fold();
    expect(await look()).toEqual(before);
    expect(await broken()).toEqual([]);
  });

  test('any account has a statement of any period, from either end', async () => {
    const a = await books('s1');
    const days = ['2026-01-10', '2026-01-20', '2026-02-10', '2026-02-10', '2026-03-02'];
    for (const [at, day] of days.entries()) must(await give(a, BigInt(100 + at), day));
    await fold();
    must(await give(a, 900n, '2026-02-15'));
    const period = { from: '2026-01-15', until: '2026-02-28', limit: 10, offset: 0 };
    const found = await statementOf(world.system, a.bank, period);
    expect(found).toMatchObject({ opening: 100n, in: 1_206n, out: 0n, closing: 1_306n, total: 4 });
    expect(found?.lines.map((line) => [line.day, line.change, line.running])).toEqual([
      ['2026-02-15', 900n, 1_306n],
      ['2026-02-10', 103n, 406n],
      ['2026-02-10', 102n, 303n],
      ['2026-01-20', 101n, 201n],
    ]);
    const oldest = await statementOf(world.system, a.bank, { ...period, oldestFirst: true, limit: 2, offset: 1 });
    expect(oldest?.lines.map((line) => line.running)).toEqual([303n, 406n]);
    const broken = await statementOf(world.system, a.fund, {
      from: '2026-02-10',
      until: '2026-02-10',
      limit: 0,
      offset: 0,
    });
    expect(broken).toMatchObject({ opening: 201n, in: 205n, closing: 406n, total: 2, lines: [] });
    const never = await statementOf(world.system, a.fund, {
      from: '2027-01-01',
      until: '2027-12-31',
      limit: 5,
      offset: 0,
    });
    expect(never).toMatchObject({ opening: 1_410n, in: 0n, out: 0n, closing: 1_410n, total: 0, lines: [] });
    expect(await statementOf(world.system, newId(), period)).toBeNull();
    expect((await statement(world.system, [a.fund, a.bank], { limit: 1, offset: 0 })).total).toBe(12);
  });
});

describe('closing a month', () => {
  test('is done in order, once it is over, by a money role, and seals the trial balance', async () => {
    world.clock.set('2026-03-31T23:00:00+08:00');
    const worker = await world.person('周社工', ['worker']);
    expect(await code(closeMonth(worker.scope, { month: '2026-01-15' }))).toBe('access.not_allowed');
    expect(await code(closeMonth(finance.scope, { month: '2026-03-01' }))).toBe('ledger.month_running');
    expect(await code(closeMonth(finance.scope, { month: '2026-02-01' }))).toBe('ledger.close_in_order');
    expect(await monthToClose(world.system)).toBe('2026-01-01');
    const first = must(await closeMonth(finance.scope, { month: '2026-01-15' }));
    expect(await code(closeMonth(treasurer.scope, { month: '2026-01-01' }))).toBe('ledger.already_closed');
    const second = must(await closeMonth(treasurer.scope, { month: '2026-02-01' }));
    expect(await closedMonth(world.system, '2026-02-11')).toMatchObject({ seal: second.seal, sealBefore: first.seal });
    expect(await openMonths(world.system)).toEqual(['2026-03-01']);
    expect(await monthToClose(world.system)).toBeNull();
    const text = await sealedText(world.system, '2026-02-01');
    expect(text).toContain(`before ${first.seal}\nCNY\tbank/m1\t10700`);
    expect(
      createHash('sha256')
        .update(text ?? '')
        .digest('hex'),
    ).toBe(second.seal);
    const { lines, closed } = await trialBalance(world.system, '2026-01-01');
    expect(closed?.accounts).toBe(lines.length);
    expect(lines.reduce((sum, line) => sum + line.closing, 0n)).toBe(0n);
    expect(lines.find((line) => line.account.path === 'fund/s1')).toMatchObject({
      opening: 0n,
      debit: 0n,
      credit: 201n,
      closing: -201n,
    });
    expect(await sealedText(world.system, '2026-03-01')).toBeNull();
    expect(await broken()).toEqual([]);
  });

  test('leaves late facts to the open month, with the day they happened beside', async () => {
    world.clock.set('2026-04-01T09:00:00+08:00');
    const b = await books('s1');
    const sealed = await trialBalance(world.system, '2026-02-01');
    must(await give(b, 55n, '2026-02-03'));
    must(await give(b, 56n, '2025-12-31'));
    const [older, newer] = (await statement(world.system, b.fund, { limit: 2, offset: 0, oldestFirst: false })).lines;
    expect([newer?.day, newer?.factDay, older?.day, older?.factDay]).toEqual([
      '2026-04-01',
      '2026-02-03',
      '2026-04-01',
      '2025-12-31',
    ]);
    expect(await trialBalance(world.system, '2026-02-01')).toEqual(sealed);
    expect((await trialBalance(world.system, '2026-04-01')).closed).toBeNull();
    expect(await broken()).toEqual([]);
  });

  test('waits for who still writes into the month, and they do not wait for each other', async () => {
    world.clock.set('2026-04-02T09:00:00+08:00');
    const b = await books('race');
    const order: string[] = [];
    await root.query('begin');
    await root.query(`select set_config('linli.space', $1, true), set_config('linli.spaces', $1, true)`, [
      world.space.id,
    ]);
    await root.query(
      `select ledger_post($1, $2, now(), '2026-03-31', '2026-04-02', 'x', '', '', 'x', $2, array[$3, $4]::uuid[], array[1, -1]::bigint[])`,
      [world.space.id, newId(), b.bank, b.fund],
    );
    must(await give(b, 2n, '2026-03-31'));
    const closing = closeMonth(finance.scope, { month: '2026-03-01' }).then((result) => {
      order.push('closed');
      return result;
    });
    while ((await waiting()) === 0);
    // A gift of that month comes while the month is being closed: it waits for the answer and is booked today.
    const late = give(b, 4n, '2026-03-30').then((result) => {
      order.push('late');
      return result;
    });
    while ((await waiting()) < 2);
    order.push('first writer');
    await root.query('commit');
    must(await closing);
    must(await late);
    expect(order[0]).toBe('first writer');
    const march = (await trialBalance(world.system, '2026-03-01')).lines.find((line) => line.account.id === b.fund);
    expect(march?.credit).toBe(3n);
    const { lines } = await statement(world.system, b.fund, { limit: 1, offset: 0 });
    expect(lines[0]).toMatchObject({ day: '2026-04-02', factDay: '2026-03-30', change: 4n });
    expect(await broken()).toEqual([]);
  });

  test('can not be undone by anybody', async () => {
    const owner = new pg.Client({ connectionString: world.database.rootUrl });
    await owner.connect();
    try {
      await expect(owner.query('delete from ledger_period')).rejects.toThrow(/append_only/);
      await expect(owner.query('update ledger_trial_line set opening = 1, closing = 1')).rejects.toThrow(/append_only/);
    } finally {
      await owner.end();
    }
  });
});

describe('an opening balance', () => {
  const propose = (who: Someone, account: string, amount: string) =>
    proposeOpening(who.scope, { account, amount, day: '2026-03-31', note: '2026年3月对账单' });

  test('is written by one, confirmed by another, once per account, and booked against the other openings', async () => {
    world.clock.set('2026-04-10T09:00:00+08:00');
    const b = await books('old');
    expect(await code(propose(finance, b.bank, '1２,000.50元'))).toBe('ok');
    expect(await code(propose(treasurer, b.bank, '1'))).toBe('ledger.opening_exists');
    expect(await code(propose(treasurer, b.fund, '很多'))).toMatch(/^money\./);
    expect(
      await code(proposeOpening(treasurer.scope, { account: b.fund, amount: '1', day: '2026-04-11', note: 'x' })),
    ).toBe('ledger.opening_future');
    const bank = (await openings(world.system)).find((one) => one.account.id === b.bank);
    expect(bank).toMatchObject({ amount: 1_200_050n, state: 'proposed' });
    expect(await code(confirmOpening(finance.scope, { id: bank?.id ?? '' }))).toBe('ledger.opening_same_person');
    must(await confirmOpening(treasurer.scope, { id: bank?.id ?? '' }));
    expect(await code(withdrawOpening(finance.scope, { id: bank?.id ?? '' }))).toBe('ledger.opening_settled');
    const gone = must(await propose(finance, b.fund, '7'));
    must(await withdrawOpening(finance.scope, gone));
    const fund = must(await propose(treasurer, b.fund, '12000.50'));
    must(await confirmOpening(finance.scope, fund));
    const standing = await balances(world.system, [b.bank, b.fund]);
    expect([...standing.values()].map((one) => one.balance)).toEqual([1_200_050n, 1_200_050n]);
    const other = (await trialBalance(world.system, '2026-04-01')).lines.find(
      (line) => line.account.path === 'opening',
    );
    expect(other?.closing).toBe(0n);
    // March is closed already: the old books' last day stays beside the day of booking.
    const { lines } = await statement(world.system, b.bank, { limit: 1, offset: 0 });
    expect(lines[0]).toMatchObject({ kind: 'ledger.opening', day: '2026-04-10', factDay: '2026-03-31' });
    expect(await broken()).toEqual([]);
  });
});

describe('every check of months finds what was planted', () => {
  test.each([
    ['ledger.days_agree', `update ledger_posting set day = day + 1 where space_id = $1 and line = 1`],
    ['ledger.months_kept', `update ledger_month set debit = debit + 1, credits = credits + 1 where space_id = $1`],
    ['ledger.dates_kept', `update ledger_day set credit = credit + 1 where space_id = $1`],
    ['ledger.months_in_order', `delete from ledger_period where space_id = $1 and month = '2026-02-01'`],
    [
      'ledger.trials_are_postings',
      `update ledger_posting set amount = amount * 2 where space_id = $1 and day < '2026-02-01'`,
    ],
    [
      'ledger.trials_are_postings',
      `delete from ledger_trial_line where space_id = $1 and month = '2026-02-01' and path = 'fund/m1'`,
    ],
    [
      'ledger.seals_hold',
      `update ledger_trial_line set opening = opening + 1, closing = closing + 1 where space_id = $1 and month = '2026-02-01'`,
    ],
    ['ledger.seals_hold', `update ledger_period set seal_before = seal where space_id = $1`],
    ['ledger.openings_by_two', `update ledger_opening set settled_by = proposed_by where space_id = $1`],
    ['ledger.openings_by_two', `update ledger_opening set amount = amount + 1 where space_id = $1`],
  ])('%s (%#)', async (name, damage) => {
    const check = checks.find((each) => each.name === name);
    await root.query('begin');
    try {
      await root.query('set local session_replication_role = replica');
      await root.query('alter table ledger_opening drop constraint ledger_opening_two');
      await root.query(damage, [world.space.id]);
      const { rows } = await root.query(check?.sql ?? '', [world.space.id]);
      expect(rows.length).toBeGreaterThan(0);
    } finally {
      await root.query('rollback');
    }
  });
});

async function waiting(): Promise<number> {
  const { rows } = await root.query<{ count: number }>(
    `select count(*)::int as count from pg_locks where locktype = 'advisory' and not granted
       and database = (select oid from pg_database where datname = current_database())`,
  );
  return rows[0]?.count ?? 0;
}
