import { type ClassModel, type Example, learnClasses } from '#algorithms/classify';
import { unpackModel } from '#algorithms/classify-keep';
import { openText } from '#platform/crypto';
import type { Scope } from '#platform/scope';
import { classSeeds as english } from './en-seeds.ts';
import { type ClassGuess, guessWith } from './rules-guess.ts';
import { classSeeds } from './zh-seeds.ts';

/** Classes that words can be put into: the finest of the tree, and not those that say nothing. */
async function targets(scope: Scope): Promise<readonly { readonly code: string; readonly words: string }[]> {
  const rows = await scope.db
    .selectFrom('classification')
    .select(['code', 'parent', 'zh', 'en', 'retired_at'])
    .orderBy('code')
    .execute();
  const parents = new Set(rows.map((row) => row.parent));
  return rows
    .filter((row) => row.retired_at === null && row.code !== 'other' && !parents.has(row.code))
    .map((row) => ({ code: row.code, words: `${row.zh} ${row.en}` }));
}

/** The words of the classes themselves as examples, so that something can be proposed from the first day. */
export async function seedExamples(scope: Scope): Promise<Example[]> {
  return (await targets(scope)).map(({ code, words }) => {
    const seeds = [...(classSeeds[code] ?? '').split(' '), ...(english[code] ?? '').split(', ')];
    return { passage: { title: words, body: seeds.join(', ') }, label: code, given: true };
  });
}

interface Opened {
  readonly key: string;
  readonly model: ClassModel | null;
}

/** The model last used in each space of an installation: opening one takes longer than asking it. */
const kept = new WeakMap<object, Map<string, Opened>>();

/** What stands for the model of a space: its last version, else the words of its classes. */
export async function currentModel(scope: Scope): Promise<ClassModel | null> {
  const last = await scope.db
    .selectFrom('class_model')
    .select(['id', 'version'])
    .where('space_id', '=', scope.spaceId)
    .where('sealed', 'is not', null)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  const spaces = kept.get(scope.platform) ?? new Map<string, Opened>();
  kept.set(scope.platform, spaces);
  const seeds = last === undefined ? await seedExamples(scope) : [];
  const key = last?.id ?? seeds.map((seed) => seed.label).join();
  const before = spaces.get(scope.spaceId);
  if (before?.key === key) return before.model;
  const model =
    (last === undefined ? null : await openModel(scope, last.id)) ??
    fromWords(seeds.length > 0 ? seeds : await seedExamples(scope));
  spaces.set(scope.spaceId, { key, model });
  return model;
}

/** The model of a version; null where it was let go, or learned with another list of known words. */
export async function openModel(scope: Scope, id: string): Promise<ClassModel | null> {
  const row = await scope.db
    .selectFrom('class_model')
    .select('sealed')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (row?.sealed == null) return null;
  const text = openText(scope.platform.keys, row.sealed, modelContext(scope, id));
  return unpackModel(Buffer.from(text, 'base64'));
}

/** What the sealed model is bound to, so that it opens in no other row. */
export function modelContext(scope: Scope, id: string): string {
  return `${scope.spaceId}/class_model/${id}`;
}

/** Words of the classes are the same in many spaces, so what was learned of them is too. */
const learnedWords = new Map<string, ClassModel | null>();

function fromWords(seeds: readonly Example[]): ClassModel | null {
  const key = JSON.stringify(seeds);
  let model = learnedWords.get(key);
  if (model === undefined) {
    model = learnClasses(seeds)?.model ?? null;
    learnedWords.set(key, model);
  }
  return model;
}

/** The class that words are most likely of; null when they hold nothing to go by. */
export async function guessClass(scope: Scope, words: string): Promise<ClassGuess | null> {
  const model = await currentModel(scope);
  return model === null ? null : guessWith(model, words);
}
