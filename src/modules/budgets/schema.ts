import { z } from 'zod';
import type { LocalDate } from '#kernel/dates';
import { amount, blank, choice, count, id, name, optionalText } from '#platform/input';

export const sides = ['out', 'in'] as const;
/** What is to be spent, or what is expected to come. */
export type Side = (typeof sides)[number];

export const budgetStates = ['draft', 'deciding', 'decided', 'published', 'replaced', 'declined'] as const;
/** Where a version of a budget stands; `replaced` was public and gave way to an amendment. */
export type BudgetState = (typeof budgetStates)[number];

/** As many lines as one form holds. */
export const mostLines = 16;

const Line = z.object({
  /** The number of a line that was there before; a new one gets its own. */
  line: blank(count()),
  side: choice(sides),
  title: name(60),
  amount: amount({ zero: true }),
  note: optionalText(200),
});

const BudgetWords = z.object({
  reason: optionalText(500),
  lines: z.array(Line).min(1, 'budgets.no_lines').max(mostLines),
});
export const NewBudget = BudgetWords.extend({ fundId: id(), year: count() });
export const EditedBudget = BudgetWords.extend({ id: id() });
export const ById = z.object({ id: id() });
export const Use = z.object({ id: id(), authorisationId: id(), line: count() });

/** A line of a budget. `line` stays with it through all versions of the year. */
export interface BudgetLine {
  readonly line: number;
  readonly side: Side;
  readonly title: string;
  readonly amount: bigint;
  readonly note: string;
}

/** One version of a fund's budget of a year. */
export interface Budget {
  readonly id: string;
  readonly fundId: string;
  readonly year: number;
  readonly version: number;
  readonly state: BudgetState;
  /** Why it was amended; empty in the first version. */
  readonly reason: string;
  readonly procedureId: string | null;
  readonly publishedOn: LocalDate | null;
  readonly createdAt: Date;
  readonly lines: readonly BudgetLine[];
}

/** A line beside what became of it, in fen: plan = held + spent + left. */
export interface LineStanding extends BudgetLine {
  readonly held: bigint;
  /** Paid in the year, less what came back in it. */
  readonly spent: bigint;
  /** What is neither spent nor set aside; below zero where more was decided than planned. */
  readonly left: bigint;
}

/** A decision of the fund that is paid in the year, and the line it is spent under. */
export interface BudgetUse {
  readonly authorisationId: string;
  readonly decisionId: string;
  readonly title: string;
  readonly line: number | null;
  readonly held: bigint;
  readonly spent: bigint;
}
