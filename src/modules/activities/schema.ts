import { z } from 'zod';
import { amount, blank, choice, count, day, id, name, optionalText, text, ticked, upload } from '#platform/input';

/** What somebody is asked to do: lead an activity of their own, lend a hand, or come along. */
export const purposes = ['lead', 'help', 'join'] as const;
export type InvitationPurpose = (typeof purposes)[number];

/** Where an invitation stands. */
export const invitationStates = ['sent', 'accepted', 'declined', 'withdrawn'] as const;
export type InvitationState = (typeof invitationStates)[number];

/**
 * Where an activity stands: looked at by the office, before the committee (when it asks for money), open for signing
 * up, held, its money settled.
 */
export const activityStates = ['checking', 'deciding', 'declined', 'open', 'held', 'settled', 'cancelled'] as const;
/** One of those states. */
export type ActivityState = (typeof activityStates)[number];

/** States the public sees; one that was cancelled stays, with the reason, for those who meant to come. */
export const publicStates: readonly ActivityState[] = ['open', 'held', 'settled', 'cancelled'];

/** How somebody takes part. */
export const parts = ['join', 'help'] as const;
export type Part = (typeof parts)[number];

/** What became of a sign-up. */
export type SignupState = 'in' | 'out' | 'came' | 'absent';

/** What hours outside sign-ups can be given for. */
export const hourSubjects = ['activity', 'project', 'need', 'resource', 'matter', 'space'] as const;
export type HourSubject = (typeof hourSubjects)[number];

/** A time of day as typed: `14:00`, `9.30`, full-width digits; becomes `HH:MM`. */
function clock() {
  return z.string('input.required').transform((value, context): string => {
    const [, hour = '', minute = ''] = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(value.normalize('NFKC').trim()) ?? [];
    if (hour !== '') return `${hour.padStart(2, '0')}:${minute}`;
    context.addIssue({ code: 'custom', message: 'activities.time_shape' });
    return z.NEVER;
  });
}

const facts = {
  title: name(40),
  text: text(1000),
  series: blank(name(40)),
  day: day(),
  from_time: clock(),
  until_time: clock(),
  place: blank(id()),
  place_text: optionalText(60),
  capacity: blank(count()),
  risk: text(500, 'activities.risk_missing'),
  hazardous: ticked(),
  insurance_policy: optionalText(60),
};

/** Opening an activity: the facts, and perhaps money of a micro-fund with what it is for. */
export const OpenActivity = z.object({
  ...facts,
  fund: blank(id()),
  budget: blank(amount()),
  budget_text: optionalText(500),
  invitation: blank(id()),
  project: blank(id()),
  /** Whom the desk writes it down for. */
  leader: blank(id()),
});

/** Changing the facts; the money asked for stays as it was. */
export const ChangeActivity = z.object({ id: id(), ...facts });

/** Naming one activity. */
export const ById = z.object({ id: id() });

/** A deed that says why. */
export const WithReason = z.object({ id: id(), reason: text(300, 'activities.reason_missing') });

/** Enacting what was decided, by the procedure's id. */
export const Enact = z.object({ procedure: id() });

/** Signing up, oneself or (at the desk) another; `by` is the sign-up of whoever passed the word on. */
export const SignUp = z.object({
  id: id(),
  part: choice(parts),
  by: blank(id()),
  person: blank(id('activities.who_missing')),
});

/** Taking a sign-up back; `person` only at the desk. */
export const Leave = z.object({ id: id(), person: blank(id()) });

/** What came of it: who came, how long helpers served, a few words, perhaps a photo of people who agreed. */
export const Report = z.object({
  id: id(),
  result: text(1000),
  came: z.array(id()).max(1000),
  minutes: z.record(z.string(), z.string()),
  reason: optionalText(300),
  photo: upload.optional(),
  photo_consent: ticked(),
});

/** Inviting somebody; `need` or `activity` says because of what. */
export const Invite = z.object({
  person: id('activities.who_missing'),
  purpose: choice(purposes),
  text: text(500),
  need: blank(id()),
  activity: blank(id()),
});

/** Answering an invitation, with words if one likes. */
export const Answer = z.object({
  id: id(),
  answer: choice(['accept', 'decline'], 'activities.answer_missing'),
  words: optionalText(500),
});

/** Certifying hours somebody gave outside sign-ups. */
export const CertifyHours = z.object({
  person: id('activities.who_missing'),
  minutes: text(20, 'activities.minutes_missing'),
  served_on: day(),
  text: text(200),
  subject_kind: choice(hourSubjects),
  subject: blank(id()),
});

/** An activity as other rooms read it. */
export interface Activity {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly text: string;
  readonly series: string;
  readonly placeId: string | null;
  readonly placeText: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly capacity: number | null;
  readonly leaderId: string;
  readonly invitationId: string | null;
  readonly projectId: string | null;
  readonly fundId: string | null;
  /** Money asked for, in fen. */
  readonly budget: bigint | null;
  readonly budgetText: string;
  readonly procedureId: string | null;
  readonly authorisationId: string | null;
  readonly risk: string;
  readonly insurancePolicy: string | null;
  readonly hazardous: boolean;
  readonly state: ActivityState;
  readonly stateReason: string | null;
  readonly resultText: string;
  readonly createdAt: Date;
  /** Signed up to come, and to help; those who took it back do not count. */
  readonly joining: number;
  readonly helping: number;
  /** Who came, in either part. */
  readonly came: number;
  /** Service certified on its sign-ups. */
  readonly minutes: bigint;
}

/** One who signed up. */
export interface Signup {
  readonly id: string;
  readonly activityId: string;
  readonly personId: string;
  readonly part: Part;
  readonly broughtBy: string | null;
  readonly state: SignupState;
  readonly minutes: bigint | null;
  readonly at: Date;
}

/** An invitation; its words are sealed beside it. */
export interface Invitation {
  readonly id: string;
  readonly personId: string;
  readonly invitedBy: string;
  readonly purpose: InvitationPurpose;
  readonly activityId: string | null;
  readonly because: { readonly kind: string; readonly id: string } | null;
  readonly state: InvitationState;
  readonly answeredAt: Date | null;
  readonly answeredBy: string | null;
  readonly stateReason: string | null;
  readonly at: Date;
}

/** Service of one person, certified. */
export interface HourLine {
  readonly id: string;
  readonly personId: string;
  readonly minutes: bigint;
  readonly day: string;
  /** What it was given for. */
  readonly subject: { readonly kind: string; readonly id: string };
  readonly text: string;
  readonly certifiedBy: string;
  /** Why it was taken back, if it was. */
  readonly takenBack: string | null;
  /** From a sign-up of an activity, or written down by itself. */
  readonly source: 'signup' | 'hours';
  readonly at: Date;
}
