import { z } from 'zod';
import type { LocalDate } from '#kernel/dates';
import type { Thing } from '#modules/record';
import { amount, blank, choice, count, day, id, name, optionalText, text } from '#platform/input';

export const ballotKinds = ['yes_no', 'choose', 'approval', 'points', 'ranks', 'knapsack'] as const;
/** How a ballot is marked. `knapsack`: as many as one likes, as long as their costs together stay within the money. */
export type BallotKind = (typeof ballotKinds)[number];

export const pollRules = ['majority', 'owners', 'owners_special', 'most', 'round'] as const;
/**
 * What makes a result: more than a share says yes; the two counts of the Civil Code art. 278 (ordinary or special
 * matters); those with the most; or the counting of a budgeting round, which has its own room.
 */
export type PollRule = (typeof pollRules)[number];

export const electorates = ['residents', 'place', 'owners'] as const;
/** Everybody whose residence was checked, those of one place, or the owners on a register with their areas. */
export type Electorate = (typeof electorates)[number];

export const pollStates = ['draft', 'ready', 'closed', 'counted', 'withdrawn'] as const;
/** `ready`: announced, its roll drawn; it can be voted on between its days. `closed`: the box is empty, not yet counted. */
export type PollState = (typeof pollStates)[number];

export const channels = ['web', 'card', 'kiosk', 'paper', 'assisted'] as const;
/** By which way somebody voted: own telephone or computer, household card, the device at the counter, paper, or with help. */
export type Channel = (typeof channels)[number];

export const bands = ['young', 'middle', 'older', 'old', 'unknown'] as const;
/** Under 35, 35 to 59, 60 to 74, from 75 on, or nobody wrote the year down. */
export type Band = (typeof bands)[number];

/** Why a ballot on paper does not count. The last two are found by the rules of the ballot, the others by whoever reads it. */
export const invalidReasons = ['unreadable', 'marked', 'torn', 'too_many', 'over_budget'] as const;
export type Invalid = (typeof invalidReasons)[number];

/** One mark of a ballot: the number of an option, and 1, its points, or its rank. */
export type Mark = readonly [option: number, value: number];

/** What is voted on: one line of the ballot. */
export interface Option {
  readonly number: number;
  readonly title: string;
  readonly note: string;
  /** In fen, where it costs money. */
  readonly cost: bigint | null;
  readonly placeId: string | null;
}

/** A vote of residents. */
export interface Poll {
  readonly id: string;
  readonly number: string | null;
  readonly title: string;
  readonly text: string;
  readonly kind: BallotKind;
  readonly rule: PollRule;
  readonly electorate: Electorate;
  readonly placeId: string | null;
  readonly minAge: number;
  readonly cutOff: LocalDate;
  /** Fractions as text: of the roll that must take part, of the votes that must be yes. */
  readonly quorum: string;
  readonly share: string;
  readonly seats: number;
  readonly most: number | null;
  readonly points: number | null;
  readonly budget: bigint | null;
  readonly turnout: 'open' | 'closed';
  readonly opensAt: Date;
  readonly closesAt: Date;
  readonly state: PollState;
  readonly stateReason: string;
  readonly subject: Thing | null;
  /** SHA-256 of the lot, public from the announcement; the lot itself from the close. */
  readonly lotHash: string | null;
  readonly lot: string | null;
  readonly rollSize: number | null;
  readonly paperNote: string;
  readonly ballotsHash: string | null;
  readonly receiptsHash: string | null;
  readonly closedAt: Date | null;
  readonly countedAt: Date | null;
  readonly options: readonly Option[];
  readonly result: PollResult | null;
}

/** One option as counted: people, their points or places turned into points, and for owners their area. */
export interface OptionTally {
  readonly number: number;
  readonly people: number;
  readonly score: number;
  /** In hundredths of a square metre, as text; "0" where no areas are counted. */
  readonly area: string;
}

/** What came out of the box, before any rule looks at it. */
export interface BoxTally {
  readonly ballots: number;
  readonly valid: number;
  readonly blank: number;
  readonly invalid: Readonly<Partial<Record<Invalid, number>>>;
  readonly area: string;
  readonly options: readonly OptionTally[];
}

/** Two sides of a majority: those who took part, and those who said yes. */
export interface Sides {
  readonly of: string;
  readonly took: string;
  readonly tookNeeded: string;
  readonly tookEnough: boolean;
  readonly yes: string;
  readonly yesNeeded: string;
  readonly yesEnough: boolean;
}

/** What the rule made of it: each part that a reader needs to do the sum again. */
export type Outcome =
  | { readonly rule: 'majority'; readonly passed: boolean; readonly persons: Sides }
  | { readonly rule: 'owners'; readonly passed: boolean; readonly persons: Sides; readonly area: Sides }
  | { readonly rule: 'most'; readonly winners: readonly number[]; readonly tied: readonly number[] }
  | { readonly rule: 'round' };

/** A counted vote. */
export interface PollResult {
  readonly box: BoxTally;
  readonly channels: Readonly<Partial<Record<Channel, number>>>;
  readonly outcome: Outcome;
}

/** Somebody on the roll. */
export interface Voter {
  readonly personId: string;
  readonly placeId: string | null;
  readonly band: Band;
  readonly way: 'list' | 'card' | 'neighbours' | 'register';
  readonly area: bigint | null;
  readonly addedReason: string;
  readonly struckReason: string;
  readonly paperOut: LocalDate | null;
  readonly channel: Channel | null;
  readonly votedOn: LocalDate | null;
}

/** A pile of ballots on paper on its way into the box. */
export interface Pile {
  readonly id: string;
  readonly number: number;
  readonly size: number;
  /** Which reading it waits for; `settled` is in the box. */
  readonly state: 'first' | 'second' | 'third' | 'settled';
  readonly firstBy: string | null;
  readonly secondBy: string | null;
  readonly thirdBy: string | null;
}

/** As many options as one ballot holds. */
export const mostOptions = 200;
const OptionInput = z.object({ title: name(80), note: optionalText(400) });

export const NewPoll = z.object({
  title: name(80),
  text: text(4000),
  kind: choice(['yes_no', 'choose', 'approval', 'points', 'ranks', 'knapsack']),
  rule: choice(['majority', 'owners', 'owners_special', 'most']),
  electorate: choice(electorates),
  place: blank(id()),
  min_age: blank(count()),
  cut_off: day(),
  opens_on: day(),
  closes_on: day(),
  quorum: choice(['0', '1/3', '1/2', '2/3']),
  share: choice(['1/2', '2/3', '3/4']),
  seats: blank(count()),
  most: blank(count()),
  points: blank(count()),
  budget: blank(amount()),
  turnout: choice(['open', 'closed']),
  options: z.array(OptionInput).max(mostOptions),
});
export const EditedPoll = NewPoll.extend({ id: id() });
export const ById = z.object({ id: id() });
export const WithReason = z.object({ id: id(), reason: text(500, 'votes.reason_missing') });
export const Cast = z.object({
  id: id(),
  ballot: z.string('votes.nothing_chosen').max(4000),
  receipt: text(40, 'votes.receipt_missing'),
  kiosk: z.union([z.literal('yes'), z.literal('')]).optional(),
});
export const RollChange = z.object({ id: id(), personId: id(), reason: text(300, 'votes.reason_missing') });
export const AddOwner = z.object({
  id: id(),
  personId: id('votes.choose_person'),
  area: text(20, 'votes.area_missing'),
});
export const OnRoll = z.object({ id: id(), personId: id() });
export const NewPile = z.object({ id: id(), size: count() });
export const Entries = z.object({ id: id(), pileId: id(), entries: z.array(z.string().max(2000)).max(100) });
export const CloseInput = z.object({ id: id(), paper_note: optionalText(500) });
export const ListCheck = z.object({ place: id('input.choose') });
export const NeighboursCheck = z.object({
  personId: id('votes.choose_person'),
  firstId: id('votes.choose_person'),
  secondId: id('votes.choose_person'),
});
