import { z } from 'zod';
import { choice, day, id, text } from '#platform/input';
import type { Role } from '#platform/scope';

/** Roles a task can be given to, in the order they are offered; every one there is. */
export const roles = [
  'worker',
  'grid_worker',
  'admin',
  'hub',
  'secretary',
  'supervisor',
  'treasurer',
  'finance',
  'overseer',
] as const satisfies readonly Role[];

/** The kind of a task that somebody wrote down by hand; all others are closed by the deed they ask for. */
export const byHand = 'tasks.note';

/** Something to remember, for oneself or for a role. */
export const AddTask = z.object({
  title: text(120),
  dueOn: day(),
  ownerRole: z.preprocess((value) => (value === '' ? undefined : value), choice(roles).optional()),
});
export const FinishTask = z.object({ taskId: id() });
export const DropTask = z.object({ taskId: id(), reason: text(300, 'tasks.reason_missing') });
