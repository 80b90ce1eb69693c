import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { actingSeats, type Seat, seatsToday } from '#modules/bodies';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import type { Inside, Scope } from '#platform/scope';
import { actorId, today } from '#platform/scope';
import { endStep, findRecusals, lockProcedure, writeRecusal } from './commands-steps.ts';
import { permissions } from './permissions.ts';
import { type CastVoteRow, countNow, procedure, votesOf } from './queries.ts';
import { closePublicationRefusal, closeVoteRefusal, openStep, stepRefusal, voterRefusal } from './rules.ts';
import { CastVote, type Choice, CloseStep, DeclareRecusal, type Procedure, RecordVotes, type Step } from './schema.ts';

/** The step a member's vote is for: the one named, else the first vote of a body they sit on, else the open one. */
async function stepFor(scope: Scope, item: Procedure, stepId: string | undefined): Promise<Step | null> {
  if (stepId !== undefined) return item.steps.find((step) => step.id === stepId) ?? null;
  const open = openStep(item);
  const votes = item.steps.filter((step) => step.kind === 'vote' && ['open', 'waiting'].includes(step.state));
  for (const step of votes) {
    const seats = await actingSeats(scope, step.bodyId, new Set(item.recusals.map((one) => one.personId)));
    if (seats.some((seat) => seat.personId === actorId(scope))) return step;
  }
  return open;
}

interface Ballot {
  readonly item: Procedure;
  readonly step: Step;
  readonly seats: readonly Seat[];
  readonly votes: readonly CastVoteRow[];
  readonly recused: ReadonlySet<string>;
}

/** Everything a vote is checked against, or why none can be taken now. */
async function ballot(scope: Inside, id: string, stepId: string | undefined): Promise<Result<Ballot>> {
  const item = await lockProcedure(scope, id);
  if (item === null) return fail('decisions.not_found');
  const step = await stepFor(scope, item, stepId);
  const refusal = stepRefusal(item, step);
  if (refusal !== null || step === null) return { ok: false, fault: refusal ?? { code: 'decisions.step_not_found' } };
  if (step.kind !== 'vote') return fail('decisions.not_a_vote');
  const recused = await findRecusals(scope, item);
  const [seats, votes] = await Promise.all([actingSeats(scope, step.bodyId, recused), votesOf(scope, step.id)]);
  return ok({ item, step, seats, votes, recused });
}

async function writeVote(
  scope: Inside,
  held: Ballot,
  seat: Seat,
  vote: { readonly choice: Choice; readonly remark: string; readonly recordedBy: string | null },
): Promise<void> {
  const turn = Math.max(0, ...held.votes.filter((one) => one.seatId === seat.id).map((one) => one.turn)) + 1;
  await scope.db
    .insertInto('vote')
    .values({
      space_id: scope.spaceId,
      id: newId(scope.now()),
      step_id: held.step.id,
      seat_id: seat.id,
      turn,
      person_id: seat.personId,
      choice: vote.choice,
      remark: vote.remark,
      recorded_by: vote.recordedBy,
      at: scope.now(),
    })
    .execute();
}

/**
 * A member votes with their own hand. A second vote is refused unless it is said to be a change of mind; then the
 * last one counts, and both stay on record. Refuses in order: `decisions.not_found`, `decisions.not_running`,
 * `decisions.step_not_yet` (the body before has not passed it, F085), `decisions.step_closed`, `decisions.not_a_vote`,
 * `decisions.not_by_another`, `decisions.no_seat`, `decisions.seat_without_vote`, `decisions.recused`,
 * `decisions.already_voted`.
 */
export const castVote = command({
  name: 'decisions.cast_vote',
  permission: permissions.vote,
  input: CastVote,
  conflicts: { vote_once: 'decisions.already_voted' },
  run: async (scope, input) => {
    const held = await ballot(scope, input.id, input.stepId);
    if (!held.ok) return held;
    const { item, step, seats, votes, recused } = held.value;
    // A vote is personal: a helper or worker at the phone cannot cast it; at a meeting the secretary writes it down.
    if (scope.actor !== null && scope.actor.onBehalfOf !== null) return fail('decisions.not_by_another');
    const seat = seats.find((one) => one.personId === actorId(scope)) ?? null;
    const refusal = voterRefusal(seat, recused);
    if (refusal !== null || seat === null) return { ok: false, fault: refusal ?? { code: 'decisions.no_seat' } };
    if (!input.change && votes.some((one) => one.seatId === seat.id)) return fail('decisions.already_voted');
    await writeVote(scope, held.value, seat, { choice: input.choice, remark: input.remark, recordedBy: null });
    await audit(scope, { kind: 'procedure', id: item.id, detail: { step: step.id, seat: seat.id } });
    return ok({ id: item.id });
  },
});

/**
 * The secretary writes down what members voted at a meeting; a line that repeats what is recorded changes nothing, a
 * different one corrects it. A vote cast by the member's own hand is never overwritten. Refuses as `castVote`, and
 * `decisions.nothing_recorded`.
 */
export const recordVotes = command({
  name: 'decisions.record_votes',
  permission: permissions.record,
  input: RecordVotes,
  conflicts: { vote_once: 'decisions.already_voted' },
  run: async (scope, input) => {
    const held = await ballot(scope, input.id, input.stepId);
    if (!held.ok) return held;
    const { item, step, seats, votes, recused } = held.value;
    if (input.votes.length === 0) return fail('decisions.nothing_recorded');
    for (const line of input.votes) {
      const seat = seats.find((one) => one.id === line.seatId) ?? null;
      const refusal = voterRefusal(seat, recused);
      const field = `vote-${line.seatId}`;
      if (refusal !== null || seat === null)
        return { ok: false, fault: { ...(refusal ?? { code: 'decisions.no_seat' }), field } };
      const last = votes.findLast((one) => one.seatId === seat.id);
      if (last?.choice === line.choice) continue;
      if (last !== undefined && last.recordedBy === null) return fail('decisions.already_voted', { field });
      await writeVote(scope, held.value, seat, { choice: line.choice, remark: '', recordedBy: actorId(scope) });
    }
    await audit(scope, { kind: 'procedure', id: item.id, detail: { step: step.id, lines: input.votes.length } });
    return ok({ id: item.id });
  },
});

/**
 * A member stands aside on an item, with what ties them to it; it can't be taken back for this item. Refuses:
 * `decisions.not_found`, `decisions.not_running`, `decisions.no_seat`, `decisions.already_recused`.
 */
export const declareRecusal = command({
  name: 'decisions.declare_recusal',
  permission: permissions.vote,
  input: DeclareRecusal,
  run: async (scope, input) => {
    const item = await lockProcedure(scope, input.id);
    if (item === null) return fail('decisions.not_found');
    if (item.state !== 'running') return fail('decisions.not_running');
    const bodyIds = [...new Set(item.steps.map((step) => step.bodyId))];
    const seats = (await Promise.all(bodyIds.map((id) => seatsToday(scope, id)))).flat();
    const personId = actorId(scope);
    if (!seats.some((seat) => seat.personId === personId || seat.substituteId === personId))
      return fail('decisions.no_seat');
    if (item.recusals.some((one) => one.personId === personId)) return fail('decisions.already_recused');
    await writeRecusal(scope, item, personId, 'declared', input.detail);
    await audit(scope, { kind: 'procedure', id: item.id, detail: { person: personId } });
    return ok({ id: item.id });
  },
});

async function closeVote(scope: Inside, item: Procedure, step: Step): Promise<Result<{ readonly passed: boolean }>> {
  await findRecusals(scope, item);
  const listed = (await procedure(scope, item.id)) ?? item;
  const counted = await countNow(scope, listed, step);
  const refusal = closeVoteRefusal(counted);
  if (refusal !== null) return { ok: false, fault: refusal };
  const state = counted.passed ? 'passed' : 'failed';
  const ended = await endStep(scope, listed, step, { state, tally: counted });
  return ended.ok ? ok({ passed: counted.passed }) : ended;
}

async function closePublication(
  scope: Inside,
  item: Procedure,
  step: Step,
): Promise<Result<{ readonly passed: boolean }>> {
  const refusal = closePublicationRefusal(step, item.objections, today(scope));
  if (refusal !== null) return { ok: false, fault: refusal };
  const ended = await endStep(scope, item, step, { state: 'passed' });
  return ended.ok ? ok({ passed: true }) : ended;
}

/**
 * Closes the open vote or publication. A vote is counted by its rule: carried, the next step opens; not carried, the
 * procedure fails. Below quorum it stays open. Refuses: `decisions.not_found`, `decisions.not_running`,
 * `decisions.below_quorum` with the numbers, `decisions.objection_open`, `decisions.publication_running`,
 * `decisions.not_a_vote` (the host's step), and what the ledger refuses.
 */
export const closeStep = command({
  name: 'decisions.close_step',
  permission: permissions.close,
  input: CloseStep,
  run: async (scope, input) => {
    const item = await lockProcedure(scope, input.id);
    if (item === null) return fail('decisions.not_found');
    const step = openStep(item);
    if (item.state !== 'running' || step === null) return fail('decisions.not_running');
    if (step.kind === 'host') return fail('decisions.not_a_vote');
    const closed =
      step.kind === 'vote' ? await closeVote(scope, item, step) : await closePublication(scope, item, step);
    if (!closed.ok) return closed;
    await audit(scope, { kind: 'procedure', id: item.id, detail: { step: step.id, passed: closed.value.passed } });
    return ok({ id: item.id, passed: closed.value.passed });
  },
});
