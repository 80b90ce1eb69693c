import { addMonths, type LocalDate } from '#kernel/dates';
import type { Fraction } from '#kernel/fraction';
import { plannedFor } from '#modules/budgets';
import { type Fund, funds, paidInYear } from '#modules/funds';
import { largestGiver, promisedUntil, type SourceClass, yearsBySource } from '#modules/gifts';
import { monthlyFlow } from '#modules/ledger';
import { organisationNames } from '#modules/organisations';
import { parameters } from '#modules/parameters';
import { personNames } from '#modules/people';
import { type Scope, today } from '#platform/scope';
import { gapActions } from './queries.ts';
import { type Gap, gapOf, reaches, type Spread, share, spread, type Tenths, tenths } from './rules.ts';
import type { GapAction } from './schema.ts';

/** Months of reserve: what can be used, by what went out in a month of the last year. */
export interface Reserve {
  readonly available: bigint;
  readonly out: bigint;
  readonly months: number;
  readonly last: Tenths | null;
  /** Below how many months one is warned, and whether it is. */
  readonly bound: number;
  readonly low: boolean;
}

/** A part of the year's income, told apart by who or what it comes from. */
export interface ShareOf {
  readonly key: SourceClass;
  readonly amount: bigint;
  readonly sum: bigint;
  readonly share: Fraction | null;
  readonly high: boolean;
}

/** The part of one class in each of three years. */
export interface YearShare {
  readonly year: number;
  readonly amount: bigint;
  readonly sum: bigint;
  readonly share: Fraction | null;
}

/** How a fund stands, each figure with what it is reckoned from; in fen. */
export interface Figures {
  readonly since: LocalDate;
  readonly reserve: Reserve;
  readonly income: Spread | null;
  readonly year: number;
  /** Null while no budget is public: what the year needs is not known. */
  readonly gap: Gap | null;
  readonly actions: readonly GapAction[];
  readonly sources: readonly ShareOf[];
  readonly government: readonly YearShare[];
  readonly governmentHigh: boolean;
}

async function rule(scope: Scope) {
  const found = await parameters(scope, ['fund.dependentShare', 'fund.reserveMonths']);
  const [over = '4', under = '5'] = found['fund.dependentShare'].split('/');
  return { dependent: { over: BigInt(over), under: BigInt(under) }, reserve: found['fund.reserveMonths'] };
}

/** Whole months a fund has lived, at most twelve, at least one; young funds are not made to look poor. */
function lived(main: Fund, now: LocalDate): number {
  const opened = main.openedOn ?? now;
  for (let months = 1; months < 12; months += 1) if (addMonths(`${opened.slice(0, 7)}-01`, months) > now) return months;
  return 12;
}

function reserveOf(available: bigint, out: bigint, months: number, bound: number): Reserve {
  const last = tenths(available * BigInt(months), out);
  return { available, out, months, last, bound, low: last !== null && last.whole < BigInt(bound) };
}

async function sourceShares(scope: Scope, ids: readonly string[], year: number, bound: Fraction) {
  const rows = await yearsBySource(scope, ids, [year - 2, year - 1, year]);
  const sumOf = (at: number) => rows.filter((row) => row.year === at).reduce((sum, row) => sum + row.amount, 0n);
  const now = rows.filter((row) => row.year === year);
  const sources = now
    .map((row): ShareOf => {
      const part = share(row.amount, sumOf(year));
      return { key: row.source, amount: row.amount, sum: sumOf(year), share: part, high: reaches(part, bound) };
    })
    .sort((a, b) => (a.amount > b.amount ? -1 : 1));
  const government = [year - 2, year - 1, year].map((at): YearShare => {
    const amount = rows.find((row) => row.year === at && row.source === 'government')?.amount ?? 0n;
    return { year: at, amount, sum: sumOf(at), share: share(amount, sumOf(at)) };
  });
  return { sources, government };
}

/** How the main fund stands with everything inside its books (F031, F098, F103). */
export async function figuresOf(scope: Scope, main: Fund): Promise<Figures> {
  const family = (await funds(scope)).filter((one) => one.id === main.id || one.parentId === main.id);
  const ids = family.map((one) => one.id);
  const accounts = family.flatMap((one) => (one.accountId === null ? [] : [one.accountId]));
  const now = today(scope);
  const year = Number(now.slice(0, 4));
  const bounds = await rule(scope);
  const months = lived(main, now);
  const since = addMonths(`${now.slice(0, 7)}-01`, 1 - months);
  const flow = new Map((await monthlyFlow(scope, accounts, since)).map((one) => [one.month, one]));
  const each = Array.from({ length: months }, (_, at) => flow.get(addMonths(since, at)));
  const out = each.reduce((sum, one) => sum + (one?.out ?? 0n), 0n);
  const available = family.reduce((sum, one) => sum + one.standing.available, 0n);
  // The budget is the main fund's and plans for the pots inside it; small funds have their own money and purposes.
  const budgeted = family.filter((one) => one.id === main.id || one.kind === 'purpose');
  const own = budgeted.map((one) => one.id);
  const planned = await plannedFor(scope, own, year);
  const paid = await paidInYear(scope, own, year);
  const spent = paid.reduce((sum, one) => sum + one.paid - one.back, 0n);
  const balance = budgeted.reduce((sum, one) => sum + one.standing.balance, 0n);
  const promised = await promisedUntil(scope, own, `${year}-12-31`);
  const { sources, government } = await sourceShares(scope, ids, year, bounds.dependent);
  return {
    since,
    reserve: reserveOf(available, out, months, bounds.reserve),
    income: spread(each.map((one) => one?.in ?? 0n)),
    year,
    gap: planned === null ? null : gapOf(planned, spent, balance, promised),
    actions: await gapActions(scope, main.id, year),
    ...{ sources, government },
    governmentHigh: government.some((one) => reaches(one.share, bounds.dependent)),
  };
}

/** The giver of most in the last months, named for the desk (F099). */
export interface TopGiver {
  readonly name: string;
  readonly amount: bigint;
  readonly sum: bigint;
  readonly share: Fraction | null;
  readonly high: boolean;
}

/** Who gave most since a day, with the share; null where nobody gave. */
export async function topGiver(scope: Scope, main: Fund, since: LocalDate): Promise<TopGiver | null> {
  const family = (await funds(scope)).filter((one) => one.id === main.id || one.parentId === main.id);
  const ids = family.map((one) => one.id);
  const { top, sum } = await largestGiver(scope, ids, since);
  if (top === null) return null;
  const people = await personNames(scope, top.personId === null ? [] : [top.personId]);
  const firms = await organisationNames(scope, [top.organisationId]);
  const part = share(top.amount, sum);
  const name = firms.get(top.organisationId ?? '') ?? people.get(top.personId ?? '')?.inside ?? top.name;
  return { name, amount: top.amount, sum, share: part, high: reaches(part, (await rule(scope)).dependent) };
}
