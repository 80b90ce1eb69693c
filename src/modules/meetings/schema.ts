import { z } from 'zod';
import type { LocalDate } from '#kernel/dates';
import { areas } from '#modules/bodies';
import { blank, choice, count, day, id, name, optionalText, text } from '#platform/input';

/**
 * What is met for: the regular sitting, following up what was decided, one key item (F116), the monthly joint meeting
 * (F086), a symposium with residents (F050), a reception day.
 */
export const meetingKinds = ['regular', 'progress', 'key_item', 'joint', 'symposium', 'reception'] as const;
/** One kind of meeting. */
export type MeetingKind = (typeof meetingKinds)[number];

/** How a meeting is held: round a table, or by circulation in writing. */
export const meetingWays = ['sitting', 'circulation'] as const;
export type MeetingWay = (typeof meetingWays)[number];

/** Where a meeting stands: it is over when it `ended`, and closed when its minutes are approved. */
export const meetingStates = ['preparing', 'called', 'open', 'ended', 'closed', 'cancelled'] as const;
/** One of those states. */
export type MeetingState = (typeof meetingStates)[number];

/** States the public sees; a meeting that was called off stays, with the reason. */
export const publicStates: readonly MeetingState[] = ['called', 'open', 'ended', 'closed', 'cancelled'];

/** How somebody was there, or was not. */
export const presenceWays = ['here', 'remote', 'excused', 'away'] as const;
export type PresenceWay = (typeof presenceWays)[number];

/** On which side somebody wishes to speak; `ask` is a question. */
export const sides = ['for', 'against', 'ask'] as const;
export type Side = (typeof sides)[number];

/** How a motion is voted on: hands counted together, each called by name, or on slips that two people count. */
export const votingWays = ['hands', 'roll', 'secret'] as const;
/** One of them, or in writing. */
export type VotingWay = (typeof votingWays)[number] | 'written';

/** What a member says at a roll call. */
export const marks = ['yes', 'no', 'abstain', 'recused'] as const;

/** A meeting as its pages see it. */
export interface Meeting {
  readonly id: string;
  readonly number: string;
  readonly bodyId: string | null;
  readonly bodyName: string | null;
  readonly kind: MeetingKind;
  readonly title: string;
  readonly text: string;
  readonly startsAt: Date;
  readonly placeText: string;
  readonly remoteText: string;
  /** Seconds one may speak; null where nobody keeps time. */
  readonly turnSeconds: number | null;
  /** How often one may speak on one item; null where nobody counts. */
  readonly turnTimes: number | null;
  /** Held round a table, or in writing until `answersBy`. */
  readonly way: MeetingWay;
  readonly answersBy: LocalDate | null;
  /** `2026-03` for a monthly meeting. */
  readonly month: string | null;
  readonly state: MeetingState;
  readonly calledAt: Date | null;
  readonly lateReason: string | null;
  readonly openedAt: Date | null;
  readonly endedAt: Date | null;
  readonly minutes: string;
  readonly minutesBy: string | null;
  readonly approvedBy: string | null;
  readonly closedAt: Date | null;
  readonly stateReason: string | null;
}

/** One item of an agenda. */
export interface Item {
  readonly id: string;
  readonly meetingId: string;
  readonly ordinal: number;
  readonly title: string;
  readonly text: string;
  /** For those who decide it; whoever stands aside does not read it. */
  readonly papers: string;
  /** The organisation it concerns: members tied to it have no part in it. */
  readonly organisationId: string | null;
  readonly procedureId: string | null;
  /** The residents' topic it deals with. */
  readonly topicId: string | null;
  readonly state: 'waiting' | 'debate' | 'voting' | 'done' | 'put_off';
  readonly outcome: string | null;
  readonly startedAt: Date | null;
  readonly debateClosedAt: Date | null;
  readonly endedAt: Date | null;
}

/** Somebody who wished to speak. */
export interface Turn {
  readonly id: string;
  readonly itemId: string;
  readonly personId: string;
  readonly side: Side;
  readonly beganAt: Date | null;
  readonly endedAt: Date | null;
}

/** What a vote at a meeting came to. */
export interface Count {
  /** Members with a vote on this motion: seats less those who stand aside. */
  readonly eligible: number;
  readonly recused: number;
  readonly present: number;
  readonly quorumNeeded: number;
  readonly yes: number;
  readonly no: number;
  readonly abstain: number;
  readonly yesNeeded: number;
  readonly carried: boolean;
  /** The share that binds, as `1/2`, and whether exactly that is enough. */
  readonly share: string;
}

/** The count as it is stored. */
export const StoredCount = z.object({
  eligible: z.number(),
  recused: z.number(),
  present: z.number(),
  quorumNeeded: z.number(),
  yes: z.number(),
  no: z.number(),
  abstain: z.number(),
  yesNeeded: z.number(),
  carried: z.boolean(),
  share: z.string(),
});

/** A motion put on an item. */
export interface Motion {
  readonly id: string;
  readonly itemId: string;
  readonly ordinal: number;
  readonly text: string;
  readonly moverId: string;
  readonly secondId: string | null;
  readonly amendsId: string | null;
  readonly state: 'moved' | 'seconded' | 'carried' | 'lost' | 'withdrawn';
  readonly way: VotingWay | null;
  readonly count: Count | null;
}

/** What was promised at a meeting. */
export interface Followup {
  readonly id: string;
  readonly meetingId: string;
  readonly itemId: string | null;
  readonly title: string;
  readonly ownerId: string;
  readonly dueOn: LocalDate;
  readonly state: 'open' | 'reported' | 'dropped';
  readonly report: string;
  readonly reportedAt: Date | null;
}

/** How a person was there, the last word about them. */
export interface Presence {
  readonly personId: string;
  readonly way: PresenceWay;
  readonly own: boolean;
}

function clock() {
  return z.string('input.required').transform((value, context): string => {
    const [, hour = '', minute = ''] = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(value.normalize('NFKC').trim()) ?? [];
    if (hour !== '') return `${hour.padStart(2, '0')}:${minute}`;
    context.addIssue({ code: 'custom', message: 'meetings.time_shape' });
    return z.NEVER;
  });
}

const facts = {
  title: name(60),
  text: optionalText(2000),
  day: day(),
  time: clock(),
  place: text(120, 'meetings.place_missing'),
  remote: optionalText(200),
  turnSeconds: blank(count()),
  turnTimes: blank(count()),
};

/** A meeting about to be prepared; `agenda` has one item to a line. */
export const PlanMeeting = z.object({
  kind: choice(meetingKinds),
  way: choice(meetingWays).optional(),
  body: blank(id()),
  ...facts,
  agenda: optionalText(4000),
});
export const ChangeMeeting = z.object({ id: id(), ...facts });
export const ById = z.object({ id: id() });
export const WithReason = z.object({ id: id(), reason: text(500, 'meetings.reason_missing') });
export const AddItem = z.object({
  id: id(),
  title: name(120),
  text: optionalText(4000),
  procedure: blank(id()),
  topic: blank(id()),
  papers: optionalText(8000),
  organisation: blank(id()),
});
export const StandAside = z.object({
  id: id(),
  itemId: id(),
  personId: blank(id()),
  detail: text(500, 'meetings.reason_missing'),
});
const written = choice(['yes', 'no', 'abstain'], 'meetings.choose_answer');
export const AnswerItem = z.object({ id: id(), itemId: id(), choice: written, remark: optionalText(1000) });
export const RecordAnswers = z.object({
  id: id(),
  itemId: id(),
  lines: z.array(z.object({ seatId: id(), choice: written })).max(500),
});
export const ItemOf = z.object({ id: id(), itemId: id() });
export const CallMeeting = z.object({ id: id(), lateReason: optionalText(500) });
export const MarkPresence = z.object({
  id: id(),
  lines: z.array(z.object({ personId: id(), way: choice(presenceWays) })).max(500),
});
export const CheckIn = z.object({ id: id(), way: choice(['here', 'remote', 'excused']) });
export const EndItem = z.object({ id: id(), itemId: id(), outcome: text(1000, 'meetings.outcome_missing') });
export const AskTurn = z.object({ id: id(), itemId: id(), personId: blank(id()), side: choice(sides) });
export const TurnOf = z.object({ id: id(), turnId: id() });
export const MoveMotion = z.object({
  id: id(),
  itemId: id(),
  text: text(1000, 'meetings.motion_missing'),
  mover: id('meetings.choose_member'),
  second: blank(id()),
  amends: blank(id()),
});
export const SecondMotion = z.object({ id: id(), motionId: id(), second: id('meetings.choose_member') });
export const MotionOf = z.object({ id: id(), motionId: id() });

function votes() {
  return z.union([z.literal('0').transform(() => 0n), count()]);
}

/** The result of a vote: hands and slips as three numbers, a roll call as a mark for each member. */
export const TakeVote = z.object({
  id: id(),
  motionId: id(),
  way: choice(votingWays),
  yes: blank(votes()),
  no: blank(votes()),
  abstain: blank(votes()),
  teller: blank(id()),
  otherTeller: blank(id()),
  marks: z
    .array(z.object({ personId: id(), mark: choice(marks) }))
    .max(500)
    .readonly(),
});
export const WriteMinutes = z.object({ id: id(), minutes: text(50_000, 'meetings.minutes_missing') });
export const AddFollowup = z.object({
  id: id(),
  itemId: blank(id()),
  title: name(120),
  owner: id('meetings.choose_owner'),
  dueOn: day(),
  /** Whose duty it is; an errand is anybody's. */
  area: blank(choice([...areas, 'errand'])),
});
export const ReportFollowup = z.object({
  id: id(),
  followupId: id(),
  report: text(2000, 'meetings.report_missing'),
  dropped: blank(choice(['yes'])),
});
