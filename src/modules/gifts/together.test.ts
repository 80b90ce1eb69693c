import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { room as funds } from '#http/funds';
import { room as ledger } from '#http/ledger';
import { newId, newKey } from '#kernel/ids';
import { must, type Result } from '#kernel/result';
import { fund } from '#modules/funds';
import { closeMonth, ledgerChecks } from '#modules/ledger';
import { openDatabase } from '#platform/database';
import { makeScope, type Scope, today, withKey } from '#platform/scope';
import { makeFund } from '#tests/fund';
import { wire } from '#tests/wire';
import { makeWorld } from '#tests/world';
import { recordBankGift } from './commands.ts';
import { room } from './http.ts';

const world = await makeWorld(import.meta.url, { rooms: [ledger, funds, room] });
const town = await makeFund(world);
const { finance } = town;
const root = new pg.Client({ connectionString: world.database.rootUrl });
beforeAll(() => root.connect());
afterAll(() => root.end());

const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.fault.code);
const many = (count: number) => Array.from({ length: count }, (_, at) => at);

interface Given {
  readonly key?: string;
  readonly by?: Scope;
  readonly amount?: string;
  readonly receivedOn?: string;
  readonly waived?: 'yes' | '';
}

const give = (
  reference: string,
  { key = newKey(), by = finance.scope, amount = '0.07', receivedOn, waived = 'yes' }: Given = {},
) =>
  recordBankGift(withKey(by, key), {
    ...({ fundId: town.fund, nature: 'gift', sourceClass: 'resident', publicity: 'masked', way: 'bank' } as const),
    ...{ donorName: '周女士', amount, bankReference: reference, waived },
    ...(receivedOn === undefined ? {} : { receivedOn }),
  });

const balance = async () => (await fund(world.system, town.fund))?.standing.balance ?? -1n;

interface Written {
  readonly reference: string;
  readonly xact: string;
  readonly lines: string;
  readonly events: string;
  readonly by: string;
  readonly day: string;
  readonly fact: string | null;
}

/** What is written of the gifts whose bank reference begins so, seen from outside of every wall. */
async function written(prefix: string): Promise<Written[]> {
  const { rows } = await root.query<Written>(
    `select g.bank_reference as reference, e.xact::text as xact, g.recorded_by as by, e.day::text as day, e.fact_day::text as fact,
        (select count(*)::text from ledger_posting p where p.space_id = e.space_id and p.entry_id = e.id) as lines,
        (select count(*)::text from audit_event a where a.space_id = g.space_id and a.subject_id = g.id and a.person_id = g.recorded_by) as events
      from gift g join ledger_entry e on e.space_id = g.space_id and e.id = g.entry_id and e.subject_id = g.id
      where g.bank_reference like $1 order by 1`,
    [`${prefix}%`],
  );
  return rows;
}

/** Two first, because what they read is what the others believe. */
async function warm(prefix: string): Promise<void> {
  must(await give(`${prefix}w1`));
  must(await give(`${prefix}w2`));
}

test('F033 gifts that come at the same time are written in few transactions, each whole and its own', async () => {
  await warm('A');
  const before = await balance();
  const results = await Promise.all(many(24).map((at) => give(`A-${at}`)));
  expect(new Set(results.map((result) => must(result).id)).size).toBe(24);
  expect(await balance()).toBe(before + 24n * 7n);
  const rows = await written('A-');
  expect(rows).toHaveLength(24);
  expect(rows.filter((row) => row.lines !== '2' || row.events !== '1')).toEqual([]);
  expect(new Set(rows.map((row) => row.xact)).size).toBeLessThan(6);
  expect((await ledgerChecks(world.system)).filter((one) => one.first !== null)).toEqual([]);
});

test('F033 one that can not be written is refused alone, and the others are not', async () => {
  await warm('B');
  must(await give('B-taken'));
  const before = await balance();
  const references = [...many(10).map((at) => `B-${at}`), 'B-taken', ...many(3).map((at) => `B-x${at}`), 'B-0'];
  const codes = (await Promise.all(references.map((reference) => give(reference)))).map(codeOf);
  const refused = codes.flatMap((code, at) => (code === 'ok' ? [] : [`${references[at]} ${code}`]));
  expect(refused.map((one) => one.split(' ')[1])).toEqual(['gifts.bank_reference_used', 'gifts.bank_reference_used']);
  expect(refused.some((one) => one.startsWith('B-taken'))).toBe(true);
  expect(await balance()).toBe(before + 13n * 7n);
  expect((await written('B-')).length).toBe(14);
});

test('F033 the same form sent three times at once is one gift with one answer; other content under its key is not', async () => {
  await warm('C');
  const key = newKey();
  const before = await balance();
  const all = await Promise.all([
    ...many(5).map((at) => give(`C-${at}`)),
    ...many(3).map(() => give('C-same', { key })),
    ...many(5).map((at) => give(`C-y${at}`)),
  ]);
  expect(all.map(codeOf)).toEqual(Array.from(all, () => 'ok'));
  expect(new Set(all.slice(5, 8).map((result) => must(result).id)).size).toBe(1);
  expect(await balance()).toBe(before + 11n * 7n);
  const [first, other] = await Promise.all([
    give('C-z', { key: 'k'.repeat(24) }),
    give('C-zz', { key: 'k'.repeat(24) }),
  ]);
  expect([first, other].map(codeOf).toSorted()).toEqual(['input.key_reused', 'ok']);
});

test('F033 what the fund is believed to be is looked at for all of them', async () => {
  await warm('D');
  const before = await balance();
  const all = many(24).map((at) => give(`D-${at}`));
  await root.query(`update fund set state = 'closed' where id = $1`, [town.fund]);
  const codes = (await Promise.all(all)).map(codeOf);
  await root.query(`update fund set state = 'open' where id = $1`, [town.fund]);
  expect(codes.filter((code) => code !== 'ok' && code !== 'funds.not_open')).toEqual([]);
  expect(await balance()).toBe(before + 7n * BigInt(codes.filter((code) => code === 'ok').length));
});

test('F033 an answer that is lost with its connection is not lost: who asks again hears that it is done', async () => {
  const line = await wire(world.database.appUrl);
  const platform = { ...world.platform, database: openDatabase(line.url, { max: 4 }) };
  try {
    const by = makeScope({ platform, spaceId: world.space.id, actor: finance.actor });
    must(await give('E-w1', { by }));
    must(await give('E-w2', { by }));
    const before = await balance();
    // The commit is written; its answer is not delivered, and the connection breaks.
    line.cutAt('COMMIT');
    const results = await Promise.all(many(12).map((at) => give(`E-${at}`, { by })));
    expect(line.cuts()).toBe(1);
    expect(results.map(codeOf)).toEqual(Array.from(results, () => 'ok'));
    expect(await balance()).toBe(before + 12n * 7n);
    expect(await written('E-')).toHaveLength(14);
  } finally {
    await platform.database.close();
    await line.close();
  }
});

test('F033 gifts whose receipt is due travel too, each with its own due date by the rule of the moment', async () => {
  const due = async (prefix: string) =>
    (
      await root.query<{ days: number; count: bigint; transactions: bigint }>(
        `select g.receipt_due_on - $2::date as days, count(t.id) as count, count(distinct g.xmin::text) as transactions
          from gift g join task t on t.space_id = g.space_id and t.subject_id = g.id and t.kind = 'gifts.receipt'
          where g.bank_reference like $1 group by 1 order by 1`,
        [`${prefix}-%`, today(finance.scope)],
      )
    ).rows;
  must(await give('Iw1', { waived: '' }));
  must(await give('Iw2', { waived: '' }));
  await Promise.all(many(12).map((at) => give(`I-${at}`, { waived: '' })));
  expect(await due('I')).toMatchObject([{ count: 12n, transactions: 1n }]);
  await world.system.db
    .insertInto('parameter_value')
    .values({
      ...{ space_id: world.space.id, id: newId(), key: 'receipt.pendingDays', value: '41', source: '章程' },
      ...{ effective_from: today(finance.scope), reason: '试一试', at: world.clock.now() },
    })
    .execute();
  await Promise.all(many(12).map((at) => give(`J-${at}`, { waived: '' })));
  expect(await due('J')).toMatchObject([{ days: 41, count: 12n }]);
});

test('F033 who waits for somebody else holds up nobody', async () => {
  await warm('F');
  const stranger = new pg.Client({ connectionString: world.database.rootUrl });
  await stranger.connect();
  const key = newKey();
  await stranger.query('begin');
  await stranger.query(
    `insert into idempotency (space_id, key, command, content_hash, at) values ($1, $2, 'x', 'x', now())`,
    [world.space.id, key],
  );
  const waiting = give('F-late', { key });
  expect((await Promise.all(many(8).map((at) => give(`F-${at}`)))).map(codeOf)).toEqual(many(8).map(() => 'ok'));
  expect((await Promise.all(many(8).map((at) => give(`F-x${at}`)))).map(codeOf)).toEqual(many(8).map(() => 'ok'));
  await stranger.query('rollback');
  await stranger.end();
  expect(codeOf(await waiting)).toBe('ok');
});

test('F033 each space and each person writes their own', async () => {
  await warm('G');
  const second = await world.person('金会计二', ['finance'], { organisationId: town.charity });
  const all = many(20).map((at) => give(`G-${at}`, { by: at % 2 === 0 ? finance.scope : second.scope }));
  // A stranger to the space, with a fund that is not theirs: refused as it always was, among the others or not.
  const elsewhere = await world.otherSpace();
  const abroad = await world.person('外人', ['finance'], { space: elsewhere });
  const away = many(6).map((at) => give(`G-away${at}`, { by: abroad.scope }));
  expect((await Promise.all(away)).map(codeOf)).toEqual(many(6).map(() => 'funds.not_found'));
  expect((await Promise.all(all)).map(codeOf)).toEqual(many(20).map(() => 'ok'));
  const rows = await written('G-');
  expect(rows).toHaveLength(20);
  for (const row of rows) {
    const at = Number(row.reference.slice(2));
    expect(row.by).toBe(at % 2 === 0 ? finance.personId : second.personId);
    expect(row.events).toBe('1');
  }
});

test('F033 among gifts of an open month one of a closed month is booked today and keeps its day', async () => {
  world.clock.set('2026-04-03T09:00:00+08:00');
  must(await closeMonth(finance.scope, { month: '2026-03-01' }));
  await warm('H');
  const results = await Promise.all(
    many(12).map((at) => give(`H-${at}`, at === 5 ? { receivedOn: '2026-03-11' } : { receivedOn: '2026-04-02' })),
  );
  expect(results.map(codeOf)).toEqual(many(12).map(() => 'ok'));
  for (const { reference, day, fact } of await written('H-')) {
    expect([day, fact]).toEqual(reference === 'H-5' ? ['2026-04-03', '2026-03-11'] : ['2026-04-02', null]);
  }
  expect((await ledgerChecks(world.system)).filter((one) => one.first !== null)).toEqual([]);
});

test('F033 entries together are proven as one alone is: what does not balance is refused by name', async () => {
  const { rows } = await root.query<{ account: string; bank: string }>(
    `select account_id as account, bank_account_id as bank from fund where id = $1`,
    [town.fund],
  );
  const app = new pg.Client({ connectionString: world.database.appUrl });
  await app.connect();
  const enter = (
    ones: readonly string[],
    oneAmounts: readonly number[],
    others: readonly string[],
    otherAmounts: readonly number[],
  ) =>
    app.query(
      `select ledger_enter($1, $2, array_fill(now(), array[$3::int]), array_fill('2026-04-03'::date, array[$3::int]),
          array_fill('2026-04-03'::date, array[$3::int]), array_fill('x'::text, array[$3::int]), array_fill(''::text, array[$3::int]),
          array_fill(''::text, array[$3::int]), array_fill('gift'::text, array[$3::int]), $2, $4, $5, $6, $7)`,
      [world.space.id, ones.map(() => newId()), ones.length, ones, oneAmounts, others, otherAmounts],
    );
  try {
    await app.query(`select set_config('linli.space', $1, false), set_config('linli.spaces', $1, false)`, [
      world.space.id,
    ]);
    const { account = '', bank = '' } = rows[0] ?? {};
    await expect(enter([bank, bank], [5, 5], [account, account], [-5, -4])).rejects.toThrow('ledger.unbalanced');
    await expect(enter([bank, bank], [5, 0], [account, account], [-5, 0])).rejects.toThrow('ledger.unbalanced');
    await expect(enter([bank, newId()], [5, 5], [account, account], [-5, -5])).rejects.toThrow(
      'ledger.account_unknown',
    );
    // Money that leaves the fund has nobody's leave here.
    await expect(enter([bank, account], [5, 5], [account, bank], [-5, -5])).rejects.toThrow('ledger.no_authorisation');
    await app.query(`select set_config('linli.space', $1, false)`, [newId()]);
    await expect(enter([bank], [5], [account], [-5])).rejects.toThrow(/not the space/);
  } finally {
    await app.end();
  }
});
