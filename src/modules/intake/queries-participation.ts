import type { Scope } from '#platform/scope';
import { type StepKind, stepKinds, stepTask } from './rules-participation.ts';

/** A step that is proposed, or was taken. */
export interface ProposedStep {
  readonly what: StepKind;
  /** The estate, or the space itself. */
  readonly id: string;
  readonly title: string;
  readonly dueAt: Date;
  /** When it was taken, and what was done; null while it is open. */
  readonly doneAt: Date | null;
  readonly done: string;
}

/** Most steps that a page tells of. */
const mostSteps = 20;

/** Steps that are proposed, and those taken last with what was done. */
export async function proposedSteps(scope: Scope): Promise<ProposedStep[]> {
  const rows = await scope.db
    .selectFrom('task')
    .select(['kind', 'subject_id', 'title', 'due_at', 'closed_at', 'reason'])
    .where('space_id', '=', scope.spaceId)
    .where('kind', 'in', stepKinds.map(stepTask))
    .where((where) => where.or([where('state', '=', 'open'), where('reason', 'is not', null)]))
    .orderBy('closed_at', (order) => order.desc().nullsFirst())
    .orderBy('id')
    .limit(mostSteps)
    .execute();
  return rows.flatMap((row) => {
    const what = stepKinds.find((one) => stepTask(one) === row.kind);
    return what === undefined
      ? []
      : {
          what,
          id: row.subject_id,
          title: row.title,
          dueAt: row.due_at,
          doneAt: row.closed_at,
          done: row.reason ?? '',
        };
  });
}
