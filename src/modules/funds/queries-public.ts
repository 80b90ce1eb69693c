import { sql } from 'kysely';
import { addMonths, type LocalDate } from '#kernel/dates';
import { procedure } from '#modules/decisions';
import { hoursGiven, monthlyFlow, type StatementLine, statement } from '#modules/ledger';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import { fund, funds, giftRows, paymentRows, toGifts, toPayments } from './queries.ts';
import { type Share, shared } from './rules.ts';
import type { Fund, Gift, Payment, SourceClass } from './schema.ts';

/** A line of the public ledger: an entry with the gift or payment behind it, named as its people wish. */
export interface PublicLine {
  readonly line: StatementLine;
  readonly fund: Fund | null;
  readonly gift: Gift | null;
  readonly payment: Payment | null;
}

/** Which lines are wanted. */
export interface LineQuery {
  readonly fundId?: string | undefined;
  readonly way?: 'in' | 'out' | undefined;
  readonly month?: string | undefined;
  readonly oldestFirst?: boolean | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** The public ledger of one fund or of all, with the balance running along (F042). */
export async function publicLines(scope: Scope, query: LineQuery): Promise<{ lines: PublicLine[]; total: number }> {
  const known = await funds(scope);
  const wanted = query.fundId === undefined ? known : known.filter((one) => one.id === query.fundId);
  const accounts = wanted.flatMap((one) => (one.accountId === null ? [] : [one.accountId]));
  const month = /^\d{4}-\d{2}$/.test(query.month ?? '') ? `${query.month}-01` : undefined;
  const found = await statement(scope, accounts, {
    ...{ way: query.way, limit: query.limit, offset: query.offset, oldestFirst: query.oldestFirst },
    ...(month === undefined ? {} : { from: month, until: lastOf(month) }),
  });
  const behind = await subjectsOf(scope, found.lines);
  const lines = found.lines.map((line) => ({
    line,
    fund: known.find((one) => one.accountId === line.accountId) ?? null,
    gift: behind.gifts.get(line.subject.id) ?? null,
    payment: behind.payments.get(line.subject.id) ?? null,
  }));
  return { lines, total: found.total };
}

function lastOf(month: LocalDate): LocalDate {
  // Days compare as text, so the 31st stands for the end of every month.
  return `${month.slice(0, 7)}-${lastDays[month.slice(5, 7)] ?? leapDay(month.slice(0, 4))}`;
}

const lastDays: Readonly<Record<string, string>> = {
  ...{ '01': '31', '03': '31', '04': '30', '05': '31', '06': '30', '07': '31' },
  ...{ '08': '31', '09': '30', '10': '31', '11': '30', '12': '31' },
};

function leapDay(year: string): string {
  const y = BigInt(year);
  return y % 4n === 0n && (y % 100n !== 0n || y % 400n === 0n) ? '29' : '28';
}

async function subjectsOf(scope: Scope, lines: readonly StatementLine[]) {
  const ids = (kind: string) => lines.filter((line) => line.subject.kind === kind).map((line) => line.subject.id);
  const [giftIds, paymentIds] = [ids('gift'), ids('payment')];
  const gifts =
    giftIds.length === 0 ? [] : await toGifts(scope, await giftRows(scope).where('id', 'in', giftIds).execute());
  const payments =
    paymentIds.length === 0
      ? []
      : await toPayments(scope, await paymentRows(scope).where('id', 'in', paymentIds).execute());
  return { gifts: new Map(gifts.map((one) => [one.id, one])), payments: new Map(payments.map((one) => [one.id, one])) };
}

/** What a gift bought: payments with the share of it that each took, and what is still there. */
export interface GiftTrace {
  readonly parts: readonly { readonly payment: Payment; readonly amount: bigint }[];
  /** Not yet spent, in fen. */
  readonly left: bigint;
}

/**
 * Follows one gift of money to what it bought, first in, first out within its fund: what was booked earlier is spent
 * earlier (F045). A gift not in the books has bought nothing.
 */
export async function giftTrace(scope: Scope, giftId: string): Promise<GiftTrace> {
  const [row] = await giftRows(scope).where('id', '=', giftId).execute();
  const amount = row?.amount ?? null;
  if (row === undefined || amount === null || row.entry_id === null || row.state !== 'booked')
    return { parts: [], left: 0n };
  const before = await sumOf(scope, row.fund_id, row.entry_id);
  const rows = await spentRows(scope, row.fund_id);
  const parts = shared(before, amount, rows);
  const known = await byId(scope, parts);
  const found = parts.flatMap((part) => {
    const payment = known.get(part.id);
    return payment === undefined ? [] : [{ payment, amount: part.amount }];
  });
  return { parts: found, left: amount - parts.reduce((sum, part) => sum + part.amount, 0n) };
}

async function sumOf(scope: Scope, fundId: string, before: string): Promise<bigint> {
  const row = await scope.db
    .selectFrom('gift')
    .select(sql<bigint>`coalesce(sum(amount), 0)::bigint`.as('sum'))
    .where('space_id', '=', scope.spaceId)
    .where('fund_id', '=', fundId)
    .where('state', '=', 'booked')
    .where('entry_id', '<', before)
    .executeTakeFirstOrThrow();
  return row.sum;
}

/** Every payment of a fund in the order in which it left the books. */
function spentRows(scope: Scope, fundId: string) {
  return scope.db
    .selectFrom('payment')
    .select(['id', 'amount'])
    .where('space_id', '=', scope.spaceId)
    .where('fund_id', '=', fundId)
    .where('state', '=', 'paid')
    .orderBy('entry_id')
    .execute();
}

async function byId(scope: Scope, parts: readonly Share[]): Promise<Map<string, Payment>> {
  const ids = parts.map((part) => part.id);
  const rows = ids.length === 0 ? [] : await paymentRows(scope).where('id', 'in', ids).execute();
  return new Map((await toPayments(scope, rows)).map((one) => [one.id, one]));
}

/** Which gifts a payment was made from, first in, first out; at most `most`, and how many more there are. */
export async function paymentSources(
  scope: Scope,
  payment: Payment,
  most = 20,
): Promise<{ parts: { gift: Gift; amount: bigint }[]; more: number }> {
  if (payment.state !== 'paid' || payment.entryId === null) return { parts: [], more: 0 };
  const spent = await scope.db
    .selectFrom('payment')
    .select(sql<bigint>`coalesce(sum(amount), 0)::bigint`.as('sum'))
    .where('space_id', '=', scope.spaceId)
    .where('fund_id', '=', payment.fundId)
    .where('state', '=', 'paid')
    .where('entry_id', '<', payment.entryId)
    .executeTakeFirstOrThrow();
  const gifts = await scope.db
    .selectFrom('gift')
    .select(['id', 'amount'])
    .where('space_id', '=', scope.spaceId)
    .where('fund_id', '=', payment.fundId)
    .where('state', '=', 'booked')
    .where('entry_id', 'is not', null)
    .orderBy('entry_id')
    .execute();
  const parts = shared(
    spent.sum,
    payment.amount,
    gifts.map((one) => ({ id: one.id, amount: one.amount ?? 0n })),
  );
  const shown = parts.slice(0, most);
  const rows =
    shown.length === 0
      ? []
      : await giftRows(scope)
          .where(
            'id',
            'in',
            shown.map((one) => one.id),
          )
          .execute();
  const known = new Map((await toGifts(scope, rows)).map((one) => [one.id, one]));
  const found = shown.flatMap((part) => {
    const gift = known.get(part.id);
    return gift === undefined ? [] : [{ gift, amount: part.amount }];
  });
  return { parts: found, more: parts.length - shown.length };
}

/** A month of a fund: what came, what went, and what was there at its end. */
export interface FundMonth {
  readonly month: LocalDate;
  readonly in: bigint;
  readonly out: bigint;
  readonly balance: bigint;
}

/** What everyone may see of the money: figures only, goods and hours beside, never added. */
export interface OpenBooks {
  readonly balance: bigint;
  readonly held: bigint;
  readonly months: readonly FundMonth[];
  readonly sources: readonly { readonly source: SourceClass; readonly amount: bigint; readonly gifts: number }[];
  readonly uses: readonly {
    readonly title: string;
    readonly decisionId: string;
    readonly projectId: string | null;
    readonly amount: bigint;
  }[];
  readonly goodsGifts: number;
  readonly minutes: bigint;
  /** First day of the year that sources and uses cover. */
  readonly since: LocalDate;
}

/** The books of one fund with those inside it, or of a single small fund. */
export async function openBooks(scope: Scope, main: Fund): Promise<OpenBooks> {
  const all = await funds(scope);
  const family = main.kind === 'main' ? all : all.filter((one) => one.id === main.id);
  const accounts = family.flatMap((one) => (one.accountId === null ? [] : [one.accountId]));
  const ids = family.map((one) => one.id);
  const first = `${today(scope).slice(0, 7)}-01`;
  const since = addMonths(first, -11);
  const balance = family.reduce((sum, one) => sum + one.standing.balance, 0n);
  const flow = new Map((await monthlyFlow(scope, accounts, since)).map((one) => [one.month, one]));
  return {
    balance,
    held: family.reduce((sum, one) => sum + one.standing.held, 0n),
    months: monthEnds(since, balance, flow),
    sources: await sourcesOf(scope, ids, since),
    uses: await usesOf(scope, ids, since),
    goodsGifts: await goodsCount(scope, ids, since),
    minutes: await hoursGiven(scope),
    since,
  };
}

function monthEnds(since: LocalDate, now: bigint, flow: ReadonlyMap<string, { in: bigint; out: bigint }>): FundMonth[] {
  const months = Array.from({ length: 12 }, (_, at) => addMonths(since, at));
  let end = now;
  const backwards = months.toReversed().map((month) => {
    const moved = flow.get(month) ?? { in: 0n, out: 0n };
    const shown = { month, in: moved.in, out: moved.out, balance: end };
    end = end - moved.in + moved.out;
    return shown;
  });
  return backwards.toReversed();
}

async function sourcesOf(scope: Scope, fundIds: readonly string[], since: LocalDate) {
  if (fundIds.length === 0) return [];
  const rows = await scope.db
    .selectFrom('gift')
    .select(['source_class', sql<bigint>`sum(amount)::bigint`.as('amount'), sql<bigint>`count(*)`.as('gifts')])
    .where('space_id', '=', scope.spaceId)
    .where('fund_id', 'in', [...fundIds])
    .where('state', '=', 'booked')
    .where('amount', 'is not', null)
    .where('received_on', '>=', since)
    .groupBy('source_class')
    .orderBy('amount', 'desc')
    .execute();
  return rows.map((row) => ({ source: row.source_class, amount: row.amount, gifts: Number(row.gifts) }));
}

async function usesOf(scope: Scope, fundIds: readonly string[], since: LocalDate) {
  if (fundIds.length === 0) return [];
  const rows = await scope.db
    .selectFrom('payment as p')
    .innerJoin('ledger_authorisation as a', (on) =>
      on.onRef('a.space_id', '=', 'p.space_id').onRef('a.id', '=', 'p.authorisation_id'),
    )
    .select(['a.decision_id', 'p.project_id', sql<bigint>`sum(p.amount)::bigint`.as('amount')])
    .where('p.space_id', '=', scope.spaceId)
    .where('p.fund_id', 'in', [...fundIds])
    .where('p.state', '=', 'paid')
    .where('p.paid_on', '>=', since)
    .groupBy(['a.decision_id', 'p.project_id'])
    .orderBy('amount', 'desc')
    .limit(12)
    .execute();
  const uses = [];
  for (const row of rows) {
    const decision = await procedure(scope, row.decision_id);
    uses.push({
      title: decision?.title ?? '',
      decisionId: row.decision_id,
      projectId: row.project_id,
      amount: row.amount,
    });
  }
  return uses;
}

async function goodsCount(scope: Scope, fundIds: readonly string[], since: LocalDate): Promise<number> {
  if (fundIds.length === 0) return 0;
  const row = await scope.db
    .selectFrom('gift')
    .select((e) => e.fn.countAll<bigint>().as('gifts'))
    .where('space_id', '=', scope.spaceId)
    .where('fund_id', 'in', [...fundIds])
    .where('kind', '=', 'goods')
    .where('state', '=', 'booked')
    .where('received_on', '>=', since)
    .executeTakeFirstOrThrow();
  return Number(row.gifts);
}

/** Gifts a person gave themselves, newest first, for "my gifts" (F045). */
export async function giftsOfPerson(scope: Scope, personId: string): Promise<Gift[]> {
  const rows = await giftRows(scope).where('donor_person_id', '=', personId).orderBy('id', 'desc').limit(200).execute();
  return toGifts(scope, rows);
}

/** Whether the space has a fund that is open, for pages that invite gifts. */
export async function openMainFund(scope: Scope): Promise<Fund | null> {
  const main = (await funds(scope)).find((one) => one.kind === 'main' && one.state === 'open');
  return main === undefined ? null : fund(scope, main.id);
}
