import { words as english } from './en-insults.ts';
import { harmless, patterns, words } from './zh-insults.ts';

/** A piece of a text that would hurt somebody, by UTF-16 offsets, so that `text.slice(start, end)` is `text`. */
export interface Insult {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What people put between the characters of a word that they would rather not write plainly. */
const between = '[ \\u3000*\uFF0A\u00B7._\uFF3F-]{0,2}';

const escaped = (word: string): string => word.replace(/[*.]/g, '\\$&');
const spaced = (word: string): string => [...word].map(escaped).join(between);

/** Longer words first: of two that begin together the longer is meant. */
function anyOf(list: string, one: (word: string) => string): string {
  return list
    .split(' ')
    .toSorted((a, b) => b.length - a.length)
    .map(one)
    .join('|');
}

const insult = new RegExp(
  [anyOf(words, spaced), ...patterns, `(?<![A-Za-z])(?:${anyOf(english, escaped)})(?![A-Za-z])`].join('|'),
  'giu',
);
const plainly = new RegExp(harmless, 'gu');

/**
 * Finds words in a free text that would hurt somebody, in order. A help for whoever is about to publish it: it knows a short
 * list, takes no side on whether anger is deserved, and nothing is refused because of it.
 */
export function findInsults(text: string): Insult[] {
  const spared = [...text.matchAll(plainly)].map((match) => ({ from: match.index, to: match.index + match[0].length }));
  return [...text.matchAll(insult)]
    .map((match) => ({ start: match.index, end: match.index + match[0].length, text: match[0] }))
    .filter(({ start, end }) => !spared.some(({ from, to }) => start < to && from < end));
}
