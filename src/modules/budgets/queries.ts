import { procedure } from '#modules/decisions';
import { type Fund, fund, funds, paidInYear } from '#modules/funds';
import { authorisation, liveAuthorisations } from '#modules/ledger';
import type { Scope } from '#platform/scope';
import { standings, sumOf } from './rules.ts';
import type { Budget, BudgetLine, BudgetUse, LineStanding } from './schema.ts';

function budgetRows(scope: Scope) {
  return scope.db.selectFrom('fund_budget').selectAll().where('space_id', '=', scope.spaceId);
}

async function withLines(scope: Scope, rows: Awaited<ReturnType<ReturnType<typeof budgetRows>['execute']>>) {
  const ids = rows.map((row) => row.id);
  const lines =
    ids.length === 0
      ? []
      : await scope.db
          .selectFrom('fund_budget_line')
          .selectAll()
          .where('space_id', '=', scope.spaceId)
          .where('budget_id', 'in', ids)
          .orderBy('side', 'desc')
          .orderBy('line')
          .execute();
  return rows.map((row): Budget => {
    const own = lines.filter((line) => line.budget_id === row.id);
    return {
      ...{ id: row.id, fundId: row.fund_id, year: row.year, version: row.version, state: row.state },
      ...{ reason: row.reason, procedureId: row.procedure_id, publishedOn: row.published_on },
      createdAt: row.created_at,
      lines: own.map(({ line, side, title, amount, note }): BudgetLine => ({ line, side, title, amount, note })),
    };
  });
}

/** One version, or null. */
export async function budget(scope: Scope, id: string): Promise<Budget | null> {
  return (await withLines(scope, await budgetRows(scope).where('id', '=', id).execute()))[0] ?? null;
}

/** Every version of every fund's budgets, the newest year first; only of one fund or year where named. */
export async function budgets(
  scope: Scope,
  of: { readonly fundId?: string; readonly year?: number } = {},
): Promise<Budget[]> {
  let rows = budgetRows(scope);
  if (of.fundId !== undefined) rows = rows.where('fund_id', '=', of.fundId);
  if (of.year !== undefined) rows = rows.where('year', '=', of.year);
  return withLines(scope, await rows.orderBy('year', 'desc').orderBy('fund_id').orderBy('version', 'desc').execute());
}

/** The budget of a fund's year that is in force, or null. */
export async function budgetInForce(scope: Scope, fundId: string, year: number): Promise<Budget | null> {
  return (await budgets(scope, { fundId, year })).find((one) => one.state === 'published') ?? null;
}

/** What the funds plan to spend in a year by their budgets in force, in fen; null where none is public. */
export async function plannedFor(scope: Scope, fundIds: readonly string[], year: number): Promise<bigint | null> {
  const all = (await budgets(scope, { year })).filter(
    (one) => one.state === 'published' && fundIds.includes(one.fundId),
  );
  return all.length === 0 ? null : all.reduce((sum, one) => sum + sumOf(one.lines, 'out'), 0n);
}

/** Budgets whose procedure has ended and which are still marked as being decided. */
export async function decidedBudgets(scope: Scope): Promise<string[]> {
  const rows = await scope.db
    .selectFrom('fund_budget as b')
    .innerJoin('procedure as p', (on) => on.onRef('p.space_id', '=', 'b.space_id').onRef('p.id', '=', 'b.procedure_id'))
    .select('b.id')
    .where('b.space_id', '=', scope.spaceId)
    .where('b.state', '=', 'deciding')
    .where('p.state', '<>', 'running')
    .execute();
  return rows.map((row) => row.id);
}

/** Under which line of the year each decision is spent. */
export async function usesOf(scope: Scope, fundId: string, year: number): Promise<Map<string, number>> {
  const rows = await scope.db
    .selectFrom('fund_budget_use')
    .select(['authorisation_id', 'line'])
    .where('space_id', '=', scope.spaceId)
    .where('fund_id', '=', fundId)
    .where('year', '=', year)
    .execute();
  return new Map(rows.map((row) => [row.authorisation_id, row.line]));
}

/** Whether a later year has taken a decision over; what is still set aside counts there. */
async function takenOver(scope: Scope, fundId: string, year: number): Promise<Set<string>> {
  const rows = await scope.db
    .selectFrom('fund_budget_use')
    .select('authorisation_id')
    .where('space_id', '=', scope.spaceId)
    .where('fund_id', '=', fundId)
    .where('year', '>', year)
    .execute();
  return new Set(rows.map((row) => row.authorisation_id));
}

/**
 * Every decision of a fund that touches a year, with its line, what is still set aside and what was paid in the year. A
 * budget of the fund counts the pots of money inside it, whose purposes it plans for as well.
 */
export async function budgetUses(scope: Scope, of: Fund, year: number): Promise<BudgetUse[]> {
  const family = (await funds(scope)).filter(
    (one) => one.id === of.id || (one.parentId === of.id && one.kind === 'purpose'),
  );
  const accounts = family.flatMap((one) => (one.accountId === null ? [] : [one.accountId]));
  const lines = await usesOf(scope, of.id, year);
  const later = await takenOver(scope, of.id, year);
  const paid = await paidInYear(
    scope,
    family.map((one) => one.id),
    year,
  );
  const held = (await liveAuthorisations(scope, accounts)).filter((one) => one.state === 'held');
  const ids = new Set([...paid.map((one) => one.authorisationId), ...lines.keys(), ...held.map((one) => one.id)]);
  const found: BudgetUse[] = [];
  for (const id of ids) {
    const allowance = held.find((one) => one.id === id) ?? (await authorisation(scope, id));
    const decision = allowance === null ? null : await procedure(scope, allowance.decisionId);
    if (allowance === null || decision === null) continue;
    const one = paid.find((row) => row.authorisationId === id);
    const open = allowance.state === 'held' && !later.has(id) ? allowance.amount - allowance.spent : 0n;
    found.push({
      ...{ authorisationId: id, decisionId: decision.id, title: decision.title, line: lines.get(id) ?? null },
      ...{ held: open, spent: (one?.paid ?? 0n) - (one?.back ?? 0n) },
    });
  }
  return found.sort((a, b) => (a.title < b.title ? -1 : 1));
}

/** A budget beside what became of it. */
export interface BudgetView {
  readonly budget: Budget;
  readonly fund: Fund | null;
  readonly lines: readonly LineStanding[];
  readonly uses: readonly BudgetUse[];
  readonly versions: readonly Budget[];
}

/** Everything the page of a budget shows; what is held and spent is of the whole year, whichever version one looks at. */
export async function budgetView(scope: Scope, of: Budget): Promise<BudgetView> {
  const from = await fund(scope, of.fundId);
  const uses = from === null ? [] : await budgetUses(scope, from, of.year);
  const versions = await budgets(scope, { fundId: of.fundId, year: of.year });
  return { budget: of, fund: from, lines: standings(of.lines, uses), uses, versions };
}
