import { z } from 'zod';
import type { LocalDate } from '#kernel/dates';
import { type BodyKind, bodyKinds, readFraction, tieWays } from '#modules/bodies';
import { blank, choice, count, day, id, optionalText, text, ticked } from '#platform/input';

/**
 * What a procedure is made from: every template has its ordered steps, and grants have those of three amounts. A space may
 * write its own version of each.
 */
export const planCodes = [
  'grant_small',
  'grant',
  'grant_large',
  'micro',
  'admission',
  'four_two',
  'change',
  'membership',
  'purpose',
  'surplus',
  'round',
] as const;
/** One of them. */
export type PlanCode = (typeof planCodes)[number];

/** A body decides, all may object, somebody is asked, somebody checks, residents vote, the host charity answers. */
export const stepKinds = ['vote', 'publication', 'opinion', 'check', 'residents', 'host'] as const;
/** One kind of step. */
export type StepKind = (typeof stepKinds)[number];

/** Whom a check or an opinion asks besides a body: who sits in the chair, or whoever holds a role. */
export const askedRoles = ['chair', 'secretary', 'worker', 'supervisor', 'treasurer', 'finance', 'overseer'] as const;
/** One of them. */
export type AskedRole = (typeof askedRoles)[number];

/** Who is told when a step is overdue. */
export const toldRoles = ['secretary', 'supervisor', 'overseer', 'admin'] as const;

const StoredStep = z.object({
  key: z.string(),
  kind: z.enum(stepKinds),
  body: z.enum(bodyKinds).nullable().default(null),
  asks: z.enum(askedRoles).nullable().default(null),
  text: z.string().default(''),
  days: z.number().int().nullable().default(null),
  answerDays: z.number().int().nullable().default(null),
  quorum: z.string().nullable().default(null),
  share: z.string().nullable().default(null),
  way: z.enum(['more_than', 'at_least']).nullable().default(null),
  tie: z.enum(tieWays).nullable().default(null),
  yes: z.string().default('next'),
  no: z.string().default('fail'),
  lapses: z.boolean().default(false),
  escalate: z.enum(toldRoles).default('supervisor'),
});

/**
 * One step as a version of a procedure says it. Numbers that are null are those of the rule in force. `yes` and `no` name
 * where it goes on: `next`, `pass` (all is decided), `fail` (it ends), or the key of a step, an earlier one too.
 */
export type PlanStep = z.output<typeof StoredStep>;

/** The steps as they are stored. */
export const StoredSteps = z.array(StoredStep);
export { StoredStep };

/** A version of a procedure. */
export interface Plan {
  /** Null for the version that the house brings along. */
  readonly id: string | null;
  readonly code: PlanCode;
  readonly version: number;
  readonly steps: readonly PlanStep[];
  readonly inForceFrom: LocalDate | null;
  readonly basis: string;
  /** The procedure that passed it. */
  readonly procedureId: string | null;
}

/** A change of a rule or of a procedure on its way. */
export interface Amendment {
  readonly id: string;
  readonly kind: 'rule' | 'plan';
  /** The kind of rule, or the code of the procedure. */
  readonly key: string;
  readonly reason: string;
  readonly content: unknown;
  readonly inForceFrom: LocalDate | null;
  readonly state: 'draft' | 'proposed' | 'adopted' | 'failed' | 'dropped';
  readonly procedureId: string | null;
  readonly createdAt: Date;
}

/** A tier: up to this sum (in fen, as text; null: whatever the sum) the matter goes through these steps. */
export const StoredTiers = z.array(z.object({ upTo: z.string().nullable(), plan: z.enum(planCodes) }));

export const areas = ['money', 'place', 'rules', 'services', 'people', 'daily'] as const;
/** What a matter on the list is about. */
export type Area = (typeof areas)[number];

/** Templates that a line of the list may name. */
export const namedTemplates = [
  'grant',
  'micro',
  'admission',
  'four_two',
  'change',
  'membership',
  'purpose',
  'surplus',
] as const;

/** One line of the list of who decides what (F202). */
export interface Competence {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly text: string;
  readonly area: Area;
  readonly who: string;
  readonly basis: string;
  readonly template: (typeof namedTemplates)[number] | null;
  readonly tiers: z.output<typeof StoredTiers>;
  readonly state: 'open' | 'ended';
  readonly endedReason: string | null;
}

function optionalFraction() {
  return blank(z.string()).superRefine((value, context) => {
    if (value !== undefined && readFraction(value) === null)
      context.addIssue({ code: 'custom', message: 'decisions.not_a_fraction' });
  });
}

const days = () => blank(count());

export const DraftPlan = z.object({ code: choice(planCodes) });
export const PlanStepInput = z.object({
  id: id(),
  /** The step written over; empty for a new one. */
  step: z.string().max(20).default(''),
  kind: choice(stepKinds),
  who: z.string().max(40).default(''),
  text: optionalText(300),
  days: days(),
  answerDays: days(),
  quorum: optionalFraction(),
  share: optionalFraction(),
  way: blank(choice(['more_than', 'at_least'])),
  tie: blank(choice(tieWays)),
  yes: z.string().max(20).default('next'),
  no: z.string().max(20).default('fail'),
  lapses: ticked(),
  escalate: choice(toldRoles).default('supervisor'),
});
export const MovePlanStep = z.object({ id: id(), step: z.string().max(20), way: choice(['up', 'down']) });
export const OnPlanStep = z.object({ id: id(), step: z.string().max(20) });
export const ProposePlan = z.object({ id: id(), reason: text(2000), inForceFrom: day() });
export const OnAmendment = z.object({ id: id() });

export const AnswerStep = z.object({
  id: id(),
  answer: choice(['yes', 'no'], 'decisions.choose'),
  reason: text(2000),
});
export const AskSkip = z.object({ id: id(), reason: text(1000) });
export const SecondSkip = z.object({ id: id() });
export const PutOff = z.object({ id: id(), until: day(), reason: text(500) });
export const TiePoll = z.object({ id: id(), pollId: id('decisions.choose_poll') });

export const CompetenceInput = z.object({
  title: text(80),
  text: optionalText(2000),
  area: choice(areas),
  who: text(200),
  basis: optionalText(300),
  template: blank(choice(namedTemplates)),
  smallUpTo: z.string().max(20).default(''),
  middleUpTo: z.string().max(20).default(''),
});
export const EditCompetence = CompetenceInput.extend({ id: id() });
export const EndCompetence = z.object({ id: id(), reason: text(300) });

/** Whom a step may be taken by, as one choice of a form: `body:council`, `role:treasurer`. */
export function readWho(typed: string): { readonly body: BodyKind | null; readonly asks: AskedRole | null } {
  const [sort, value] = typed.split(':');
  return {
    body: sort === 'body' ? (bodyKinds.find((one) => one === value) ?? null) : null,
    asks: sort === 'role' ? (askedRoles.find((one) => one === value) ?? null) : null,
  };
}
