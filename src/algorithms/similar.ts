import { foldPassage, type Grams, isPair, type Passage, pairsOf } from './text-grams.ts';

/** A text that is like another, by its place in the index; 1 is the same words, 0 nothing in common. */
export interface Similar {
  readonly at: number;
  readonly score: number;
}

/** A pair that stands in more than this share of the texts tells nothing apart, and would cost the most time. */
const commonest = 0.03;
/** Of few texts one can't yet say what is common. */
const fewTexts = 200;

/** Lengths are worked out anew when the index has grown by so much. */
const settleAgain = 1.25;

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
  return rarityFrom(logOf(size), texts);
}

/** The same where the logarithm of the size is at hand. */
function rarityFrom(logSize: number, texts: number): number {
  const rarity = logSize - logOf(texts) + 1;
  return rarity * Math.sqrt(rarity);
}

const logs = Float64Array.from({ length: 1024 }, (_, count) => Math.log(1 + count));

function logOf(count: number): number {
  return count < logs.length ? (logs[count] ?? 0) : Math.log(1 + count);
}

/**
 * Texts by what is in them: finds the nearest by the cosine of their pairs of characters, counts dampened and pairs
 * weighed by rarity. Texts can be added at any time. It takes some fifteen bytes for each different pair of each text.
 */
export class SimilarTexts {
  /** Which texts have a pair. */
  readonly #lists = new Map<number, number[]>();
  #lengths = new Float64Array(64);
  #size = 0;
  /** How many texts there were when lengths were last worked out: rarity moves slowly. */
  #settledAt = 0;
  #scores = new Float64Array(64);
  /** The pairs of each text one after the other, with their counts, and where each text begins. */
  #pairs = new Int32Array(4096);
  #counts = new Uint8Array(4096);
  #starts = [0];

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
    let end = this.#starts[place] ?? 0;
    if (end + pairs.size > this.#pairs.length) this.#growPairs(end + pairs.size);
    for (const [pair, count] of pairs) {
      // Single characters say too little.
      if (!isPair(pair)) continue;
      const step = stepsOf(count);
      this.#pairs[end] = pair;
      this.#counts[end] = step;
      end += 1;
      const texts = this.#put(pair, place * 2 ** countBits + step);
      const weight = step * rarityOf(texts, this.#size);
      squares += weight * weight;
    }
    this.#lengths[place] = Math.sqrt(squares);
    this.#starts.push(end);
    return place;
  }

  #growPairs(least: number): void {
    const length = Math.max(this.#pairs.length * 2, least);
    const [pairs, counts] = [new Int32Array(length), new Uint8Array(length)];
    pairs.set(this.#pairs);
    counts.set(this.#counts);
    this.#pairs = pairs;
    this.#counts = counts;
  }

  #grow(): void {
    const lengths = new Float64Array(this.#lengths.length * 2);
    lengths.set(this.#lengths);
    this.#lengths = lengths;
    // Between two questions every score is zero.
    this.#scores = new Float64Array(lengths.length);
  }

  /** Notes a text under a pair; returns under how many the pair has now. */
  #put(pair: number, packed: number): number {
    const list = this.#lists.get(pair);
    if (list !== undefined) return list.push(packed);
    this.#lists.set(pair, [packed]);
    return 1;
  }

  /** Works out the length of every text under the rarity of today. */
  #settle(): void {
    this.#lengths.fill(0);
    for (const list of this.#lists.values()) {
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
    return this.nearestTo(pairsOf(foldPassage(passage)), top, { except });
  }

  /**
   * The same for counted pairs. Where only those of a score of `least` are wanted, the rarest pairs are looked at first, and the
   * looking ends as soon as no text can reach it, which for most texts is soon.
   */
  nearestTo(
    pairs: Grams,
    top: number,
    { except = -1, least = 0 }: { readonly except?: number; readonly least?: number } = {},
  ): readonly Similar[] {
    if (this.#size === 0) return [];
    if (this.#size > this.#settledAt * settleAgain) this.#settle();
    const { steps, own } = this.#stepsOf(pairs);
    const touched: number[] = [];
    // As good as the lengths are: those of earlier texts are a little behind.
    const enough = (least / slack) * own;
    let rest = steps.reduce((sum, { squares }) => sum + squares, 0);
    for (const { lists, weights, squares } of steps) {
      // What was not met yet can't come near enough any more, and of what was met only little can.
      const open = Math.sqrt(Math.max(rest, 0));
      const near = open < enough ? this.#within(touched, enough - open) : null;
      if (near !== null) {
        this.#wipe(touched);
        if (near.length > 0) this.#compare(steps, near);
        return this.#best(near, top, except, own, least);
      }
      rest -= squares;
      for (const [at, list] of lists.entries()) this.#score(list, weights[at] ?? 0, touched);
    }
    return this.#best(touched, top, except, own, least);
  }

  /** The pairs of a text that others have too, the rare ones first, and its length by all of them. */
  #stepsOf(pairs: Grams): { readonly steps: readonly Step[]; readonly own: number } {
    const most = Math.max(this.#size * commonest, fewTexts);
    const logSize = logOf(this.#size);
    const steps = Array.from({ length: rarenesses }, (): Step => ({ pairs: [], lists: [], weights: [], squares: 0 }));
    let squares = 0;
    for (const [pair, count] of pairs) {
      if (!isPair(pair)) continue;
      const list = this.#lists.get(pair);
      const texts = list?.length ?? 0;
      const rarity = rarityFrom(logSize, texts);
      const weight = stepsOf(count) * rarity;
      const square = weight * weight;
      squares += square;
      if (list === undefined || texts > most) continue;
      // A step for pairs in one text, in two or three, in four to seven, and so on.
      const step = steps[31 - Math.clz32(texts)];
      if (step === undefined) continue;
      step.pairs.push(pair);
      step.lists.push(list);
      step.weights.push(weight * rarity);
      step.squares += square;
    }
    return { steps, own: Math.sqrt(squares) };
  }

  #score(list: readonly number[], weight: number, touched: number[]): void {
    const scores = this.#scores;
    for (const packed of list) {
      const place = packed >>> countBits;
      const before = scores[place] ?? 0;
      if (before === 0) touched.push(place);
      scores[place] = before + (packed & 255) * weight;
    }
  }

  /** The texts met that have come so far that the rest can bring them near enough; null when they are many. */
  #within(touched: readonly number[], needed: number): number[] | null {
    const near: number[] = [];
    for (const at of touched) {
      if ((this.#scores[at] ?? 0) < needed * (this.#lengths[at] ?? 0)) continue;
      if (near.length === fewNear) return null;
      near.push(at);
    }
    return near;
  }

  #wipe(touched: readonly number[]): void {
    for (const at of touched) this.#scores[at] = 0;
  }

  /** Scores some texts by going through their own pairs: the same sums that going through who has each pair would give. */
  #compare(steps: readonly Step[], near: readonly number[]): void {
    const asked = new Map<number, number>();
    for (const { pairs, weights } of steps) for (const [at, pair] of pairs.entries()) asked.set(pair, weights[at] ?? 0);
    for (const text of near) {
      let sum = 0;
      for (let at = this.#starts[text] ?? 0; at < (this.#starts[text + 1] ?? 0); at += 1)
        sum += (asked.get(this.#pairs[at] ?? 0) ?? 0) * (this.#counts[at] ?? 0);
      this.#scores[text] = sum;
    }
  }

  /** The best of the texts that were met; their scores are wiped for the next question. */
  #best(touched: readonly number[], top: number, except: number, own: number, least: number): Similar[] {
    const best: Similar[] = [];
    for (const at of touched) {
      const score = Math.min((this.#scores[at] ?? 0) / (own * (this.#lengths[at] ?? 0)), 1);
      this.#scores[at] = 0;
      if (at === except || score < least) continue;
      const last = best.at(-1);
      if (best.length === top && last !== undefined && !nearer(score, at, last)) continue;
      let place = best.length;
      while (place > 0 && nearer(score, at, best[place - 1])) place -= 1;
      best.splice(place, 0, { at, score });
      if (best.length > top) best.pop();
    }
    return best;
  }
}

/** Pairs of a text that are about equally rare: who has each, and how much it counts for them. */
interface Step {
  readonly pairs: number[];
  readonly lists: (readonly number[])[];
  readonly weights: number[];
  squares: number;
}

/** As many steps as a number of texts has binary digits. */
const rarenesses = 32;

/** So few texts are compared pair by pair sooner than by going through who else has each of their pairs. */
const fewNear = 8;

/** How far the kept lengths may be from those of this moment. */
const slack = 1.15;

/** Of two equally near texts the earlier comes first. */
function nearer(score: number, at: number, than: Similar | undefined): boolean {
  return than !== undefined && (score > than.score || (score === than.score && at < than.at));
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
