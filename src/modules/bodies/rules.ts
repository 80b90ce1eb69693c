import type { LocalDate } from '#kernel/dates';
import { compare, type Fraction, fraction } from '#kernel/fraction';
import type { Fault } from '#kernel/result';
import type { Area, Body, Seat, SeatKind } from './schema.ts';

/** What a body must have before it may act; the numbers come from the space's parameters. */
export interface Standards {
  readonly least: number;
  readonly odd: boolean;
  readonly supervisors: number;
  readonly kinds: readonly SeatKind[];
}

/** Whether a seat is held on a day. */
export function isHeld(seat: Seat, on: LocalDate): boolean {
  return seat.endedAt === null && seat.startsOn <= on && (seat.endsOn === null || seat.endsOn >= on);
}

/**
 * Who sits where today once absences and those who stand aside are taken into account: a seat whose holder is away or has
 * no part in the item is its substitute's, unless the substitute has no part in it either. A seat without a substitute
 * stays its holder's, so that it counts as absent or as standing aside.
 */
export function acting(seats: readonly Seat[], aside: ReadonlySet<string>): Seat[] {
  return seats.map((seat) => {
    const { substituteId } = seat;
    const out = seat.awayUntil !== null || aside.has(seat.personId);
    if (!out || substituteId === null || aside.has(substituteId)) return seat;
    return { ...seat, personId: substituteId, standsFor: seat.personId };
  });
}

/** Why a person may not be named substitute for a seat, or null. */
export function substituteRefusal(seat: Seat, held: readonly Seat[], personId: string): Fault | null {
  if (seat.personId === personId) return { code: 'bodies.own_substitute', field: 'personId' };
  if (held.some((one) => one.personId === personId)) return { code: 'bodies.already_seated', field: 'personId' };
  const other = held.find((one) => one.id !== seat.id && one.substituteId === personId);
  return other === undefined ? null : { code: 'bodies.substitute_taken', field: 'personId' };
}

/**
 * Why a task of an area may not be given to somebody with these duties, or null: outside them it is refused with the
 * names of those whose it is (F047).
 */
export function dutyRefusal(area: Area, own: readonly Area[], whose: readonly string[]): Fault | null {
  if (own.includes(area)) return null;
  return { code: 'bodies.not_their_duty', params: { area, whose: whose.join('|') } };
}

/** Seats whose term is over and that nobody of the same kind took after them. */
export function emptySeats(seats: readonly Seat[], today: LocalDate): Seat[] {
  const taken = new Set<string>();
  const over = seats.filter((seat) => seat.endedAt === null && seat.endsOn !== null && seat.endsOn < today);
  return over.filter((seat) => {
    const next = seats.find(
      (one) => one.id !== seat.id && one.kind === seat.kind && one.startsOn > seat.startsOn && !taken.has(one.id),
    );
    if (next !== undefined) taken.add(next.id);
    return next === undefined;
  });
}

/**
 * Everything that keeps a body from beginning its work, in order of precedence: missing kinds (all of them named),
 * no supervisor, too few voting seats, an even number of them. Empty when it may begin.
 */
export function activationFaults(seats: readonly Seat[], standards: Standards): Fault[] {
  const faults: Fault[] = [];
  const missing = standards.kinds.filter((kind) => !seats.some((seat) => seat.kind === kind && seat.votes));
  const supervisors = seats.filter((seat) => seat.kind === 'supervisor').length;
  const voting = seats.filter((seat) => seat.votes).length;
  if (missing.length > 0) faults.push({ code: 'bodies.missing_kinds', params: { kinds: missing.join(',') } });
  if (supervisors < standards.supervisors)
    faults.push({ code: 'bodies.no_supervisor', params: { needed: standards.supervisors, have: supervisors } });
  if (voting < standards.least)
    faults.push({ code: 'bodies.too_few', params: { needed: standards.least, have: voting } });
  if (standards.odd && voting % 2 === 0) faults.push({ code: 'bodies.even', params: { have: voting } });
  return faults;
}

/** Why a body may not begin, or null. */
export function activationRefusal(body: Body, seats: readonly Seat[], standards: Standards): Fault | null {
  if (body.state === 'active') return { code: 'bodies.already_active' };
  if (body.state === 'ended') return { code: 'bodies.ended' };
  return activationFaults(seats, standards)[0] ?? null;
}

/** Why a seat may not be given, or null. `held` are the seats held on the day the term begins. */
export function seatRefusal(
  body: Body,
  held: readonly Seat[],
  wanted: { readonly personId: string; readonly startsOn: LocalDate; readonly endsOn: LocalDate | null },
): Fault | null {
  if (body.state === 'ended') return { code: 'bodies.ended' };
  if (wanted.endsOn !== null && wanted.endsOn < wanted.startsOn) return { code: 'bodies.term_order', field: 'endsOn' };
  if (held.some((seat) => seat.personId === wanted.personId))
    return { code: 'bodies.already_seated', field: 'personId' };
  return null;
}

const half = fraction(1n, 2n);

/**
 * Why a rule may not be adopted, or null. A share that lets a tie carry is refused, so a tie always fails; a rule
 * never begins in the past, so no decision already taken changes its ground.
 */
export function ruleRefusal(
  wanted: {
    readonly share: Fraction;
    readonly way: 'more_than' | 'at_least';
    readonly inForceFrom: LocalDate;
  },
  today: LocalDate,
): Fault | null {
  const size = compare(wanted.share, half);
  if (size < 0 || (size === 0 && wanted.way === 'at_least')) return { code: 'bodies.minority_rule', field: 'share' };
  if (wanted.inForceFrom < today) return { code: 'bodies.rule_backdated', field: 'inForceFrom' };
  return null;
}
