import { daysBetween, type LocalDate } from '#kernel/dates';
import { hitsIn } from '#kernel/hits';
import { isMoneyAppeal } from '#kernel/privacy';
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

/** The words of a need that the public reads: a type rather than an interface, so that it is also a record of texts. */
export type PublicWords = {
  readonly title: string;
  readonly summary: string;
  readonly group_text: string;
  readonly urgency_reason: string;
  readonly crux: string;
};

/** A money appeal for one person never goes out: only designated platforms may publish one (Charity Law Art. 124). */
export function appealRefusal(words: PublicWords): 'needs.money_appeal' | null {
  const { title, summary, group_text, urgency_reason, crux } = words;
  return isMoneyAppeal([title, summary, group_text, urgency_reason, crux].join('\n')).hit ? 'needs.money_appeal' : null;
}

/** What in the public words points to a person, for the sentence that asks about it. */
export function hitsText(words: readonly string[]): string {
  return hitsIn(words)
    .map((hit) => hit.piece)
    .join(' · ');
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
