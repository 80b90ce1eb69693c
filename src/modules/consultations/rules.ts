import { addDays, type LocalDate } from '#kernel/dates';
import { publicWordsRefusal } from '#kernel/public-words';
import type { Fault } from '#kernel/result';
import type { Kind } from '#modules/record';
import type { Comment, Consultation, Outcome } from './schema.ts';

const publicWords = {
  appeal: 'consultations.money_appeal',
  personal: 'consultations.personal_data',
  insult: 'consultations.insult',
};

/** Why words may not stand in public as they are, or null. */
export function wordsRefusal(words: string, looked: boolean): Fault | null {
  return publicWordsRefusal(words, looked, publicWords, 'text');
}

/** Why nobody can comment today, or null: before it opens and after its last day. */
export function closedRefusal(of: Pick<Consultation, 'state' | 'closesOn'>, today: LocalDate): Fault | null {
  if (of.state === 'draft') return { code: 'consultations.not_open' };
  return of.state === 'open' && today <= of.closesOn ? null : { code: 'consultations.over' };
}

/** Why the office cannot write down today what was said on a day, or null: sheets may come in until it is answered. */
export function lateRefusal(
  of: Pick<Consultation, 'state' | 'closesOn'>,
  opened: LocalDate,
  saidOn: LocalDate,
  today: LocalDate,
): Fault | null {
  if (of.state === 'draft') return { code: 'consultations.not_open' };
  if (of.state !== 'open' && of.state !== 'answering') return { code: 'consultations.over' };
  const within = saidOn >= opened && saidOn <= of.closesOn && saidOn <= today;
  return within ? null : { code: 'consultations.said_outside', field: 'saidOn' };
}

/** Why a closing day is too near, or null. */
export function closingRefusal(closesOn: LocalDate, today: LocalDate, leastDays: number): Fault | null {
  const least = addDays(today, leastDays);
  return closesOn >= least ? null : { code: 'consultations.closing_too_soon', params: { least }, field: 'closesOn' };
}

/** Whether the office owes an answer: not to what was taken back, nor to what is out of view. */
export function owesAnswer(one: Pick<Comment, 'hiddenReason' | 'takenBack'>): boolean {
  return !one.takenBack && one.hiddenReason === null;
}

/** How many comments had each outcome. */
export type Outcomes = Readonly<Record<Outcome, number>>;

/** Counts outcomes. */
export function countOutcomes(all: readonly Outcome[]): Outcomes {
  const of = (outcome: Outcome) => all.filter((one) => one === outcome).length;
  return { adopted: of('adopted'), partly: of('partly'), declined: of('declined') };
}

/** Pages on which something can have changed, by the folder in their address. */
export const folders: Readonly<Record<string, Kind>> = {
  ...{ projects: 'project', decisions: 'procedure', rules: 'rule', votes: 'poll', rounds: 'round', topics: 'topic' },
  ...{
    activities: 'activity',
    needs: 'need',
    resources: 'resource',
    meetings: 'meeting',
    consultations: 'consultation',
  },
};

/** The thing that an address of this space leads to, or null. */
export function thingAt(address: string): { readonly kind: Kind; readonly id: string } | null {
  const found = address.match(/\/(?:s|desk)\/[^/]+\/([a-z]+)\/([0-9a-f]{8}-[0-9a-f-]{27})(?:[/?#].*)?$/);
  const kind = folders[found?.[1] ?? ''];
  return kind === undefined || found?.[2] === undefined ? null : { kind, id: found[2] };
}

/** The page of a thing below a space's root, or null where it has none of its own. */
export function pageOf(thing: { readonly kind: Kind; readonly id: string }): string | null {
  if (thing.kind === 'pact') return '/pact';
  const folder = Object.keys(folders).find((one) => folders[one] === thing.kind);
  return folder === undefined ? null : `/${folder}/${thing.id}`;
}
