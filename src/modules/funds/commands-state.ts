import { audit } from '#modules/record';
import { type Inside, today } from '#platform/scope';

/**
 * Marks where a fund stands when it is wound up, inside the command that decides about it: `ending` while it is decided
 * and takes and pays nothing, `open` again where that came to nothing, `closed` at the end with how, in public words.
 */
export async function markFund(
  scope: Inside,
  fundId: string,
  to: { readonly state: 'open' | 'ending' } | { readonly state: 'closed'; readonly words: string },
): Promise<void> {
  const closed = to.state === 'closed' ? { closed_on: today(scope), closed_words: to.words } : {};
  await scope.db
    .updateTable('fund')
    .set({ state: to.state, ...closed })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', fundId)
    .execute();
  await audit(scope, { kind: 'fund', id: fundId, detail: { state: to.state } });
}
