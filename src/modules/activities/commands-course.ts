import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { type Procedure, procedure } from '#modules/decisions';
import { paymentsOf } from '#modules/funds';
import { authorisation, holdMoney, releaseHold } from '#modules/ledger';
import { audit, because } from '#modules/record';
import { closeTask } from '#modules/tasks';
import { command } from '#platform/command';
import type { Inside, Scope } from '#platform/scope';
import { declineNow, openNow } from './commands.ts';
import { activityFor, dueKinds, lockActivity, setActivity, tellPerson, tellSignedUp } from './commands-loading.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { activities } from './queries.ts';
import { type Activity, ById, Enact, WithReason } from './schema.ts';
import { zh } from './zh.ts';

/** The public reason for which a procedure did not pass. */
function declinedReason(item: Procedure): string {
  const w = pick('zh', { zh, en }).course;
  if (item.state === 'withdrawn') return item.reason ?? w.withdrawn;
  const failed = item.steps.findLast((step) => step.state === 'failed');
  return failed?.reason ?? item.reason ?? (failed?.kind === 'host' ? w.hostDeclined : w.notPassed);
}

/** What was decided becomes true: the money is held and the activity open, or it is declined with the reason. */
async function enactOne(scope: Inside, one: Activity, item: Procedure): Promise<Result<null>> {
  const about = { kind: 'activity', id: one.id } as const;
  if (item.state !== 'passed') {
    await declineNow(scope, one, declinedReason(item));
    await audit(scope, { ...about, detail: { state: 'declined' } });
    return ok(null);
  }
  if (item.authorisationId === null) return fail('activities.not_decided');
  const held = await holdMoney(scope, item.authorisationId);
  if (!held.ok && held.fault.code !== 'ledger.already_held') return held;
  await setActivity(scope, one.id, { authorisation_id: item.authorisationId });
  await because(scope, { kind: 'procedure', id: item.id }, about);
  await openNow(scope, one);
  await audit(scope, { ...about, detail: { state: 'open', authorisation: item.authorisationId } });
  await tellPerson(scope, one.leaderId, about, (w) => w.told.granted(one.title));
  return ok(null);
}

/** What was decided on an activity that was cancelled meanwhile is set free again. */
async function letGo(scope: Inside, one: Activity, item: Procedure): Promise<Result<null>> {
  if (item.state !== 'passed' || item.authorisationId === null) return ok(null);
  const known = await authorisation(scope, item.authorisationId);
  if (known === null || known.state === 'ended') return ok(null);
  return releaseHold(scope, item.authorisationId, one.stateReason ?? '');
}

const enact = command({
  name: 'activities.enact',
  permission: permissions.enact,
  input: Enact,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const item = await procedure(scope, input.procedure);
    if (item === null || item.subject.kind !== 'activity') return fail('activities.not_found');
    const one = await lockActivity(scope, item.subject.id);
    if (one === null || one.procedureId !== item.id) return fail('activities.not_found');
    if (item.state === 'running') return fail('activities.not_decided');
    if (one.state !== 'deciding' && one.state !== 'cancelled') {
      await audit(scope, { kind: 'activity', id: one.id, detail: { enacted: 'before' } });
      return ok({ id: one.id });
    }
    const done = one.state === 'cancelled' ? await letGo(scope, one, item) : await enactOne(scope, one, item);
    if (!done.ok) return done;
    await audit(scope, { kind: 'activity', id: one.id, detail: { procedure: item.id } });
    return ok({ id: one.id });
  },
});

/**
 * Makes true what was decided about an activity's money; idempotent, so the job and the button may both come. Passed:
 * the money is held and the activity open. Not passed: declined with the public reason. Cancelled meanwhile: the
 * money is free again. Refuses `activities.not_found`, `activities.not_decided`, `ledger.over_available`.
 */
export async function enactActivity(scope: Scope, procedureId: string): Promise<Result<{ id: string }>> {
  return enact(scope, { procedure: procedureId });
}

/** The command behind the button. */
export const enactCommand = enact;

/** Enacts every decision that is there; what cannot be done now is tried again. Returns how many were done. */
export async function enactAll(scope: Scope): Promise<number> {
  let done = 0;
  for (const one of await activities(scope, { states: ['deciding'] })) {
    if (one.procedureId === null) continue;
    const item = await procedure(scope, one.procedureId);
    if (item === null || item.state === 'running') continue;
    if ((await enactActivity(scope, item.id)).ok) done += 1;
  }
  return done + (await freeCancelled(scope));
}

/** Money granted to what had been cancelled while the committee was still deciding. */
async function freeCancelled(scope: Scope): Promise<number> {
  const rows = await scope.db
    .selectFrom('activity as a')
    .innerJoin('procedure as p', (on) => on.onRef('p.space_id', '=', 'a.space_id').onRef('p.id', '=', 'a.procedure_id'))
    .innerJoin('ledger_authorisation as l', (on) =>
      on.onRef('l.space_id', '=', 'p.space_id').onRef('l.id', '=', 'p.authorisation_id'),
    )
    .select('p.id')
    .where('a.space_id', '=', scope.spaceId)
    .where('a.state', '=', 'cancelled')
    .where('l.state', '<>', 'ended')
    .execute();
  let done = 0;
  for (const row of rows) if ((await enactActivity(scope, row.id)).ok) done += 1;
  return done;
}

/** What is asked for and not yet paid, refused or withdrawn stands in the way of giving the rest back. */
async function giveBack(scope: Inside, one: Activity, reason: string): Promise<Result<null>> {
  if (one.authorisationId === null) return ok(null);
  const payments = await paymentsOf(scope, { activityId: one.id });
  const waiting = payments.filter((payment) => payment.state === 'asked' || payment.state === 'approved');
  if (waiting.length > 0) return fail('activities.payments_open', { params: { count: waiting.length } });
  const known = await authorisation(scope, one.authorisationId);
  if (known === null || known.state === 'ended') return ok(null);
  return releaseHold(scope, one.authorisationId, reason);
}

/**
 * Calls an activity off with a reason; who signed up is told, money set aside goes back to the fund. Refuses
 * `activities.not_found`, `not_yours`, `state`, `payments_open`.
 */
export const cancelActivity = command({
  name: 'activities.cancel',
  permission: permissions.cancel,
  input: WithReason,
  run: async (scope, input) => {
    const loaded = await activityFor(scope, input.id, 'cancel', 'leader');
    if (!loaded.ok) return loaded;
    const one = loaded.value;
    const freed = await giveBack(scope, one, input.reason);
    if (!freed.ok) return freed;
    await tellSignedUp(scope, one.id, (w) => w.told.cancelled(one.title, input.reason));
    await setActivity(scope, one.id, { state: 'cancelled', state_reason: input.reason });
    for (const kind of Object.values(dueKinds))
      await closeTask(scope, { kind: 'activity', id: one.id }, kind, 'dropped', input.reason);
    await audit(scope, { kind: 'activity', id: one.id, detail: { state: 'cancelled' } });
    return ok({ id: one.id });
  },
});

/**
 * Closes the money of an activity that was held: everything asked for is paid or refused, the rest goes back to the
 * fund. Refuses `activities.not_found`, `not_yours`, `state`, `nothing_to_settle`, `payments_open`.
 */
export const settleActivity = command({
  name: 'activities.settle',
  permission: permissions.report,
  input: ById,
  run: async (scope, input) => {
    const loaded = await activityFor(scope, input.id, 'settle', 'leader');
    if (!loaded.ok) return loaded;
    const one = loaded.value;
    if (one.authorisationId === null || one.state === 'settled') return fail('activities.nothing_to_settle');
    const freed = await giveBack(scope, one, pick('zh', { zh, en }).course.leftover);
    if (!freed.ok) return freed;
    await setActivity(scope, one.id, { state: 'settled' });
    await audit(scope, { kind: 'activity', id: one.id, detail: { state: 'settled' } });
    return ok({ id: one.id });
  },
});
