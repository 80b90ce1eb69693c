import { daysBetween, type LocalDate } from '#kernel/dates';
import { findPersonalData, isMoneyAppeal, type PersonalData } from '#kernel/privacy';
import type { NeedState, Urgency } from './schema.ts';

/** What can be done with a need. */
export type Deed = 'edit' | 'check' | 'withdraw' | 'merge' | 'split' | 'voice' | 'confirm' | 'visit';

const live: readonly NeedState[] = ['open', 'matched', 'project', 'part_met'];

const from: Readonly<Record<Deed, readonly NeedState[]>> = {
  edit: ['draft', 'open', 'part_met'],
  check: ['draft'],
  withdraw: ['draft', 'open', 'part_met'],
  merge: ['draft', 'open', 'part_met'],
  split: ['open', 'part_met'],
  voice: ['draft', ...live],
  confirm: live,
  visit: ['draft', ...live],
};

/** Whether a deed fits where the need stands; the code of the refusal otherwise. */
export function refusal(deed: Deed, state: NeedState): 'needs.state' | null {
  return from[deed].includes(state) ? null : 'needs.state';
}

/** Whether it still waits for something. */
export function isLive(state: NeedState): boolean {
  return live.includes(state);
}

/** The words of a need that the public reads. */
export interface PublicWords {
  readonly title: string;
  readonly summary: string;
  readonly group_text: string;
  readonly urgency_reason: string;
  readonly crux: string;
}

/** What in the public words points to a person. */
export function personalHits(words: PublicWords): readonly PersonalData[] {
  return [words.title, words.summary, words.group_text, words.urgency_reason, words.crux].flatMap(findPersonalData);
}

/** What points to a person, for the sentence that asks to take it out. */
export function hitsText(words: PublicWords): string {
  return [...new Set(personalHits(words).map((hit) => hit.text))].join(' · ');
}

/**
 * Whether public words may go out: a money appeal never (Charity Law Art. 124); what looks like personal data only
 * with an answer why it is none (PIPL Art. 25).
 */
export function publishRefusal(
  words: PublicWords,
  answer: string,
): 'needs.money_appeal' | 'needs.personal_data' | null {
  if (isMoneyAppeal(`${words.title}\n${words.summary}`).hit) return 'needs.money_appeal';
  return personalHits(words).length > 0 && answer === '' ? 'needs.personal_data' : null;
}

/** Dates and urgency that contradict themselves. */
export function factsRefusal(
  facts: {
    readonly urgency: Urgency;
    readonly urgency_reason: string;
    readonly starts_on: LocalDate | null;
    readonly wanted_until: LocalDate | null;
  },
  today: LocalDate,
): { readonly code: string; readonly field: string } | null {
  if (facts.urgency === 'urgent' && facts.urgency_reason === '')
    return { code: 'needs.urgency_reason_missing', field: 'urgency_reason' };
  if (facts.wanted_until !== null && facts.wanted_until < today)
    return { code: 'needs.wanted_until_past', field: 'wanted_until' };
  if (facts.starts_on !== null && facts.wanted_until !== null && facts.wanted_until < facts.starts_on)
    return { code: 'needs.days_crossed', field: 'wanted_until' };
  return null;
}

/** How many days a need has waited; of an ended one, how long it took. */
export function ageDays(since: LocalDate, until: LocalDate): number {
  return Math.max(0, daysBetween(since, until));
}

/** Whether a class belongs to another or is it: `property.cleaning` belongs to `property`. */
export function inClass(code: string, family: string): boolean {
  return code === family || code.startsWith(`${family}.`);
}

/** F006: what a property company would do, where there is none. */
export function lacksProperty(
  classCode: string,
  estate: { readonly estateType: 'old' | 'new' | null; readonly propertyCompany: string | null } | null,
): boolean {
  return inClass(classCode, 'property') && estate !== null && estate.propertyCompany === null;
}

/** Where a need stands after so much of it was met. */
export function stateAfter(met: bigint, quantity: bigint): 'met' | 'part_met' {
  return met >= quantity ? 'met' : 'part_met';
}
