import { type Gift, giftsBetween, giftsById } from '#modules/gifts';
import { organisationNames } from '#modules/organisations';
import { type Scope, today } from '#platform/scope';
import { countedGifts, deadlines, eventsOf, hostOf, lastTold, nothingRaised, raisedBy, tellingsOf } from './queries.ts';
import { clocksOf } from './rules.ts';
import type { Campaign, Collection } from './schema.ts';

/** How many gifts are shown as counted, and offered to be counted. */
const mostGifts = 100;

const sumOf = (gifts: readonly Gift[]): bigint =>
  gifts.reduce((sum, gift) => sum + (gift.state === 'booked' ? (gift.amount ?? 0n) : 0n), 0n);

/** Everything a page of a campaign shows. */
export async function campaignFacts(scope: Scope, one: Campaign) {
  const [rules, tellings, events, counted, raised, host, partner] = await Promise.all([
    deadlines(scope),
    tellingsOf(scope, one.id),
    eventsOf(scope, one.id),
    countedGifts(scope, [one.id]),
    raisedBy(scope, [one.id]),
    hostOf(scope, one),
    organisationNames(scope, [one.partnerOrganisationId]),
  ]);
  const gifts = await giftsById(
    scope,
    counted.map((each) => each.giftId),
  );
  const at = new Map(counted.map((each) => [each.giftId, each.eventId]));
  return {
    ...{ campaign: one, tellings, hostName: host.name },
    partnerName: partner.get(one.partnerOrganisationId ?? '') ?? '',
    raised: raised.get(one.id) ?? nothingRaised,
    clocks: clocksOf(one, lastTold(tellings), rules, today(scope)),
    events: events.map((event) => ({
      event,
      taken: sumOf(gifts.filter((gift) => at.get(gift.id) === event.id)),
    })),
    gifts: gifts.filter((gift) => gift.state === 'booked').slice(0, mostGifts),
  };
}

/** Gifts to the campaign's fund in its days that count for no campaign yet. */
export async function suggestionsFor(scope: Scope, one: Campaign): Promise<Gift[]> {
  const until = one.endedOn ?? today(scope);
  const found = await giftsBetween(scope, one.fundId, { from: one.openedOn ?? one.startsOn, until, limit: mostGifts });
  if (found.length === 0) return [];
  const rows = await scope.db
    .selectFrom('campaign_gift')
    .select('gift_id')
    .where('space_id', '=', scope.spaceId)
    .where(
      'gift_id',
      'in',
      found.map((gift) => gift.id),
    )
    .execute();
  const taken = new Set(rows.map((row) => row.gift_id));
  return found.filter((gift) => !taken.has(gift.id));
}

/** What was taken at an event, each with its stall or box and the two who counted. */
export async function takingsOf(scope: Scope, event: Collection) {
  const counted = (await countedGifts(scope, [event.campaignId])).filter((one) => one.eventId === event.id);
  const gifts = await giftsById(
    scope,
    counted.map((one) => one.giftId),
  );
  return gifts
    .filter((gift) => gift.state !== 'reversed')
    .map((gift) => ({
      gift,
      spot: counted.find((one) => one.giftId === gift.id)?.spot ?? '',
    }));
}
