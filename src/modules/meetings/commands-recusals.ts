import { fail, ok } from '#kernel/result';
import { type Ground, interestOf } from '#modules/decisions';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { actorId, holds, type Inside } from '#platform/scope';
import { meetingIn } from './commands-loading.ts';
import { permissions } from './permissions.ts';
import { circle, itemsOf, takesPart } from './queries.ts';
import { asideOn } from './queries-recusals.ts';
import { type Item, type Meeting, StandAside } from './schema.ts';

async function write(
  scope: Inside,
  row: { readonly itemId: string; readonly personId: string; readonly ground: Ground; readonly detail: string },
  recordedBy: string | null,
): Promise<void> {
  await scope.db
    .insertInto('meeting_recusal')
    .values({
      ...{ space_id: scope.spaceId, item_id: row.itemId, person_id: row.personId, ground: row.ground },
      ...{ detail: row.detail, recorded_by: recordedBy, at: scope.now() },
    })
    .onConflict((conflict) => conflict.columns(['space_id', 'item_id', 'person_id']).doNothing())
    .execute();
}

/**
 * Compares members and their substitutes with the organisation an item concerns, and writes down who has no part in it
 * (rules §3.8): before the papers go out, when it is taken up, and before it is voted on.
 */
export async function findAside(scope: Inside, of: Meeting, item: Item): Promise<void> {
  if (item.organisationId === null) return;
  const payee = { payeePersonId: null, payeeOrganisationId: item.organisationId };
  const known = await asideOn(scope, of.id, item.id);
  for (const seat of (await circle(scope, of))?.seats ?? []) {
    for (const personId of [seat.personId, seat.substituteId]) {
      if (personId === null || known.has(personId)) continue;
      const ground = await interestOf(scope, payee, personId, seat.organisationId);
      if (ground !== null) await write(scope, { itemId: item.id, personId, ground, detail: '' }, null);
    }
  }
}

/**
 * A member says that they have no part in an item, by their own hand or to the secretary; it is not taken back. Refuses:
 * `meetings.not_found`, `meetings.ended`, `meetings.item_not_found`, `meetings.not_allowed`, `meetings.not_member`.
 */
export const standAside = command({
  name: 'meetings.stand_aside',
  permission: permissions.take,
  input: StandAside,
  run: async (scope, input) => {
    const of = await meetingIn(scope, input.id, ['preparing', 'called', 'open'], 'meetings.ended');
    if (!of.ok) return of;
    const item = (await itemsOf(scope, input.id)).find((one) => one.id === input.itemId);
    if (item === undefined || item.state === 'done') return fail('meetings.item_not_found');
    const self = actorId(scope);
    const personId = input.personId ?? self;
    if (personId !== self && !holds(scope, 'secretary', 'worker')) return fail('meetings.not_allowed');
    if (!(await takesPart(scope, of.value, personId))) return fail('meetings.not_member', { field: 'personId' });
    const recordedBy = personId === self ? null : self;
    await write(scope, { itemId: item.id, personId, ground: 'declared', detail: input.detail }, recordedBy);
    await audit(scope, { kind: 'meeting', id: input.id, detail: { item: item.id, aside: personId } });
    return ok({ id: input.id });
  },
});
