import { sql } from 'kysely';
import type { Platform } from '#platform/platform';
import type { Scope } from '#platform/scope';
import { isHan, type Letters, type Term, wordsOf } from './rules.ts';

const known = new WeakMap<Platform, Promise<Letters>>();

/** What the database knows of characters; read once, since only a migration changes it. */
export function lettersOf({ platform, db }: Scope): Promise<Letters> {
  const before = known.get(platform);
  if (before !== undefined) return before;
  const reading = readLetters(db);
  known.set(platform, reading);
  reading.catch(() => known.delete(platform));
  return reading;
}

async function readLetters(db: Scope['db']): Promise<Letters> {
  const rows = await db.selectFrom('han_letter').select(['letter', 'simple', 'sounds']).execute();
  return {
    simple: new Map(rows.flatMap((row) => (row.letter === row.simple ? [] : [[row.letter, row.simple] as const]))),
    sounds: new Map(rows.map((row) => [row.letter, row.sounds])),
    syllables: new Set(rows.flatMap((row) => row.sounds)),
  };
}

/** Codes of the classes that a word names, by the word itself and by its English stem. */
interface ClassWords {
  readonly version: number;
  readonly byWord: ReadonlyMap<string, readonly string[]>;
  readonly byStem: ReadonlyMap<string, readonly string[]>;
}

const mostSpaces = 200;
const keptWords = new WeakMap<Platform, Map<string, ClassWords>>();

/** The words of the classes, kept while the space does not change: they are asked for with every search. */
async function classWords(scope: Scope): Promise<ClassWords> {
  const { platform, spaceId } = scope;
  const version = platform.versions.of(spaceId);
  const kept = keptWords.get(platform) ?? new Map<string, ClassWords>();
  keptWords.set(platform, kept);
  const before = kept.get(spaceId);
  if (before?.version === version) return before;
  const { rows } = await sql<{ code: string; word: string; stem: string | null }>`
    select distinct code, word, case when word ~ '^[a-z]+$' then (ts_lexize('pg_catalog.english_stem', word))[1] end as stem
    from class_word order by code`.execute(scope.db);
  const words = { version, byWord: grouped(rows, 'word'), byStem: grouped(rows, 'stem') };
  const oldest = kept.size >= mostSpaces ? kept.keys().next() : undefined;
  if (oldest?.done === false) kept.delete(oldest.value);
  kept.set(spaceId, words);
  return words;
}

function grouped<K extends string>(
  rows: readonly ({ readonly code: string } & Readonly<Record<K, string | null>>)[],
  by: K,
): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const row of rows) {
    const key = row[by];
    if (key !== null && key !== '') groups.set(key, [...(groups.get(key) ?? []), row.code]);
  }
  return groups;
}

/** English stems of words in Latin letters; the others have none. */
async function stemsOf(scope: Scope, words: readonly string[]): Promise<Map<string, string>> {
  const latin = words.filter((word) => /[a-z]/.test(word) && !isHan(word));
  if (latin.length === 0) return new Map();
  const { rows } = await sql<{ word: string; stem: string | null }>`
    select w.word, (ts_lexize('pg_catalog.english_stem', w.word))[1] as stem from unnest(${latin}::text[]) w (word)`.execute(
    scope.db,
  );
  return new Map(rows.flatMap((row) => (row.stem === null || row.stem === '' ? [] : [[row.word, row.stem] as const])));
}

/** A stem of two letters would name half the classes. */
const shortestStem = 3;

/** What each word of a query may stand for besides itself: its English stem, and the classes it names in either language. */
export async function termsOf(scope: Scope, letters: Letters, query: string): Promise<Term[]> {
  const words = wordsOf(letters, query);
  if (words.length === 0) return [];
  const [classes, stems] = await Promise.all([classWords(scope), stemsOf(scope, words)]);
  return words.map((text) => {
    const stem = stems.get(text) ?? null;
    const named = classes.byWord.get(text) ?? [];
    const alike = stem === null || stem.length < shortestStem ? [] : (classes.byStem.get(stem) ?? []);
    return { text, han: isHan(text), stem, classes: [...new Set([...named, ...alike])] };
  });
}
