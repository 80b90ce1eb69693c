import { addDays, type LocalDate } from '#kernel/dates';
import { findPersonalData, isMoneyAppeal } from '#kernel/privacy';
import {
  type BookingState,
  type EligibleGroup,
  privateEligibles,
  type ResourceKind,
  type ResourceState,
} from './schema.ts';

/** What can be done with a resource. */
export type Deed = 'open' | 'refuse' | 'pause' | 'resume' | 'end' | 'confirm' | 'lend' | 'count' | 'issue';

const from: Readonly<Record<Deed, readonly ResourceState[]>> = {
  open: ['offered'],
  refuse: ['offered'],
  pause: ['open'],
  resume: ['paused'],
  end: ['offered', 'open', 'paused'],
  confirm: ['open', 'paused'],
  lend: ['open'],
  count: ['open', 'paused'],
  issue: ['open', 'paused'],
};

/** Whether a deed fits where the resource stands; the code of the refusal otherwise. */
export function refusal(deed: Deed, state: ResourceState): 'resources.state' | null {
  return from[deed].includes(state) ? null : 'resources.state';
}

/**
 * How many places of a post the public is told to be filled: all of them, or only that there are few where the post is
 * kept for a group that is nobody's business.
 */
export function publicFilled(eligible: EligibleGroup, filled: bigint, least: number): bigint | 'few' {
  return privateEligibles.includes(eligible) && filled > 0n && filled < BigInt(least) ? 'few' : filled;
}

/** What can be done with a booking. */
export type BookingDeed = 'hand_out' | 'take_back' | 'cancel';

const bookingFrom: Readonly<Record<BookingDeed, BookingState>> = {
  hand_out: 'reserved',
  take_back: 'out',
  cancel: 'reserved',
};

/** Whether a deed fits where the booking stands. */
export function bookingRefusal(deed: BookingDeed, state: BookingState): 'resources.booking_state' | null {
  return bookingFrom[deed] === state ? null : 'resources.booking_state';
}

/** The parts of an offer that its rules look at. */
export interface OfferFacts {
  readonly title: string;
  readonly description: string;
  readonly conditions: string;
  readonly condition_text: string;
  readonly expires_on?: LocalDate | undefined;
  readonly available_from?: LocalDate | undefined;
  readonly valid_until?: LocalDate | undefined;
  readonly reach: 'building' | 'estate' | 'space';
  readonly place?: string | undefined;
}

/** A refusal with the field it belongs to. */
export interface Wrong {
  readonly code: string;
  readonly field: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/**
 * What is wrong with an offer. Numbers and addresses have no place in a public offer: contact opens to the two who
 * agreed. A money appeal is none (Charity Law Art. 124); goods past their date are not passed on (Art. 36).
 */
export function offerRefusal(offer: OfferFacts, today: LocalDate): Wrong | null {
  const words = [offer.title, offer.description, offer.conditions, offer.condition_text];
  const hit = words.flatMap(findPersonalData).find((one) => one.kind !== 'name' && one.kind !== 'address');
  if (hit !== undefined) return { code: 'resources.personal_data', field: 'description', params: { hits: hit.text } };
  if (isMoneyAppeal(words.join('\n')).hit) return { code: 'resources.money_appeal', field: 'description' };
  if (offer.reach !== 'space' && offer.place === undefined)
    return { code: 'resources.reach_without_place', field: 'place' };
  if (offer.expires_on !== undefined && offer.expires_on < today)
    return { code: 'resources.expired', field: 'expires_on' };
  const { available_from: first, valid_until: last } = offer;
  if (last !== undefined && last < (first ?? today)) return { code: 'resources.days_crossed', field: 'valid_until' };
  return null;
}

/** Days of one's own making end somewhere: nobody keeps a thing for longer ahead than this. */
const longestAhead = 366;

/** The span a reservation asks for, as days and times of day; a thing by whole days, a room by hours. */
export interface Asked {
  readonly kind: ResourceKind;
  readonly from: LocalDate;
  readonly until?: LocalDate | undefined;
  readonly from_time?: string | undefined;
  readonly until_time?: string | undefined;
}

/** What is wrong with the span asked for. */
export function spanRefusal(asked: Asked, today: LocalDate): Wrong | null {
  if (asked.from < today) return { code: 'resources.past', field: 'from' };
  if (asked.from > addDays(today, longestAhead))
    return { code: 'resources.too_far', field: 'from', params: { days: longestAhead } };
  if (asked.kind === 'room') {
    if (asked.from_time === undefined || asked.until_time === undefined)
      return { code: 'resources.times_missing', field: 'from_time' };
    return asked.until_time <= asked.from_time ? { code: 'resources.times_crossed', field: 'until_time' } : null;
  }
  if (asked.until === undefined) return null;
  if (asked.until < asked.from) return { code: 'resources.times_crossed', field: 'until' };
  return asked.until > addDays(asked.from, longestAhead)
    ? { code: 'resources.too_far', field: 'until', params: { days: longestAhead } }
    : null;
}

/** What is known of somebody who wants to book, for the group a resource is meant for. */
export interface Taker {
  readonly resident: boolean;
  readonly birthYear: number | null;
}

/**
 * Whether somebody may book by themselves. Hardship is nothing a public form asks about, so what is kept for
 * low-income households and job seekers goes by the desk, which hands it out.
 */
export function mayBook(
  eligible: EligibleGroup,
  taker: Taker,
  year: number,
  ages: { readonly elder: number; readonly adult: number },
): boolean {
  if (eligible === 'anyone') return true;
  if (eligible === 'residents') return taker.resident;
  if (taker.birthYear === null) return false;
  if (eligible === 'elders') return year - taker.birthYear >= ages.elder;
  return eligible === 'children' && year - taker.birthYear < ages.adult;
}

/** A live booking as the choice of a piece sees it. */
export interface Held {
  readonly piece: number;
  readonly from: Date;
  readonly until: Date;
  readonly out: boolean;
}

/**
 * The first piece that is free for the whole span, or null. What is out and late is still out, whatever its booking
 * says.
 */
export function freePiece(pieces: number, held: readonly Held[], from: Date, until: Date, now: Date): number | null {
  for (let piece = 1; piece <= pieces; piece++) {
    const clash = held.some((one) => {
      if (one.piece !== piece) return false;
      const end = one.out && one.until <= now ? new Date(now.getTime() + 1) : one.until;
      return one.from < until && from < end;
    });
    if (!clash) return piece;
  }
  return null;
}
