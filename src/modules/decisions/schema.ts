import { z } from 'zod';
import type { LocalDate } from '#kernel/dates';
import type { BodyKind, Rule, SeatKind, TieWay } from '#modules/bodies';
import type { Thing } from '#modules/record';
import { amount, blank, choice, id, name, optionalText, text, ticked } from '#platform/input';
import type { PlanCode, PlanStep, StepKind } from './schema-plan.ts';

/** What procedures are made from: an ordered list of steps each (see `defaultPlans`). */
export const templateNames = [
  'grant',
  'admission',
  'micro',
  'change',
  'surplus',
  'round',
  'four_two',
  'purpose',
  'membership',
] as const;
/** One template. */
export type Template = (typeof templateNames)[number];

/** Yes, no, or present without saying either. */
export const choices = ['yes', 'no', 'abstain'] as const;
/** One choice. */
export type Choice = (typeof choices)[number];

/** What became of one seat on one item. */
export type Mark = Choice | 'recused' | 'absent';

/** A count that explains itself: every part a reader needs to do the sum again. */
export interface Tally {
  /** Seats with a vote on the body. */
  readonly seats: number;
  /** Of those, seats whose holder stands aside. */
  readonly recused: number;
  /** Seats that count on this item: seats − recused. */
  readonly eligible: number;
  /** Of those, seats that voted in whatever way; abstaining is being present. */
  readonly present: number;
  readonly quorumNeeded: number;
  readonly quorumMet: boolean;
  readonly yes: number;
  readonly no: number;
  readonly abstain: number;
  /** What the share is taken of: those present, or all that count. */
  readonly base: number;
  readonly yesNeeded: number;
  readonly passed: boolean;
  /** What the rule says of a tie, where it was one. */
  readonly tie: TieWay | null;
  /** Each voting seat by its kind, without names. */
  readonly marks: readonly { readonly seatId: string; readonly kind: SeatKind; readonly mark: Mark }[];
}

/** Why a member has no part in an item. */
export type Ground = 'declared' | 'same_person' | 'household' | 'organisation' | 'employer' | 'register';

/** One step of a procedure, with the body that takes it and the version of the rule that binds it. */
export interface Step {
  readonly id: string;
  readonly ordinal: number;
  readonly kind: StepKind;
  readonly bodyId: string;
  readonly bodyName: string;
  readonly bodyKind: BodyKind;
  readonly hostOrganisationId: string | null;
  readonly rule: Rule;
  readonly state: 'waiting' | 'open' | 'passed' | 'failed' | 'skipped';
  readonly openedAt: Date | null;
  /** The last day of a vote, of objections or of the host's answer. */
  readonly closesOn: LocalDate | null;
  readonly closedAt: Date | null;
  /** What the rule made of the votes, once the vote is closed. */
  readonly tally: Tally | null;
  /** The reason in public: of the host, of whoever was asked, of a withdrawal or of leaving the step out. */
  readonly reason: string | null;
  /** The step as the version of the procedure says it. */
  readonly plan: PlanStep;
  /** The vote of residents that it waits for. */
  readonly pollId: string | null;
  /** Where it went on to, when not simply to the next. */
  readonly went: string | null;
  /** Put off, asked to be left out, seconded: in the order in which it happened. */
  readonly events: readonly StepEvent[];
}

/** Something that happened to a step besides its end. */
export interface StepEvent {
  readonly stepId: string;
  readonly kind: 'put_off' | 'skip_asked' | 'skip_seconded' | 'poll_tied';
  readonly text: string;
  readonly until: LocalDate | null;
  readonly personId: string | null;
  /** Who did it, masked. */
  readonly publicName: string;
  readonly at: Date;
}

/** A member who stands aside on this item. Names are masked; `detail` is for the desk. */
export interface Recusal {
  readonly personId: string;
  readonly publicName: string;
  readonly insideName: string;
  readonly ground: Ground;
  readonly detail: string;
  readonly at: Date;
}

/** An objection in public and its answer; `name` is empty where the person did not wish to be named. */
export interface Objection {
  readonly id: string;
  /** The publication in which it was raised. */
  readonly stepId: string;
  readonly name: string;
  readonly text: string;
  readonly dueOn: LocalDate;
  readonly answer: string | null;
  readonly answeredAt: Date | null;
  readonly at: Date;
}

/** A procedure as its page and the rooms after it see it. */
export interface Procedure {
  readonly id: string;
  readonly number: string;
  readonly template: Template;
  readonly title: string;
  readonly text: string;
  readonly subject: Thing;
  readonly amount: bigint | null;
  readonly accountId: string | null;
  readonly payeeOrganisationId: string | null;
  readonly payeePersonId: string | null;
  readonly state: 'running' | 'passed' | 'failed' | 'withdrawn';
  /** Whose steps it goes through, and in which version. */
  readonly planCode: PlanCode;
  readonly planVersion: number;
  /** The line of the list of who decides what from which it came. */
  readonly competenceId: string | null;
  /** The procedure about the same matter that did not pass before this one. */
  readonly earlierId: string | null;
  /** The ledger's authorisation, once passed with an amount. */
  readonly authorisationId: string | null;
  readonly openedAt: Date;
  readonly endedAt: Date | null;
  readonly reason: string | null;
  readonly steps: readonly Step[];
  readonly recusals: readonly Recusal[];
  readonly objections: readonly Objection[];
}

/** A procedure in a list. */
export interface ProcedureRow {
  readonly id: string;
  readonly number: string;
  readonly template: Template;
  readonly title: string;
  readonly amount: bigint | null;
  readonly state: Procedure['state'];
  readonly openedAt: Date;
  readonly endedAt: Date | null;
  /** The open step, while it runs. */
  readonly stepKind: Step['kind'] | null;
  readonly bodyName: string | null;
  readonly closesOn: LocalDate | null;
}

/** What a new procedure is about. */
export interface Motion {
  readonly template: Template;
  readonly subject: Thing;
  readonly title: string;
  /** The motion as it is put to the vote; public. */
  readonly text?: string;
  readonly amount?: bigint;
  /** The guarded account the money comes from. */
  readonly accountId?: string;
  readonly payee?: { readonly organisationId?: string | null; readonly personId?: string | null };
  /** The committee that decides, where the space has several. */
  readonly bodyId?: string;
  /** The line of the list of who decides what it comes from. */
  readonly competenceId?: string;
}

/** A seat as a ballot counts it. */
export interface CountedSeat {
  readonly id: string;
  readonly personId: string;
  readonly kind: SeatKind;
  readonly votes: boolean;
}

/** A vote as a ballot counts it: of one seat's votes the highest `turn` stands. */
export interface CountedVote {
  readonly seatId: string;
  readonly turn: number;
  readonly choice: Choice;
}

export const Propose = z.object({
  template: choice(['change', 'admission', 'four_two', 'membership']),
  title: name(120),
  text: text(10_000),
  bodyId: z.union([id(), z.literal('')]).optional(),
  organisationId: z.union([id(), z.literal('')]).optional(),
  /** The line of the list of who decides what it comes from. */
  competenceId: z.union([id(), z.literal('')]).optional(),
  amount: blank(amount()),
});

export const CastVote = z.object({
  id: id(),
  stepId: id().optional(),
  choice: choice(choices, 'decisions.choose'),
  remark: optionalText(500),
  /** Said again on purpose, to change an earlier vote. */
  change: ticked(),
});

export const RecordVotes = z.object({
  id: id(),
  stepId: id().optional(),
  votes: z.array(z.object({ seatId: id(), choice: choice(choices, 'decisions.choose') })).max(500),
});

export const DeclareRecusal = z.object({ id: id(), detail: text(500) });

export const CloseStep = z.object({ id: id() });

export const Withdraw = z.object({ id: id(), reason: text(1000) });

export const RaiseObjection = z.object({ id: id(), text: text(2000), named: ticked() });

export const AnswerObjection = z.object({ id: id(), objectionId: id(), answer: text(4000) });

export const HostAnswer = z.object({
  id: id(),
  answer: choice(['accept', 'decline'], 'decisions.choose'),
  reason: optionalText(1000),
});
