import { NumberPlaces } from '#kernel/number-places';
import { bytes, floats, integers, Question, rarenesses, roomier } from './similar-question.ts';
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
 * weighed by rarity. Texts can be added at any time. It takes some twelve bytes for each different pair of each text.
 */
export class SimilarTexts {
  /** Pairs are known by the order in which they came; of each, how many texts have it. */
  readonly #places = new NumberPlaces();
  #texts = integers(4096);
  /** Who has a pair, up to when lengths were last worked out: from where to where in one long row. */
  #from = integers(4096);
  #to = integers(4096);
  #row = integers(0);
  /** Who came since: the latest of each pair, and beside each the one before. Nobody stands at 0. */
  #latest = integers(4096);
  #since = integers(4096);
  #sinceEnd = 2;
  /** What each pair counts in the text that is asked for; zero between two questions. */
  #asked = floats(4096);
  #lengths = floats(64);
  #size = 0;
  /** How many texts there were when lengths were last worked out: rarity moves slowly. */
  #settledAt = 0;
  #scores = floats(64);
  /** The pairs of each text one after the other, with their counts, and where each text begins. */
  #pairs = integers(4096);
  #counts = bytes(4096);
  readonly #starts = [0];
  readonly #question = new Question();

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
    let end = this.#starts[place] ?? 0;
    this.#makeRoom(place, end + pairs.size, pairs.size);
    const logSize = logOf(this.#size);
    let squares = 0;
    for (const [pair, count] of pairs) {
      // Single characters say too little.
      if (!isPair(pair)) continue;
      const known = this.#places.place(pair);
      const step = stepsOf(count);
      this.#pairs[end] = known;
      this.#counts[end] = step;
      end += 1;
      const weight = step * rarityFrom(logSize, this.#put(known, place * 2 ** countBits + step));
      squares += weight * weight;
    }
    this.#lengths[place] = Math.sqrt(squares);
    this.#starts.push(end);
    return place;
  }

  #makeRoom(place: number, end: number, pairs: number): void {
    if (place >= this.#lengths.length) {
      this.#lengths = roomier(this.#lengths, floats);
      this.#scores = roomier(this.#scores, floats);
    }
    if (end > this.#pairs.length) {
      this.#pairs = roomier(this.#pairs, integers, end);
      this.#counts = roomier(this.#counts, bytes, end);
    }
    const since = this.#sinceEnd + 2 * pairs;
    if (since > this.#since.length) this.#since = roomier(this.#since, integers, since);
    const known = this.#places.size + pairs;
    if (known <= this.#texts.length) return;
    this.#texts = roomier(this.#texts, integers, known);
    this.#from = roomier(this.#from, integers, known);
    this.#to = roomier(this.#to, integers, known);
    this.#latest = roomier(this.#latest, integers, known);
    this.#asked = roomier(this.#asked, floats, known);
  }

  /** Notes a text under a pair; returns under how many the pair has now. */
  #put(pair: number, packed: number): number {
    const end = this.#sinceEnd;
    this.#since[end] = packed;
    this.#since[end + 1] = this.#latest[pair] ?? 0;
    this.#latest[pair] = end;
    this.#sinceEnd = end + 2;
    const texts = (this.#texts[pair] ?? 0) + 1;
    this.#texts[pair] = texts;
    return texts;
  }

  /** Puts who has each pair into one long row, and works out the length of every text under the rarity of today. */
  #settle(): void {
    const [from, to] = [this.#from, this.#to];
    const known = this.#places.size;
    let end = 0;
    for (let pair = 0; pair < known; pair += 1) {
      from[pair] = end;
      to[pair] = end;
      end += this.#texts[pair] ?? 0;
    }
    this.#row = integers(end);
    const logSize = logOf(this.#size);
    for (let place = 0; place < this.#size; place += 1) {
      let squares = 0;
      const last = this.#starts[place + 1] ?? 0;
      for (let at = this.#starts[place] ?? 0; at < last; at += 1) {
        const pair = this.#pairs[at] ?? 0;
        const step = this.#counts[at] ?? 0;
        const next = to[pair] ?? 0;
        this.#row[next] = place * 2 ** countBits + step;
        to[pair] = next + 1;
        const weight = step * rarityFrom(logSize, this.#texts[pair] ?? 0);
        squares += weight * weight;
      }
      this.#lengths[place] = Math.sqrt(squares);
    }
    this.#latest.fill(0);
    this.#sinceEnd = 2;
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
    const question = this.#question;
    const own = this.#read(pairs);
    const touched: number[] = [];
    // As good as the lengths are: those of earlier texts are a little behind.
    const enough = (least / slack) * own;
    let rest = question.squares;
    for (let step = 0; step < rarenesses; step += 1) {
      // What was not met yet can't come near enough any more, and of what was met only little can.
      const open = Math.sqrt(Math.max(rest, 0));
      const near = open < enough ? this.#within(touched, enough - open) : null;
      if (near !== null) {
        this.#wipe(touched);
        if (near.length > 0) this.#compare(near);
        return this.#best(near, top, except, own, least);
      }
      rest -= question.squaresOf(step);
      for (let at = question.startOf(step); at < question.startOf(step + 1); at += 1)
        this.#score(question.pair(at), question.weight(at), touched);
    }
    return this.#best(touched, top, except, own, least);
  }

  /** Reads the pairs of a text that others have too, the rare ones first; returns its length by all of them. */
  #read(pairs: Grams): number {
    const most = Math.max(this.#size * commonest, fewTexts);
    const logSize = logOf(this.#size);
    this.#question.begin(pairs.size);
    let squares = 0;
    for (const [pair, count] of pairs) {
      if (!isPair(pair)) continue;
      const known = this.#places.find(pair);
      const texts = known < 0 ? 0 : (this.#texts[known] ?? 0);
      const rarity = rarityFrom(logSize, texts);
      const weight = stepsOf(count) * rarity;
      const square = weight * weight;
      squares += square;
      // A step for pairs in one text, in two or three, in four to seven, and so on.
      if (texts > 0 && texts <= most) this.#question.add(31 - Math.clz32(texts), known, weight * rarity, square);
    }
    this.#question.sort();
    return Math.sqrt(squares);
  }

  #score(pair: number, weight: number, touched: number[]): void {
    const scores = this.#scores;
    const row = this.#row;
    const end = this.#to[pair] ?? 0;
    for (let at = this.#from[pair] ?? 0; at < end; at += 1) {
      const packed = row[at] ?? 0;
      const place = packed >>> countBits;
      const before = scores[place] ?? 0;
      if (before === 0) touched.push(place);
      scores[place] = before + (packed & 255) * weight;
    }
    const since = this.#since;
    for (let at = this.#latest[pair] ?? 0; at !== 0; at = since[at + 1] ?? 0) {
      const packed = since[at] ?? 0;
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
  #compare(near: readonly number[]): void {
    const asked = this.#asked;
    const question = this.#question;
    for (let at = 0; at < question.size; at += 1) asked[question.pair(at)] = question.weight(at);
    for (const text of near) {
      const end = this.#starts[text + 1] ?? 0;
      let sum = 0;
      for (let at = this.#starts[text] ?? 0; at < end; at += 1)
        sum += (asked[this.#pairs[at] ?? 0] ?? 0) * (this.#counts[at] ?? 0);
      this.#scores[text] = sum;
    }
    for (let at = 0; at < question.size; at += 1) asked[question.pair(at)] = 0;
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

/** So few texts are compared pair by pair sooner than by going through who else has each of their pairs. */
const fewNear = 64;

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
