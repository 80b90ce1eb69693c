import { addDays } from '#kernel/dates';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { addMet, markNeed, need as needById, voicesOf } from '#modules/needs';
import { parameter } from '#modules/parameters';
import { markServed } from '#modules/people';
import { dropBooking, handOutFor, issueGoods, markUsed, takeGoodsBack } from '#modules/resources';
import { command } from '#platform/command';
import type { Inside } from '#platform/scope';
import { today } from '#platform/scope';
import { agree, bookFor, matchingConflicts, pairFor, writeProposal } from './commands.ts';
import { actor, change, closeDues, due, dueKinds, proposalFor, tellPerson } from './commands-loading.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { otherAgreed } from './queries.ts';
import { type Proposal, proposal } from './queries-proposals.ts';
import type { Deed } from './rules.ts';
import { Across, HandOver, Step, WithReason } from './schema.ts';
import { zh } from './zh.ts';

/** Moves the thing itself: goods leave the shelf, a loan goes out, a service is marked as of use. */
async function moveThing(scope: Inside, one: Proposal): Promise<Result<{ entryId?: string }>> {
  if (one.resourceKind === 'goods')
    return issueGoods(scope, {
      resourceId: one.resourceId,
      quantity: one.received ?? one.quantity,
      subject: { kind: 'proposal', id: one.id },
    });
  if (one.bookingId !== null) {
    const out = await handOutFor(scope, one.bookingId);
    return out.ok ? ok({}) : out;
  }
  await markUsed(scope, one.resourceId);
  return ok({});
}

async function handedOver(scope: Inside, one: Proposal): Promise<Result<null>> {
  const moved = await moveThing(scope, one);
  if (!moved.ok) return moved;
  const { entryId } = moved.value;
  await change(scope, one.id, 'handed_over', {
    state: 'handed_over',
    handed_over_at: scope.now(),
    handed_over_by: actor(scope),
    ...(one.received === null ? {} : { received: one.received }),
    ...(entryId === undefined ? {} : { entry_id: entryId }),
  });
  await closeDues(scope, one.id, 'done', [dueKinds.handOver]);
  return ok(null);
}

/** Counts what arrived: the need is met so far, those behind it were served, what else was proposed is taken back. */
async function arrived(scope: Inside, one: Proposal, evidence: string): Promise<void> {
  await change(scope, one.id, 'confirmed', {
    state: 'confirmed',
    confirmed_at: scope.now(),
    confirmed_by: actor(scope),
    ...(evidence === '' ? {} : { evidence }),
  });
  await closeDues(scope, one.id, 'done');
  await addMet(scope, one.needId, one.received ?? one.quantity);
  const behind = one.needPersonId === null ? await voicesOf(scope, one.needId) : [{ personId: one.needPersonId }];
  for (const personId of new Set(behind.flatMap((voice) => voice.personId ?? []))) await markServed(scope, personId);
  await tellPerson(scope, one.ownerPersonId ?? one.giverAcceptedBy, { kind: 'proposal', id: one.id }, (w) =>
    w.told.arrived(one.resourceTitle),
  );
  if ((await needById(scope, one.needId))?.state === 'met') await withdrawOthers(scope, one.needId);
}

/** A met need waits for nothing: proposals nobody has agreed on yet are taken back and both are told. */
async function withdrawOthers(scope: Inside, needId: string): Promise<void> {
  const rows = await scope.db
    .selectFrom('proposal')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('need_id', '=', needId)
    .where('state', '=', 'proposed')
    .execute();
  for (const row of rows) {
    const other = await proposal(scope, row.id);
    if (other !== null) await end(scope, other, 'withdrawn', pick('zh', { zh, en }).reasons.met);
  }
}

/** The part that was handed over; null where it was all of it. */
async function partOf(scope: Inside, one: Proposal, quantity: bigint | undefined): Promise<Result<bigint | null>> {
  if (quantity === undefined || quantity === one.quantity) return ok(null);
  const wrong = { field: 'quantity', params: { left: one.quantity.toString(), unit: one.needUnit } };
  if (quantity > one.quantity) return fail('matching.too_much', wrong);
  return (await needById(scope, one.needId))?.divisible === false ? fail('matching.whole', wrong) : ok(quantity);
}

/**
 * Hands over what was agreed, or the part of it that was there: goods leave stock, a loan goes out. Giver or desk.
 * Refusals: `matching.not_found`, `not_yours`, `state`, `too_much`, `whole`, and those of the thing itself
 * (`resources.short`, `resources.taken`).
 */
export const handOver = command({
  name: 'matching.handOver',
  permission: permissions.own,
  input: HandOver,
  conflicts: matchingConflicts,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await proposalFor(scope, input.id, 'hand_over');
    if (!loaded.ok) return loaded;
    const { one } = loaded.value;
    const part = await partOf(scope, one, input.quantity);
    if (!part.ok) return part;
    const moved = await handedOver(scope, { ...one, received: part.value });
    if (!moved.ok) return moved;
    const dueOn = addDays(today(scope), await parameter(scope, 'proposal.answerDays'));
    await due(scope, one, dueKinds.confirm, { personId: one.needPersonId, dueOn, rule: 'proposal.answerDays' });
    await tellPerson(scope, one.needPersonId, { kind: 'proposal', id: one.id }, (w) =>
      w.told.askArrived(one.resourceTitle),
    );
    return ok({ id: one.id });
  },
});

/**
 * The taker says it arrived; the desk may, saying how it knows. The need counts it as met. Refusals:
 * `matching.not_found`, `not_yours`, `state`, `evidence_missing` (the desk said nothing).
 */
export const confirm = command({
  name: 'matching.confirm',
  permission: permissions.own,
  input: Step,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await proposalFor(scope, input.id, 'confirm');
    if (!loaded.ok) return loaded;
    const { one, who } = loaded.value;
    if (!who.taker && input.evidence === '') return fail('matching.evidence_missing', { field: 'evidence' });
    await arrived(scope, one, input.evidence);
    return ok({ id: one.id });
  },
});

/**
 * Across the desk in one tap: proposed, agreed by both before the worker's eyes, handed over and confirmed. Only for
 * goods and things that lie at the desk, and not where somebody has to go to a home. Refusals: those of `propose`,
 * `matching.not_at_desk`, `resources.short`, `resources.taken`.
 */
export const handAcross = command({
  name: 'matching.handAcross',
  permission: permissions.propose,
  input: Across,
  conflicts: matchingConflicts,
  run: async (scope, input): Promise<Result<{ id: string; needId: string }>> => {
    const pair = await pairFor(scope, input);
    if (!pair.ok) return pair;
    const { need, resource } = pair.value;
    const counter = (resource.kind === 'goods' || resource.kind === 'loan') && !resource.keptByOwner && !need.homeVisit;
    if (!counter) return fail('matching.not_at_desk');
    const made = await writeProposal(scope, pair.value, { acrossDesk: true });
    await agree(scope, made.id, 'giver');
    await agree(scope, made.id, 'taker');
    const booked = await bookFor(scope, { ...made, takerAcceptedBy: actor(scope) });
    if (!booked.ok) return booked;
    const bookingId = booked.value;
    await change(scope, made.id, 'accepted', {
      state: 'accepted',
      ...(bookingId === null ? {} : { booking_id: bookingId }),
    });
    const moved = await handedOver(scope, { ...made, bookingId });
    if (!moved.ok) return moved;
    await arrived(scope, { ...made, bookingId }, '');
    return ok({ id: made.id, needId: need.id });
  },
});

/** Ends a proposal: what was kept is free again, goods go back on the shelf, the need is open again, both are told. */
export async function end(
  scope: Inside,
  one: Proposal,
  state: 'declined' | 'withdrawn' | 'failed',
  reason: string,
): Promise<Result<null>> {
  if (one.bookingId !== null) {
    const dropped = await dropBooking(scope, one.bookingId, reason);
    if (!dropped.ok) return dropped;
  }
  if (one.entryId !== null) {
    const back = await takeGoodsBack(scope, one.entryId, reason);
    if (!back.ok) return back;
  }
  await change(scope, one.id, state, { state, reason, ended_by: actor(scope) });
  await closeDues(scope, one.id, 'dropped');
  const need = await needById(scope, one.needId);
  if (need?.state === 'matched' && (await otherAgreed(scope, one.needId, one.id)) === 0)
    await markNeed(scope, one.needId, 'open');
  const self = actor(scope);
  for (const personId of [one.ownerPersonId ?? one.giverAcceptedBy, one.needPersonId])
    if (personId !== self)
      await tellPerson(scope, personId, { kind: 'proposal', id: one.id }, (w) =>
        w.told.ended[state](one.resourceTitle, reason),
      );
  return ok(null);
}

async function endBy(
  scope: Inside,
  input: { readonly id: string; readonly reason: string },
  deed: Deed,
  state: 'declined' | 'withdrawn' | 'failed',
): Promise<Result<{ id: string }>> {
  const loaded = await proposalFor(scope, input.id, deed);
  if (!loaded.ok) return loaded;
  const ended = await end(scope, loaded.value.one, state, input.reason);
  return ended.ok ? ok({ id: input.id }) : ended;
}

/** One side says no, with the reason; the same pair is not proposed again. */
export const decline = command({
  name: 'matching.decline',
  permission: permissions.own,
  input: WithReason,
  run: (scope, input) => endBy(scope, input, 'decline', 'declined'),
});

/** Takes a proposal back before anything was handed over, with the reason. */
export const withdraw = command({
  name: 'matching.withdraw',
  permission: permissions.own,
  input: WithReason,
  run: (scope, input) => endBy(scope, input, 'withdraw', 'withdrawn'),
});

/** It came to nothing after all, with the reason: goods go back into stock, the need is open again. */
export const failMatch = command({
  name: 'matching.fail',
  permission: permissions.own,
  input: WithReason,
  run: (scope, input) => endBy(scope, input, 'fail', 'failed'),
});
