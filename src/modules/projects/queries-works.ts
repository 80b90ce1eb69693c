import { causes, problemsOfNeeds } from '#modules/problems';
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
  /** The problem it takes up, and of its causes the one it goes at, in words that are public with the step. */
  readonly problem: {
    readonly id: string;
    readonly number: string;
    readonly title: string;
    readonly cause: string | null;
  } | null;
  readonly words: string;
}

/** The milestones of a project, the next due first. */
export async function milestones(scope: Scope, projectId: string): Promise<Milestone[]> {
  const rows = await scope.db
    .selectFrom('project_milestone as m')
    .leftJoin('problem as p', (on) => on.onRef('p.space_id', '=', 'm.space_id').onRef('p.id', '=', 'm.problem_id'))
    .leftJoin('problem_cause as c', (on) => on.onRef('c.space_id', '=', 'm.space_id').onRef('c.id', '=', 'm.cause_id'))
    .select(['m.id', 'm.title', 'm.due_on as dueOn', 'm.reached_on as reachedOn', 'm.reached_words as words'])
    .select(['p.id as problem', 'p.number', 'p.title as named', 'c.words as cause'])
    .where('m.space_id', '=', scope.spaceId)
    .where('m.project_id', '=', projectId)
    .orderBy('m.due_on')
    .orderBy('m.id')
    .execute();
  return rows.map(({ problem, number, named, cause, ...step }) => ({
    ...step,
    problem: problem === null ? null : { id: problem, number: number ?? '', title: named ?? '', cause },
  }));
}

/** A problem, or one of its causes, that a step of the plan may take up. */
export interface StepProblem {
  readonly problemId: string;
  readonly causeId: string | null;
  readonly number: string;
  readonly title: string;
  readonly cause: string | null;
}

/** What steps of a project may cite: the open problems behind its needs, the weightiest first, each with its causes. */
export async function stepProblems(scope: Scope, needIds: readonly string[]): Promise<StepProblem[]> {
  const open = (await problemsOfNeeds(scope, needIds)).filter((one) => one.rank !== null);
  const all = await causes(
    scope,
    open.map((one) => one.id),
  );
  return open.flatMap((one) => {
    const named = { problemId: one.id, number: one.number, title: one.title };
    const own = all.filter((cause) => cause.problemId === one.id);
    return [
      { ...named, causeId: null, cause: null },
      ...own.map((cause) => ({ ...named, causeId: cause.id, cause: cause.words })),
    ];
  });
}
