import { fraction } from '#kernel/fraction';
import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { parameters } from '#modules/parameters';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import type { Inside, Scope } from '#platform/scope';
import { itemIn, meetingIn } from './commands-loading.ts';
import { findAside } from './commands-recusals.ts';
import { permissions } from './permissions.ts';
import { circle, itemsOf, motionsOf, presenceOf } from './queries.ts';
import { asideOn } from './queries-recusals.ts';
import { countMotion, countRefusal, isHere, isLive, type MotionRule, voteRefusal, votersOf } from './rules.ts';
import { sitting } from './rules-seats.ts';
import {
  type Count,
  type Meeting,
  type Motion,
  MotionOf,
  MoveMotion,
  SecondMotion,
  TakeVote,
  type VotingWay,
} from './schema.ts';

function exact(text: string) {
  const [over = '1', under = '1'] = text.split('/');
  return fraction(BigInt(over), BigInt(under));
}

/** The rule by which plain motions are carried here, from the space's parameters. */
export async function motionRule(scope: Scope): Promise<MotionRule> {
  const set = await parameters(scope, ['vote.quorum', 'vote.ordinary']);
  return { quorum: exact(set['vote.quorum']), share: exact(set['vote.ordinary']) };
}

/**
 * Who may move, second and vote on an item: members with a vote who are there, a substitute in the place of who is not or
 * has no part in it; and of all who would vote, how many stand aside.
 */
async function votersHere(scope: Scope, of: Meeting, itemId: string) {
  const [around, presence, aside] = await Promise.all([
    circle(scope, of),
    presenceOf(scope, of.id),
    asideOn(scope, of.id, itemId),
  ]);
  const voters = votersOf(around === null ? null : sitting(around.seats, presence, aside), presence);
  const here = new Set(presence.filter(isHere).map((one) => one.personId));
  return {
    ...{ voters, aside, out: voters.filter((one) => aside.has(one)).length },
    here: voters.filter((one) => here.has(one) && !aside.has(one)),
  };
}

/**
 * Puts a motion on an item, seconded at once or later by another member; an amendment names the motion it would change.
 * Refuses as `itemIn`, `meetings.item_not_open`, `meetings.recused`, `meetings.not_here`, `meetings.own_second`, `meetings.amends_unknown`.
 */
export const moveMotion = command({
  name: 'meetings.move',
  permission: permissions.run,
  input: MoveMotion,
  run: async (scope, input) => {
    const held = await itemIn(scope, input.id, input.itemId);
    if (!held.ok) return held;
    if (held.value.item.state !== 'debate') return fail('meetings.item_not_open');
    const { here, aside } = await votersHere(scope, held.value.of, input.itemId);
    if (aside.has(input.mover)) return fail('meetings.recused', { field: 'mover' });
    if (!here.includes(input.mover)) return fail('meetings.not_here', { field: 'mover' });
    if (input.second === input.mover) return fail('meetings.own_second', { field: 'second' });
    if (input.second !== undefined && !here.includes(input.second))
      return fail('meetings.not_here', { field: 'second' });
    const all = (await motionsOf(scope, input.id)).filter((one) => one.itemId === input.itemId);
    const amended = all.find((one) => one.id === input.amends);
    if (input.amends !== undefined && (amended === undefined || !isLive(amended) || amended.amendsId !== null))
      return fail('meetings.amends_unknown', { field: 'amends' });
    await scope.db
      .insertInto('meeting_motion')
      .values({
        ...{ space_id: scope.spaceId, id: newId(scope.now()), item_id: input.itemId, ordinal: all.length + 1 },
        ...{
          text: input.text,
          mover_id: input.mover,
          second_id: input.second ?? null,
          amends_id: input.amends ?? null,
        },
        ...{ state: input.second === undefined ? 'moved' : 'seconded', moved_at: scope.now() },
      })
      .execute();
    await audit(scope, { kind: 'meeting', id: input.id, detail: { item: input.itemId } });
    return ok({ id: input.id });
  },
});

async function motionIn(
  scope: Inside,
  id: string,
  motionId: string,
): Promise<Result<{ readonly of: Meeting; readonly motion: Motion; readonly all: readonly Motion[] }>> {
  const of = await meetingIn(scope, id, ['open'], 'meetings.not_open');
  if (!of.ok) return of;
  const all = await motionsOf(scope, id);
  const motion = all.find((one) => one.id === motionId);
  return motion === undefined ? fail('meetings.motion_not_found') : ok({ of: of.value, motion, all });
}

/** A second member supports a motion. Refuses: `meetings.motion_not_found`, `meetings.motion_over`, `meetings.own_second`, `meetings.not_here`. */
export const secondMotion = command({
  name: 'meetings.second',
  permission: permissions.run,
  input: SecondMotion,
  run: async (scope, input) => {
    const held = await motionIn(scope, input.id, input.motionId);
    if (!held.ok) return held;
    const { of, motion } = held.value;
    if (motion.state !== 'moved') return fail('meetings.motion_over');
    if (input.second === motion.moverId) return fail('meetings.own_second', { field: 'second' });
    const { here } = await votersHere(scope, of, motion.itemId);
    if (!here.includes(input.second)) return fail('meetings.not_here', { field: 'second' });
    await setMotion(scope, motion.id, { state: 'seconded', second_id: input.second });
    await audit(scope, { kind: 'meeting', id: input.id, detail: { motion: motion.id } });
    return ok({ id: input.id });
  },
});

/** The mover takes a motion back; amendments to it fall with it. Refuses: `meetings.motion_not_found`, `meetings.motion_over`. */
export const withdrawMotion = command({
  name: 'meetings.withdraw',
  permission: permissions.run,
  input: MotionOf,
  run: async (scope, input) => {
    const held = await motionIn(scope, input.id, input.motionId);
    if (!held.ok) return held;
    const { motion, all } = held.value;
    if (!isLive(motion)) return fail('meetings.motion_over');
    for (const one of all.filter((each) => each.id === motion.id || (each.amendsId === motion.id && isLive(each))))
      await setMotion(scope, one.id, { state: 'withdrawn', ended_at: scope.now() });
    await audit(scope, { kind: 'meeting', id: input.id, detail: { motion: motion.id } });
    return ok({ id: input.id });
  },
});

async function setMotion(
  scope: Inside,
  id: string,
  change: Partial<{
    state: Motion['state'];
    second_id: string;
    way: VotingWay;
    count: string;
    teller_id: string | null;
    other_teller_id: string | null;
    ended_at: Date;
  }>,
): Promise<void> {
  await scope.db
    .updateTable('meeting_motion')
    .set(change)
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .execute();
}

type Taken = ReturnType<typeof TakeVote.parse>;

/** Hands and slips name nobody. */
const none: Taken['marks'] = [];

/** The numbers of a vote, from the three typed or from the roll. */
function numbersOf(input: Taken, here: readonly string[]) {
  if (input.way === 'roll') {
    const listed = input.marks.filter((one) => here.includes(one.personId));
    const of = (mark: string) => listed.filter((one) => one.mark === mark).length;
    if (listed.length === 0) return fail('meetings.votes_missing', { field: 'marks' });
    return ok({ yes: of('yes'), no: of('no'), abstain: of('abstain'), recused: of('recused'), listed });
  }
  if (input.yes === undefined || input.no === undefined)
    return fail('meetings.votes_missing', { field: input.yes === undefined ? 'yes' : 'no' });
  return ok({
    ...{ yes: Number(input.yes), no: Number(input.no), abstain: Number(input.abstain ?? 0n) },
    ...{ recused: 0, listed: none },
  });
}

/** Two different people count slips, whoever they are, as long as they are there. */
async function tellersOf(scope: Inside, of: Meeting, input: Taken): Promise<Result<[string, string] | null>> {
  if (input.way !== 'secret') return ok(null);
  const { teller, otherTeller } = input;
  if (teller === undefined || otherTeller === undefined || teller === otherTeller)
    return fail('meetings.tellers_missing', { field: teller === undefined ? 'teller' : 'otherTeller' });
  const here = new Set((await presenceOf(scope, of.id)).filter(isHere).map((one) => one.personId));
  if (!here.has(teller)) return fail('meetings.not_here', { field: 'teller' });
  return here.has(otherTeller) ? ok([teller, otherTeller]) : fail('meetings.not_here', { field: 'otherTeller' });
}

async function writeResult(
  scope: Inside,
  motion: Motion,
  input: Taken,
  counted: Count,
  tellers: [string, string] | null,
) {
  await setMotion(scope, motion.id, {
    ...{ state: counted.carried ? 'carried' : 'lost', way: input.way, count: JSON.stringify(counted) },
    ...{ teller_id: tellers?.[0] ?? null, other_teller_id: tellers?.[1] ?? null, ended_at: scope.now() },
  });
}

/**
 * Puts a motion to the vote and writes down what came of it: hands and slips as numbers, a roll call by name. Counted by
 * the rule at once; below quorum nothing is written. Refuses: `meetings.motion_not_found`, `meetings.item_not_open`,
 * `meetings.not_seconded`, `meetings.motion_over`, `meetings.debate_running`, `meetings.amendment_first`,
 * `meetings.votes_missing`, `meetings.tellers_missing`, `meetings.not_here`, `meetings.too_many_votes`,
 * `meetings.below_quorum`.
 */
export const takeVote = command({
  name: 'meetings.take_vote',
  permission: permissions.run,
  input: TakeVote,
  run: async (scope, input) => {
    const held = await motionIn(scope, input.id, input.motionId);
    if (!held.ok) return held;
    const { of, motion, all } = held.value;
    const item = (await itemsOf(scope, input.id)).find((one) => one.id === motion.itemId);
    if (item === undefined) return fail('meetings.item_not_found');
    const refusal = voteRefusal(item, motion, all);
    if (refusal !== null) return { ok: false as const, fault: refusal };
    await findAside(scope, of, item);
    const { voters, here, out } = await votersHere(scope, of, item.id);
    const numbers = numbersOf(input, here);
    if (!numbers.ok) return numbers;
    const tellers = await tellersOf(scope, of, input);
    if (!tellers.ok) return tellers;
    const { recused, listed, ...votes } = numbers.value;
    const counted = countMotion(await motionRule(scope), voters.length, recused + out, votes);
    const wrong = countRefusal(counted, here.length + out);
    if (wrong !== null) return { ok: false as const, fault: wrong };
    await writeResult(scope, motion, input, counted, tellers.value);
    for (const line of listed)
      await scope.db
        .insertInto('meeting_mark')
        .values({ space_id: scope.spaceId, motion_id: motion.id, person_id: line.personId, choice: line.mark })
        .execute();
    await audit(scope, { kind: 'meeting', id: input.id, detail: { motion: motion.id, carried: counted.carried } });
    return ok({ id: input.id, carried: counted.carried });
  },
});
