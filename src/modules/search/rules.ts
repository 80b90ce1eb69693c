/** What the database knows of Chinese characters: the plain form of each and how it is read. */
export interface Letters {
  readonly simple: ReadonlyMap<string, string>;
  readonly sounds: ReadonlyMap<string, readonly string[]>;
  /** Every syllable there is. */
  readonly syllables: ReadonlySet<string>;
}

/** One word of a query, and everything it may stand for. */
export interface Term {
  readonly text: string;
  readonly han: boolean;
  /** The English stem, where it has one. */
  readonly stem: string | null;
  /** Classes it is a word for. */
  readonly classes: readonly string[];
}

/** Whoever types more than this has pasted a text, and means its beginning. */
export const longestQuery = 200;
/** More words than this ask for one record only, and cost as much as many queries. */
const mostTerms = 12;
const longestWord = 64;
/** A whole sentence sounded out is no initials any more. */
const longestInitials = 8;
const longestSound = 30;
const mostReadings = 6;

// The same classes of characters as in `search_tokens`.
const parts =
  /[\u2e80-\u2fd5\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufad9\u{20000}-\u{323af}]+|[0-9a-z\u00df-\u00f6\u00f8-\u1fff\u3041-\u30fa\u30fc-\u30ff\u3131-\u318e\uac00-\ud7a3]+/gu;
const hanStart = /^[\u2e80-\u2fd5\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufad9\u{20000}-\u{323af}]/u;

/** Letters folded before, since every page of what was found folds some thousands, mostly the same ones. */
const foldedBefore = new WeakMap<Letters, Map<string, string>>();
/** More different letters than a library of pages holds. */
const mostFolded = 20_000;

/** One character in plain writing: none, one or several. */
export function plainLetter(letters: Letters, letter: string): string {
  const known = foldedBefore.get(letters) ?? new Map<string, string>();
  const before = known.get(letter);
  if (before !== undefined) return before;
  const folded = foldLetter(letters, letter);
  if (known.size < mostFolded) foldedBefore.set(letters, known.set(letter, folded));
  return folded;
}

function foldLetter(letters: Letters, letter: string): string {
  const folded = [
    ...letter
      .normalize('NFKD')
      .replace(/[\u0300-\u036f]+/g, '')
      .normalize('NFKC'),
  ];
  return folded.map((one) => letters.simple.get(one.toLowerCase()) ?? one.toLowerCase()).join('');
}

/** Text in plain writing: compatible forms, case, accents and traditional characters folded, as `search_plain` does. */
export function plain(letters: Letters, text: string): string {
  const folded = text
    .toWellFormed()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]+/g, '')
    .normalize('NFKC');
  return [...folded].map((one) => letters.simple.get(one.toLowerCase()) ?? one.toLowerCase()).join('');
}

/** The words of a query in plain writing, each once; what stands between them means nothing. */
export function wordsOf(letters: Letters, query: string): string[] {
  const said = plain(letters, [...query].slice(0, longestQuery).join(''));
  const words = (said.match(parts) ?? []).map((word) => (hanStart.test(word) ? word : word.slice(0, longestWord)));
  return [...new Set(words)].slice(0, mostTerms);
}

/** Whether a word is Chinese, so that it is looked for by its pairs of characters. */
export function isHan(word: string): boolean {
  return hanStart.test(word);
}

const pairs = (word: string): string[] => {
  const all = [...word];
  return all.slice(1).map((letter, at) => (all[at] ?? '') + letter);
};
const quoted = (lexeme: string, prefix = false): string => `'${lexeme}'${prefix ? ':*' : ''}`;
const allOf = (lexemes: readonly string[]): string =>
  lexemes.length === 1 ? lexemes.join('') : `(${lexemes.join(' & ')})`;

/** Ways to read letters as syllables, the last one perhaps not finished; `xian` is one syllable or two. */
function readings(word: string, letters: Letters): string[][] {
  const found: string[][] = [];
  const read = (rest: string, before: readonly string[]): void => {
    if (found.length >= mostReadings) return;
    if (rest === '') {
      found.push([...before]);
      return;
    }
    for (let length = Math.min(6, rest.length); length > 0; length -= 1) {
      const piece = rest.slice(0, length);
      if (letters.syllables.has(piece)) read(rest.slice(length), [...before, piece]);
      else if (
        length === rest.length &&
        before.length > 1 &&
        [...letters.syllables].some((one) => one.startsWith(piece))
      )
        found.push([...before, piece]);
    }
  };
  read(word, []);
  return found;
}

/** What letters ask for as the sound of a title: syllables, two of them, more of them by their pairs, or first letters. */
function soundsLike(word: string, letters: Letters): string[] {
  if (!/^[a-z]{2,}$/.test(word) || word.length > longestSound) return [];
  const asked = [quoted(`~${word}`, word.length > 2)];
  if (word.length <= longestInitials) asked.push(allOf(pairs(word).map((pair) => quoted(`.${pair}`))));
  for (const syllables of readings(word, letters)) {
    if (syllables.length < 3) continue;
    const two = syllables.slice(1).map((one, at) => `~${syllables[at] ?? ''}${one}`);
    asked.push(allOf(two.map((pair, at) => quoted(pair, at === two.length - 1))));
  }
  return asked;
}

function termQuery(term: Term, letters: Letters): string {
  const { text, han, stem } = term;
  const single = [...text].length === 1;
  const asked: string[] = han
    ? [single ? quoted(text, true) : allOf(pairs(text).map((pair) => quoted(pair)))]
    : [quoted(text, !single), ...(stem === null ? [] : [quoted(`=${stem}`)]), ...soundsLike(text, letters)];
  for (const code of term.classes) asked.push(quoted(`#${code}`));
  return `(${asked.join(' | ')})`;
}

/** The query as a `tsquery` over the tokens of `search_entry`: every word must be met in one of its ways. Empty for none. */
export function tokenQuery(terms: readonly Term[], letters: Letters): string {
  return terms.map((term) => termQuery(term, letters)).join(' & ');
}

/** The tokens of a text that two records about the same thing would share: pairs of characters and whole words. */
export function likeTokens(letters: Letters, text: string, most: number): string[] {
  const tokens = wordsOf(letters, text).flatMap((word) => (isHan(word) ? pairs(word) : [word]));
  return [...new Set(tokens)].filter((token) => [...token].length > 1).slice(0, most);
}
