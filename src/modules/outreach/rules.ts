import { findPersonalData, isMoneyAppeal } from '#kernel/privacy';
import type { Answer, RequestState } from './schema.ts';

/** What the answers to a call come to. */
export interface Tally {
  readonly asked: number;
  readonly answered: number;
  readonly by: Readonly<Record<Answer, number>>;
  /** What was promised in all, by `yes` and `part`. */
  readonly promised: bigint;
}

/** Tallies the answers to a call; an answer without a quantity promises nothing that can be counted. */
export function tally(asked: readonly { readonly answer: Answer | null; readonly quantity: bigint | null }[]): Tally {
  const by: Record<Answer, number> = { yes: 0, part: 0, later: 0, no: 0 };
  let promised = 0n;
  for (const one of asked) {
    if (one.answer === null) continue;
    by[one.answer] += 1;
    if (one.answer === 'yes' || one.answer === 'part') promised += one.quantity ?? 0n;
  }
  return { asked: asked.length, answered: asked.filter((one) => one.answer !== null).length, by, promised };
}

/** What can be done with a request. */
export type RequestDeed = 'take' | 'settle' | 'withdraw';

const from: Readonly<Record<RequestDeed, readonly RequestState[]>> = {
  take: ['filed'],
  settle: ['filed', 'taken'],
  withdraw: ['filed', 'taken'],
};

/** Whether a deed fits where the request stands. */
export function requestRefusal(deed: RequestDeed, state: RequestState): 'outreach.request_state' | null {
  return from[deed].includes(state) ? null : 'outreach.request_state';
}

/** What has no place in words that everybody reads: numbers of persons, and calls for money (Charity Law Art. 124). */
export function publicRefusal(
  words: readonly string[],
): { readonly code: string; readonly params: Readonly<Record<string, string>> } | null {
  const hit = words.flatMap(findPersonalData).find((one) => one.kind !== 'name' && one.kind !== 'address');
  if (hit !== undefined) return { code: 'outreach.personal_data', params: { hit: hit.text } };
  return isMoneyAppeal(words.join('\n')).hit ? { code: 'outreach.money_appeal', params: {} } : null;
}
