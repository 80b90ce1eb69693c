import { ceiling, type Fraction, fraction, multiply } from '#kernel/fraction';
import type { Fault } from '#kernel/result';
import type { Seat } from '#modules/bodies';
import { votesNeeded } from '#modules/decisions';
import type { Count, Item, Meeting, Motion, Presence, Turn } from './schema.ts';

/** By what share a plain motion is carried: of those present, more than the share, with a quorum of those who may vote. */
export interface MotionRule {
  readonly quorum: Fraction;
  readonly share: Fraction;
}

/** What was counted. */
export interface Votes {
  readonly yes: number;
  readonly no: number;
  readonly abstain: number;
}

/** Members with a vote; where nobody sits by a seat, everybody who came. */
export function votersOf(seats: readonly Seat[] | null, here: readonly Presence[]): string[] {
  if (seats !== null) return seats.filter((seat) => seat.votes).map((seat) => seat.personId);
  return here.filter(isHere).map((one) => one.personId);
}

/** Whether somebody takes part, in the room or from elsewhere. */
export function isHere(one: Presence): boolean {
  return one.way === 'here' || one.way === 'remote';
}

/**
 * What a vote comes to. Who stands aside leaves quorum and denominator; abstaining is being present, not agreeing; half
 * against half is not carried (rules §3.3).
 */
export function countMotion(rule: MotionRule, voters: number, recused: number, votes: Votes): Count {
  const eligible = voters - recused;
  const present = votes.yes + votes.no + votes.abstain;
  const quorumNeeded = Math.max(1, Number(ceiling(multiply(rule.quorum, fraction(BigInt(eligible))))));
  const yesNeeded = votesNeeded(rule.share, 'more_than', present);
  return {
    ...{ eligible, recused, present, quorumNeeded, ...votes, yesNeeded },
    carried: present >= quorumNeeded && votes.yes >= yesNeeded,
    share: `${rule.share.over}/${rule.share.under}`,
  };
}

/** Why a count cannot be right or does not bind, or null. */
export function countRefusal(counted: Count, presentVoters: number): Fault | null {
  const most = presentVoters - counted.recused;
  if (counted.present > most)
    return { code: 'meetings.too_many_votes', params: { counted: counted.present, present: most }, field: 'yes' };
  if (counted.present >= counted.quorumNeeded) return null;
  return {
    code: 'meetings.below_quorum',
    params: { present: counted.present, needed: counted.quorumNeeded, eligible: counted.eligible },
  };
}

/** Why a motion may not be voted on yet, or null: seconded, debate closed, amendments before what they amend. */
export function voteRefusal(item: Item, motion: Motion, all: readonly Motion[]): Fault | null {
  if (item.state !== 'debate' && item.state !== 'voting') return { code: 'meetings.item_not_open' };
  if (motion.state === 'moved') return { code: 'meetings.not_seconded' };
  if (motion.state !== 'seconded') return { code: 'meetings.motion_over' };
  if (item.state === 'debate') return { code: 'meetings.debate_running' };
  const before = all.find((one) => one.amendsId === motion.id && isLive(one));
  return before === undefined ? null : { code: 'meetings.amendment_first', params: { number: before.ordinal } };
}

/** Whether a motion still waits for its end. */
export function isLive(motion: Motion): boolean {
  return motion.state === 'moved' || motion.state === 'seconded';
}

/** Which rule says that a meeting was held for form's sake only (F057). */
export type FormalGround = 'same_votes' | 'hurried' | 'no_debate';

/**
 * Whether a meeting that is over was only a formality: every one of at least two votes of three or more people was of
 * one mind, or its items took less than `minutes` each, or nobody spoke on any item. Null while it is not over.
 */
export function formalGrounds(
  meeting: Meeting,
  items: readonly Item[],
  motions: readonly Motion[],
  turns: readonly Turn[],
  minutes: number,
): FormalGround[] {
  const { openedAt, endedAt } = meeting;
  const held = items.filter((item) => item.state === 'done');
  if (openedAt === null || endedAt === null || held.length === 0) return [];
  const counts = motions.flatMap((motion) => (motion.count === null ? [] : [motion.count]));
  const ofOneMind = counts.filter((count) => count.present >= 3 && [count.yes, count.no].includes(count.present));
  const spent = (endedAt.getTime() - openedAt.getTime()) / 60_000;
  return [
    ...(counts.length >= 2 && ofOneMind.length === counts.length ? (['same_votes'] as const) : []),
    ...(spent < minutes * held.length ? (['hurried'] as const) : []),
    ...(turns.some((turn) => turn.beganAt !== null) ? [] : (['no_debate'] as const)),
  ];
}

/** The item that is being dealt with, or null. */
export function openItem(items: readonly Item[]): Item | null {
  return items.find((item) => item.state === 'debate' || item.state === 'voting') ?? null;
}

/** Who speaks, and who waits, in the order in which they asked; who has not spoken yet goes before who has. */
export function speakers(turns: readonly Turn[]): { readonly now: Turn | null; readonly waiting: readonly Turn[] } {
  const now = turns.find((turn) => turn.beganAt !== null && turn.endedAt === null) ?? null;
  const spoken = (turn: Turn) => turns.some((one) => one.personId === turn.personId && one.beganAt !== null);
  const waiting = turns.filter((turn) => turn.beganAt === null);
  return { now, waiting: [...waiting.filter((one) => !spoken(one)), ...waiting.filter(spoken)] };
}

/** Whether a monthly meeting was missed: its month is over and it was not held. */
export function isMissed(meeting: Pick<Meeting, 'month' | 'state'>, today: string): boolean {
  const held = ['open', 'ended', 'closed'].includes(meeting.state);
  return meeting.month !== null && !held && meeting.month < today.slice(0, 7);
}
