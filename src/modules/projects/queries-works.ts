import type { Scope } from '#platform/scope';
import type { WorksPaper } from './rules-works.ts';

/** The papers of works, in the order in which they came. */
export async function worksPapers(scope: Scope, projectId: string): Promise<WorksPaper[]> {
  const rows = await scope.db
    .selectFrom('works_paper')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('project_id', '=', projectId)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, kind: row.kind, owners: row.owners, ownersFor: row.owners_for, area: row.area },
    ...{ areaFor: row.area_for, supplier: row.supplier, amount: row.amount, chosen: row.chosen },
    ...{ accepted: row.accepted, people: row.people, words: row.words, fileId: row.file_id, at: row.at },
  }));
}

/** Something to be reached by a day (F043). */
export interface Milestone {
  readonly id: string;
  readonly title: string;
  readonly dueOn: string;
  readonly reachedOn: string | null;
  readonly words: string;
}

/** The milestones of a project, the next due first. */
export async function milestones(scope: Scope, projectId: string): Promise<Milestone[]> {
  return scope.db
    .selectFrom('project_milestone')
    .select(['id', 'title', 'due_on as dueOn', 'reached_on as reachedOn', 'reached_words as words'])
    .where('space_id', '=', scope.spaceId)
    .where('project_id', '=', projectId)
    .orderBy('due_on')
    .orderBy('id')
    .execute();
}
