import { type LocalDate, localDate } from '#kernel/dates';
import { floor, fraction, multiply } from '#kernel/fraction';
import { type Fund, funds } from '#modules/funds';
import type { Scope } from '#platform/scope';
import { agreementOn } from './queries.ts';
import { feeBase } from './queries-months.ts';
import { lastDayOf, percentText } from './rules.ts';

/** What the desk booked by agreement or shared as interest. */
export interface DeskPosting {
  readonly id: string;
  readonly kind: 'host_fee' | 'charge' | 'interest';
  readonly fundId: string | null;
  readonly month: LocalDate | null;
  readonly amount: bigint;
  readonly day: LocalDate;
  readonly reversedReason: string | null;
}

/** The latest of what the desk booked, at most a hundred. */
export async function deskPostings(scope: Scope): Promise<DeskPosting[]> {
  const rows = await scope.db
    .selectFrom('desk_posting')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(100)
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, kind: row.kind, fundId: row.fund_id, month: row.month, amount: row.amount },
    ...{ day: localDate(row.at, scope.timeZone), reversedReason: row.reversed_reason },
  }));
}

/** What each fund with an agreement owes its host for a month, and whether it is booked. */
export async function feesDue(scope: Scope, month: LocalDate) {
  const booked = await scope.db
    .selectFrom('desk_posting')
    .select('fund_id')
    .where('space_id', '=', scope.spaceId)
    .where('kind', '=', 'host_fee')
    .where('month', '=', month)
    .where('reversed_at', 'is', null)
    .execute();
  const done = new Set(booked.map((row) => row.fund_id));
  const found = await Promise.all((await funds(scope)).map((one) => feeOf(scope, one, month, done.has(one.id))));
  return found.filter((one) => one !== null);
}

async function feeOf(scope: Scope, of: Fund, month: LocalDate, booked: boolean) {
  const agreement = await agreementOn(scope, of.id, lastDayOf(month));
  if (agreement === null || agreement.over === 0n) return null;
  const base = await feeBase(scope, of, month);
  const share = fraction(agreement.over, agreement.under);
  const amount = base <= 0n ? 0n : floor(multiply(fraction(base), share));
  return { fundId: of.id, fund: of.name, base, amount, share: percentText(share), booked };
}
