import { findInsults } from './insults.ts';
import { findPersonalData, isMoneyAppeal } from './privacy.ts';
import type { Fault } from './result.ts';

/** What a room calls each reason for which words may not stand in public as they are. */
export interface PublicWordsCodes {
  readonly appeal: string;
  readonly personal: string;
  readonly insult: string;
}

/**
 * Why words may not stand in public as they are, or null: an appeal for money for somebody (finding 4 of the rules) never;
 * what looks like a number, name or address of somebody, or would hurt somebody, only after a second look. The pieces are
 * told as `found`.
 */
export function publicWordsRefusal(
  words: string,
  looked: boolean,
  codes: PublicWordsCodes,
  field: string,
): Fault | null {
  if (isMoneyAppeal(words).hit) return { code: codes.appeal, field };
  if (looked) return null;
  const found = findPersonalData(words).map((one) => words.slice(one.start, one.end));
  if (found.length > 0) return { code: codes.personal, params: { found: found.join(' ') }, field };
  const hurting = [...new Set(findInsults(words).map((one) => one.text))];
  return hurting.length === 0 ? null : { code: codes.insult, params: { found: hurting.join(' · ') }, field };
}
