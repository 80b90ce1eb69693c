import type { LocalDate } from '#kernel/dates';
import type { Fault } from '#kernel/result';
import type { BudgetLine, BudgetUse, LineStanding, Side } from './schema.ts';

/** A line as it was typed. */
export interface TypedLine {
  readonly line?: bigint | undefined;
  readonly side: Side;
  readonly title: string;
  readonly amount: bigint;
  readonly note: string;
}

/**
 * Gives every line its number: one that was there before keeps it, a new one gets the next. `taken` are all numbers the
 * year ever used, so that a number never means two things.
 */
export function numbered(lines: readonly TypedLine[], taken: readonly number[]): BudgetLine[] {
  let next = taken.reduce((most, one) => (one > most ? one : most), 0);
  const seen = new Set<number>();
  return lines.map(({ line, side, title, amount, note }) => {
    const old = line === undefined ? null : Number(line);
    const keeps = old !== null && taken.includes(old) && !seen.has(old);
    if (!keeps) next += 1;
    const number = keeps ? old : next;
    seen.add(number);
    return { line: number, side, title, amount, note };
  });
}

/** Why these lines make no budget, or null. `used` are lines under which decisions are already spent. */
export function refuseLines(lines: readonly BudgetLine[], used: readonly number[]): Fault | null {
  if (lines.every((one) => one.side !== 'out' || one.amount === 0n)) return { code: 'budgets.nothing_planned' };
  const titles = new Set<string>();
  for (const one of lines) {
    const key = `${one.side} ${one.title}`;
    if (titles.has(key)) return { code: 'budgets.same_title', params: { title: one.title } };
    titles.add(key);
  }
  const gone = used.find((line) => !lines.some((one) => one.line === line && one.side === 'out'));
  return gone === undefined ? null : { code: 'budgets.line_used', params: { line: gone } };
}

/** What a side of a budget comes to, in fen. */
export function sumOf(lines: readonly BudgetLine[], side: Side): bigint {
  return lines.reduce((sum, one) => (one.side === side ? sum + one.amount : sum), 0n);
}

/** Every line of spending beside what is set aside and spent under it. */
export function standings(lines: readonly BudgetLine[], uses: readonly BudgetUse[]): LineStanding[] {
  return lines
    .filter((one) => one.side === 'out')
    .map((one) => {
      const own = uses.filter((use) => use.line === one.line);
      const held = own.reduce((sum, use) => sum + use.held, 0n);
      const spent = own.reduce((sum, use) => sum + use.spent, 0n);
      return { ...one, held, spent, left: one.amount - held - spent };
    });
}

/** Whether a budget was public before its year began (F041). */
export function inTime(publishedOn: LocalDate, year: number): boolean {
  return publishedOn < `${year}-01-01`;
}
