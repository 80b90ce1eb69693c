import { daysBetween, type LocalDate } from '#kernel/dates';

/**
 * Brings needs and resources together: first filters that a pair passes or fails for one named reason, then a score
 * of named parts. Nothing here knows what anybody gave, how long anybody served or which points anybody has (F100).
 */

/** Who a resource is for. */
export type Eligible = 'anyone' | 'residents' | 'low_income' | 'elders' | 'children' | 'disabled' | 'job_seekers';

/** How far a resource goes. */
export type Reach = 'building' | 'estate' | 'space';

/** What is needed, as far as matching looks at it. */
export interface Wanted {
  readonly id: string;
  /** Codes from the root of the classification to the need's own class. */
  readonly classPath: readonly string[];
  /** Whether the class is fine enough to be matched by: `goods` fits no `goods`. */
  readonly sorted: boolean;
  /** What is still missing, in `unit`. */
  readonly missing: bigint;
  readonly unit: string;
  readonly divisible: boolean;
  /** The groups of `Eligible` that the taker belongs to; `anyone` always. */
  readonly groups: readonly Eligible[];
  /** Places from the finest to the estate; empty when nobody said where. */
  readonly places: readonly string[];
  /** The estate the need lies in. */
  readonly estate: string | null;
  readonly from: LocalDate | null;
  readonly until: LocalDate | null;
  readonly homeVisit: boolean;
  readonly urgency: 'urgent' | 'soon' | 'normal';
  readonly waitingSince: LocalDate;
  /** How often something was brought to the same taker within the last year. */
  readonly served: number;
  /** The person who needs it, so that nobody is offered their own things. */
  readonly personId: string | null;
  /** False where they took back their consent to be reached, so that nobody can be sent to their home. */
  readonly reachable: boolean;
}

/** What is there, as far as matching looks at it. */
export interface Offered {
  readonly id: string;
  readonly classPath: readonly string[];
  readonly sorted: boolean;
  /** What is still free to promise, in `unit`. */
  readonly left: bigint;
  readonly unit: string;
  readonly paused: boolean;
  readonly eligible: Eligible;
  /** The circle it is shown to, where that is not everybody: nobody outside it is offered it. */
  readonly circle?: Eligible;
  readonly homeVisits: boolean;
  readonly vetted: boolean;
  readonly reach: Reach;
  readonly places: readonly string[];
  readonly estate: string | null;
  readonly from: LocalDate | null;
  readonly until: LocalDate | null;
  /** Whether a thing or room is free for the days this need asks for; true where nothing is booked. */
  readonly freeThen: boolean;
  /** When its owner last said it is there. */
  readonly confirmedOn: LocalDate;
  readonly ownerId: string | null;
  readonly reachable: boolean;
}

/** What happened before between one need and one resource. */
export type Before = 'declined' | 'proposed' | 'refused' | null;

/** Why a pair is left out; the first that applies, in this order. */
export const exclusions = [
  'own',
  'class',
  'coarse',
  'paused',
  'eligible',
  'reach',
  'not_yet',
  'over',
  'home_visit',
  'not_vetted',
  'no_consent',
  'used_up',
  'too_little',
  'booked',
  'proposed',
  'declined',
  'refused',
] as const;
export type Exclusion = (typeof exclusions)[number];

/** The parts of the score. */
export const partNames = ['fit', 'urgency', 'distance', 'waiting', 'fresh', 'fair'] as const;
export type PartName = (typeof partNames)[number];

/** One part: how many points of how many, and the case that gave them. */
export interface Part {
  readonly name: PartName;
  readonly points: number;
  readonly most: number;
  /** Names the sentence that says why. */
  readonly why: string;
  /** A number the sentence mentions: days, times. */
  readonly count: number;
}

/** What the space settles: points each part can bring, and the spans they are measured by. */
export interface Weights {
  readonly most: Readonly<Record<PartName, number>>;
  /** After so many days waiting counts in full. */
  readonly waitingDays: number;
  /** After so many days without a word a resource counts as no longer fresh. */
  readonly staleDays: number;
}

/** A pair that fits, with its reasons. */
export interface Fitting {
  readonly id: string;
  readonly score: number;
  readonly parts: readonly Part[];
}

/** A pair that does not, with its one reason. */
export interface LeftOut {
  readonly id: string;
  readonly reason: Exclusion;
}

/** Both halves of an answer. */
export interface Ranking {
  readonly ranked: readonly Fitting[];
  readonly excluded: readonly LeftOut[];
}

/** Steps between two classes where one lies in the other: 0 the same, 1 the class above. Null: they lie apart. */
export function classDistance(a: readonly string[], b: readonly string[]): number | null {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length === 0) return null;
  return short.every((code, at) => long[at] === code) ? long.length - short.length : null;
}

type Check = (need: Wanted, offer: Offered, today: LocalDate) => boolean;

/** The filters in the order their reasons are named. */
const filters: readonly (readonly [Exclusion, Check])[] = [
  ['own', (need, offer) => need.personId !== null && need.personId === offer.ownerId],
  ['class', (need, offer) => classDistance(need.classPath, offer.classPath) === null],
  ['coarse', (need, offer) => !need.sorted || !offer.sorted],
  ['paused', (_need, offer) => offer.paused],
  [
    'eligible',
    (need, offer) =>
      !need.groups.includes(offer.eligible) || (offer.circle !== undefined && !need.groups.includes(offer.circle)),
  ],
  ['reach', (need, offer) => !withinReach(need, offer)],
  ['not_yet', (need, offer) => offer.from !== null && need.until !== null && offer.from > need.until],
  ['over', (need, offer, today) => offer.until !== null && offer.until < laterDay(need.from, today)],
  ['home_visit', (need, offer) => need.homeVisit && !offer.homeVisits],
  ['not_vetted', (need, offer) => need.homeVisit && !offer.vetted],
  ['no_consent', (need, offer) => need.homeVisit && !(need.reachable && offer.reachable)],
  ['used_up', (_need, offer) => offer.left <= 0n],
  ['too_little', (need, offer) => !need.divisible && need.unit === offer.unit && offer.left < need.missing],
  ['booked', (_need, offer) => !offer.freeThen],
];

function laterDay(a: LocalDate | null, b: LocalDate): LocalDate {
  return a === null || a < b ? b : a;
}

function withinReach(need: Wanted, offer: Offered): boolean {
  if (offer.reach === 'space') return true;
  if (offer.reach === 'estate') return offer.estate !== null && offer.estate === need.estate;
  const building = offer.places[0];
  return building !== undefined && need.places.includes(building);
}

/** Why a pair is left out, or null when it fits. */
export function exclusionOf(need: Wanted, offer: Offered, today: LocalDate, before: Before = null): Exclusion | null {
  const failed = filters.find(([, fails]) => fails(need, offer, today));
  return failed?.[0] ?? before;
}

function share(most: number, part: number, whole: number): number {
  return whole <= 0 ? 0 : Math.trunc((most * Math.max(0, Math.min(part, whole))) / whole);
}

function fitPart(need: Wanted, offer: Offered, most: number): Omit<Part, 'name' | 'most'> {
  const away = classDistance(need.classPath, offer.classPath) ?? 9;
  const near = share(most, 10 - 3 * away, 10);
  if (offer.unit !== need.unit) return { points: share(near, 8, 10), why: away === 0 ? 'unit' : 'near_unit', count: 0 };
  if (offer.left < need.missing) return { points: share(near, 9, 10), why: 'part', count: 0 };
  return { points: near, why: away === 0 ? 'exact' : 'near', count: away };
}

function distance(need: Wanted, offer: Offered, most: number): Omit<Part, 'name' | 'most'> {
  const here = need.places[0];
  if (here !== undefined && here === offer.places[0]) return { points: most, why: 'here', count: 0 };
  if (need.estate !== null && need.estate === offer.estate)
    return { points: share(most, 3, 4), why: 'estate', count: 0 };
  const known = need.estate !== null && offer.estate !== null;
  return { points: share(most, 1, 3), why: known ? 'space' : 'unknown', count: 0 };
}

/** The score of a pair that fits, part by part. Weights and spans come from the space's parameters. */
export function partsOf(need: Wanted, offer: Offered, today: LocalDate, weights: Weights): Part[] {
  const { most } = weights;
  const waited = Math.max(0, daysBetween(need.waitingSince, today));
  const silent = Math.max(0, daysBetween(offer.confirmedOn, today));
  const urgencyShare = need.urgency === 'urgent' ? 2 : need.urgency === 'soon' ? 1 : 0;
  const made: Record<PartName, Omit<Part, 'name' | 'most'>> = {
    fit: fitPart(need, offer, most.fit),
    urgency: { points: share(most.urgency, urgencyShare, 2), why: need.urgency, count: 0 },
    distance: distance(need, offer, most.distance),
    waiting: {
      points: share(most.waiting, waited, weights.waitingDays),
      why: waited === 0 ? 'new' : 'waited',
      count: waited,
    },
    fresh: {
      points: share(most.fresh, weights.staleDays - silent, weights.staleDays),
      why: silent === 0 ? 'today' : silent >= weights.staleDays ? 'stale' : 'days',
      count: silent,
    },
    fair: {
      points: share(most.fair, 1, 1 + need.served),
      why: need.served === 0 ? 'first' : 'served',
      count: need.served,
    },
  };
  return partNames.map((name) => ({ name, most: most[name], ...made[name] }));
}

function rank(
  pairs: readonly (readonly [string, Wanted, Offered, Before])[],
  today: LocalDate,
  weights: Weights,
): Ranking {
  const ranked: Fitting[] = [];
  const excluded: LeftOut[] = [];
  for (const [id, need, offer, before] of pairs) {
    const reason = exclusionOf(need, offer, today, before);
    if (reason !== null) {
      excluded.push({ id, reason });
      continue;
    }
    const parts = partsOf(need, offer, today, weights);
    ranked.push({ id, parts, score: parts.reduce((sum, part) => sum + part.points, 0) });
  }
  // Equal scores stand in the order of their ids, so that the same question has the same answer.
  ranked.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  return { ranked, excluded };
}

/** The resources for a need, best first with reasons, and those left out, each with its reason. */
export function proposeFor(
  need: Wanted,
  offers: readonly { readonly offer: Offered; readonly before?: Before }[],
  today: LocalDate,
  weights: Weights,
): Ranking {
  return rank(
    offers.map(({ offer, before }) => [offer.id, need, offer, before ?? null] as const),
    today,
    weights,
  );
}

/** The needs for a resource, the same way round. Each need brings the resource as it is for that need's days. */
export function proposeTo(
  pairs: readonly { readonly need: Wanted; readonly offer: Offered; readonly before?: Before }[],
  today: LocalDate,
  weights: Weights,
): Ranking {
  return rank(
    pairs.map(({ need, offer, before }) => [need.id, need, offer, before ?? null] as const),
    today,
    weights,
  );
}
