import { newId } from '#kernel/ids';
import { formatFen } from '#kernel/money';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { startProcedure } from '#modules/decisions';
import { fund, paymentsOf } from '#modules/funds';
import { authorisation, releaseHold } from '#modules/ledger';
import { command } from '#platform/command';
import { actorId, type Inside } from '#platform/scope';
import { metFinal, projectFor, setProject } from './commands-loading.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { restOf } from './queries-surplus.ts';
import { CloseProject, type Project, ProposeSurplus } from './schema.ts';
import { zh } from './zh.ts';

/** A project that is done, with nothing waiting to be paid. */
async function settled(scope: Inside, id: string): Promise<Result<Project>> {
  const loaded = await projectFor(scope, id, 'close');
  if (!loaded.ok) return loaded;
  const open = (await paymentsOf(scope, { projectId: id })).filter(
    (payment) => payment.state === 'asked' || payment.state === 'approved',
  );
  return open.length > 0 ? fail('projects.payments_open', { params: { count: open.length } }) : loaded;
}

/**
 * Puts to the vote of the fund's committee, and then to the host charity, where goes what a project did not spend
 * (Charity Law art. 58). Money given for this project alone cannot simply go on to "its purpose", which has ended: it is
 * kept for a similar matter. Refusals: `projects.not_found`, `projects.state`, `projects.payments_open`,
 * `projects.surplus_none`, `projects.surplus_running`, `projects.surplus_decided`, `projects.surplus_restricted`, and
 * those of `startProcedure`.
 */
export const proposeSurplus = command({
  name: 'projects.surplus',
  permission: permissions.keep,
  input: ProposeSurplus,
  run: async (scope, input): Promise<Result<{ id: string; procedureId: string }>> => {
    const loaded = await settled(scope, input.id);
    if (!loaded.ok) return loaded;
    const project = loaded.value;
    const { left, stand } = await restOf(scope, project.id);
    if (stand === 'none' || stand === 'running' || stand === 'decided') return fail(`projects.surplus_${stand}`);
    const from = project.fundId === null ? null : await fund(scope, project.fundId);
    const alone = from?.kind === 'purpose' && from.purposeProjectId === project.id;
    if (alone && input.to === 'fund') return fail('projects.surplus_restricted', { field: 'to' });
    const w = pick(scope.lang, { zh, en }).surplus;
    const amount = formatFen(left);
    const begun = await startProcedure(scope, {
      ...{ template: 'surplus', subject: { kind: 'project', id: project.id } },
      title: w.motionTitle(project.title, amount),
      text: w.motion(amount, w.ways[input.to], input.words),
      ...(from === null || from.committeeBodyId === null ? {} : { bodyId: from.committeeBodyId }),
    });
    if (!begun.ok) return begun;
    const { procedureId } = begun.value;
    await scope.db
      .insertInto('project_surplus')
      .values({
        ...{ space_id: scope.spaceId, id: newId(scope.now()), project_id: project.id, amount: left },
        ...{ goes_to: input.to, words: input.words, procedure_id: procedureId },
        ...{ proposed_by: actorId(scope), at: scope.now() },
      })
      .execute();
    await setProject(scope, project.id, {}, 'surplus');
    return ok({ id: project.id, procedureId });
  },
});

/**
 * Closes a project with what was learned (F163). What was set aside and not spent goes where a procedure decided
 * (Charity Law art. 58). Refusals: `projects.not_found`, `projects.state`, `projects.payments_open`,
 * `projects.surplus_undecided`, `projects.surplus_running`, `projects.surplus_refused`, `projects.surplus_changed`, the
 * ledger's.
 */
export const closeProject = command({
  name: 'projects.close',
  permission: permissions.keep,
  input: CloseProject,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await settled(scope, input.id);
    if (!loaded.ok) return loaded;
    const { left, stand, proposed } = await restOf(scope, input.id);
    if (stand !== 'none' && stand !== 'decided')
      return fail(`projects.surplus_${stand}`, { params: { amount: formatFen(left) } });
    const { authorisationId } = loaded.value;
    const allowance = authorisationId === null ? null : await authorisation(scope, authorisationId);
    if (allowance !== null && allowance.state !== 'ended') {
      const released = await releaseHold(scope, allowance.id, loaded.value.number ?? '');
      if (!released.ok) return released;
    }
    const decided = stand === 'decided' ? proposed : null;
    const surplus = { surplus: left, surplus_to: decided?.to ?? null, surplus_words: decided?.words ?? '' };
    const change = { state: 'closed', lessons: input.lessons, closed_at: scope.now() } as const;
    await setProject(scope, input.id, { ...change, ...surplus, surplus_id: decided?.id ?? null }, 'closed');
    await metFinal(scope, input.id);
    return ok({ id: input.id });
  },
});
