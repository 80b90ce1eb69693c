import type { LocalDate } from '#kernel/dates';
import { compare, type Fraction, fraction } from '#kernel/fraction';
import type { Fault } from '#kernel/result';
import type { Body, BodyKind, Seat, SeatKind } from './schema.ts';

/** What a body must have before it may act; the numbers come from the space's parameters. */
export interface Standards {
  readonly least: number;
  readonly odd: boolean;
  readonly supervisors: number;
  readonly kinds: readonly SeatKind[];
}

/** Kinds that a fund committee never goes without (F038); other bodies are elected as a whole and have none. */
export function requiredKinds(kind: BodyKind): readonly SeatKind[] {
  return kind === 'committee' ? ['resident', 'donor', 'charity', 'community'] : [];
}

/** Whether a seat is held on a day. */
export function isHeld(seat: Seat, on: LocalDate): boolean {
  return seat.endedAt === null && seat.startsOn <= on && (seat.endsOn === null || seat.endsOn >= on);
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
