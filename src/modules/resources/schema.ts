import { z } from 'zod';
import { dropFields, exceptionFields, weekFields } from '#modules/centres';
import { blank, choice, count, day, id, name, optionalText, text, ticked } from '#platform/input';

/** What a resource is: goods are given, things and rooms are lent, the rest is done; a post is a job to be filled. */
export const resourceKinds = [
  'goods',
  'loan',
  'room',
  'skill',
  'service',
  'knowledge',
  'technology',
  'network',
  'post',
] as const;
/** One of these kinds. */
export type ResourceKind = (typeof resourceKinds)[number];

/** Kinds that are lent and come back, by booking. */
export const bookedKinds: readonly ResourceKind[] = ['loan', 'room'];

/** Where a resource stands. */
export const resourceStates = ['offered', 'open', 'paused', 'ended', 'refused'] as const;
/** One of these states. */
export type ResourceState = (typeof resourceStates)[number];

/** States the public sees. */
export const publicStates: readonly ResourceState[] = ['open', 'paused', 'ended'];

/** Who may have it. */
export const eligibles = [
  'anyone',
  'residents',
  'low_income',
  'elders',
  'children',
  'disabled',
  'job_seekers',
] as const;
/** One of these groups. */
export type EligibleGroup = (typeof eligibles)[number];

/** Groups that are nobody's business: no public page says who of them was helped, nor how many when few were. */
export const privateEligibles: readonly EligibleGroup[] = ['low_income', 'disabled'];

/** How far it goes. */
export const reaches = ['building', 'estate', 'space'] as const;
/** How often its quantity is there again. */
export const pers = ['once', 'week', 'month'] as const;
/** One of these rhythms. */
export type Per = (typeof pers)[number];

/** Who sees an open offer: everybody, residents who signed in, or only the desk that hands it out. */
export const visibles = ['everyone', 'residents', 'desk'] as const;
/** One of these circles. */
export type Visible = (typeof visibles)[number];

/** Where somebody stands in the line for a thing. */
export const waitStates = ['waiting', 'offered', 'taken', 'left', 'lapsed'] as const;
export type WaitState = (typeof waitStates)[number];

/** Where a booking stands. */
export const bookingStates = ['reserved', 'out', 'returned', 'cancelled'] as const;
export type BookingState = (typeof bookingStates)[number];

const facts = {
  kind: choice(resourceKinds),
  title: name(60),
  description: optionalText(1000),
  class_code: z.string('resources.class_missing').min(1, 'resources.class_missing').max(40, 'resources.class_missing'),
  quantity: count(),
  unit: name(12),
  per: blank(choice(pers)).transform((value): Per => value ?? 'once'),
  condition_text: optionalText(200),
  expires_on: blank(day()),
  conditions: optionalText(300),
  eligible: blank(choice(eligibles)).transform((value): EligibleGroup => value ?? 'anyone'),
  home_visits: ticked(),
  kept_by_owner: ticked(),
  reach: blank(choice(reaches)).transform((value): (typeof reaches)[number] => value ?? 'space'),
  place: blank(id()),
  available_from: blank(day()),
  valid_until: blank(day()),
  visible: blank(choice(visibles)).transform((value): Visible => value ?? 'everyone'),
  capacity: blank(count()),
  /** What a kit is made of, one part a line: `projector 1`. */
  parts: optionalText(1000),
};

/** An offer: one's own, of an organisation one speaks for, or written down by the desk for somebody. */
export const OfferResource = z.object({ ...facts, organisation: blank(id()), person: blank(id()) });

/** Opening an offer to everybody; `vetted` says that whoever comes into homes has been met and checked. */
export const OpenResource = z.object({ id: id(), vetted: ticked() });

/** Naming one resource. */
export const OneResource = z.object({ id: id() });

/** A deed that says why. */
export const WithReason = z.object({ id: id(), reason: text(300, 'resources.reason_missing') });

/** Stock counted by hand: the difference is booked with its reason. */
export const CountStock = z.object({
  id: id(),
  counted: z.union([z.literal('0').transform(() => 0n), count()]),
  reason: text(300, 'resources.reason_missing'),
});

/** Lending across the desk: to whom, and for how many days if not the usual ones. */
export const Lend = z.object({
  id: id(),
  person: id('resources.who_missing'),
  days: blank(count()),
  condition_out: optionalText(200),
  need: blank(id()),
});

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'resources.time_shape');

/** Keeping a thing for some days, or a room for some hours of one day. */
export const Reserve = z.object({
  id: id(),
  person: blank(id()),
  from: day('resources.from_missing'),
  until: blank(day()),
  from_time: blank(clock),
  until_time: blank(clock),
});

/** Handing out what was reserved. */
export const HandOut = z.object({ id: id(), condition_out: optionalText(200) });

/** Taking it back: how it came, and what of a kit did not. */
export const TakeBack = z.object({
  id: id(),
  condition_in: optionalText(200),
  lacks: z.array(z.object({ part: id(), pieces: count() })).default([]),
});

/** Standing in line: oneself, or at the desk somebody. */
export const JoinLine = z.object({ id: id(), person: blank(id()) });

/** What a kit is made of, written anew. */
export const SetParts = z.object({ id: id(), parts: optionalText(1000) });

/** What was missing of a kit came back or was replaced, or is let go. */
export const SettleLack = z.object({
  id: id(),
  outcome: choice(['made_good', 'let_go']),
  note: text(200, 'resources.reason_missing'),
});

/** The hours of one's own room: its week, a day that differs, such a day taken back. */
export const OwnWeek = z.object({ id: id(), ...weekFields });
export const OwnDay = z.object({ id: id(), ...exceptionFields });
export const OwnDayBack = z.object({ id: id(), ...dropFields });

/** Giving an offer more days. */
export const Extend = z.object({ id: id(), valid_until: day() });

/** A household that is served first on the second-hand market, until a day; without one for a year. */
export const ServeFirst = z.object({ person: id('resources.who_missing'), until: blank(day()) });
export const NotFirst = z.object({ person: id('resources.who_missing') });
