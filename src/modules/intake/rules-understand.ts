import type { ClassModel } from '#algorithms/classify';
import { SimilarTexts } from '#algorithms/similar';
import { readText } from '#algorithms/text-features';
import { passageOf } from '#algorithms/text-grams';
import { guessRead } from './rules-guess.ts';
import type { LandingRow } from './schema.ts';

/** From this score on a message of a list is joined to an earlier one by itself; below it a person is asked. */
const joinScore = 0.4;

/**
 * Looks at the rows of one list in their order: proposes a class for each and says which earlier row of the list it is
 * the same as. What was answered already stays a matter of its own. Keeps no words, only which pairs of characters occur.
 */
export function understander(model: ClassModel | null): (row: LandingRow) => LandingRow {
  const texts = new SimilarTexts();
  const heads: string[] = [];
  return (row) => {
    const counts = readText(passageOf(row.words));
    const [nearest] = row.reply === null ? texts.nearestTo(counts.grams, 1, { least: joinScore }) : [];
    const sameAs = nearest === undefined ? null : (heads[nearest.at] ?? null);
    if (row.reply === null) {
      texts.addPairs(counts.grams);
      heads.push(sameAs ?? row.origin);
    }
    return { ...row, understood: { guess: model === null ? null : guessRead(model, counts), sameAs } };
  };
}
