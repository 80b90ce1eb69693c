import type { Features } from './classify-linear.ts';
import { en } from './en-topics.ts';
import { foldPassage, foldText, type Grams, gramsOf, type Passage, wordList, wordsIn } from './text-grams.ts';
import { wider, zh } from './zh-topics.ts';

const english: readonly string[] = Object.values(en);
const groups = Object.values(zh).map((words, at) => [...words.split(' '), ...(english[at] ?? '').split(', ')]);
const known = wordList(groups.flat());

/** A wider subject counts as much as so many groups; found by cross-validation and not sensitive between 2 and 6. */
const widerCounts = 3;

/** To which wider subject a group belongs, by its place; -1 where it stands alone. */
const names = Object.keys(zh);
const widerOf = Int32Array.from(names, (name) => wider.findIndex((groups) => groups.split(' ').includes(name)));

/** Which words are known, in short: numbers that were learned belong to one list and to no other. */
export const lexicon = `${known.words.length}.${groups.length}.${wider.length}.${fingerprint(known.words.join(' '))}`;

function fingerprint(text: string): number {
  let state = 2_166_136_261;
  for (let at = 0; at < text.length; at += 1) state = Math.imul(state ^ text.charCodeAt(at), 16_777_619) >>> 0;
  return state;
}

/** To which groups a known word belongs, by its place. */
const groupsOf: readonly number[][] = known.words.map(() => []);
groups.forEach((group, number) => {
  for (const word of group) groupsOf[known.at.get(foldText(word)) ?? -1]?.push(number);
});

/** What was counted in a text, before anything is known of other texts. */
export interface TextCounts {
  readonly grams: Grams;
  readonly words: ReadonlyMap<number, number>;
}

/** Counts a passage. */
export function readText(passage: Passage): TextCounts {
  const folded = foldPassage(passage);
  return { grams: gramsOf(folded), words: wordsIn(known, folded) };
}

/** Which grams are features and how rare they and the known words are; as numbers, so that it can be kept. */
export interface FeatureSpace {
  readonly grams: Uint32Array;
  readonly gramRarity: Float32Array;
  readonly wordRarity: Float32Array;
  /** Number of features: grams, then known words, then groups of words, then what several groups have in common. */
  readonly size: number;
}

/** With more texts than this a gram has to stand in two of them, and only the commonest are kept. */
const manyTexts = 1000;
const mostGrams = 30_000;

/** Takes the features and their rarity from some texts. */
export function fitFeatures(texts: readonly TextCounts[]): FeatureSpace {
  const gramTexts = new Map<number, number>();
  const wordTexts = new Uint32Array(known.words.length);
  for (const { grams, words } of texts) {
    for (const gram of grams.keys()) gramTexts.set(gram, (gramTexts.get(gram) ?? 0) + 1);
    for (const word of words.keys()) wordTexts[word] = (wordTexts[word] ?? 0) + 1;
  }
  const rarity = (count: number): number => Math.log((1 + texts.length) / (1 + count)) + 1;
  const least = texts.length > manyTexts ? 2 : 1;
  const kept = [...gramTexts].filter(([, count]) => count >= least);
  if (kept.length > mostGrams) kept.sort(([, a], [, b]) => b - a).splice(mostGrams);
  return {
    grams: Uint32Array.from(kept, ([gram]) => gram),
    gramRarity: Float32Array.from(kept, ([, count]) => rarity(count)),
    wordRarity: Float32Array.from(wordTexts, rarity),
    size: kept.length + known.words.length + groups.length + wider.length,
  };
}

const places = new WeakMap<FeatureSpace, ReadonlyMap<number, number>>();

/** Where each gram stands; worked out once for a space. */
function placesOf(space: FeatureSpace): ReadonlyMap<number, number> {
  const before = places.get(space);
  if (before !== undefined) return before;
  // Kept without a sign, counted with one.
  const made = new Map(Array.from(space.grams, (gram, at) => [gram | 0, at] as const));
  places.set(space, made);
  return made;
}

/** Collects features in three parts, each brought to length one by itself so that no part drowns another. */
class Collector {
  readonly #at: number[] = [];
  readonly #value: number[] = [];
  #from = 0;

  add(at: number, value: number): void {
    this.#at.push(at);
    this.#value.push(value);
  }

  closePart(): void {
    const value = this.#value;
    let squares = 0;
    for (let one = this.#from; one < value.length; one += 1) squares += (value[one] ?? 0) ** 2;
    const length = Math.sqrt(squares);
    for (let one = this.#from; one < value.length; one += 1) value[one] = (value[one] ?? 0) / length;
    this.#from = value.length;
  }

  get features(): Features {
    return { at: Uint32Array.from(this.#at), value: Float32Array.from(this.#value) };
  }
}

/** A counted text in a space of features: grams, known words, and the groups these speak for. */
export function featuresOf(space: FeatureSpace, { grams, words }: TextCounts): Features {
  const place = placesOf(space);
  const collected = new Collector();
  for (const [gram, count] of grams) {
    const at = place.get(gram);
    if (at !== undefined) collected.add(at, count * (space.gramRarity[at] ?? 0));
  }
  collected.closePart();
  const speaks = new Float64Array(groups.length);
  for (const [word, count] of words) {
    const weight = Math.log(1 + count) * (space.wordRarity[word] ?? 0);
    collected.add(space.grams.length + word, weight);
    const members = groupsOf[word] ?? [];
    for (const group of members) speaks[group] = (speaks[group] ?? 0) + weight / members.length;
  }
  collected.closePart();
  const first = space.grams.length + known.words.length;
  const wide = new Float64Array(wider.length);
  speaks.forEach((sum, group) => {
    // The root keeps one subject that is named again and again from silencing the others.
    if (sum > 0) collected.add(first + group, Math.sqrt(sum));
    const at = widerOf[group] ?? -1;
    if (at >= 0) wide[at] = (wide[at] ?? 0) + sum;
  });
  wide.forEach((sum, at) => {
    if (sum > 0) collected.add(first + groups.length + at, widerCounts * Math.sqrt(sum));
  });
  collected.closePart();
  return collected.features;
}
