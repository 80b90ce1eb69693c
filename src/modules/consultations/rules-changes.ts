import { diffArrays } from 'diff';
import type { Section } from './schema.ts';

/** A run of words that both texts have, or only the old or the new one. */
export interface Run {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** What became of one section. */
export interface Change {
  readonly key: number;
  readonly kind: 'same' | 'changed' | 'added' | 'removed';
  readonly heading: readonly Run[];
  readonly text: readonly Run[];
}

/** More changes than this in one section are easier read as one text taken out and another put in. */
const mostEdits = 300;

/** Chinese has no blanks between words; the segmenter knows where they end. */
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Words and the signs between them, so that a text is their join. */
const wordsIn = (text: string): string[] => [...segmenter.segment(text)].map((one) => one.segment);

function between(before: string, after: string): Run[] {
  if (before === after) return after === '' ? [] : [{ kind: 'same', text: after }];
  const parts = diffArrays(wordsIn(before), wordsIn(after), { maxEditLength: mostEdits });
  const whole: Run[] = [
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ];
  const runs = parts?.map((part): Run => {
    const kind = part.added ? 'added' : part.removed ? 'removed' : 'same';
    return { kind, text: part.value.join('') };
  });
  return (runs ?? whole).filter((run) => run.text !== '');
}

/** What changed from one text to the other, in the order of the new one; what is gone stands where it was. */
export function changes(before: readonly Section[], after: readonly Section[]): Change[] {
  const olds = new Map(before.map((one) => [one.key, one]));
  const news = new Set(after.map((one) => one.key));
  const found: Change[] = after.map((one) => {
    const old = olds.get(one.key);
    if (old === undefined)
      return { key: one.key, kind: 'added', heading: between('', one.heading), text: between('', one.text) };
    const same = old.heading === one.heading && old.text === one.text;
    const heading = between(old.heading, one.heading);
    return { key: one.key, kind: same ? 'same' : 'changed', heading, text: between(old.text, one.text) };
  });
  before.forEach((old, at) => {
    if (news.has(old.key)) return;
    const previous = before[at - 1]?.key;
    const place = previous === undefined ? 0 : found.findIndex((one) => one.key === previous) + 1;
    const heading = between(old.heading, '');
    found.splice(place, 0, { key: old.key, kind: 'removed', heading, text: between(old.text, '') });
  });
  return found;
}
