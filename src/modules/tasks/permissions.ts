import { may } from '#platform/permission';

export const permissions = {
  /** The desk's first page: every role, and whoever sits on a body; the page itself asks for one of the two. */
  today: may('tasks.today', 'resident'),
  add: may(
    'tasks.add',
    'admin',
    'worker',
    'grid_worker',
    'hub',
    'secretary',
    'supervisor',
    'treasurer',
    'finance',
    'overseer',
  ),
  /** Own tasks are closed by whoever has them; the command looks at whose they are. */
  close: may('tasks.close', 'resident'),
  remind: may('tasks.remind', 'system'),
};
