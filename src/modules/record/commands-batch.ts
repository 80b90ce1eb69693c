import { sql } from 'kysely';
import { newId } from '#kernel/ids';
import { NumberPlaces } from '#kernel/number-places';
import { walkTokens } from '#kernel/text';
import { blindToken, sealText } from '#platform/crypto';
import type { Inside, Scope } from '#platform/scope';
import { today } from '#platform/scope';
import type { SealedWords } from './commands.ts';
import type { Kind } from './schema.ts';

/**
 * Remembers the keyed hash of every token met, since the same words come again and again in a long list. Pairs of characters
 * are found by their two numbers, without making a text of them.
 */
export class TokenMemory {
  readonly #pairs = new NumberPlaces();
  /** Of each pair its hash, and in which text it was met last. */
  readonly #pairHashes: string[] = [];
  #pairTexts = new Int32Array(1024);
  readonly #words = new Map<string, { readonly hashed: string; text: number }>();
  #texts = 0;

  /** The hashes of a text's tokens, each once. */
  hashesOf(text: string, hash: (token: string) => string): string[] {
    const found: string[] = [];
    this.#texts += 1;
    const now = this.#texts;
    walkTokens(text, {
      pair: (first, second) => {
        const place = this.#pairs.place((first << 16) | second);
        if (place === this.#pairHashes.length) this.#addPair(hash(String.fromCharCode(first, second)));
        if (this.#pairTexts[place] === now) return;
        this.#pairTexts[place] = now;
        found.push(this.#pairHashes[place] ?? '');
      },
      word: (token) => {
        const met = this.#words.get(token) ?? this.#addWord(token, hash(token));
        if (met.text === now) return;
        met.text = now;
        found.push(met.hashed);
      },
    });
    return found;
  }

  #addPair(hashed: string): void {
    const place = this.#pairHashes.push(hashed) - 1;
    if (place < this.#pairTexts.length) return;
    const more = new Int32Array(this.#pairTexts.length * 2);
    more.set(this.#pairTexts);
    this.#pairTexts = more;
  }

  #addWord(token: string, hashed: string): { readonly hashed: string; text: number } {
    const met = { hashed, text: 0 };
    this.#words.set(token, met);
    return met;
  }
}

/** A memory for one import; it never outlives it. */
export function tokenMemory(): TokenMemory {
  return new TokenMemory();
}

/** Words as the row that keeps them. */
export interface SealedRow {
  readonly id: string;
  readonly personId: string | null;
  readonly kind: string;
  readonly about: SealedWords['about'];
  readonly sealed: Buffer;
  /** The hashes of its tokens, none of which holds a space; null where nobody may search it. */
  readonly hashes: string | null;
}

/** Seals words without writing them yet: an import does so for the next rows while the database writes the last. */
export function sealAhead(scope: Scope, words: SealedWords, memory: TokenMemory): SealedRow {
  const { keys } = scope.platform;
  const { personId, kind, about, text, searchable } = words;
  const id = newId(scope.now());
  const hash = (token: string): string => blindToken(keys, scope.spaceId, token);
  return {
    ...{ id, personId, kind, about },
    sealed: Buffer.from(sealText(keys, text, `${scope.spaceId}/sealed_body/${id}`)),
    hashes: searchable === true ? memory.hashesOf(text, hash).join(' ') : null,
  };
}

/** Writes sealed words in one statement, for imports; the same rows as `seal` would write one by one. */
export async function writeSealed(scope: Inside, rows: readonly SealedRow[]): Promise<void> {
  if (rows.length === 0) return;
  await scope.db
    .insertInto('sealed_body')
    .values(
      rows.map(({ id, personId, kind, about, sealed, hashes }) => ({
        space_id: scope.spaceId,
        id,
        person_id: personId,
        kind,
        about_kind: about.kind,
        about_id: about.id,
        sealed,
        // One text of hashes is read sooner than an array of them.
        tokens: hashes === null ? null : sql<string>`array_to_tsvector(string_to_array(${hashes}, ' '))`,
        at: scope.now(),
      })),
    )
    .execute();
}

/** The next public numbers of a kind, in order, taken in one step. */
export async function nextNumbers(scope: Inside, kind: Kind, count: number): Promise<string[]> {
  if (count === 0) return [];
  const year = Number(today(scope).slice(0, 4));
  const row = await scope.db
    .insertInto('public_number')
    .values({ space_id: scope.spaceId, kind, year, last: count })
    .onConflict((conflict) =>
      conflict.columns(['space_id', 'kind', 'year']).doUpdateSet({ last: sql`public_number.last + ${count}` }),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return Array.from({ length: count }, (_, at) => `${year}-${(row.last - count + at + 1).toString().padStart(4, '0')}`);
}
