import { addMonths, type LocalDate } from '#kernel/dates';
import { type Fund, funds, type Payment, type PaymentUse, paymentsById, paymentUses } from '#modules/funds';
import { facetFlow, hoursGiven, monthlyFlow, type StatementLine, statement } from '#modules/ledger';
import { type Scope, today } from '#platform/scope';
import { giftsById } from './queries.ts';
import { type Gift, type SourceClass, sourceClasses } from './schema.ts';

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
  const gifts = await giftsById(scope, giftIds);
  const payments = await paymentsById(scope, paymentIds);
  return { gifts: new Map(gifts.map((one) => [one.id, one])), payments: new Map(payments.map((one) => [one.id, one])) };
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
  readonly uses: readonly PaymentUse[];
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
    sources: await sourcesOf(scope, accounts, since),
    uses: await paymentUses(scope, ids, since),
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

/** Kept month by month in the books, by the class each gift was entered with, so nothing is added up here. */
async function sourcesOf(scope: Scope, accountIds: readonly string[], since: LocalDate) {
  const flow = await facetFlow(scope, accountIds, since);
  return flow.flatMap(({ facet, amount, entries }) => {
    const source = sourceClasses.find((one) => one === facet);
    return source === undefined ? [] : [{ source, amount, gifts: entries }];
  });
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
