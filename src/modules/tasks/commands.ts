import { startOfLocalDay } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Thing } from '#modules/record';
import { insertLater } from '#platform/later';
import type { Inside, Role } from '#platform/scope';

/** A due date about to be opened. Exactly one of `dueOn` (the end of that day) and `dueAt`. */
export interface NewTask {
  /** What has to be done, `room.deed`: the words for it live in the room's language files. */
  readonly kind: string;
  readonly subject: Thing;
  /** What a person reads in "Today"; no private words. */
  readonly title: string;
  readonly dueOn?: string;
  readonly dueAt?: Date;
  readonly ownerPersonId?: string | null;
  readonly ownerRole?: Role;
  readonly remindDaysBefore?: number;
  /** The moment itself, where days are too coarse. */
  readonly remindAt?: Date;
  /** Who is told when it is overdue. */
  readonly escalateToRole?: Role;
  /** The parameter or rule that set the date, for example `notice.answerDays`. */
  readonly rule?: string;
}

const dayMilliseconds = 86_400_000;

/** Opens a due date and returns its id. The caller's own audit event covers it. */
export async function openTask(scope: Inside, task: NewTask): Promise<string> {
  const id = newId(scope.now());
  const dueAt = task.dueAt ?? endOfDay(task.dueOn, scope);
  const before =
    task.remindDaysBefore === undefined ? null : new Date(dueAt.getTime() - task.remindDaysBefore * dayMilliseconds);
  const remindAt = task.remindAt ?? before;
  await insertLater(scope, 'task', {
    space_id: scope.spaceId,
    id,
    kind: task.kind,
    subject_kind: task.subject.kind,
    subject_id: task.subject.id,
    title: task.title,
    rule: task.rule ?? '',
    owner_person_id: task.ownerPersonId ?? null,
    owner_role: task.ownerRole ?? null,
    due_at: dueAt,
    remind_at: remindAt,
    escalate_to_role: task.escalateToRole ?? null,
    created_at: scope.now(),
  });
  return id;
}

function endOfDay(day: string | undefined, scope: Inside): Date {
  if (day === undefined) throw new Error('a task needs a due date');
  return new Date(startOfLocalDay(day, scope.timeZone).getTime() + dayMilliseconds - 1000);
}

/** Closes the open tasks of one kind about a thing; none open is no mistake. */
export async function closeTask(
  scope: Inside,
  subject: Thing,
  kind: string,
  outcome: 'done' | 'dropped',
  reason?: string,
): Promise<void> {
  await scope.db
    .updateTable('task')
    .set({
      state: outcome,
      closed_at: scope.now(),
      closed_by: scope.actor?.personId ?? null,
      reason: reason ?? null,
    })
    .where('space_id', '=', scope.spaceId)
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .where('kind', '=', kind)
    .where('state', '=', 'open')
    .execute();
}
