import { separate, shuffle, type Weights } from './classify-linear.ts';
import { type FeatureSpace, featuresOf, fitFeatures, readText, type TextCounts } from './text-features.ts';
import type { Passage } from './text-grams.ts';
import { foldText } from './text-grams.ts';

/** A text of which the class is known. */
export interface Example {
  readonly passage: Passage;
  readonly label: string;
  /** Words of the class itself, which teach but are no case: they count less and are never tested on. */
  readonly given?: boolean;
}

/** What was learned. All of it is numbers and labels: it can be kept, and sent to another thread. */
export interface ClassModel {
  readonly labels: readonly string[];
  readonly space: FeatureSpace;
  /** One row per label. */
  readonly weights: readonly Weights[];
  /** How sharply scores become shares, so that of answers with 0.8 eight in ten are right. */
  readonly sharpness: number;
}

/** How well classes were told apart on texts that had no part in the learning. */
export interface ClassReport {
  /** Texts tested. */
  readonly tested: number;
  /** Share of them told right. */
  readonly accuracy: number;
  /** Mean over the classes of the harmonic mean of precision and recall. */
  readonly macroF1: number;
  readonly classes: readonly ClassFigure[];
}

/** How one class fared. */
export interface ClassFigure {
  readonly label: string;
  readonly examples: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** One class for a text, with the share of trust it gets; the shares of all classes make one. */
export interface Guess {
  readonly label: string;
  readonly confidence: number;
}

/** What a wrong example costs; found by cross-validation and not sensitive between 0.2 and 1. */
const cost = 0.3;
/** What the words of a class itself cost: as long as there is nothing else they decide, later they hardly count. */
const givenCost = 0.3;

interface Read {
  readonly counts: TextCounts;
  readonly label: number;
  readonly given: boolean;
}

/**
 * Learns classes from examples: characters and their pairs, known words and their subjects, weighed by rarity, and one
 * separating plane per class. The report is by cross-validation with everything learned anew for each part, words'
 * rarity too. Null when there are fewer than two classes.
 */
export function learnClasses(
  examples: readonly Example[],
  parts = 3,
): { readonly model: ClassModel; readonly report: ClassReport } | null {
  const labels = [...new Set(examples.map((example) => example.label))].sort();
  if (labels.length < 2) return null;
  const place = new Map(labels.map((label, at) => [label, at]));
  const read = examples.map(
    (example): Read => ({
      counts: readText(example.passage),
      label: place.get(example.label) ?? 0,
      given: example.given === true,
    }),
  );
  const held = heldOut(read, labels.length, parts);
  const { space, weights } = learn(read, labels.length);
  const model = { labels, space, weights, sharpness: sharpnessOf(held) };
  return { model, report: reportOf(held, labels) };
}

function learn(read: readonly Read[], classes: number): Pick<ClassModel, 'space' | 'weights'> {
  const space = fitFeatures(read.map((one) => one.counts));
  const texts = read.map((one) => featuresOf(space, one.counts));
  const costs = Float64Array.from(read, (one) => (one.given ? givenCost : cost));
  const weights = Array.from({ length: classes }, (_, label) =>
    separate(
      texts,
      read.map((one) => one.label === label),
      costs,
      space.size,
    ),
  );
  return { space, weights };
}

/** A text that had no part in the learning: its class, and the score of every class. */
interface Held {
  readonly label: number;
  readonly scores: Float64Array;
}

function heldOut(read: readonly Read[], classes: number, parts: number): Held[] {
  const part = partsOf(read, classes, parts);
  return Array.from({ length: parts }, (_, at) => at).flatMap((at) => {
    const tested = read.filter((one, index) => !one.given && part[index] === at);
    if (tested.length === 0) return [];
    const taught = read.filter((one, index) => one.given || part[index] !== at);
    const { space, weights } = learn(taught, classes);
    return tested.map((one) => ({ label: one.label, scores: scoresOf(space, weights, one.counts) }));
  });
}

/** Deals the examples of every class out evenly, in an order drawn from a fixed seed. */
function partsOf(read: readonly Read[], classes: number, parts: number): Uint32Array {
  const part = new Uint32Array(read.length);
  let state = 11;
  let next = 0;
  for (let label = 0; label < classes; label += 1) {
    const members = Uint32Array.from(
      [...read.keys()].filter((at) => read[at]?.label === label && read[at]?.given === false),
    );
    state = shuffle(members, state);
    for (const member of members) {
      part[member] = next % parts;
      next += 1;
    }
  }
  return part;
}

/** The weights of each feature for all classes beside each other, last those of the text as such. */
const beside = new WeakMap<readonly Weights[], Float32Array>();

function besideOf(weights: readonly Weights[]): Float32Array {
  const known = beside.get(weights);
  if (known !== undefined) return known;
  const made = new Float32Array(weights.length * (weights[0]?.length ?? 0));
  weights.forEach((row, label) => {
    row.forEach((weight, at) => {
      made[at * weights.length + label] = weight;
    });
  });
  beside.set(weights, made);
  return made;
}

/** How far a text lies on the side of each class: above zero it belongs to it. */
function scoresOf(space: FeatureSpace, weights: readonly Weights[], counts: TextCounts): Float64Array {
  const { at, value } = featuresOf(space, counts);
  const rows = besideOf(weights);
  const classes = weights.length;
  const scores = Float64Array.from(rows.subarray(rows.length - classes));
  for (let one = 0; one < at.length; one += 1) {
    const from = (at[one] ?? 0) * classes;
    const much = value[one] ?? 0;
    for (let label = 0; label < classes; label += 1)
      scores[label] = (scores[label] ?? 0) + (rows[from + label] ?? 0) * much;
  }
  return scores;
}

function sharesOf(scores: Float64Array, sharpness: number): Float64Array {
  const highest = Math.max(...scores);
  const shares = scores.map((score) => Math.exp(sharpness * (score - highest)));
  const sum = shares.reduce((all, share) => all + share, 0);
  return shares.map((share) => share / sum);
}

/** Fewer texts than this say nothing of how often one is right; then answers are meant modestly. */
const fewHeld = 10;
const untested = 5;

/** The sharpness under which what really was so is likeliest (temperature scaling); the loss has one lowest point. */
function sharpnessOf(held: readonly Held[]): number {
  const loss = (sharpness: number): number =>
    held.reduce((sum, { label, scores }) => sum - Math.log(sharesOf(scores, sharpness)[label] ?? 1e-9), 0);
  let [low, high] = [0.5, 12];
  for (let step = 0; step < 40; step += 1) {
    const [a, b] = [low + (high - low) / 3, high - (high - low) / 3];
    if (loss(a) < loss(b)) high = b;
    else low = a;
  }
  return held.length < fewHeld ? untested : (low + high) / 2;
}

function reportOf(held: readonly Held[], labels: readonly string[]): ClassReport {
  const told = held.map(({ label, scores }) => ({ label, told: scores.indexOf(Math.max(...scores)) }));
  const right = told.filter((one) => one.label === one.told).length;
  const classes = labels.flatMap((label, at): ClassFigure[] => {
    const examples = told.filter((one) => one.label === at).length;
    if (examples === 0) return [];
    const named = told.filter((one) => one.told === at).length;
    const both = told.filter((one) => one.told === at && one.label === at).length;
    const precision = named === 0 ? 0 : both / named;
    const f1 = (2 * both) / (named + examples);
    return [{ label, examples, precision, recall: both / examples, f1 }];
  });
  return {
    tested: told.length,
    accuracy: told.length === 0 ? 0 : right / told.length,
    macroF1: classes.length === 0 ? 0 : classes.reduce((sum, one) => sum + one.f1, 0) / classes.length,
    classes,
  };
}

/** The classes a text may belong to, the likeliest first. A text without any letter gets the share of each class. */
export function guessClasses(model: ClassModel, passage: Passage): readonly Guess[] {
  return guessCounted(model, readText(passage));
}

/** The same for a text that was counted before. */
export function guessCounted(model: ClassModel, counts: TextCounts): readonly Guess[] {
  const scores = scoresOf(model.space, model.weights, counts);
  const shares = sharesOf(scores, model.sharpness);
  return model.labels
    .map((label, at) => ({ label, confidence: shares[at] ?? 0 }))
    .sort((a, b) => b.confidence - a.confidence);
}

/** Whether there is anything in a text by which a class could be told. */
export function hasLetters(passage: Passage): boolean {
  return /\p{L}/u.test(foldText(passage.title)) || /\p{L}/u.test(foldText(passage.body));
}

/** The same learning as a task for a thread of its own. */
export async function learnApart(examples: readonly Example[]): Promise<ReturnType<typeof learnClasses>> {
  return learnClasses(examples, 5);
}
