import type { z } from 'zod';
import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { pick } from '#kernel/words';
import { fund } from '#modules/funds';
import { audit, because, nextNumber } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { announceRound } from '#modules/votes';
import { command } from '#platform/command';
import { actorId, type Inside, today } from '#platform/scope';
import { roundIn, setIdea, setRound } from './commands-loading.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { ideas } from './queries.ts';
import { ById, EditedRound, NewRound, WithReason } from './schema.ts';
import { zh } from './zh.ts';

type Input = z.output<typeof NewRound>;

async function refusalOf(scope: Inside, input: Input): Promise<Result<null>> {
  const from = await fund(scope, input.fundId);
  if (from === null || from.state !== 'open' || from.accountId === null)
    return fail('budgeting.fund_not_open', { field: 'fundId' });
  if (input.ideas_until < today(scope)) return fail('budgeting.ideas_past', { field: 'ideas_until' });
  if (input.opens_on <= input.ideas_until) return fail('budgeting.days_crossed', { field: 'opens_on' });
  if (input.closes_on < input.opens_on) return fail('budgeting.days_crossed', { field: 'closes_on' });
  if ((input.ballot === 'points') !== (input.points !== undefined))
    return fail('budgeting.points_missing', { field: 'points' });
  const graded = input.ballot === 'points' || input.ballot === 'ranks';
  if (input.utility === 'points' && !graded) return fail('budgeting.points_utility', { field: 'utility' });
  if (input.largest !== undefined && input.largest > input.budget)
    return fail('budgeting.largest_wrong', { field: 'largest' });
  return ok(null);
}

const numberOr = (value: bigint | undefined): number | null => (value === undefined ? null : Number(value));

function columnsOf(input: Input) {
  return {
    ...{ title: input.title, text: input.text, fund_id: input.fundId, budget: input.budget },
    ...{ largest: input.largest ?? null, place_id: input.place ?? null, ballot: input.ballot },
    ...{ most: numberOr(input.most), points: numberOr(input.points), min_age: numberOr(input.min_age) ?? 16 },
    ...{ rule: input.rule, utility: input.utility, completion: input.completion, stop: input.stop },
    ...{ increment: input.increment, ideas_until: input.ideas_until },
    ...{ opens_on: input.opens_on, closes_on: input.closes_on },
  };
}

/**
 * Begins a round: its money, its days, its ballot and the rule of its count. Refuses `budgeting.fund_not_open`,
 * `budgeting.ideas_past`, `budgeting.days_crossed`, `budgeting.points_missing`, `budgeting.points_utility`,
 * `budgeting.largest_wrong`.
 */
export const writeRound = command({
  name: 'budgeting.write',
  permission: permissions.write,
  input: NewRound,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const wrong = await refusalOf(scope, input);
    if (!wrong.ok) return wrong;
    const id = newId(scope.now());
    await scope.db
      .insertInto('round')
      .values({
        ...{ space_id: scope.spaceId, id, ...columnsOf(input), created_by: actorId(scope) },
        created_at: scope.now(),
      })
      .execute();
    await audit(scope, { kind: 'round', id });
    await because(scope, { kind: 'fund', id: input.fundId }, { kind: 'round', id });
    return ok({ id });
  },
});

/** Writes on at a draft. Refuses `budgeting.not_found`, `budgeting.state`, and those of `writeRound`. */
export const editRound = command({
  name: 'budgeting.edit',
  permission: permissions.write,
  input: EditedRound,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const of = await roundIn(scope, input.id, 'draft');
    if (!of.ok) return of;
    const wrong = await refusalOf(scope, input);
    if (!wrong.ok) return wrong;
    await setRound(scope, input.id, columnsOf(input));
    await audit(scope, { kind: 'round', id: input.id });
    return ok({ id: input.id });
  },
});

/** Publishes money and rules; from now on everybody may bring ideas, and nothing of the rules changes. */
export const publishRound = command({
  name: 'budgeting.publish',
  permission: permissions.lead,
  input: ById,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const of = await roundIn(scope, input.id, 'draft');
    if (!of.ok) return of;
    if (of.value.ideasUntil < today(scope)) return fail('budgeting.ideas_past');
    const number = await nextNumber(scope, 'round');
    await setRound(scope, input.id, { state: 'ideas', number, published_at: scope.now() });
    await openTask(scope, {
      ...{ kind: 'budgeting.list', subject: { kind: 'round', id: input.id }, ownerRole: 'worker' },
      ...{
        title: pick(scope.lang, { zh, en }).tasks.list(of.value.title),
        dueOn: of.value.opensOn,
        remindDaysBefore: 3,
      },
      escalateToRole: 'secretary',
    });
    await audit(scope, { kind: 'round', id: input.id, detail: { state: 'ideas', number } });
    return ok({ id: input.id });
  },
});

/** Ends a round before its vote, with a public reason. Refuses `budgeting.not_found`, `budgeting.state`. */
export const withdrawRound = command({
  name: 'budgeting.withdraw',
  permission: permissions.lead,
  input: WithReason,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const of = await roundIn(scope, input.id, 'draft', 'ideas');
    if (!of.ok) return of;
    await setRound(scope, input.id, { state: 'withdrawn', state_reason: input.reason });
    await closeTask(scope, { kind: 'round', id: input.id }, 'budgeting.list', 'dropped', input.reason);
    await audit(scope, { kind: 'round', id: input.id, detail: { state: 'withdrawn' } });
    return ok({ id: input.id });
  },
});

/**
 * Makes the list of what can be done into a ballot and announces its vote. Refuses `budgeting.not_found`,
 * `budgeting.state`, `budgeting.ideas_open`, `budgeting.ideas_unchecked`, `budgeting.ideas_few`, and those of the vote.
 */
export const openVoting = command({
  name: 'budgeting.open_voting',
  permission: permissions.lead,
  input: ById,
  run: async (scope, input): Promise<Result<{ id: string; pollId: string }>> => {
    const loaded = await roundIn(scope, input.id, 'ideas');
    if (!loaded.ok) return loaded;
    const of = loaded.value;
    if (today(scope) <= of.ideasUntil) return fail('budgeting.ideas_open', { params: { day: of.ideasUntil } });
    const all = await ideas(scope, of.id);
    const waiting = all.filter((one) => one.state === 'new').length;
    if (waiting > 0) return fail('budgeting.ideas_unchecked', { params: { count: waiting } });
    const listed = all.filter((one) => one.state === 'feasible');
    if (listed.length < 2) return fail('budgeting.ideas_few');
    for (const [at, one] of listed.entries()) await setIdea(scope, one.id, { listed: at + 1 });
    const words = pick('zh', { zh, en });
    const poll = await announceRound(scope, {
      ...{ subject: { kind: 'round', id: of.id }, title: of.title, text: words.ballotText, kind: of.ballot },
      ...{ placeId: of.placeId, minAge: of.minAge, cutOff: today(scope), budget: of.budget, most: of.most },
      ...{ points: of.points, opensOn: of.opensOn, closesOn: of.closesOn },
      options: listed.map((one) => ({
        ...{ title: one.title, note: one.costNote, cost: one.cost, placeId: one.placeId },
      })),
    });
    if (!poll.ok) return poll;
    await setRound(scope, of.id, { state: 'voting', poll_id: poll.value.id });
    await closeTask(scope, { kind: 'round', id: of.id }, 'budgeting.list', 'done');
    await audit(scope, { kind: 'round', id: of.id, detail: { state: 'voting', listed: listed.length } });
    return ok({ id: of.id, pollId: poll.value.id });
  },
});
