import type { ClassModel } from './classify.ts';
import { lexicon } from './text-features.ts';

interface Head {
  readonly labels: readonly string[];
  readonly grams: number;
  readonly words: number;
  readonly size: number;
  readonly sharpness: number;
  readonly lexicon: string;
}

const numberBytes = 4;

/** A model as bytes: a line that says what follows, then its numbers. */
export function packModel(model: ClassModel): Uint8Array {
  const { labels, space, weights, sharpness } = model;
  const words = space.wordRarity.length;
  const head: Head = { labels, grams: space.grams.length, words, size: space.size, sharpness, lexicon };
  const parts = [space.grams, space.gramRarity, space.wordRarity, ...weights];
  return Buffer.concat([
    Buffer.from(`${JSON.stringify(head)}\n`),
    ...parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength)),
  ]);
}

/** A model from its bytes; null when it was learned with another list of known words, whose places are others. */
export function unpackModel(bytes: Uint8Array): ClassModel | null {
  const end = bytes.indexOf(10);
  // Only packModel writes these bytes, and they are sealed.
  const head = JSON.parse(Buffer.from(bytes.subarray(0, end)).toString()) as Head;
  if (head.lexicon !== lexicon) return null;
  // Copied, so that the numbers stand where their kind may be read; a buffer's own slice would only look at the same bytes.
  const numbers = Uint8Array.from(bytes.subarray(end + 1)).buffer;
  let at = 0;
  const next = (count: number): number => {
    const from = at;
    at += count * numberBytes;
    return from;
  };
  const space = {
    grams: new Uint32Array(numbers, next(head.grams), head.grams),
    gramRarity: new Float32Array(numbers, next(head.grams), head.grams),
    wordRarity: new Float32Array(numbers, next(head.words), head.words),
    size: head.size,
  };
  const weights = head.labels.map(() => new Float32Array(numbers, next(head.size + 1), head.size + 1));
  return { labels: head.labels, space, weights, sharpness: head.sharpness };
}
