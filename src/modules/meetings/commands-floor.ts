import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { actorId, holds, type Inside } from '#platform/scope';
import { endTurns, itemIn, meetingIn } from './commands-loading.ts';
import { permissions } from './permissions.ts';
import { itemsOf, presenceOf, takesPart, turnsOf } from './queries.ts';
import { asideOn } from './queries-recusals.ts';
import { isHere } from './rules.ts';
import { AskTurn, type Meeting, TurnOf } from './schema.ts';

/** Who asks to speak, for themselves or at the desk for another. */
async function speakerOf(scope: Inside, of: Meeting, wanted: string | undefined): Promise<Result<string>> {
  const self = actorId(scope);
  if (wanted !== undefined && wanted !== self && !holds(scope, 'secretary', 'worker'))
    return fail('meetings.not_allowed');
  const personId = wanted ?? self;
  if (!(await takesPart(scope, of, personId))) return fail('meetings.not_member');
  const here = (await presenceOf(scope, of.id)).some((one) => one.personId === personId && isHere(one));
  return here ? ok(personId) : fail('meetings.not_here');
}

/**
 * Asks to speak on the item that is being debated. Refuses as `itemIn`, `meetings.item_not_open`, `meetings.not_allowed`,
 * `meetings.not_member`, `meetings.not_here`, `meetings.recused`, `meetings.spoken_out`,
 * `meetings.already_waiting`.
 */
export const askTurn = command({
  name: 'meetings.ask_turn',
  permission: permissions.take,
  input: AskTurn,
  conflicts: { meeting_turn_waiting: 'meetings.already_waiting' },
  run: async (scope, input) => {
    const held = await itemIn(scope, input.id, input.itemId);
    if (!held.ok) return held;
    if (held.value.item.state !== 'debate') return fail('meetings.item_not_open');
    const who = await speakerOf(scope, held.value.of, input.personId);
    if (!who.ok) return who;
    if ((await asideOn(scope, input.id, input.itemId)).has(who.value)) return fail('meetings.recused');
    const { turnTimes } = held.value.of;
    const spoken = (await turnsOf(scope, input.id)).filter(
      (one) => one.itemId === input.itemId && one.personId === who.value && one.beganAt !== null,
    ).length;
    if (turnTimes !== null && spoken >= turnTimes) return fail('meetings.spoken_out', { params: { times: turnTimes } });
    await scope.db
      .insertInto('meeting_turn')
      .values({
        ...{ space_id: scope.spaceId, id: newId(scope.now()), item_id: input.itemId, person_id: who.value },
        ...{ side: input.side, asked_at: scope.now() },
      })
      .execute();
    await audit(scope, { kind: 'meeting', id: input.id, detail: { item: input.itemId } });
    return ok({ id: input.id });
  },
});

async function turnIn(scope: Inside, id: string, turnId: string) {
  const of = await meetingIn(scope, id, ['open'], 'meetings.not_open');
  if (!of.ok) return of;
  const turn = (await turnsOf(scope, id)).find((one) => one.id === turnId);
  if (turn === undefined) return fail('meetings.turn_not_found');
  return turn.endedAt === null ? ok(turn) : fail('meetings.turn_over');
}

/** Gives somebody the floor; whoever spoke before has ended. Refuses: `meetings.turn_not_found`, `meetings.turn_over`. */
export const beginTurn = command({
  name: 'meetings.begin_turn',
  permission: permissions.run,
  input: TurnOf,
  run: async (scope, { id, turnId }) => {
    const turn = await turnIn(scope, id, turnId);
    if (!turn.ok) return turn;
    if (turn.value.beganAt !== null) return fail('meetings.turn_over');
    const item = (await itemsOf(scope, id)).find((one) => one.id === turn.value.itemId);
    if (item?.state !== 'debate') return fail('meetings.item_not_open');
    await endTurns(scope, turn.value.itemId);
    await setTurn(scope, turnId, { began_at: scope.now() });
    await audit(scope, { kind: 'meeting', id, detail: { turn: turnId } });
    return ok({ id });
  },
});

/** Whoever has the floor has ended, or whoever waits no longer wishes to speak. Refuses as `beginTurn`. */
export const endTurn = command({
  name: 'meetings.end_turn',
  permission: permissions.run,
  input: TurnOf,
  run: async (scope, { id, turnId }) => {
    const turn = await turnIn(scope, id, turnId);
    if (!turn.ok) return turn;
    const change = turn.value.beganAt === null ? { withdrawn_at: scope.now() } : { ended_at: scope.now() };
    await setTurn(scope, turnId, change);
    await audit(scope, { kind: 'meeting', id, detail: { turn: turnId } });
    return ok({ id });
  },
});

async function setTurn(
  scope: Inside,
  id: string,
  change: { readonly began_at?: Date; readonly ended_at?: Date; readonly withdrawn_at?: Date },
): Promise<void> {
  await scope.db
    .updateTable('meeting_turn')
    .set(change)
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .execute();
}
