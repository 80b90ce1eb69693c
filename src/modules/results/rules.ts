import { addDays, type LocalDate, localDate } from '#kernel/dates';
import { findPersonalData } from '#kernel/privacy';
import type { Fault } from '#kernel/result';
import type { Asked, Counts, Said, VerdictWord, Way } from './schema.ts';

/** Why a verdict is not yet one, or null: what is not wholly solved says why. */
export function saidRefusal(said: Said): Fault | null {
  if (said.verdict !== 'solved' && (said.reason ?? '') === '')
    return { code: 'results.reason_missing', field: 'reason' };
  return null;
}

/** Words the desk wrote down rather than the speaker. */
export function isRecorded(way: Way): boolean {
  return way === 'call' || way === 'paper';
}

/** When and why somebody is to be asked, or null when they need not be. */
export interface Due {
  readonly on: LocalDate;
  readonly again: boolean;
}

/** How often somebody who was not reached is called or visited anew; then the link is left to them. */
const mostTries = 2;

/**
 * When somebody is asked: some days after it was done, and once more after four weeks, since what is solved can come
 * back; also whoever was not reached the first time. Nobody is asked who left neither name nor number. Whoever said "not" is asked when it is done anew.
 */
export function askDue(
  asked: Pick<Asked, 'since' | 'last' | 'heard' | 'tries' | 'triedAt' | 'reachable'>,
  days: { readonly first: number; readonly again: number },
  zone: string,
): Due | null {
  if (asked.since === null || !asked.reachable) return null;
  if (asked.heard === 0) {
    if (asked.tries >= mostTries) return null;
    if (asked.triedAt !== null) return { on: addDays(localDate(asked.triedAt, zone), days.again), again: true };
    return { on: addDays(localDate(asked.since, zone), days.first), again: false };
  }
  if (asked.heard > 1 || asked.last === null) return null;
  // Heard once and not reached the second time: twice is enough.
  if (asked.triedAt !== null && asked.triedAt > asked.last.at) return null;
  return { on: addDays(localDate(asked.last.at, zone), days.again), again: true };
}

/** Sums up what people said; whoever was asked and said nothing counts as unanswered, so that the parts make the whole. */
export function countUp(lasts: readonly ({ readonly verdict: VerdictWord; readonly way: Way } | null)[]): Counts {
  const count = (word: VerdictWord) => lasts.filter((one) => one?.verdict === word).length;
  const heard = lasts.filter((one) => one !== null);
  const recorded = heard.filter((one) => isRecorded(one.way)).length;
  return {
    asked: lasts.length,
    ...{ solved: count('solved'), partly: count('partly'), not: count('not') },
    unanswered: lasts.length - heard.length,
    ...{ own: heard.length - recorded, recorded },
  };
}

/** What in words meant for everyone points to a person for certain. */
export function publicRefusal(...texts: readonly string[]): Fault | null {
  const hits = texts
    .flatMap(findPersonalData)
    .filter((hit) => hit.kind === 'phone' || hit.kind === 'idNumber' || hit.kind === 'card')
    .map((hit) => hit.text);
  return hits.length === 0 ? null : { code: 'results.personal_data', params: { hits: [...new Set(hits)].join(' · ') } };
}
