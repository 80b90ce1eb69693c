import { z } from 'zod';
import type { LocalDate } from '#kernel/dates';
import { type Fraction, fraction } from '#kernel/fraction';
import { choice, day, id, name, text, ticked } from '#platform/input';

/** The bodies a neighbourhood decides with. `two_committees` is the joint sitting of Party and residents' committee. */
export const bodyKinds = [
  'committee',
  'party_branch',
  'two_committees',
  'party_members',
  'council',
  'supervisory',
  'residents',
  'joint_conference',
  'leading_group',
  'other',
] as const;
/** One kind of body. */
export type BodyKind = (typeof bodyKinds)[number];

/** For whom a member sits; the first nine are the kinds named for a fund committee, donors are added by local rules. */
export const seatKinds = [
  'street',
  'community',
  'charity',
  'organisation',
  'social_work',
  'volunteer',
  'enterprise',
  'property',
  'resident',
  'donor',
  'supervisor',
  'chair',
  'member',
] as const;
/** One kind of seat. */
export type SeatKind = (typeof seatKinds)[number];

/** The four levels at which a matter can lie, from here upwards. */
export const levels = ['community', 'street', 'district', 'city'] as const;
/** One level. */
export type Level = (typeof levels)[number];

/** What there is to do in a neighbourhood, as duties are shared out; `errand` is nobody's office and anybody's. */
export const areas = [
  'listening',
  'needs',
  'giving',
  'spending',
  'deciding',
  'carrying',
  'facilities',
  'services',
  'watching',
  'telling',
  'linking',
] as const;
/** One area of duty. */
export type Area = (typeof areas)[number];

/** What rules are written for; each is also a template of procedures. */
export const ruleKinds = ['grant', 'admission', 'micro', 'change', 'surplus'] as const;
/** One kind of rule. */
export type RuleKind = (typeof ruleKinds)[number];

/** A body as its page and the rooms after it see it. */
export interface Body {
  readonly id: string;
  readonly kind: BodyKind;
  readonly name: string;
  /** Its duties, one to a line, public. */
  readonly charter: string;
  /** The charity at which the fund of this body is held, for its last approval. */
  readonly hostOrganisationId: string | null;
  readonly activeFrom: LocalDate | null;
  readonly state: 'forming' | 'active' | 'ended';
  /** Where it stands among the four levels (F118). */
  readonly level: Level;
  /** What it may be given to do: tasks are handed out within these (F047). */
  readonly areas: readonly Area[];
}

/** One holder's term on a body. */
export interface Seat {
  readonly id: string;
  readonly bodyId: string;
  readonly kind: SeatKind;
  readonly votes: boolean;
  readonly personId: string;
  readonly organisationId: string | null;
  readonly startsOn: LocalDate;
  readonly endsOn: LocalDate | null;
  readonly endedAt: Date | null;
  readonly endedReason: string | null;
  /** Who sits here while the holder is away or stands aside; null where none is named. */
  readonly substituteId: string | null;
  /** The last day the holder is away, where they are away today. */
  readonly awayUntil: LocalDate | null;
  /** The holder, where `personId` is the substitute who acts for them. */
  readonly standsFor: string | null;
}

/**
 * What becomes of a tie: it fails, the chair's own vote decides, or the vote is taken once more (and then fails). A tie is
 * as many for as against, with the quorum there.
 */
export const tieWays = ['fails', 'chair', 'again'] as const;
/** One way. */
export type TieWay = (typeof tieWays)[number];

/** Where an abstention counts: as being present, without being a yes; or for the quorum alone, beside the share. */
export const abstentions = ['present', 'aside'] as const;
/** One of them. */
export type Abstention = (typeof abstentions)[number];

/** By which procedure a rule is changed. */
export const changers = ['change', 'four_two'] as const;
/** One of them. */
export type Changer = (typeof changers)[number];

/** How a vote is counted: shares are exact fractions. */
export interface VotingRule {
  /** At least this share of the seats that may vote on the item must be present. */
  readonly quorum: Fraction;
  /** The share of votes in favour that carries. */
  readonly share: Fraction;
  /** Whether exactly that share is enough. */
  readonly way: 'more_than' | 'at_least';
  /** What the share is taken of: members present, or all seats that may vote on the item. */
  readonly of: 'present' | 'seats';
  readonly tie: TieWay;
  readonly abstention: Abstention;
}

/** A version of a rule: a public document with the parameters that the engine works by. */
export interface Rule {
  readonly id: string;
  readonly kind: RuleKind;
  readonly bodyId: string | null;
  readonly title: string;
  readonly version: number;
  readonly text: string;
  readonly inForceFrom: LocalDate;
  /** Who adopted it, and when, in words. */
  readonly basis: string;
  readonly voting: VotingRule;
  /** Days a result stands in public before it can take effect. */
  readonly publicationDays: number;
  /** Days within which an objection is answered. */
  readonly answerDays: number;
  /** Days within which a body votes once a step is open. */
  readonly voteDays: number;
  /** Days within which the host charity accepts or declines. */
  readonly hostDays: number;
  /** Persons who must approve each payment under such a decision. */
  readonly approvalsNeeded: number;
  /** The last day on which it is good; after it, it binds on and warns wherever it is used. Null: until it is changed. */
  readonly validUntil: LocalDate | null;
  /** The procedure by which this rule is changed. */
  readonly changedBy: Changer;
}

/** The parameters as they are stored: fractions as text. */
export const StoredParameters = z.object({
  quorum: z.string(),
  share: z.string(),
  way: z.enum(['more_than', 'at_least']),
  of: z.enum(['present', 'seats']),
  publicationDays: z.number().int(),
  answerDays: z.number().int(),
  voteDays: z.number().int(),
  hostDays: z.number().int(),
  approvalsNeeded: z.number().int(),
  // Rules adopted before these could be said: a tie fails, abstaining is being present, good until changed.
  tie: z.enum(tieWays).default('fails'),
  abstention: z.enum(abstentions).default('present'),
  validUntil: z.string().nullable().default(null),
  changedBy: z.enum(changers).default('change'),
});

const fractionPattern = /^(\d{1,3})\s*\/\s*(\d{1,3})$/;

/** Reads `2/3`; null when it is no fraction between 0 and 1. */
export function readFraction(typed: string): Fraction | null {
  const match = fractionPattern.exec(typed.normalize('NFKC').trim());
  const [over, under] = [BigInt(match?.[1] ?? '0'), BigInt(match?.[2] ?? '0')];
  return under === 0n || over === 0n || over > under ? null : fraction(over, under);
}

/** Writes a fraction as it is typed. */
export function fractionText(value: Fraction): string {
  return `${value.over}/${value.under}`;
}

function share() {
  return z.string('input.required').superRefine((value, context) => {
    if (readFraction(value) === null) context.addIssue({ code: 'custom', message: 'bodies.not_a_fraction' });
  });
}

/** A whole number of days or persons, as typed; full-width digits too. */
function small(least: number, most: number) {
  return z.string('input.required').transform((value, context): number => {
    const typed = value.normalize('NFKC').trim();
    const number = /^\d{1,3}$/.test(typed) ? Number(typed) : -1;
    if (number >= least && number <= most) return number;
    context.addIssue({ code: 'custom', message: 'bodies.out_of_range', params: { least, most } });
    return z.NEVER;
  });
}

function optionalId() {
  return z.union([id(), z.literal('')]).optional();
}

function optionalName(missing: string) {
  return z.union([name(), z.literal('', missing)], missing).optional();
}

function optionalDay() {
  return z.union([day(), z.literal('')]).optional();
}

/** Ticked areas come as one text or several. */
export const ticks = z.union([z.array(choice(areas)), choice(areas).transform((one) => [one])]);

export const SetUpBody = z.object({
  kind: choice(bodyKinds),
  name: name(),
  charter: text(4000),
  hostOrganisationId: optionalId(),
  level: choice(levels).optional(),
  areas: ticks.optional(),
});

export const DescribeBody = z.object({
  id: id(),
  name: name(),
  charter: text(4000),
  hostOrganisationId: optionalId(),
  level: choice(levels).optional(),
});

export const SetDuties = z.object({ id: id(), areas: ticks.optional() });

/** The substitute by key, or by the full name as the holder writes it; neither takes the substitute away. */
export const NameSubstitute = z.object({
  seatId: id(),
  personId: optionalId(),
  name: optionalName('bodies.name_unclear'),
});
export const TellAbsence = z.object({ seatId: id(), fromOn: day(), untilOn: day() });
export const EndAbsence = z.object({ seatId: id() });

export const AddSeat = z.object({
  bodyId: id(),
  kind: choice(seatKinds),
  personId: id('bodies.choose_person'),
  organisationId: optionalId(),
  /** Whether the seat takes part without a vote. */
  noVote: ticked(),
  startsOn: optionalDay(),
  endsOn: optionalDay(),
});

export const EndSeat = z.object({ id: id(), reason: text(500) });

export const ActivateBody = z.object({ id: id() });

/** A whole rule as its form says it: what is adopted at founding, or proposed as a change. */
export const RuleInput = z.object({
  kind: choice(ruleKinds),
  title: name(120),
  text: text(20_000),
  inForceFrom: day(),
  quorum: share(),
  share: share(),
  way: choice(['more_than', 'at_least']),
  of: choice(['present', 'seats']),
  publicationDays: small(1, 365),
  answerDays: small(1, 365),
  voteDays: small(1, 365),
  hostDays: small(1, 365),
  approvalsNeeded: small(1, 9),
  tie: choice(tieWays).default('fails'),
  abstention: choice(abstentions).default('present'),
  validUntil: optionalDay(),
  changedBy: choice(changers).default('change'),
});
/** A rule as it was read. */
export type RuleText = z.output<typeof RuleInput>;

export const AdoptRule = RuleInput.extend({ basis: text(500) });
