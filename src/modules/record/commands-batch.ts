import { sql } from 'kysely';
import { newId } from '#kernel/ids';
import { bigrams } from '#kernel/text';
import { blindToken, sealText } from '#platform/crypto';
import type { Inside } from '#platform/scope';
import { today } from '#platform/scope';
import type { SealedWords } from './commands.ts';
import type { Kind } from './schema.ts';

/** Remembers the keyed hash of every token met, since the same words come again and again in a long list. */
export interface TokenMemory {
  readonly seen: Map<string, string>;
}

/** A memory for one import; it never outlives it. */
export function tokenMemory(): TokenMemory {
  return { seen: new Map() };
}

/** Seals many texts in one statement, for imports; the same rows as `seal` would write one by one. */
export async function sealMany(scope: Inside, texts: readonly SealedWords[], memory: TokenMemory): Promise<void> {
  if (texts.length === 0) return;
  const { keys } = scope.platform;
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
        words.searchable === true ? sql<string>`array_to_tsvector(${hashed(scope, words.text, memory)}::text[])` : null,
      at: scope.now(),
    };
  });
  await scope.db.insertInto('sealed_body').values(rows).execute();
}

function hashed(scope: Inside, text: string, memory: TokenMemory): string[] {
  const tokens = bigrams(text)
    .split(' ')
    .filter((token) => token !== '');
  return tokens.map((token) => {
    const known = memory.seen.get(token);
    if (known !== undefined) return known;
    const made = blindToken(scope.platform.keys, scope.spaceId, token);
    memory.seen.set(token, made);
    return made;
  });
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
