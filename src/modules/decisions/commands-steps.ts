import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { seatsToday } from '#modules/bodies';
import { authorise } from '#modules/ledger';
import { organisationsOf, represents } from '#modules/organisations';
import { householdOf } from '#modules/people';
import { because, tell } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import type { Inside } from '#platform/scope';
import { actorId, today } from '#platform/scope';
import { en } from './en.ts';
import { procedure } from './queries.ts';
import { interest } from './rules.ts';
import type { Ground, Procedure, Step } from './schema.ts';
import { zh } from './zh.ts';

/** Takes a procedure so that whoever else would change it waits; null when it does not exist. */
export async function lockProcedure(scope: Inside, id: string): Promise<Procedure | null> {
  const locked = await scope.db
    .selectFrom('procedure')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return locked === undefined ? null : procedure(scope, id);
}

/** Why a person may have no part in an item, or null; `satFor` is the organisation their seat is held for. */
export async function interestOf(
  scope: Inside,
  item: Procedure,
  personId: string,
  satFor: string | null,
): Promise<Ground | null> {
  const payee = { personId: item.payeePersonId, organisationId: item.payeeOrganisationId };
  const [home, organisationIds] = await Promise.all([householdOf(scope, personId), organisationsOf(scope, personId)]);
  const others = (home?.members ?? []).filter((one) => one.id !== personId);
  const household = await Promise.all(
    others.map(async (one) => ({
      personId: one.id,
      speaksForPayee: payee.organisationId !== null && (await represents(scope, one.id, payee.organisationId)),
    })),
  );
  return interest(
    { personId, organisationIds: [...organisationIds, ...(satFor === null ? [] : [satFor])], household },
    payee,
  );
}

/** Writes down that a person has no part in an item; saying it twice is saying it once. */
export async function writeRecusal(
  scope: Inside,
  item: Procedure,
  personId: string,
  ground: Ground,
  detail: string,
): Promise<void> {
  await scope.db
    .insertInto('recusal')
    .values({
      space_id: scope.spaceId,
      id: newId(scope.now()),
      procedure_id: item.id,
      person_id: personId,
      ground,
      detail,
      recorded_by: ground === 'declared' ? actorId(scope) : null,
      at: scope.now(),
    })
    .onConflict((conflict) => conflict.columns(['space_id', 'procedure_id', 'person_id']).doNothing())
    .execute();
}

/**
 * Compares every member of the bodies of a procedure with its payee and writes down who must stand aside (rules §3.8).
 * Done when it begins, and again before votes are taken and counted, since a tie may be made in between.
 */
export async function findRecusals(scope: Inside, item: Procedure): Promise<ReadonlySet<string>> {
  const found = new Set(item.recusals.map((one) => one.personId));
  if (item.payeePersonId === null && item.payeeOrganisationId === null) return found;
  const bodyIds = new Set(item.steps.map((step) => step.bodyId));
  const seats = (await Promise.all([...bodyIds].map((id) => seatsToday(scope, id)))).flat();
  for (const seat of seats) {
    if (found.has(seat.personId)) continue;
    const ground = await interestOf(scope, item, seat.personId, seat.organisationId);
    if (ground === null) continue;
    await writeRecusal(scope, item, seat.personId, ground, '');
    found.add(seat.personId);
  }
  return found;
}

function daysFor(step: Step): number {
  if (step.kind === 'vote') return step.rule.voteDays;
  return step.kind === 'publication' ? step.rule.publicationDays : step.rule.hostDays;
}

/** Opens a step: its last day from the rule, its task on the one clock, and word to those who vote. */
export async function openNow(scope: Inside, item: Procedure, step: Step): Promise<void> {
  const w = pick(scope.lang, { zh, en });
  const closesOn = addDays(today(scope), daysFor(step));
  await scope.db
    .updateTable('procedure_step')
    .set({ state: 'open', opened_at: scope.now(), closes_on: closesOn })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', step.id)
    .execute();
  await openTask(scope, {
    kind: `decisions.${step.kind}`,
    subject: { kind: 'procedure', id: item.id },
    title: w.tasks[step.kind](item.title),
    // A publication can be closed on the day after its last one; a vote and the host's answer are due on theirs.
    dueOn: step.kind === 'publication' ? addDays(closesOn, 1) : closesOn,
    ownerRole: step.kind === 'host' ? 'finance' : 'secretary',
    escalateToRole: 'supervisor',
    rule: w.ruleCited(step.rule.title, step.rule.version),
  });
  if (step.kind !== 'vote') return;
  const aside = new Set(item.recusals.map((one) => one.personId));
  for (const seat of await seatsToday(scope, step.bodyId)) {
    if (!seat.votes || aside.has(seat.personId)) continue;
    await tell(scope, {
      personId: seat.personId,
      channel: 'desk',
      body: w.messages.vote(item.title, closesOn),
      lang: scope.lang,
      about: { kind: 'procedure', id: item.id },
    });
  }
}

/** How a step ended. */
export interface Ending {
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly tally?: Step['tally'];
  readonly reason?: string;
}

async function writeEnding(scope: Inside, step: Step, ending: Ending): Promise<void> {
  await scope.db
    .updateTable('procedure_step')
    .set({
      state: ending.state,
      closed_at: scope.now(),
      closed_by: actorId(scope),
      tally: ending.tally === undefined ? null : JSON.stringify(ending.tally),
      reason: ending.reason ?? null,
    })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', step.id)
    .execute();
}

async function endProcedure(
  scope: Inside,
  item: Procedure,
  state: 'passed' | 'failed' | 'withdrawn',
  more: { readonly reason?: string; readonly authorisationId?: string },
): Promise<void> {
  await scope.db
    .updateTable('procedure')
    .set({
      state,
      ended_at: scope.now(),
      reason: more.reason ?? null,
      authorisation_id: more.authorisationId ?? null,
    })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', item.id)
    .execute();
}

/** Passing the last step: the ledger is told what this decision allows. */
async function pass(scope: Inside, item: Procedure, last: Step): Promise<Result<null>> {
  const { amount, accountId } = item;
  if (amount === null || accountId === null) {
    await endProcedure(scope, item, 'passed', {});
    return ok(null);
  }
  const allowed = await authorise(scope, {
    ...{ accountId, amount, decisionId: item.id },
    purpose: item.subject,
    approvalsNeeded: last.rule.approvalsNeeded,
  });
  if (!allowed.ok) return allowed;
  const { authorisationId } = allowed.value;
  await endProcedure(scope, item, 'passed', { authorisationId });
  await because(scope, { kind: 'procedure', id: item.id }, { kind: 'authorisation', id: authorisationId });
  return ok(null);
}

/**
 * Ends the open step and goes on: passed, the next step opens or the procedure passes; failed or skipped, the
 * procedure ends there. Passes on the refusals of the ledger's `authorise`.
 */
export async function endStep(scope: Inside, item: Procedure, step: Step, ending: Ending): Promise<Result<null>> {
  await writeEnding(scope, step, ending);
  const subject = { kind: 'procedure', id: item.id } as const;
  await closeTask(
    scope,
    subject,
    `decisions.${step.kind}`,
    ending.state === 'skipped' ? 'dropped' : 'done',
    ending.reason,
  );
  if (ending.state !== 'passed') {
    const state = ending.state === 'failed' ? 'failed' : 'withdrawn';
    await endProcedure(scope, item, state, ending.reason === undefined ? {} : { reason: ending.reason });
    return ok(null);
  }
  const next = item.steps.find((one) => one.ordinal === step.ordinal + 1);
  if (next === undefined) return pass(scope, item, step);
  await openNow(scope, item, next);
  return ok(null);
}
