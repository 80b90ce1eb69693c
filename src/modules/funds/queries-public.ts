import { sql } from 'kysely';
import type { LocalDate } from '#kernel/dates';
import { procedure } from '#modules/decisions';
import type { Scope } from '#platform/scope';
import { fund, funds } from './queries.ts';
import type { Fund } from './schema.ts';

/** What was paid under one decision for one project, less what came back, in fen. */
export interface PaymentUse {
  readonly title: string;
  readonly decisionId: string;
  readonly projectId: string | null;
  readonly amount: bigint;
}

/** What the payments of some funds since a day were for, the largest first; at most twelve. */
export async function paymentUses(scope: Scope, fundIds: readonly string[], since: LocalDate): Promise<PaymentUse[]> {
  if (fundIds.length === 0) return [];
  const rows = await scope.db
    .selectFrom('payment as p')
    .innerJoin('ledger_authorisation as a', (on) =>
      on.onRef('a.space_id', '=', 'p.space_id').onRef('a.id', '=', 'p.authorisation_id'),
    )
    .select(['a.decision_id', 'p.project_id', sql<bigint>`sum(p.amount - p.returned)::bigint`.as('amount')])
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

/** Whether the space has a fund that is open, for pages that invite gifts. */
export async function openMainFund(scope: Scope): Promise<Fund | null> {
  const main = (await funds(scope)).find((one) => one.kind === 'main' && one.state === 'open');
  return main === undefined ? null : fund(scope, main.id);
}
