import type { Thing } from '#modules/record';
import type { Role, Scope } from '#platform/scope';

/** An open due date as "Today" shows it. */
export interface OpenTask {
  readonly id: string;
  readonly kind: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly title: string;
  readonly rule: string;
  readonly dueAt: Date;
  readonly ownerPersonId: string | null;
  readonly ownerRole: string | null;
  readonly escalated: boolean;
}

/** Open tasks, the earliest due first: all of the space, or those of a person and of roles. */
export async function openTasks(
  scope: Scope,
  wanted: {
    readonly personId?: string;
    readonly roles?: readonly Role[];
    readonly until?: Date;
    readonly limit?: number;
  } = {},
): Promise<OpenTask[]> {
  const { personId, roles, until } = wanted;
  let query = scope.db.selectFrom('task').selectAll().where('space_id', '=', scope.spaceId).where('state', '=', 'open');
  if (until !== undefined) query = query.where('due_at', '<=', until);
  if (personId !== undefined || roles !== undefined) {
    const held = ['', ...(roles ?? [])];
    query = query.where((where) =>
      where.or([
        ...(personId === undefined ? [] : [where('owner_person_id', '=', personId)]),
        where('owner_role', 'in', held),
        // What nobody did in time comes to whoever is told of it.
        where.and([where('escalated_at', 'is not', null), where('escalate_to_role', 'in', held)]),
      ]),
    );
  }
  const rows = await query
    .orderBy('due_at')
    .limit(wanted.limit ?? 200)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    title: row.title,
    rule: row.rule,
    dueAt: row.due_at,
    ownerPersonId: row.owner_person_id,
    ownerRole: row.owner_role,
    escalated: row.escalated_at !== null,
  }));
}

/** Whether a due date of this kind is open about a thing, so that a job that runs again opens no second one. */
export async function hasOpenTask(scope: Scope, subject: Thing, kind: string): Promise<boolean> {
  const row = await scope.db
    .selectFrom('task')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .where('kind', '=', kind)
    .where('state', '=', 'open')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
