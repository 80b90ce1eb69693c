import { newId } from '#kernel/ids';
import { fail, ok } from '#kernel/result';
import { giftsById } from '#modules/gifts';
import { audit, because } from '#modules/record';
import { command } from '#platform/command';
import { actorId, type Inside, today } from '#platform/scope';
import { expectEvent, met } from './commands-clocks.ts';
import { lockedCampaign, lockedEvent } from './commands-loading.ts';
import { permissions } from './permissions.ts';
import { countedGifts, deadlines, eventsOf } from './queries.ts';
import { CountGifts, EventFiling, EventResult, NewEvent, Targets, UncountGift, WithReason } from './schema.ts';

/**
 * Says that gifts came because of a campaign, or at one of its events and at which box or stall. Money to the
 * campaign's own fund only, each for one campaign. Refuses `campaigns.not_found`, `campaigns.not_begun`,
 * `campaigns.event_not_found`, `campaigns.gift_unfit`, `campaigns.gift_elsewhere`.
 */
export const countGifts = command({
  name: 'campaigns.count',
  permission: permissions.plan,
  input: CountGifts,
  conflicts: { campaign_gift_pkey: 'campaigns.gift_elsewhere' },
  run: async (scope, input) => {
    const known = await lockedCampaign(scope, input.id);
    if (!known.ok) return known;
    const { value: one } = known;
    if (one.state === 'planned' || one.state === 'dropped') return fail('campaigns.not_begun');
    const event = input.eventId;
    if (event !== undefined && !(await eventsOf(scope, one.id)).some((each) => each.id === event))
      return fail('campaigns.event_not_found');
    const gifts = await giftsById(scope, input.gifts);
    const fits = gifts.every((gift) => gift.fundId === one.fundId && gift.amount !== null && gift.state !== 'reversed');
    if (!fits || gifts.length !== new Set(input.gifts).size) return fail('campaigns.gift_unfit', { field: 'gifts' });
    await scope.db
      .insertInto('campaign_gift')
      .values(
        gifts.map((gift) => ({
          ...{ space_id: scope.spaceId, gift_id: gift.id, campaign_id: one.id, event_id: event ?? null },
          ...{ spot: input.spot, at: scope.now() },
        })),
      )
      .execute();
    await audit(scope, { kind: 'campaign', id: one.id, detail: { gifts: gifts.length } });
    for (const gift of gifts) await because(scope, { kind: 'campaign', id: one.id }, { kind: 'gift', id: gift.id });
    return ok({ id: one.id });
  },
});

/** A gift was counted by mistake. Refuses `campaigns.not_found`, `campaigns.no_gift`. */
export const uncountGift = command({
  name: 'campaigns.uncount',
  permission: permissions.plan,
  input: UncountGift,
  run: async (scope, input) => {
    const known = await lockedCampaign(scope, input.id);
    if (!known.ok) return known;
    const gone = await scope.db
      .deleteFrom('campaign_gift')
      .where('space_id', '=', scope.spaceId)
      .where('campaign_id', '=', input.id)
      .where('gift_id', '=', input.giftId)
      .returning('gift_id')
      .executeTakeFirst();
    if (gone === undefined) return fail('campaigns.no_gift');
    await audit(scope, { kind: 'campaign', id: input.id, detail: { uncounted: input.giftId } });
    return ok({ id: input.id });
  },
});

/**
 * Plans an event at which is collected (F025). Who promises proceeds of a sale has agreed beforehand (Charity Law art.
 * 37). Refuses `campaigns.not_found`, `campaigns.over`, `campaigns.agreement_missing`.
 */
export const planEvent = command({
  name: 'campaigns.planEvent',
  permission: permissions.plan,
  input: NewEvent,
  run: async (scope, input) => {
    const known = await lockedCampaign(scope, input.id);
    if (!known.ok) return known;
    if (known.value.state !== 'planned' && known.value.state !== 'open') return fail('campaigns.over');
    if (input.promises && input.agreementNumber === '')
      return fail('campaigns.agreement_missing', { field: 'agreementNumber' });
    const id = newId(scope.now());
    await scope.db
      .insertInto('campaign_event')
      .values({
        ...{ space_id: scope.spaceId, id, campaign_id: input.id, title: input.title, plan_text: input.planText },
        ...{ day: input.day, place_text: input.placeText, outside: input.outside, promises: input.promises },
        ...{ agreement_number: input.agreementNumber, activity_id: input.activityId ?? null },
        ...{ recorded_by: actorId(scope), at: scope.now() },
      })
      .execute();
    await audit(scope, { kind: 'collection', id });
    await because(scope, { kind: 'campaign', id: input.id }, { kind: 'collection', id });
    await expectEvent(
      scope,
      { id, title: input.title, day: input.day, outside: input.outside },
      await deadlines(scope),
    );
    return ok({ id });
  },
});

/** Writes down the filing where an event takes place. Refuses `campaigns.event_not_found`, `campaigns.event_not_planned`, `campaigns.not_outside`. */
export const fileEvent = command({
  name: 'campaigns.fileEvent',
  permission: permissions.file,
  input: EventFiling,
  run: async (scope, input) => {
    const known = await lockedEvent(scope, input.id);
    if (!known.ok) return known;
    const { event } = known.value;
    if (event.state !== 'planned') return fail('campaigns.event_not_planned');
    if (!event.outside) return fail('campaigns.not_outside');
    await scope.db
      .updateTable('campaign_event')
      .set({ place_filing_number: input.placeFilingNumber })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await audit(scope, { kind: 'collection', id: input.id, detail: { filed: input.placeFilingNumber } });
    await met(scope, { kind: 'collection', id: event.id }, 'file_place');
    return ok({ id: input.id });
  },
});

/**
 * Closes an event with what came of it, once everything taken there was counted by two. Refuses
 * `campaigns.event_not_found`, `campaigns.event_not_planned`, `campaigns.not_yet`, `campaigns.place_not_filed`,
 * `campaigns.still_counting`.
 */
export const holdEvent = command({
  name: 'campaigns.holdEvent',
  permission: permissions.plan,
  input: EventResult,
  run: async (scope, input) => {
    const known = await lockedEvent(scope, input.id);
    if (!known.ok) return known;
    const { event, campaign } = known.value;
    if (event.state !== 'planned') return fail('campaigns.event_not_planned');
    if (event.day > today(scope)) return fail('campaigns.not_yet');
    if (event.outside && event.placeFilingNumber === '') return fail('campaigns.place_not_filed');
    const own = (await countedGifts(scope, [campaign.id])).filter((one) => one.eventId === event.id);
    const gifts = await giftsById(
      scope,
      own.map((one) => one.giftId),
    );
    if (gifts.some((gift) => gift.state === 'counting')) return fail('campaigns.still_counting');
    await close(scope, event.id, { state: 'held', result_text: input.resultText });
    await met(scope, { kind: 'collection', id: event.id }, 'event');
    return ok({ id: event.id });
  },
});

/** An event does not take place; everyone reads why. Refuses `campaigns.event_not_found`, `campaigns.event_not_planned`. */
export const cancelEvent = command({
  name: 'campaigns.cancelEvent',
  permission: permissions.plan,
  input: WithReason,
  run: async (scope, input) => {
    const known = await lockedEvent(scope, input.id);
    if (!known.ok) return known;
    if (known.value.event.state !== 'planned') return fail('campaigns.event_not_planned');
    await close(scope, input.id, { state: 'cancelled', result_text: input.reason });
    await met(scope, { kind: 'collection', id: input.id }, 'event', 'dropped');
    await met(scope, { kind: 'collection', id: input.id }, 'file_place', 'dropped');
    return ok({ id: input.id });
  },
});

async function close(
  scope: Inside,
  id: string,
  how: { state: 'held' | 'cancelled'; result_text: string },
): Promise<void> {
  await scope.db
    .updateTable('campaign_event')
    .set({ ...how, closed_on: today(scope) })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .execute();
  await audit(scope, { kind: 'collection', id, detail: { state: how.state } });
}

/** Sets what one order of a year's plan aims at, ring by ring (F028); earlier targets stay on record. Refuses `campaigns.target_missing`. */
export const setTargets = command({
  name: 'campaigns.setTargets',
  permission: permissions.target,
  input: Targets,
  run: async (scope, input) => {
    const given = ([1, 2, 3] as const).flatMap((ring) => {
      const target = input[`ring${ring}`];
      return target === undefined ? [] : [{ ring, target }];
    });
    if (given.length === 0) return fail('campaigns.target_missing', { field: 'ring1' });
    for (const { ring, target } of given)
      await scope.db
        .insertInto('fundraising_target')
        .values({
          ...{ space_id: scope.spaceId, id: newId(scope.now()), year: Number(input.year), way: input.way, ring },
          ...{ target, note: input.note, set_by: actorId(scope), at: scope.now() },
        })
        .execute();
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { year: input.year.toString(), way: input.way } });
    return ok({ year: input.year.toString() });
  },
});
