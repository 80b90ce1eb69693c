import type { LocalDate } from '#kernel/dates';
import { maskName } from '#kernel/masking';
import type { Role } from '#platform/scope';
import { moneyRoles } from '#platform/scope';
import type { Display } from './schema.ts';

/** A span of days, the last one included; open where `endsOn` is null. */
export interface Span {
  readonly startsOn: LocalDate;
  readonly endsOn: LocalDate | null;
}

/** Whether a mandate or a helper's naming is in force on a day. */
export function inForce(span: Span, on: LocalDate): boolean {
  return span.startsOn <= on && (span.endsOn === null || span.endsOn >= on);
}

/** Whether two spans share a day. */
export function overlap(one: Span, other: Span): boolean {
  return (
    (one.endsOn === null || one.endsOn >= other.startsOn) && (other.endsOn === null || other.endsOn >= one.startsOn)
  );
}

/** A mandate being granted, and what is already there. */
export interface Grant {
  readonly role: Role;
  readonly span: Span;
  readonly toOneself: boolean;
  readonly bySystem: boolean;
  readonly same: readonly Span[];
}

/** Refusals of a grant, first one first: nobody gives themselves a hand on money. */
export function refuseGrant(grant: Grant): string | null {
  if (grant.toOneself && !grant.bySystem && moneyRoles.includes(grant.role)) return 'people.money_to_oneself';
  if (grant.span.endsOn !== null && grant.span.endsOn < grant.span.startsOn) return 'people.dates_reversed';
  return grant.same.some((span) => overlap(span, grant.span)) ? 'people.mandate_overlaps' : null;
}

/** What is known of how a person wants to be shown. */
export interface Shown {
  readonly name: string;
  readonly display: Display;
  readonly alias: string | null;
  readonly erased: boolean;
}

/** The name everybody may read; `gone` stands for someone who asked to be forgotten. */
export function publicName(person: Shown, gone: string): string {
  if (person.erased) return gone;
  if (person.display === 'real') return person.name;
  if (person.display === 'alias' && person.alias !== null) return person.alias;
  return maskName(person.name, 'public');
}

/** The name the desk reads. */
export function insideName(person: Shown, gone: string): string {
  return person.erased ? gone : person.name;
}

/** A try to get in, as counted. */
export interface Attempt {
  readonly at: Date;
  readonly who: string;
  readonly address: string;
}

/** How many failed tries within how many minutes close the door, for whom. */
export const guessLimits = [
  { by: 'pair', most: 5, minutes: 15 },
  { by: 'who', most: 20, minutes: 60 },
  { by: 'address', most: 60, minutes: 60 },
] as const;

/** How many codes may be sent to one number, and asked for from one address. */
export const codeLimits = [
  { by: 'who', most: 1, minutes: 1 },
  { by: 'who', most: 5, minutes: 60 },
  { by: 'address', most: 30, minutes: 60 },
] as const;

type Limit = { readonly by: 'pair' | 'who' | 'address'; readonly most: number; readonly minutes: number };

/**
 * Until when the door stays closed, or null when it is open. `others` are the earlier tries that count; the pair of
 * account and address closes first, so that a stranger's guessing does not at once keep the owner out.
 */
export function closedUntil(limits: readonly Limit[], others: readonly Attempt[], mine: Attempt): Date | null {
  const ends = limits.flatMap((limit) => {
    const from = mine.at.getTime() - limit.minutes * 60_000;
    const counted = others
      .filter((one) => one.at.getTime() > from && one.at.getTime() <= mine.at.getTime() && matches(limit.by, one, mine))
      .map((one) => one.at.getTime())
      .sort((a, b) => b - a);
    const deciding = counted[limit.most - 1];
    return deciding === undefined ? [] : [deciding + limit.minutes * 60_000];
  });
  return ends.length === 0 ? null : new Date(Math.max(...ends));
}

function matches(by: Limit['by'], one: Attempt, mine: Attempt): boolean {
  if (by === 'who') return one.who === mine.who;
  if (by === 'address') return one.address === mine.address;
  return one.who === mine.who && one.address === mine.address;
}

/** A consent as recorded. */
export interface Given {
  readonly given: boolean;
  readonly aboutKind: string | null;
  readonly aboutId: string | null;
  readonly at: Date;
}

/** Whether consent stands: what was last said about this very thing decides, else what was last said in general. */
export function consentStands(
  said: readonly Given[],
  about: { readonly kind: string; readonly id: string } | null,
): boolean {
  const latest = (list: readonly Given[]) => [...list].sort((a, b) => b.at.getTime() - a.at.getTime())[0];
  const special =
    about === null ? undefined : latest(said.filter((one) => one.aboutKind === about.kind && one.aboutId === about.id));
  const general = latest(said.filter((one) => one.aboutId === null));
  return (special ?? general)?.given ?? false;
}
