import { foldForSearch } from '#kernel/text';
import { traditional } from './zh-topics.ts';

/** A text with the line that says what it is about; either may be empty. */
export interface Passage {
  readonly title: string;
  readonly body: string;
}

/** How often what is in the title counts: who writes a title says there what the matter is. */
const titleCounts = 3;

/** What comes after so many characters says nothing new, and must not take long either. */
const longestRead = 20_000;

/** Longest first line that is still a title. */
const longestTitle = 60;

const isLetter = new Uint8Array(65_536);
for (let unit = 0; unit < isLetter.length; unit += 1) isLetter[unit] = /\p{L}/u.test(String.fromCharCode(unit)) ? 1 : 0;

const simplified = new Map<number, string>();
for (const pair of traditional.split(' ')) {
  const [from = '', to = ''] = pair;
  simplified.set(from.charCodeAt(0), to);
}

/** Text as it is compared: one width, one case, no accents, simplified characters. */
export function foldText(text: string): string {
  const folded = foldForSearch(text.slice(0, longestRead));
  let from = 0;
  let made = '';
  for (let at = 0; at < folded.length; at += 1) {
    const plain = simplified.get(folded.charCodeAt(at));
    if (plain === undefined) continue;
    made += folded.slice(from, at) + plain;
    from = at + 1;
  }
  return from === 0 ? folded : made + folded.slice(from);
}

/** A text without a title of its own: a short first line is one where more follows. */
export function passageOf(text: string): Passage {
  const end = text.indexOf('\n');
  if (end < 0 || end > longestTitle) return { title: '', body: text };
  return { title: text.slice(0, end), body: text.slice(end + 1) };
}

/**
 * Counts by the number of a gram: a character as its code unit, a pair of neighbours as both. A pair may be below zero:
 * within 32 bits with a sign a number is kept plainly, and finding it takes half the time.
 */
export type Grams = Map<number, number>;

const unitBits = 16;
const unitMask = 65_535;

/** The number of two neighbouring code units. */
function pairOf(first: number, second: number): number {
  return (first << unitBits) | second;
}

/** Whether the number of a gram stands for two characters. */
export function isPair(gram: number): boolean {
  return gram >>> unitBits !== 0;
}

/** The two characters of a pair. */
export function pairText(pair: number): string {
  return String.fromCharCode(pair >>> unitBits, pair & unitMask);
}

/** A passage as it is compared; done once for everything that is read in it. */
export function foldPassage({ title, body }: Passage): Passage {
  return { title: foldText(title), body: foldText(body) };
}

/**
 * The characters and pairs of neighbouring characters of a folded passage with how often they occur. Digits, blanks
 * and marks are no part of them and part what stands beside them, so a text of them only has none.
 */
export function gramsOf(folded: Passage): Grams {
  const grams = pairsOf(folded);
  addSingles(grams, folded.title, titleCounts);
  addSingles(grams, folded.body, 1);
  return grams;
}

/** The pairs alone. */
export function pairsOf(folded: Passage): Grams {
  const grams: Grams = new Map();
  addPairs(grams, folded.title, titleCounts);
  addPairs(grams, folded.body, 1);
  return grams;
}

function addSingles(grams: Grams, text: string, count: number): void {
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (isLetter[unit] === 1) grams.set(unit, (grams.get(unit) ?? 0) + count);
  }
}

function addPairs(grams: Grams, text: string, count: number): void {
  let before = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const letter = isLetter[unit] === 1;
    if (letter && before !== 0) {
      const pair = pairOf(before, unit);
      grams.set(pair, (grams.get(pair) ?? 0) + count);
    }
    before = letter ? unit : 0;
  }
}

/** Words of a list as they are found in text: each with its place. */
export interface WordList {
  readonly words: readonly string[];
  readonly at: ReadonlyMap<string, number>;
  /** Length of the longest word by how it begins, so that most places of a text need only one look. */
  readonly longest: ReadonlyMap<number, number>;
}

function isLatin(unit: number): boolean {
  return unit >= 97 && unit <= 122;
}

function beginning(text: string, at: number): number {
  return pairOf(text.charCodeAt(at), text.charCodeAt(at + 1));
}

/** Makes a list of words ready for finding; the same word twice stands once, and one letter is no word. */
export function wordList(words: Iterable<string>): WordList {
  const at = new Map<string, number>();
  const longest = new Map<number, number>();
  for (const word of words) {
    const folded = foldText(word);
    if (folded.length < 2 || at.has(folded)) continue;
    at.set(folded, at.size);
    const begins = beginning(folded, 0);
    longest.set(begins, Math.max(longest.get(begins) ?? 0, folded.length));
  }
  return { words: [...at.keys()], at, longest };
}

/** How often each word of a list, by its place, begins in a folded passage; of two that begin together the longer. */
export function wordsIn(list: WordList, folded: Passage): Map<number, number> {
  const found = new Map<number, number>();
  addWords(found, list, folded.title, titleCounts);
  addWords(found, list, folded.body, 1);
  return found;
}

function addWords(found: Map<number, number>, list: WordList, text: string, count: number): void {
  for (let at = 0; at + 1 < text.length; at += 1) {
    const longest = list.longest.get(beginning(text, at)) ?? 0;
    // A Latin word is found only where one begins: there is no bus in a syllabus.
    if (longest === 0 || (isLatin(text.charCodeAt(at)) && isLatin(text.charCodeAt(at - 1)))) continue;
    for (let length = longest; length > 1; length -= 1) {
      const word = list.at.get(text.slice(at, at + length));
      if (word === undefined) continue;
      found.set(word, (found.get(word) ?? 0) + count);
      break;
    }
  }
}
