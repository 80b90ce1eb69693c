import { today } from '#platform/scope';
import type { Job } from '#platform/web';
import { tellOfTask } from './commands-desk.ts';
import { dueNow } from './queries-list.ts';
import { holdersOf } from './queries-today.ts';
import { roles } from './schema.ts';

/** Reminds in time and passes on what is overdue; every task is told of once, so running again changes nothing. */
export const remind: Job = {
  name: 'tasks.remind',
  cron: '*/15 * * * *',
  run: async (scope) => {
    for (const { id, title, what, personId, role } of await dueNow(scope)) {
      const known = roles.find((one) => one === role);
      const holders = known === undefined ? [] : await holdersOf(scope, known, today(scope));
      await tellOfTask(scope, { taskId: id, title, what, personIds: personId === null ? holders : [personId] });
    }
  },
};

/** The jobs of this room. */
export const jobs: readonly Job[] = [remind];
