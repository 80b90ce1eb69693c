import { addDays, addMonths, type LocalDate } from '#kernel/dates';
import { giftTrace } from '#modules/gifts';
import { type Scope, today } from '#platform/scope';
import { noSums, statementsOf, sumsBetween } from './queries.ts';
import { monthOf } from './rules.ts';
import type { Agreement, Statement, Sums } from './schema.ts';

/** Agreements with what they have done in all their time. */
export async function toldOf(scope: Scope, all: readonly Agreement[]) {
  const ids = all.map((one) => one.id);
  const first = all.reduce((day, one) => (one.startsOn < day ? one.startsOn : day), today(scope));
  const [sums, statements] = await Promise.all([
    sumsBetween(scope, ids, first, today(scope)),
    statementsOf(scope, ids),
  ]);
  return all.map((agreement) => {
    const own = statements.filter((one) => one.agreementId === agreement.id);
    return { agreement, sums: sums.get(agreement.id) ?? noSums, ...sharesOf(own) };
  });
}

function sharesOf(statements: readonly Statement[]): { stated: bigint; paid: bigint } {
  const sum = (some: readonly Statement[]) => some.reduce((all, one) => all + one.share, 0n);
  return {
    stated: sum(statements.filter((one) => one.state !== 'released')),
    paid: statements.reduce((all, one) => all + one.paid, 0n),
  };
}

/** The years an agreement has run in up to today, newest first. */
export function yearsOf(one: Agreement, day: LocalDate): string[] {
  const last = one.endsOn < day ? one.endsOn : day;
  const years: string[] = [];
  for (let year = BigInt(one.startsOn.slice(0, 4)); year <= BigInt(last.slice(0, 4)); year += 1n)
    years.unshift(year.toString());
  return years;
}

/** A shop's year by month, and what its shares of that year bought, first in first out. */
export async function shopYear(scope: Scope, agreement: Agreement, year: string) {
  const statements = await statementsOf(scope, [agreement.id]);
  const months: (Sums & { month: LocalDate; statement: Statement | null })[] = [];
  const last = today(scope) < agreement.endsOn ? today(scope) : agreement.endsOn;
  for (let month = `${year}-01-01`; month.startsWith(year); month = addMonths(month, 1)) {
    if (month < monthOf(agreement.startsOn) || month > last) continue;
    const statement = statements.find((one) => one.month === month) ?? null;
    const until = addDays(addMonths(month, 1), -1);
    const sums = statement ?? (await sumsBetween(scope, [agreement.id], month, until)).get(agreement.id) ?? noSums;
    months.push({ month, statement, uses: sums.uses, turnover: sums.turnover, discount: sums.discount });
  }
  const gifts = months.flatMap(({ statement }) => [...(statement?.giftIds ?? [])]);
  const bought = new Map<string, { id: string; what: string; amount: bigint }>();
  let left = 0n;
  for (const giftId of gifts) {
    const trace = await giftTrace(scope, giftId);
    left += trace.left;
    for (const { payment, amount } of trace.parts) {
      const known = bought.get(payment.id)?.amount ?? 0n;
      bought.set(payment.id, { id: payment.id, what: payment.whatFor, amount: known + amount });
    }
  }
  return { agreement, year, months, bought: [...bought.values()], left };
}
