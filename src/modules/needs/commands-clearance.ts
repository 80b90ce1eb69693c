import { type Cleared, clearWords, type HitAnswer } from '#kernel/hits';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import type { Inside, Scope } from '#platform/scope';
import { appealRefusal, hitsText, type PublicWords } from './rules.ts';

/** The answers that stand for pieces still in a need's public words. */
export async function clearances(scope: Scope, needId: string): Promise<Omit<Cleared, 'kind'>[]> {
  return scope.db
    .selectFrom('need_clearance')
    .select(['piece', 'answer', 'reason'])
    .where('space_id', '=', scope.spaceId)
    .where('need_id', '=', needId)
    .orderBy('piece')
    .execute();
}

/** What went out after the answers: the words, and how many pieces were taken out and kept. */
export interface Published {
  readonly words: PublicWords;
  readonly masked: number;
  readonly kept: number;
}

/**
 * Whether the public words of a need may go out, with what was taken out of them (PIPL Art. 25, Charity Law Art. 124).
 * Answers to pieces that stay are kept. Refuses `needs.money_appeal`, `needs.personal_data` at the first piece
 * nobody answered (with `hits`), `needs.hit_reason_missing` where a piece is to stay without a reason.
 */
export async function publishWords(
  scope: Inside,
  needId: string,
  words: PublicWords,
  answers: readonly HitAnswer[] = [],
): Promise<Result<Published>> {
  const appeal = appealRefusal(words);
  if (appeal !== null) return fail(appeal, { field: 'summary' });
  const cleared = clearWords(words, answers, await clearances(scope, needId));
  if (cleared.open !== null) {
    const { at, lacks } = cleared.open;
    return lacks === 'reason'
      ? fail('needs.hit_reason_missing', { field: `why_${at}` })
      : fail('needs.personal_data', { field: `hit_${at}`, params: { hits: hitsText(Object.values(words)) } });
  }
  await keepClearances(scope, needId, cleared.cleared);
  return ok({ words: cleared.words, masked: cleared.masked, kept: cleared.cleared.length });
}

/** Keeps why pieces stay; the latest answer to a piece stands. */
async function keepClearances(scope: Inside, needId: string, cleared: readonly Cleared[]): Promise<void> {
  if (cleared.length === 0) return;
  await scope.db
    .insertInto('need_clearance')
    .values(
      cleared.map((one) => ({
        space_id: scope.spaceId,
        need_id: needId,
        ...one,
        by_person_id: scope.actor?.way === 'system' ? null : (scope.actor?.personId ?? null),
        at: scope.now(),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['space_id', 'need_id', 'piece']).doUpdateSet((value) => ({
        answer: value.ref('excluded.answer'),
        reason: value.ref('excluded.reason'),
        by_person_id: value.ref('excluded.by_person_id'),
        at: value.ref('excluded.at'),
      })),
    )
    .execute();
}

/** A part of a need has the same public words, and the same answers stand for them. */
export async function copyClearances(scope: Inside, fromId: string, toId: string): Promise<void> {
  const rows = await scope.db
    .selectFrom('need_clearance')
    .select(['piece', 'kind', 'answer', 'reason', 'by_person_id', 'at'])
    .where('space_id', '=', scope.spaceId)
    .where('need_id', '=', fromId)
    .execute();
  if (rows.length === 0) return;
  await scope.db
    .insertInto('need_clearance')
    .values(rows.map((row) => ({ ...row, space_id: scope.spaceId, need_id: toId })))
    .execute();
}
