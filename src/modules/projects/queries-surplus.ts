import { type Procedure, procedure } from '#modules/decisions';
import type { Scope } from '#platform/scope';
import { moneyOf } from './queries.ts';
import { type SurplusStand, surplusStand } from './rules.ts';
import type { Surplus } from './schema.ts';

/** What was last proposed about the rest of a project's money, or null. */
export async function lastSurplus(scope: Scope, projectId: string): Promise<Surplus | null> {
  const row = await scope.db
    .selectFrom('project_surplus')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('project_id', '=', projectId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    ...{ id: row.id, projectId: row.project_id, amount: row.amount, to: row.goes_to, words: row.words },
    ...{ procedureId: row.procedure_id, at: row.at },
  };
}

/** How it stands with what a project did not spend. */
export interface Rest {
  /** In fen; nothing once it is closed. */
  readonly left: bigint;
  readonly proposed: Surplus | null;
  readonly decision: Procedure | null;
  readonly stand: SurplusStand;
}

/** What is left of a project's money and whether where it goes was decided. */
export async function restOf(scope: Scope, projectId: string): Promise<Rest> {
  const left = (await moneyOf(scope, [projectId])).get(projectId)?.left ?? 0n;
  const proposed = await lastSurplus(scope, projectId);
  const decision = proposed === null ? null : await procedure(scope, proposed.procedureId);
  const stand = surplusStand(
    left,
    proposed === null || decision === null ? null : { ...proposed, state: decision.state },
  );
  return { left, proposed, decision, stand };
}
