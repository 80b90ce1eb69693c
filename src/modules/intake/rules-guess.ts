import { type ClassModel, guessCounted } from '#algorithms/classify';
import { readText, type TextCounts } from '#algorithms/text-features';
import { passageOf } from '#algorithms/text-grams';

/** A class that was proposed for words. */
export interface ClassGuess {
  readonly code: string;
  /** In hundredths. */
  readonly percent: number;
}

/** Below this a proposal would be mere chance, and nothing is proposed. */
const leastPercent = 12;

/** What a model proposes for words; null when there is nothing in them to go by, or nothing stands out. */
export function guessWith(model: ClassModel, words: string): ClassGuess | null {
  return guessRead(model, readText(passageOf(words)));
}

/** The same for words that were counted before. */
export function guessRead(model: ClassModel, counts: TextCounts): ClassGuess | null {
  // Without a letter nothing was counted.
  if (counts.grams.size === 0) return null;
  const [first] = guessCounted(model, counts);
  const percent = Math.round((first?.confidence ?? 0) * 100);
  return first === undefined || percent < leastPercent ? null : { code: first.label, percent };
}
