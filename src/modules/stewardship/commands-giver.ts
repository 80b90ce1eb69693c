import { newId, readShortCode } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { pick } from '#kernel/words';
import { bookedGifts, giftByCode, giftsById } from '#modules/gifts';
import { audit, tell } from '#modules/record';
import { command } from '#platform/command';
import { actorId, type Inside } from '#platform/scope';
import { lockMove } from './commands-loading.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { type Move, OwnAnswer } from './schema.ts';
import { zh } from './zh.ts';

/** What a giver said about another use of one gift. */
export interface Said {
  readonly moveId: string;
  readonly giftId: string;
  readonly answer: 'yes' | 'no';
  readonly words: string;
  readonly fileId: string | null;
  readonly byGiver: boolean;
}

/** Writes an answer down; of one gift the last counts. */
export async function writeAnswer(scope: Inside, said: Said): Promise<void> {
  await scope.db
    .insertInto('fund_move_answer')
    .values({
      ...{ space_id: scope.spaceId, id: newId(scope.now()), move_id: said.moveId, gift_id: said.giftId },
      ...{ answer: said.answer, words: said.words, file_id: said.fileId, by_giver: said.byGiver },
      ...{ recorded_by: scope.actor === null ? null : actorId(scope), at: scope.now() },
    })
    .execute();
  await audit(scope, { kind: 'move', id: said.moveId, detail: { answer: said.answer, own: said.byGiver } });
}

/** Tells those givers whom the space knows that they are asked; a message to each, nothing in public. */
export async function askGivers(scope: Inside, of: Pick<Move, 'id' | 'fundId'>, fundName: string): Promise<void> {
  const given = await bookedGifts(scope, of.fundId);
  const gifts = await giftsById(
    scope,
    given.map((one) => one.giftId),
  );
  const asked = new Set<string>();
  for (const { donorPersonId: personId } of gifts) {
    if (personId === null || asked.has(personId)) continue;
    asked.add(personId);
    const body = pick(scope.lang, { zh, en }).own.message(fundName);
    await tell(scope, { personId, channel: 'desk', body, lang: scope.lang, about: { kind: 'move', id: of.id } });
  }
}

/**
 * The giver of a gift says yes or no to another use of it, for whoever holds the code of its slip (which "my gifts" shows
 * to a giver who is signed in). Until it is put to the vote they may change their mind. Refuses `stewardship.not_found`,
 * `stewardship.not_asking`, `stewardship.code_unknown`, `stewardship.gift_elsewhere`.
 */
export const answerAsGiver = command({
  name: 'stewardship.ownAnswer',
  permission: permissions.look,
  input: OwnAnswer,
  run: async (scope, input): Promise<Result<{ id: string; code: string }>> => {
    const locked = await lockMove(scope, input.id);
    if (!locked.ok) return locked;
    const { state, kind, fundId } = locked.value;
    if (state !== 'asking' || kind !== 'repurpose') return fail('stewardship.not_asking');
    const given = await giftByCode(scope, readShortCode(input.code));
    if (given === null) return fail('stewardship.code_unknown', { field: 'code' });
    if (given.fundId !== fundId || given.state !== 'booked' || given.amount === null)
      return fail('stewardship.gift_elsewhere', { field: 'code' });
    const { answer, words } = input;
    await writeAnswer(scope, { moveId: input.id, giftId: given.id, answer, words, fileId: null, byGiver: true });
    return ok({ id: input.id, code: given.lookCode });
  },
});
