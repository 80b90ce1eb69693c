import type { Selectable } from 'kysely';
import { isId } from '#kernel/ids';
import { voiceCounts } from '#modules/needs';
import type { ProblemTable } from '#platform/schema.generated';
import type { Scope } from '#platform/scope';
import { ranked, weight } from './rules.ts';
import type { ProblemState } from './schema.ts';

/** A problem with what its rank is reckoned from. */
export interface Problem {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly summary: string;
  /** From 1 to 5. */
  readonly impact: number;
  readonly impactReason: string;
  /** From 1 to 5. */
  readonly urgency: number;
  readonly urgencyReason: string;
  readonly state: ProblemState;
  readonly stateReason: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly needIds: readonly string[];
  /** Voices behind the needs that show it. */
  readonly voices: number;
  /** Impact times urgency. */
  readonly weight: number;
  /** Its place among the open ones, from 1; null when it has ended. */
  readonly rank: number | null;
}

/** One cause in the tree of a problem. */
export interface Cause {
  readonly id: string;
  readonly problemId: string;
  readonly parentId: string | null;
  readonly words: string;
  readonly main: boolean;
}

function toProblem(row: Selectable<ProblemTable>, needIds: readonly string[], voices: number): Omit<Problem, 'rank'> {
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    summary: row.summary,
    impact: row.impact,
    impactReason: row.impact_reason,
    urgency: row.urgency,
    urgencyReason: row.urgency_reason,
    state: row.state,
    stateReason: row.state_reason,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    needIds,
    voices,
    weight: weight(row),
  };
}

/** All problems in the order in which to take them up; those that ended come last, the latest first. */
export async function problems(scope: Scope): Promise<Problem[]> {
  const rows = await scope.db.selectFrom('problem').selectAll().where('space_id', '=', scope.spaceId).execute();
  const links = await scope.db
    .selectFrom('problem_need')
    .select(['problem_id', 'need_id'])
    .where('space_id', '=', scope.spaceId)
    .orderBy('at')
    .execute();
  const voices = await voiceCounts(scope, [...new Set(links.map((link) => link.need_id))]);
  const all = rows.map((row) => {
    const needIds = links.filter((link) => link.problem_id === row.id).map((link) => link.need_id);
    return toProblem(
      row,
      needIds,
      needIds.reduce((sum, id) => sum + (voices.get(id) ?? 0), 0),
    );
  });
  const open = ranked(all.filter((one) => one.state === 'open')).map((one, at) => ({ ...one, rank: at + 1 }));
  const ended = all
    .filter((one) => one.state !== 'open')
    .sort((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime())
    .map((one) => ({ ...one, rank: null }));
  return [...open, ...ended];
}

/** One problem with its rank, or null. */
export async function problem(scope: Scope, id: string): Promise<Problem | null> {
  return isId(id) ? ((await problems(scope)).find((one) => one.id === id) ?? null) : null;
}

/** The causes of problems that stand, the first first. */
export async function causes(scope: Scope, problemIds: readonly string[]): Promise<Cause[]> {
  if (problemIds.length === 0) return [];
  const rows = await scope.db
    .selectFrom('problem_cause')
    .select(['id', 'problem_id', 'parent_id', 'words', 'main'])
    .where('space_id', '=', scope.spaceId)
    .where('problem_id', 'in', [...problemIds])
    .where('dropped_at', 'is', null)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, problemId: row.problem_id, parentId: row.parent_id, words: row.words, main: row.main },
  }));
}

/** The problems that needs show, in the order in which to take them up, with their main causes: for a project's plan. */
export async function problemsOfNeeds(
  scope: Scope,
  needIds: readonly string[],
): Promise<(Problem & { readonly mainCauses: readonly string[] })[]> {
  if (needIds.length === 0) return [];
  const shown = (await problems(scope)).filter((one) => one.needIds.some((id) => needIds.includes(id)));
  const all = await causes(
    scope,
    shown.map((one) => one.id),
  );
  return shown.map((one) => ({
    ...one,
    mainCauses: all.filter((cause) => cause.problemId === one.id && cause.main).map((cause) => cause.words),
  }));
}
