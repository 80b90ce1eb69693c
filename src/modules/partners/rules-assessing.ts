import { addMonths, type LocalDate, localDate } from '#kernel/dates';
import type { Assessment, AssessmentGap, Criterion } from './schema-assessing.ts';
import { criteria } from './schema-assessing.ts';

/** Kinds of organisation the community assesses every year; firms and offices are looked at by others. */
export const assessedKinds: readonly string[] = ['charity', 'social_organisation', 'foundation'];

/** The sum of a card, of at most 25. */
export function totalOf(scores: Readonly<Record<Criterion, number>>): number {
  return criteria.reduce((sum, one) => sum + scores[one], 0);
}

/**
 * Why an organisation is red today, or nothing (F104): no card within twelve months, unless it is younger than that; or a
 * last card that names no approval of its activities.
 */
export function gapsOf(
  of: { readonly foundedOn: LocalDate | null; readonly last: Assessment | null },
  today: LocalDate,
  zone: string,
): AssessmentGap[] {
  const yearAgo = addMonths(today, -12);
  const { foundedOn, last } = of;
  if (last === null) return foundedOn !== null && foundedOn > yearAgo ? [] : ['unassessed'];
  return [
    ...(localDate(last.at, zone) <= yearAgo ? (['unassessed'] as const) : []),
    ...(last.approvedBy === '' ? (['unapproved'] as const) : []),
  ];
}

/** A year of an organisation: the card that counts, those it corrected, and what was missing. */
export interface AssessedYear {
  readonly year: number;
  readonly card: Assessment | null;
  /** Cards of the year that a later version replaced, the latest first. */
  readonly corrected: readonly Assessment[];
  /** Of a year that goes on, nothing is missing yet but what its card lacks. */
  readonly gaps: readonly AssessmentGap[];
}

/** Every year since the first card, this one included, the latest first; without a card, this year alone. */
export function yearsOf(cards: readonly Assessment[], thisYear: number): AssessedYear[] {
  const first = Math.min(thisYear, ...cards.map((one) => one.year));
  return Array.from({ length: thisYear - first + 1 }, (_, back) => {
    const year = thisYear - back;
    const [card = null, ...corrected] = cards
      .filter((one) => one.year === year)
      .toSorted((a, b) => b.version - a.version);
    const missing = card === null ? year < thisYear : false;
    return {
      ...{ year, card, corrected },
      gaps: missing ? ['unassessed'] : card?.approvedBy === '' ? ['unapproved'] : [],
    };
  });
}
