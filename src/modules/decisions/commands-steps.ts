import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { actingSeats, declaredTies, seatsToday } from '#modules/bodies';
import { authorise } from '#modules/ledger';
import { organisationsOf, represents } from '#modules/organisations';
import { householdOf } from '#modules/people';
import { because, tell } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import type { Inside, Role } from '#platform/scope';
import { actorId, today } from '#platform/scope';
import { settleAmendment } from './commands-enact.ts';
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
  item: Pick<Procedure, 'payeePersonId' | 'payeeOrganisationId'>,
  personId: string,
  satFor: string | null,
): Promise<Ground | null> {
  const payee = { personId: item.payeePersonId, organisationId: item.payeeOrganisationId };
  const [home, organisationIds, declared, paid] = await Promise.all([
    householdOf(scope, personId),
    organisationsOf(scope, personId),
    declaredTies(scope, personId),
    payee.personId === null ? null : declaredTies(scope, payee.personId),
  ]);
  const others = (home?.members ?? []).filter((one) => one.id !== personId);
  const household = await Promise.all(
    others.map(async (one) => ({
      personId: one.id,
      speaksForPayee: payee.organisationId !== null && (await represents(scope, one.id, payee.organisationId)),
    })),
  );
  return interest(
    {
      ...{ personId, household, declared, employerIds: declared.employerIds },
      organisationIds: [...organisationIds, ...(satFor === null ? [] : [satFor])],
    },
    { ...payee, employerIds: paid?.employerIds ?? [] },
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
  // Whoever stands in for a member is compared as the member is.
  const people = seats.flatMap((seat) =>
    [seat.personId, seat.substituteId].flatMap((id) => (id === null ? [] : [{ id, satFor: seat.organisationId }])),
  );
  for (const one of people) {
    if (found.has(one.id)) continue;
    const ground = await interestOf(scope, item, one.id, one.satFor);
    if (ground === null) continue;
    await writeRecusal(scope, item, one.id, ground, '');
    found.add(one.id);
  }
  return found;
}

/** Days for those who are asked or check, and for residents to vote, where the step does not say. */
const usualDays = { opinion: 7, check: 7, residents: 60 } as const;

function daysFor(step: Step): number {
  if (step.kind === 'vote') return step.rule.voteDays;
  if (step.kind === 'publication') return step.rule.publicationDays;
  return step.kind === 'host' ? step.rule.hostDays : (step.plan.days ?? usualDays[step.kind]);
}

/** Whose task a step is: whoever is asked, else the secretary, who sees to it that a body meets. */
function taskRole(step: Step): Role {
  const { asks } = step.plan;
  if (step.kind === 'host') return 'finance';
  return asks === null || asks === 'chair' ? 'secretary' : asks;
}

/** Who is told that a step waits for them: those who vote, those of a body that is asked, whoever sits in the chair. */
async function waitsFor(scope: Inside, item: Procedure, step: Step): Promise<string[]> {
  const asked = step.kind === 'opinion' && step.plan.body !== null;
  const chair = step.kind === 'check' && step.plan.asks === 'chair';
  if (step.kind !== 'vote' && !asked && !chair) return [];
  const aside = new Set(item.recusals.map((one) => one.personId));
  const seats = (await actingSeats(scope, step.bodyId, aside)).filter((seat) => !aside.has(seat.personId));
  if (asked) return seats.map((seat) => seat.personId);
  const chairs = seats.filter((seat) => seat.kind === 'chair');
  const voting = seats.filter((seat) => seat.votes);
  return (chair && chairs.length > 0 ? chairs : voting).map((seat) => seat.personId);
}

/** Opens a step: its last day, its task on the one clock with who is told when it is overdue, and word to those it is for. */
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
    // A publication can be closed on the day after its last one; everything else is due on its own.
    dueOn: step.kind === 'publication' ? addDays(closesOn, 1) : closesOn,
    ownerRole: taskRole(step),
    escalateToRole: step.plan.escalate,
    rule: w.ruleCited(step.rule.title, step.rule.version),
  });
  for (const personId of await waitsFor(scope, item, step)) {
    await tell(scope, {
      personId,
      channel: 'desk',
      body: step.kind === 'vote' ? w.messages.vote(item.title, closesOn) : w.messages.asked(item.title, closesOn),
      lang: scope.lang,
      about: { kind: 'procedure', id: item.id },
    });
  }
}

/** How a step ended. `on`: left out by decision, the procedure goes on; otherwise a skipped step ends it. */
export interface Ending {
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly tally?: Step['tally'];
  readonly reason?: string;
  readonly on?: true;
}

async function writeEnding(scope: Inside, step: Step, ending: Ending, went: string | null): Promise<void> {
  await scope.db
    .updateTable('procedure_step')
    .set({
      state: ending.state,
      closed_at: scope.now(),
      closed_by: actorId(scope),
      tally: ending.tally === undefined ? null : JSON.stringify(ending.tally),
      reason: ending.reason ?? null,
      went,
    })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', step.id)
    .execute();
}

/** Ends a procedure; a change of a rule or procedure that it was about is made, or stays undone. */
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
  if (item.subject.kind === 'amendment') await settleAmendment(scope, item, state === 'passed');
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

/** How often a step is gone back to before the procedure ends there; each time takes people's time again. */
const mostTurns = 4;

/** Takes steps once more, from an earlier one up to the one that just ended: fresh rows before those that wait. */
async function repeat(scope: Inside, item: Procedure, from: Step, until: Step): Promise<Step | null> {
  const again = item.steps.filter((one) => one.ordinal >= from.ordinal && one.ordinal <= until.ordinal);
  const once = again.filter((one, at) => again.findIndex((other) => other.plan.key === one.plan.key) === at);
  const later = item.steps.filter((one) => one.ordinal > until.ordinal).sort((a, b) => b.ordinal - a.ordinal);
  for (const one of later)
    await scope.db
      .updateTable('procedure_step')
      .set({ ordinal: one.ordinal + once.length })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', one.id)
      .execute();
  await scope.db
    .insertInto('procedure_step')
    .values(
      once.map((one, at) => ({
        ...{ space_id: scope.spaceId, id: newId(scope.now()), procedure_id: item.id },
        ...{ ordinal: until.ordinal + at + 1, kind: one.kind, body_id: one.bodyId, rule_id: one.rule.id },
        plan: JSON.stringify(one.plan),
      })),
    )
    .execute();
  const fresh = await procedure(scope, item.id);
  return fresh?.steps.find((one) => one.ordinal === until.ordinal + 1) ?? null;
}

/** Marks the steps between two as left out by the way the procedure took. */
async function passOver(scope: Inside, item: Procedure, after: Step, before: Step): Promise<void> {
  const between = item.steps.filter((one) => one.ordinal > after.ordinal && one.ordinal < before.ordinal);
  for (const one of between) await writeEnding(scope, one, { state: 'skipped' }, null);
}

/** Goes on to where a step says, or to the end. */
async function follow(scope: Inside, item: Procedure, step: Step, way: string, ending: Ending): Promise<Result<null>> {
  const failed = async (): Promise<Result<null>> => {
    await endProcedure(scope, item, 'failed', ending.reason === undefined ? {} : { reason: ending.reason });
    return ok(null);
  };
  if (way === 'fail') return failed();
  if (way === 'pass') return pass(scope, item, step);
  const waiting = item.steps.filter((one) => one.ordinal > step.ordinal);
  if (way === 'next') {
    const [next] = waiting;
    if (next === undefined) return pass(scope, item, step);
    await openNow(scope, item, next);
    return ok(null);
  }
  const ahead = waiting.find((one) => one.plan.key === way);
  if (ahead !== undefined) {
    await passOver(scope, item, step, ahead);
    await openNow(scope, item, ahead);
    return ok(null);
  }
  const turns = item.steps.filter((one) => one.plan.key === way);
  const from = turns.at(-1);
  const fresh = from === undefined || turns.length >= mostTurns ? null : await repeat(scope, item, from, step);
  if (fresh === null) return failed();
  await openNow(scope, item, fresh);
  return ok(null);
}

/**
 * Ends the open step and goes on where it says on a yes or a no: to the next, ahead, back to an earlier one, or to the end.
 * A tied vote that is to be taken again is, once. Passes on the refusals of the ledger's `authorise`.
 */
export async function endStep(scope: Inside, item: Procedure, step: Step, ending: Ending): Promise<Result<null>> {
  const { key, yes, no } = step.plan;
  const tiedBefore = item.steps.some((one) => one.id !== step.id && one.plan.key === key && one.went === 'again');
  const again = ending.state === 'failed' && ending.tally?.tie === 'again' && !tiedBefore;
  const way = again ? key : ending.state === 'failed' ? no : ending.state === 'passed' ? yes : 'next';
  const usual = way === (ending.state === 'failed' ? 'fail' : 'next');
  await writeEnding(scope, step, ending, again ? 'again' : usual ? null : way);
  const dropped = ending.state === 'skipped' ? 'dropped' : 'done';
  await closeTask(scope, { kind: 'procedure', id: item.id }, `decisions.${step.kind}`, dropped, ending.reason);
  if (ending.state === 'skipped' && ending.on !== true) {
    await endProcedure(scope, item, 'withdrawn', ending.reason === undefined ? {} : { reason: ending.reason });
    return ok(null);
  }
  return follow(scope, item, step, way, ending);
}
