/** How many characters a person would count; an emoji outside the basic plane is one. */
export function countChars(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Signs that are not seen: controls, direction marks, zero-width ones; of these only joined emoji need one. */
const unseen =
  /(?!\n)\p{Cc}|(?!\u200D)\p{Cf}|(?<!\p{Extended_Pictographic}\uFE0F?)\u200D|\u200D(?!\p{Extended_Pictographic})/gu;

/** Signs that stay as they are whichever form is asked for, or of which the kept form is their own: most text is of these. */
const plain =
  /^[\n -~\u2014\u2018\u2019\u201C\u201D\u2026\u3001\u3002\u3008-\u3011\u4E00-\u9FFF\uFF01\uFF08\uFF09\uFF0C\uFF1A\uFF1B\uFF1F]*$/;

/**
 * Text as it is kept: full-width and mathematical letters, digits and spaces become plain ones, stray controls go, runs
 * of blanks become one space and runs of line ends one line end, nothing stands at the ends. Chinese punctuation
 * stays as written: compatibility normalisation would turn it into narrow Latin marks, which nobody wants to read.
 */
export function normalise(text: string): string {
  return (plain.test(text) ? text : composed(text))
    .replace(/ {2,}/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim();
}

function composed(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(unseen, '')
    .replace(/[\p{L}\p{Nd}\p{Zs}]+/gu, (run) => run.normalize('NFKC'))
    .normalize('NFC');
}

/** Text reduced to what two writings of the same words share: compatible forms, case, accents and blanks. */
export function foldForSearch(text: string): string {
  const kept = normalise(text);
  return (plain.test(kept) ? kept.normalize('NFKC') : withoutMarks(kept)).toLowerCase().replace(/\s+/g, ' ').trim();
}

function withoutMarks(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .normalize('NFKC');
}

const searchable = /\p{Script=Han}+|[\p{L}\p{N}]+?(?=\p{Script=Han}|[^\p{L}\p{N}]|$)/gu;

/** PostgreSQL refuses tokens beyond 2,046 bytes; nobody searches for a word this long. */
const longestWord = 64;

function runs(folded: string): string[] {
  return (folded.match(searchable) ?? []).map((run) => (isHan(run) ? run : run.slice(0, longestWord)));
}

function isHan(run: string): boolean {
  return /^\p{Script=Han}/u.test(run);
}

function pairs(run: string): string[] {
  const letters = [...run];
  return letters.slice(1).map((letter, place) => (letters[place] ?? '') + letter);
}

/** What a text is found by, as it is met; a token may be met more than once. */
export interface TokenWalk {
  /** Two neighbouring Chinese characters, as code units. */
  pair(first: number, second: number): void;
  /** Any other token. */
  word(token: string): void;
}

const [other, han, letter] = [0, 1, 2];
/** Halves of signs beyond the basic plane. */
const beyond = /[\uD800-\uDFFF]/;
let kinds: Uint8Array | null = null;

/** What kind of sign each code unit is; made when first needed, since a start has no time for it. */
function unitKinds(): Uint8Array {
  const made = new Uint8Array(65_536);
  for (let unit = 0; unit < made.length; unit += 1) {
    const text = String.fromCharCode(unit);
    if (/\p{Script=Han}/u.test(text)) made[unit] = han;
    else if (/[\p{L}\p{N}]/u.test(text)) made[unit] = letter;
  }
  kinds = made;
  return made;
}

/**
 * Walks through the tokens a text is found by: every two neighbouring Chinese characters, the last character of every
 * Chinese run by itself (so that a search for one character, which asks for tokens beginning with it, finds it anywhere),
 * and words and numbers of other scripts whole.
 */
export function walkTokens(text: string, walk: TokenWalk): void {
  const folded = foldForSearch(text);
  if (beyond.test(folded)) {
    walkRare(folded, walk);
    return;
  }
  const kind = kinds ?? unitKinds();
  let from = 0;
  let now = other;
  let before = 0;
  for (let at = 0; at <= folded.length; at += 1) {
    const unit = at < folded.length ? folded.charCodeAt(at) : 0;
    const next = kind[unit] ?? other;
    if (next === han && now === han) walk.pair(before, unit);
    if (next !== now) {
      if (now === han) walk.word(folded.slice(at - 1, at));
      else if (now === letter) walk.word(folded.slice(from, Math.min(at, from + longestWord)));
      from = at;
      now = next;
    }
    before = unit;
  }
}

/** The same for a text with signs beyond the basic plane, some of which are Chinese characters. */
function walkRare(folded: string, walk: TokenWalk): void {
  for (const run of runs(folded)) {
    if (!isHan(run)) walk.word(run);
    else for (const token of [...pairs(run), [...run].at(-1) ?? '']) walk.word(token);
  }
}

/**
 * The tokens a text is found by (see `walkTokens`), separated by spaces, each once. Store it as
 * `array_to_tsvector(string_to_array(…, ' '))`: PostgreSQL's own parser depends on the server's locale.
 */
export function bigrams(text: string): string {
  const tokens = new Set<string>();
  walkTokens(text, {
    pair: (first, second) => tokens.add(String.fromCharCode(first, second)),
    word: (token) => tokens.add(token),
  });
  return [...tokens].join(' ');
}

/**
 * What a person typed into a search box as a `to_tsquery` text for columns made by `bigrams`: all parts must occur.
 * Empty when there is nothing to search for. Only letters and digits get in, so it needs no quoting.
 */
export function bigramQuery(text: string): string {
  const wanted = runs(foldForSearch(text)).flatMap((run) => {
    if (isHan(run) && [...run].length > 1) return pairs(run).map((pair) => `'${pair}'`);
    return [`'${run}':*`];
  });
  return [...new Set(wanted)].join(' & ');
}

/** The beginning of a text on one line, at most `length` characters, the cut marked by an ellipsis. */
export function excerpt(text: string, length: number): string {
  const line = [...normalise(text).replace(/\n/g, ' ')];
  if (line.length <= length) return line.join('');
  // A cut inside an emoji or before its accent would show half a character.
  const kept = line.slice(0, Math.max(length - 1, 0)).join('');
  return `${kept.replace(/(?:\u200D|[\s\p{M},.;:\uFF0C\u3002\u3001\uFF1B\uFF1A])+$/u, '')}\u2026`;
}
