import { z } from 'zod';
import type { WrittenSettings } from '#algorithms/recount';
import type { LocalDate } from '#kernel/dates';
import { amount, blank, choice, count, day, id, name, optionalText, text, ticked } from '#platform/input';

export const ballots = ['knapsack', 'approval', 'points', 'ranks', 'choose'] as const;
export type RoundBallot = (typeof ballots)[number];

export const roundStates = ['draft', 'ideas', 'voting', 'counted', 'deciding', 'done', 'withdrawn'] as const;
/** Where a round stands; `deciding` is open to objections and waits for the host charity's answers. */
export type RoundState = (typeof roundStates)[number];

export const ideaStates = ['new', 'feasible', 'infeasible', 'merged', 'withdrawn'] as const;
export type IdeaState = (typeof ideaStates)[number];

/** A budgeting round. Its counting rule is published with its money and does not change afterwards. */
export interface Round extends WrittenSettings {
  readonly id: string;
  readonly number: string | null;
  readonly title: string;
  readonly text: string;
  readonly fundId: string;
  /** In fen. */
  readonly budget: bigint;
  /** The most that one idea may cost; null where only the money itself is the limit. */
  readonly largest: bigint | null;
  readonly placeId: string | null;
  readonly ballot: RoundBallot;
  readonly most: number | null;
  readonly points: number | null;
  readonly minAge: number;
  readonly ideasUntil: LocalDate;
  readonly opensOn: LocalDate;
  readonly closesOn: LocalDate;
  readonly state: RoundState;
  readonly stateReason: string;
  readonly pollId: string | null;
  /** SHA-256 of the file of ballots that was counted. */
  readonly fileHash: string | null;
  readonly countedAt: Date | null;
}

/** An idea for a round. */
export interface Idea {
  readonly id: string;
  readonly roundId: string;
  readonly number: number;
  readonly title: string;
  readonly text: string;
  readonly placeId: string | null;
  readonly needId: string | null;
  readonly personId: string | null;
  /** Empty unless the proposer wished to be named. */
  readonly publicName: string;
  readonly state: IdeaState;
  /** In fen, once checked. */
  readonly cost: bigint | null;
  readonly costNote: string;
  readonly reason: string;
  readonly plan: string;
  readonly mergedIntoId: string | null;
  /** Its number on the ballot. */
  readonly listed: number | null;
  readonly outcome: 'won' | 'lost' | 'declined' | null;
  readonly projectId: string | null;
  /** What its proposer and the voters were told of its project. */
  readonly toldStep: '' | 'reported' | 'finished';
}

export const NewRound = z.object({
  title: name(60),
  text: text(3000),
  fundId: id('input.choose'),
  budget: amount(),
  largest: blank(amount()),
  place: blank(id()),
  ballot: choice(ballots),
  most: blank(count()),
  points: blank(count()),
  min_age: blank(count()),
  rule: choice(['equal-shares', 'greedy', 'greedy-stop', 'phragmen']),
  utility: choice(['cost', 'cardinality', 'points']),
  completion: choice(['none', 'add1', 'add1u', 'utilitarian']),
  stop: choice(['exhaustive', 'overspend']),
  increment: amount(),
  ideas_until: day(),
  opens_on: day(),
  closes_on: day(),
});
export const EditedRound = NewRound.extend({ id: id() });
export const ById = z.object({ id: id() });
export const WithReason = z.object({ id: id(), reason: text(500, 'budgeting.reason_missing') });
export const Propose = z.object({
  id: id(),
  title: name(60),
  text: text(2000),
  place: blank(id()),
  named: ticked(),
});
export const FromNeed = z.object({ id: id(), needId: id('input.choose') });
export const CheckIdea = z.object({
  id: id(),
  ideaId: id(),
  verdict: choice(['feasible', 'infeasible']),
  title: name(60),
  text: text(2000),
  cost: blank(amount()),
  cost_note: optionalText(400),
  plan: optionalText(1000),
  reason: optionalText(500),
});
export const MergeIdea = z.object({
  id: id(),
  ideaId: id(),
  into: id('input.choose'),
  reason: text(500, 'budgeting.reason_missing'),
});
export const WithdrawIdea = z.object({ id: id(), ideaId: id() });
