import { foldPassage, type Grams, type Passage, pairsOf } from './text-grams.ts';

/** A text that is like another, by its place in the index; 1 is the same words, 0 nothing in common. */
export interface Similar {
  readonly at: number;
  readonly score: number;
}

/** A pair that stands in more than this share of the texts tells nothing apart, and would cost the most time. */
const commonest = 0.03;
/** Grams below are single characters: they say too little. */
const firstPair = 65_536;
/** Of few texts one can't yet say what is common. */
const fewTexts = 200;

/** Lengths are worked out anew when the index has grown by so much. */
const settleAgain = 1.1;

/** Counts are kept as sixteenths of `1 + log(count)` in a byte beside the text's place. */
const countBits = 8;
const countSteps = 16;
/** The most texts one index can tell apart: a place and its count together stay a small integer, which is kept plainly. */
const mostTexts = 2 ** (30 - countBits);

/** `1 + log(count)` in steps, by count; beyond the table it hardly grows. */
const steps = Uint8Array.from({ length: 256 }, (_, count) =>
  Math.round((1 + Math.log(Math.max(count, 1))) * countSteps),
);

function stepsOf(count: number): number {
  return steps[Math.min(count, 255)] ?? countSteps;
}

/**
 * How rare a pair is that stands in `texts` among `size`, to the power of 1.5: place names and rare words lead,
 * everybody's phrases follow.
 */
export function rarityOf(texts: number, size: number): number {
  const rarity = Math.log((1 + size) / (1 + texts)) + 1;
  return rarity * Math.sqrt(rarity);
}

/**
 * Texts by what is in them: finds the nearest by the cosine of their pairs of characters, counts dampened and pairs
 * weighed by rarity. Texts can be added at any time. It takes about eight bytes for each different pair of each text.
 */
export class SimilarTexts {
  readonly #entries = new Map<number, number[]>();
  #lengths = new Float64Array(64);
  #size = 0;
  /** How many texts there were when lengths were last worked out: rarity moves slowly. */
  #settledAt = 0;
  #scores = new Float64Array(64);

  /** How many texts are in it. */
  get size(): number {
    return this.#size;
  }

  /** Adds a text and returns its place. */
  add(passage: Passage): number {
    return this.addPairs(pairsOf(foldPassage(passage)));
  }

  /** The same for a text whose pairs were counted before; what is no pair is left out. */
  addPairs(pairs: Grams): number {
    const place = this.#size;
    if (place >= mostTexts) throw new RangeError('too many texts for one index');
    this.#size += 1;
    if (place >= this.#lengths.length) this.#grow();
    let squares = 0;
    for (const [pair, count] of pairs) {
      if (pair < firstPair) continue;
      const step = stepsOf(count);
      const texts = this.#put(pair, place * 2 ** countBits + step);
      const weight = step * rarityOf(texts, this.#size);
      squares += weight * weight;
    }
    this.#lengths[place] = Math.sqrt(squares);
    return place;
  }

  #grow(): void {
    const lengths = new Float64Array(this.#lengths.length * 2);
    lengths.set(this.#lengths);
    this.#lengths = lengths;
    this.#scores = new Float64Array(lengths.length);
  }

  /** Notes a text under a pair; returns under how many the pair has now. */
  #put(pair: number, packed: number): number {
    const list = this.#entries.get(pair);
    if (list !== undefined) return list.push(packed);
    this.#entries.set(pair, [packed]);
    return 1;
  }

  /** Works out the length of every text under the rarity of today. */
  #settle(): void {
    this.#lengths.fill(0);
    for (const list of this.#entries.values()) {
      const rarity = rarityOf(list.length, this.#size);
      for (const packed of list) {
        const place = packed >>> countBits;
        const weight = (packed & 255) * rarity;
        this.#lengths[place] = (this.#lengths[place] ?? 0) + weight * weight;
      }
    }
    for (let place = 0; place < this.#size; place += 1) this.#lengths[place] = Math.sqrt(this.#lengths[place] ?? 0);
    this.#settledAt = this.#size;
  }

  /** The texts nearest to a passage, the nearest first; `except` names the place of the text itself. */
  nearest(passage: Passage, top: number, except = -1): readonly Similar[] {
    return this.nearestTo(pairsOf(foldPassage(passage)), top, except);
  }

  /** The same for counted pairs. */
  nearestTo(pairs: Grams, top: number, except = -1): readonly Similar[] {
    if (this.#size === 0) return [];
    if (this.#size > this.#settledAt * settleAgain) this.#settle();
    const most = Math.max(this.#size * commonest, fewTexts);
    this.#scores.fill(0, 0, this.#size);
    let squares = 0;
    for (const [pair, count] of pairs) {
      if (pair < firstPair) continue;
      const entry = this.#entries.get(pair);
      const rarity = rarityOf(entry?.length ?? 0, this.#size);
      const weight = stepsOf(count) * rarity;
      squares += weight * weight;
      if (entry !== undefined && entry.length <= most) this.#score(entry, weight * rarity);
    }
    return this.#best(top, except, Math.sqrt(squares));
  }

  #score(list: readonly number[], weight: number): void {
    const scores = this.#scores;
    for (const packed of list) {
      const place = packed >>> countBits;
      scores[place] = (scores[place] ?? 0) + (packed & 255) * weight;
    }
  }

  #best(top: number, except: number, own: number): Similar[] {
    const best: Similar[] = [];
    for (let at = 0; at < this.#size; at += 1) {
      const raw = this.#scores[at] ?? 0;
      if (raw === 0 || at === except) continue;
      const length = this.#lengths[at] ?? 0;
      const score = Math.min(raw / (own * length), 1);
      const last = best.at(-1);
      if (best.length === top && last !== undefined && score <= last.score) continue;
      let place = best.length;
      while (place > 0 && (best[place - 1]?.score ?? 0) < score) place -= 1;
      best.splice(place, 0, { at, score });
      if (best.length > top) best.pop();
    }
    return best;
  }
}

/** From this score on texts speak of the same matter nearly always: of the pairs of published messages above it that were looked
 * at, 93 in 100 do. */
export const sameScore = 0.3;

/** Which of some texts speak of the same matter, as pairs of places; a task for a thread of its own. */
export async function alikePairs(passages: readonly Passage[]): Promise<readonly (readonly [number, number])[]> {
  const texts = new SimilarTexts();
  for (const passage of passages) texts.add(passage);
  return passages.flatMap((passage, at) =>
    texts
      .nearest(passage, nearestAsked, at)
      .filter((one) => one.score >= sameScore && one.at > at)
      .map((one) => [at, one.at] as const),
  );
}

const nearestAsked = 20;
