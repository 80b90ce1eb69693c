import { z } from 'zod';
import { newId } from '#kernel/ids';
import type { Fault, Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { actingSeats } from '#modules/bodies';
import { audit, because, isKnown, type Thing } from '#modules/record';
import { command } from '#platform/command';
import type { Inside, Scope } from '#platform/scope';
import { actorId, holds, today } from '#platform/scope';
import { endStep, findRecusals, interestOf, lockProcedure } from './commands-steps.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { procedure, running } from './queries.ts';
import { openStep } from './rules.ts';
import { maySkip } from './rules-plan.ts';
import type { Procedure, Step, StepEvent } from './schema.ts';
import { AnswerStep, AskSkip, PutOff, SecondSkip, TiePoll } from './schema-plan.ts';
import { zh } from './zh.ts';

/** The running procedure and its open step, or why nothing can be done in it now. */
async function openIn(scope: Inside, id: string): Promise<Result<{ readonly item: Procedure; readonly step: Step }>> {
  const item = await lockProcedure(scope, id);
  if (item === null) return fail('decisions.not_found');
  const step = openStep(item);
  return item.state !== 'running' || step === null ? fail('decisions.not_running') : ok({ item, step });
}

async function note(
  scope: Inside,
  step: Step,
  item: Procedure,
  event: Pick<StepEvent, 'kind'> & Partial<Pick<StepEvent, 'text' | 'until'>>,
): Promise<void> {
  await scope.db
    .insertInto('step_event')
    .values({
      ...{ space_id: scope.spaceId, id: newId(scope.now()), procedure_id: item.id, step_id: step.id },
      ...{ kind: event.kind, text: event.text ?? '', until: event.until ?? null },
      ...{ person_id: actorId(scope), at: scope.now() },
    })
    .execute();
}

const nobody: ReadonlySet<string> = new Set();

/** Who sits in the chair of a body today, a substitute in the place of one who is away; where nobody does, everybody with a vote stands in for the chair. */
async function chairsOf(scope: Scope, bodyId: string): Promise<string[]> {
  const seats = (await actingSeats(scope, bodyId, nobody)).filter((seat) => seat.votes);
  const chairs = seats.filter((seat) => seat.kind === 'chair');
  return (chairs.length > 0 ? chairs : seats).map((seat) => seat.personId);
}

/** Whether the actor is whom an open check or opinion asks. */
export async function isAsked(scope: Scope, step: Step): Promise<boolean> {
  const { asks, body } = step.plan;
  if (asks === 'chair') return (await chairsOf(scope, step.bodyId)).includes(actorId(scope));
  if (asks !== null) return holds(scope, asks);
  if (body === null) return holds(scope, 'secretary');
  return (await actingSeats(scope, step.bodyId, nobody)).some((seat) => seat.personId === actorId(scope));
}

/** Who answered another check of the procedure; the same check taken again is the same person's. */
async function answeredBefore(scope: Scope, item: Procedure, step: Step): Promise<string[]> {
  const others = item.steps.filter((one) => one.kind === 'check' && one.plan.key !== step.plan.key);
  if (others.length === 0) return [];
  const rows = await scope.db
    .selectFrom('procedure_step')
    .select('closed_by')
    .where('space_id', '=', scope.spaceId)
    .where('procedure_id', '=', item.id)
    .where(
      'id',
      'in',
      others.map((one) => one.id),
    )
    .execute();
  return rows.flatMap((row) => (row.closed_by === null ? [] : [row.closed_by]));
}

async function answerFault(scope: Inside, item: Procedure, step: Step): Promise<Fault | null> {
  if (step.kind !== 'check' && step.kind !== 'opinion') return { code: 'decisions.nobody_asked' };
  // A check is personal, as a vote is.
  if (scope.actor !== null && scope.actor.onBehalfOf !== null) return { code: 'decisions.not_by_another' };
  if (!(await isAsked(scope, step))) return { code: 'decisions.not_asked' };
  const recused = await findRecusals(scope, item);
  if (recused.has(actorId(scope)) || (await interestOf(scope, item, actorId(scope), null)) !== null)
    return { code: 'decisions.recused' };
  const others = step.kind === 'check' ? await answeredBefore(scope, item, step) : [];
  return others.includes(actorId(scope)) ? { code: 'decisions.same_person' } : null;
}

/**
 * Whoever is asked answers a check yes or no, or says an opinion (yes: they agree); the reason is public. Nobody answers two
 * checks of one procedure. Refuses: `decisions.not_found`, `decisions.not_running`, `decisions.nobody_asked`,
 * `decisions.not_by_another`, `decisions.not_asked`, `decisions.recused`, `decisions.same_person`.
 */
export const answerStep = command({
  name: 'decisions.answer_step',
  permission: permissions.vote,
  input: AnswerStep,
  run: async (scope, input) => {
    const held = await openIn(scope, input.id);
    if (!held.ok) return held;
    const { item, step } = held.value;
    const wrong = await answerFault(scope, item, step);
    if (wrong !== null) return { ok: false, fault: wrong };
    const state = input.answer === 'yes' ? 'passed' : 'failed';
    const ended = await endStep(scope, (await procedure(scope, item.id)) ?? item, step, {
      state,
      reason: input.reason,
    });
    if (!ended.ok) return ended;
    await audit(scope, { kind: 'procedure', id: item.id, detail: { step: step.id, answer: input.answer } });
    return ok({ id: item.id });
  },
});

/**
 * The secretary asks, with a public reason, to leave the open step out; it is left out once the chair seconds. Refuses:
 * `decisions.not_found`, `decisions.not_running`, `decisions.step_required`, `decisions.objection_open`,
 * `decisions.skip_asked`.
 */
export const askSkip = command({
  name: 'decisions.ask_skip',
  permission: permissions.skip,
  input: AskSkip,
  run: async (scope, input) => {
    const held = await openIn(scope, input.id);
    if (!held.ok) return held;
    const { item, step } = held.value;
    if (!maySkip(item.template, item.steps, step)) return fail('decisions.step_required');
    if (item.objections.some((one) => one.stepId === step.id && one.answer === null))
      return fail('decisions.objection_open', { params: { count: 1 } });
    if (step.events.some((one) => one.kind === 'skip_asked')) return fail('decisions.skip_asked');
    await note(scope, step, item, { kind: 'skip_asked', text: input.reason });
    await audit(scope, { kind: 'procedure', id: item.id, detail: { step: step.id } });
    return ok({ id: item.id });
  },
});

/**
 * The chair of the body whose step it is seconds that it is left out: it ends with the public reason, and the next one opens.
 * Refuses: `decisions.not_found`, `decisions.not_running`, `decisions.skip_not_asked`, `decisions.not_the_chair`,
 * `decisions.same_person`.
 */
export const secondSkip = command({
  name: 'decisions.second_skip',
  permission: permissions.vote,
  input: SecondSkip,
  run: async (scope, input) => {
    const held = await openIn(scope, input.id);
    if (!held.ok) return held;
    const { item, step } = held.value;
    const asked = step.events.find((one) => one.kind === 'skip_asked');
    if (asked === undefined) return fail('decisions.skip_not_asked');
    if (!(await maySecond(scope, step))) return fail('decisions.not_the_chair');
    if (asked.personId === actorId(scope)) return fail('decisions.same_person');
    await note(scope, step, item, { kind: 'skip_seconded' });
    const ended = await endStep(scope, item, step, { state: 'skipped', on: true, reason: asked.text });
    if (!ended.ok) return ended;
    await audit(scope, { kind: 'procedure', id: item.id, detail: { step: step.id } });
    return ok({ id: item.id });
  },
});

/** Whether the actor may second that a step is left out: who sits in the chair of the body whose step it is. */
export async function maySecond(scope: Scope, step: Step): Promise<boolean> {
  return (await chairsOf(scope, step.bodyId)).includes(actorId(scope));
}

/**
 * Puts the open step off to a later day, with a public reason: too few came, or stood aside, and a substitute is awaited.
 * What was voted stays. Refuses: `decisions.not_found`, `decisions.not_running`, `decisions.not_put_off` (a publication or
 * the host's answer), `decisions.put_off_past`.
 */
export const putOffStep = command({
  name: 'decisions.put_off',
  permission: permissions.close,
  input: PutOff,
  run: async (scope, input) => {
    const held = await openIn(scope, input.id);
    if (!held.ok) return held;
    const { item, step } = held.value;
    if (step.kind === 'publication' || step.kind === 'host') return fail('decisions.not_put_off');
    const { until, reason } = input;
    if (until <= today(scope)) return fail('decisions.put_off_past', { field: 'until' });
    await scope.db
      .updateTable('procedure_step')
      .set({ closes_on: until })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', step.id)
      .execute();
    await note(scope, step, item, { kind: 'put_off', text: reason, until });
    await audit(scope, { kind: 'procedure', id: item.id, detail: { step: step.id, until } });
    return ok({ id: item.id });
  },
});

/**
 * Ties the open step to a vote of residents; its result carries the step. Another one may take its place, where the first
 * was withdrawn. Refuses: `decisions.not_found`,
 * `decisions.not_running`, `decisions.not_residents`, `decisions.poll_tied`, `decisions.choose_poll`.
 */
export const tiePoll = command({
  name: 'decisions.tie_poll',
  permission: permissions.close,
  input: TiePoll,
  run: async (scope, input) => {
    const held = await openIn(scope, input.id);
    if (!held.ok) return held;
    const { item, step } = held.value;
    if (step.kind !== 'residents') return fail('decisions.not_residents');
    if (step.pollId === input.pollId) return fail('decisions.poll_tied');
    const poll = { kind: 'poll', id: input.pollId } as const;
    if (!(await isKnown(scope, poll))) return fail('decisions.choose_poll', { field: 'pollId' });
    await scope.db
      .updateTable('procedure_step')
      .set({ poll_id: input.pollId })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', step.id)
      .execute();
    await note(scope, step, item, { kind: 'poll_tied' });
    await audit(scope, { kind: 'procedure', id: item.id, detail: { poll: input.pollId } });
    await because(scope, { kind: 'procedure', id: item.id }, poll);
    return ok({ id: item.id });
  },
});

/** How a vote of residents came out: numbers of people, as text. */
export interface PollTold {
  readonly passed: boolean;
  readonly of: string;
  readonly took: string;
  readonly yes: string;
}

/**
 * Tells every open step that waits for a vote of residents how it came out; called inside the command that closes the vote.
 */
export async function tellStep(scope: Inside, poll: Thing, outcome: PollTold): Promise<Result<null>> {
  const rows = await scope.db
    .selectFrom('procedure_step')
    .select('procedure_id')
    .where('space_id', '=', scope.spaceId)
    .where('poll_id', '=', poll.id)
    .where('state', '=', 'open')
    .execute();
  for (const row of rows) {
    const item = await lockProcedure(scope, row.procedure_id);
    const step = item === null ? null : openStep(item);
    if (item === null || step?.pollId !== poll.id) continue;
    const reason = pick(scope.lang, { zh, en }).pages.residentsSaid(outcome);
    const ended = await endStep(scope, item, step, { state: outcome.passed ? 'passed' : 'failed', reason });
    if (!ended.ok) return ended;
    await audit(scope, { kind: 'procedure', id: item.id, detail: { poll: poll.id, passed: outcome.passed } });
  }
  return ok(null);
}

/** Says how a vote of residents came out that was counted before a step was tied to it; for the clock. */
export const tellCounted = command({
  name: 'decisions.tell_counted',
  permission: permissions.tend,
  input: z.object({ pollId: z.string(), passed: z.boolean(), of: z.string(), took: z.string(), yes: z.string() }),
  run: async (scope, input) => {
    const told = await tellStep(scope, { kind: 'poll', id: input.pollId }, input);
    return told.ok ? ok({ id: input.pollId }) : told;
  },
});

/** Opinions that may lapse and whose days are over. */
export async function lapsed(scope: Scope): Promise<Procedure[]> {
  const on = today(scope);
  return (await running(scope)).filter((item) => {
    const step = openStep(item);
    return step?.kind === 'opinion' && step.plan.lapses && step.closesOn !== null && step.closesOn < on;
  });
}

/** An opinion that was not said in its days lapses, in public, and the procedure goes on; for the clock. */
export const lapseOpinion = command({
  name: 'decisions.lapse',
  permission: permissions.tend,
  input: z.object({ id: z.string() }),
  run: async (scope, input) => {
    const held = await openIn(scope, input.id);
    if (!held.ok) return held;
    const { item, step } = held.value;
    if (step.kind !== 'opinion' || !step.plan.lapses || step.closesOn === null || step.closesOn >= today(scope))
      return fail('decisions.nobody_asked');
    const reason = pick(scope.lang, { zh, en }).pages.lapsed;
    const ended = await endStep(scope, item, step, { state: 'skipped', on: true, reason });
    if (!ended.ok) return ended;
    await audit(scope, { kind: 'procedure', id: item.id, detail: { step: step.id } });
    return ok({ id: item.id });
  },
});
