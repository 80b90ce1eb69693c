import { fail, ok, type Result } from '#kernel/result';
import type { Inside } from '#platform/scope';
import { campaign, collection } from './queries.ts';
import type { Campaign, Collection } from './schema.ts';

/** A campaign with its row locked. Refuses `campaigns.not_found`. */
export async function lockedCampaign(scope: Inside, id: string): Promise<Result<Campaign>> {
  await scope.db
    .selectFrom('campaign')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  const known = await campaign(scope, id);
  return known === null ? fail('campaigns.not_found') : ok(known);
}

/** An event with its row locked, and its campaign. Refuses `campaigns.event_not_found`. */
export async function lockedEvent(
  scope: Inside,
  id: string,
): Promise<Result<{ event: Collection; campaign: Campaign }>> {
  await scope.db
    .selectFrom('campaign_event')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  const event = await collection(scope, id);
  const of = event === null ? null : await campaign(scope, event.campaignId);
  return event === null || of === null ? fail('campaigns.event_not_found') : ok({ event, campaign: of });
}
