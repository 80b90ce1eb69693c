import { sql } from 'kysely';
import { newId } from '#kernel/ids';
import { walkTokens } from '#kernel/text';
import { blindToken, sealText } from '#platform/crypto';
import type { Inside } from '#platform/scope';
import { today } from '#platform/scope';
import type { SealedWords } from './commands.ts';
import type { Kind } from './schema.ts';

/** A token met before, and in which text last. */
interface Met {
  readonly hashed: string;
  text: number;
}

/**
 * Remembers the keyed hash of every token met, since the same words come again and again in a long list. Pairs of characters
 * are found by their two numbers, without making a text of them.
 */
export class TokenMemory {
  /** Second characters of pairs by the first. */
  readonly #pairs = new Map<number, Map<number, Met>>();
  readonly #words = new Map<string, Met>();
  #texts = 0;

  /** The hashes of a text's tokens, each once. */
  hashesOf(text: string, hash: (token: string) => string): string[] {
    const found: string[] = [];
    this.#texts += 1;
    const meet = (met: Met): void => {
      if (met.text === this.#texts) return;
      met.text = this.#texts;
      found.push(met.hashed);
    };
    walkTokens(text, {
      pair: (first, second) => {
        const seconds = kept(this.#pairs, first, () => new Map());
        meet(kept(seconds, second, () => ({ hashed: hash(String.fromCharCode(first, second)), text: 0 })));
      },
      word: (token) => meet(kept(this.#words, token, () => ({ hashed: hash(token), text: 0 }))),
    });
    return found;
  }
}

/** What a map holds under a key, made and put there when it holds nothing. */
function kept<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** A memory for one import; it never outlives it. */
export function tokenMemory(): TokenMemory {
  return new TokenMemory();
}

/** Seals many texts in one statement, for imports; the same rows as `seal` would write one by one. */
export async function sealMany(scope: Inside, texts: readonly SealedWords[], memory: TokenMemory): Promise<void> {
  if (texts.length === 0) return;
  const { keys } = scope.platform;
  const hash = (token: string): string => blindToken(keys, scope.spaceId, token);
  const rows = texts.map((words) => {
    const id = newId(scope.now());
    return {
      space_id: scope.spaceId,
      id,
      person_id: words.personId,
      kind: words.kind,
      about_kind: words.about.kind,
      about_id: words.about.id,
      sealed: Buffer.from(sealText(keys, words.text, `${scope.spaceId}/sealed_body/${id}`)),
      tokens:
        words.searchable === true
          ? // One text of hashes, none of which holds a space, is read sooner than an array of them.
            sql<string>`array_to_tsvector(string_to_array(${memory.hashesOf(words.text, hash).join(' ')}, ' '))`
          : null,
      at: scope.now(),
    };
  });
  await scope.db.insertInto('sealed_body').values(rows).execute();
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
