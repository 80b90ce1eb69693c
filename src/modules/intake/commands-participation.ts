import { z } from 'zod';
import { addDays } from '#kernel/dates';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { audit } from '#modules/record';
import { closeTask, hasOpenTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { choice, id, text } from '#platform/input';
import { today } from '#platform/scope';
import { permissions } from './permissions.ts';
import { stepKinds, stepTask } from './rules-participation.ts';

/** Days within which a step is taken, and days of quiet after one, so that it can show. */
const stepDays = 30;
const quietDays = 90;

/** What is proposed to be done next: who is missing, and of an estate which; of all others the space itself. */
const Step = z.object({ what: choice(stepKinds), id: id(), title: z.string() });

/**
 * Proposes a next step as a task wherever few take part (F195–F197), one for each group that is missing; a group that is
 * there again needs none. Run weekly, it repeats nothing, and leaves a step that was taken three months to show.
 */
export const proposeSteps = command({
  name: 'intake.propose_steps',
  permission: permissions.land,
  input: z.object({ steps: z.array(Step) }),
  run: async (scope, input): Promise<Result<{ proposed: number }>> => {
    const rows = await scope.db
      .selectFrom('task')
      .select(['kind', 'subject_id', 'state', 'closed_at'])
      .where('space_id', '=', scope.spaceId)
      .where('kind', 'in', stepKinds.map(stepTask))
      .execute();
    const since = scope.now().getTime() - quietDays * 86_400_000;
    let proposed = 0;
    for (const step of input.steps) {
      const kind = stepTask(step.what);
      const own = rows.filter((row) => row.kind === kind && row.subject_id === step.id);
      if (own.some((row) => row.state === 'open' || (row.closed_at !== null && row.closed_at.getTime() > since)))
        continue;
      await openTask(scope, {
        ...{ kind, subject: { kind: 'participation', id: step.id }, title: step.title },
        rule: `participation.${step.what}`,
        ...{ dueOn: addDays(today(scope), stepDays), ownerRole: 'worker' },
      });
      proposed += 1;
    }
    for (const row of rows)
      if (
        row.state === 'open' &&
        !input.steps.some((step) => stepTask(step.what) === row.kind && step.id === row.subject_id)
      )
        await closeTask(scope, { kind: 'participation', id: row.subject_id }, row.kind, 'done');
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { proposed } });
    return ok({ proposed });
  },
});

/** Notes what was done about a group that was missing. Refuses `intake.step_unknown`, `intake.step_what`. */
export const takeStep = command({
  name: 'intake.take_step',
  permission: permissions.handle,
  input: z.object({ what: choice(stepKinds), id: id(), done: text(300, 'intake.step_what') }),
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const subject = { kind: 'participation', id: input.id } as const;
    if (!(await hasOpenTask(scope, subject, stepTask(input.what)))) return fail('intake.step_unknown');
    await closeTask(scope, subject, stepTask(input.what), 'done', input.done);
    await audit(scope, { kind: 'participation', id: input.id, detail: { step: 'taken' } });
    return ok({ id: input.id });
  },
});
