import { pick } from '#kernel/words';
import { spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** What a giver is told on the page of a gift that a change of purpose asks about, and where to answer. */
export function askedWords(view: View, moveId: string, code: string, answer: 'yes' | 'no' | null) {
  const words = pick(view.lang, { zh, en });
  const w = words.own;
  return {
    href: `${spaceRoot(view)}/moves/${moveId}/answer?code=${code}`,
    said: answer === null ? w.asked : w.askedAnswered(words.move[answer]),
    go: w.askedGo,
    answered: answer !== null,
  };
}
