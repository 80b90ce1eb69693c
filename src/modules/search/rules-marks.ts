import { isHan, type Letters, plainLetter, type Term } from './rules.ts';
import type { Stretch } from './schema.ts';

/** A text letter by letter: as written, and where each begins in plain writing. */
interface Laid {
  readonly letters: readonly string[];
  readonly starts: readonly number[];
  readonly plain: string;
}

function lay(known: Letters, text: string): Laid {
  const letters = [...text];
  const starts: number[] = [];
  let plain = '';
  for (const letter of letters) {
    starts.push(plain.length);
    plain += plainLetter(known, letter);
  }
  return { letters, starts, plain };
}

function everywhere(text: string, piece: string, hit: (from: number, until: number) => void): boolean {
  let found = false;
  for (let at = text.indexOf(piece); at !== -1 && piece !== ''; at = text.indexOf(piece, at + piece.length)) {
    hit(at, at + piece.length);
    found = true;
  }
  return found;
}

const wordLetter = /[0-9a-z\u00df-\u1fff]/;

/** Words that begin so, from their first letter. */
function wordsFrom(text: string, start: string, hit: (from: number, until: number) => void): boolean {
  let found = false;
  everywhere(text, start, (from) => {
    if (from > 0 && wordLetter.test(text[from - 1] ?? '')) return;
    let until = from;
    while (until < text.length && wordLetter.test(text[until] ?? '')) until += 1;
    hit(from, until);
    found = true;
  });
  return found;
}

/** Characters that sound like the letters typed: by whole syllables or by first letters. */
function soundAlike(known: Letters, plain: string, typed: string, hit: (from: number, until: number) => void): boolean {
  let found = false;
  for (let from = 0; from < plain.length; from += 1) {
    const whole = syllablesFrom(known, plain, from, typed);
    const until = whole ?? initialsFrom(known, plain, from, typed);
    if (until === null) continue;
    hit(from, until);
    found = true;
  }
  return found;
}

function syllablesFrom(known: Letters, plain: string, at: number, typed: string): number | null {
  if (typed === '') return at;
  for (const sound of known.sounds.get(plain[at] ?? '') ?? []) {
    if (sound.startsWith(typed)) return at + 1;
    if (!typed.startsWith(sound)) continue;
    const until = syllablesFrom(known, plain, at + 1, typed.slice(sound.length));
    if (until !== null) return until;
  }
  return null;
}

function initialsFrom(known: Letters, plain: string, at: number, typed: string): number | null {
  if (typed.length < 2) return null;
  for (const [step, letter] of [...typed].entries()) {
    const sounds = known.sounds.get(plain[at + step] ?? '') ?? [];
    if (!sounds.some((sound) => sound.startsWith(letter))) return null;
  }
  return at + typed.length;
}

function markTerm(
  known: Letters,
  plain: string,
  term: Term,
  bySound: boolean,
  hit: (from: number, until: number) => void,
) {
  const { text, stem } = term;
  if (isHan(text)) {
    if (everywhere(plain, text, hit)) return;
    const letters = [...text];
    for (const [at, letter] of letters.slice(1).entries()) everywhere(plain, (letters[at] ?? '') + letter, hit);
    return;
  }
  if (wordsFrom(plain, text, hit)) return;
  if (stem !== null && stem.length > 2 && wordsFrom(plain, stem, hit)) return;
  if (bySound && /^[a-z]{2,}$/.test(text)) soundAlike(known, plain, text, hit);
}

/**
 * A text cut into what was looked for and what was not, in its own writing. What a title sounds like is marked in it
 * (`bySound`); in longer words anything would sound like something.
 */
export function marks(known: Letters, text: string, terms: readonly Term[], bySound: boolean): Stretch[] {
  const laid = lay(known, text);
  const hit = new Uint8Array(laid.plain.length);
  for (const term of terms) markTerm(known, laid.plain, term, bySound, (from, until) => hit.fill(1, from, until));
  const stretches: { text: string; hit: boolean }[] = [];
  for (const [at, letter] of laid.letters.entries()) {
    const from = laid.starts[at] ?? 0;
    const until = laid.starts[at + 1] ?? laid.plain.length;
    const last = stretches.at(-1);
    // A letter that folds to nothing, such as an accent of its own, goes with the one before it.
    const marked = until > from ? hit[from] === 1 : last?.hit === true;
    if (last !== undefined && last.hit === marked) last.text += letter;
    else stretches.push({ text: letter, hit: marked });
  }
  return stretches;
}

/** A piece of a text around its first hit, at most `most` letters long, cuts shown by an ellipsis; its beginning without one. */
export function around(stretches: readonly Stretch[], most: number): Stretch[] {
  const whole = stretches.reduce((sum, one) => sum + [...one.text].length, 0);
  if (whole <= most) return [...stretches];
  const firstHit = stretches.findIndex((one) => one.hit);
  const before = stretches.slice(0, Math.max(firstHit, 0)).reduce((sum, one) => sum + [...one.text].length, 0);
  const from = firstHit < 0 ? 0 : Math.max(0, Math.min(before - (most >> 2), whole - most));
  const kept: Stretch[] = from > 0 ? [{ text: '…', hit: false }] : [];
  let at = 0;
  for (const { text, hit } of stretches) {
    const letters = [...text];
    const piece = letters.slice(Math.max(0, from - at), Math.max(0, from + most - at)).join('');
    if (piece !== '') kept.push({ text: piece, hit });
    at += letters.length;
  }
  return from + most < whole ? [...kept, { text: '…', hit: false }] : kept;
}

/** Whether anything was hit. */
export function isHit(stretches: readonly Stretch[]): boolean {
  return stretches.some((one) => one.hit);
}
