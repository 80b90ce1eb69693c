import type { Scope } from '#platform/scope';
import type { Stage } from './rules-participation.ts';

/** Why stages of projects were left out, the last word about each. */
export async function stageReasons(
  scope: Scope,
  projectIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<Stage, string>>> {
  const found = new Map<string, Map<Stage, string>>();
  if (projectIds.length === 0) return found;
  const rows = await scope.db
    .selectFrom('project_stage_reason')
    .select(['project_id', 'stage', 'reason'])
    .where('space_id', '=', scope.spaceId)
    .where('project_id', 'in', [...projectIds])
    .orderBy('at')
    .execute();
  for (const row of rows) {
    const of = found.get(row.project_id) ?? new Map<Stage, string>();
    of.set(row.stage, row.reason);
    found.set(row.project_id, of);
  }
  return found;
}
