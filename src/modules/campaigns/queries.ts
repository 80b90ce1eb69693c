import { type Selectable, sql } from 'kysely';
import type { LocalDate } from '#kernel/dates';
import { fund, hostName, openMainFund } from '#modules/funds';
import { amountsOfGifts, sourcesBetween } from '#modules/gifts';
import { parameters } from '#modules/parameters';
import type { CampaignEventTable, CampaignReportTable, CampaignTable } from '#platform/schema.generated';
import type { Scope } from '#platform/scope';
import { byRing, type Deadlines } from './rules.ts';
import {
  type Campaign,
  type Collection,
  type Raised,
  type Ring,
  rings,
  type Telling,
  type Way,
  ways,
} from './schema.ts';

function toCampaign(row: Selectable<CampaignTable>): Campaign {
  return {
    ...{ id: row.id, number: row.number, fundId: row.fund_id, title: row.title, purposeText: row.purpose_text },
    ...{ areaText: row.area_text, startsOn: row.starts_on, endsOn: row.ends_on },
    ...{ responsibleText: row.responsible_text, waysText: row.ways_text, bankText: row.bank_text },
    ...{ beneficiariesText: row.beneficiaries_text, useText: row.use_text, costText: row.cost_text },
    ...{ surplusText: row.surplus_text, certificateNumber: row.certificate_number, contactText: row.contact_text },
    ...{ queryText: row.query_text, platformName: row.platform_name, platformUrl: row.platform_url },
    ...{ target: row.target, emergency: row.emergency, partnerOrganisationId: row.partner_organisation_id },
    ...{ partnerEvaluatedOn: row.partner_evaluated_on, partnerAgreementNumber: row.partner_agreement_number },
    ...{ filingNumber: row.filing_number, filedOn: row.filed_on, state: row.state, openedOn: row.opened_on },
    ...{ endedOn: row.ended_on, reason: row.reason },
  };
}

function campaignRows(scope: Scope) {
  return scope.db.selectFrom('campaign').selectAll().where('space_id', '=', scope.spaceId);
}

/** All campaigns, those that run first, then the newest. */
export async function campaigns(scope: Scope): Promise<Campaign[]> {
  const rows = await campaignRows(scope).orderBy(sql`state <> 'open'`).orderBy('starts_on', 'desc').execute();
  return rows.map(toCampaign);
}

/** What everyone may see: a plan that is not filed yet, or was dropped, invites nobody. */
export async function publicCampaigns(scope: Scope): Promise<Campaign[]> {
  return (await campaigns(scope)).filter(isPublic);
}

/** Whether everyone may see a campaign. */
export function isPublic(one: Campaign): boolean {
  return one.state === 'open' || one.state === 'ended' || one.state === 'told';
}

/** One campaign, or null. */
export async function campaign(scope: Scope, id: string): Promise<Campaign | null> {
  const row = await campaignRows(scope).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toCampaign(row);
}

/** The deadlines in force today. */
export async function deadlines(scope: Scope): Promise<Deadlines> {
  const values = await parameters(scope, [
    'fundraising.filingLeadDays',
    'fundraising.emergencyFilingDays',
    'disclosure.emergencyIntervalDays',
    'disclosure.longRunMonths',
    'disclosure.intervalMonths',
    'disclosure.finalMonths',
  ]);
  return {
    leadDays: values['fundraising.filingLeadDays'],
    emergencyFilingDays: values['fundraising.emergencyFilingDays'],
    emergencyIntervalDays: values['disclosure.emergencyIntervalDays'],
    longRunMonths: values['disclosure.longRunMonths'],
    intervalMonths: values['disclosure.intervalMonths'],
    finalMonths: values['disclosure.finalMonths'],
  };
}

/** The name of the charity that runs a campaign. */
export async function hostOf(scope: Scope, one: Campaign): Promise<{ id: string | null; name: string }> {
  const into = await fund(scope, one.fundId);
  return { id: into?.hostOrganisationId ?? null, name: await hostName(scope, into) };
}

/** A gift that counts for a campaign. */
export interface Counted {
  readonly giftId: string;
  readonly campaignId: string;
  readonly eventId: string | null;
  readonly spot: string;
}

/** Which gifts count for these campaigns. */
export async function countedGifts(scope: Scope, campaignIds: readonly string[]): Promise<Counted[]> {
  if (campaignIds.length === 0) return [];
  const rows = await scope.db
    .selectFrom('campaign_gift')
    .select(['gift_id', 'campaign_id', 'event_id', 'spot'])
    .where('space_id', '=', scope.spaceId)
    .where('campaign_id', 'in', [...campaignIds])
    .orderBy('gift_id')
    .execute();
  return rows.map((row) => ({
    ...{ giftId: row.gift_id, campaignId: row.campaign_id, eventId: row.event_id, spot: row.spot },
  }));
}

/** What campaigns brought so far; a gift that was reversed counts no more. */
export async function raisedBy(scope: Scope, campaignIds: readonly string[]): Promise<Map<string, Raised>> {
  const counted = await countedGifts(scope, campaignIds);
  const amounts = await amountsOfGifts(
    scope,
    counted.map((one) => one.giftId),
  );
  const sums = new Map<string, Raised>();
  for (const one of counted) {
    const gift = amounts.get(one.giftId);
    if (gift === undefined) continue;
    const so = sums.get(one.campaignId) ?? { raised: 0n, gifts: 0n, imported: 0n };
    sums.set(one.campaignId, {
      raised: so.raised + gift.amount,
      gifts: so.gifts + 1n,
      imported: so.imported + (gift.kind === 'platform' ? gift.amount : 0n),
    });
  }
  return sums;
}

/** Nothing came yet. */
export const nothingRaised: Raised = { raised: 0n, gifts: 0n, imported: 0n };

function toTelling(row: Selectable<CampaignReportTable>): Telling {
  return {
    ...{ id: row.id, campaignId: row.campaign_id, kind: row.kind, text: row.text, spentText: row.spent_text },
    ...{ partnerText: row.partner_text, raised: row.raised, gifts: row.gifts, day: row.day },
  };
}

/** What was told of a campaign, the newest first. */
export async function tellingsOf(scope: Scope, campaignId: string): Promise<Telling[]> {
  const rows = await scope.db
    .selectFrom('campaign_report')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('campaign_id', '=', campaignId)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(toTelling);
}

function toEvent(row: Selectable<CampaignEventTable>): Collection {
  return {
    ...{ id: row.id, campaignId: row.campaign_id, title: row.title, planText: row.plan_text, day: row.day },
    ...{ placeText: row.place_text, outside: row.outside, placeFilingNumber: row.place_filing_number },
    ...{ promises: row.promises, agreementNumber: row.agreement_number, activityId: row.activity_id },
    ...{ state: row.state, resultText: row.result_text, closedOn: row.closed_on },
  };
}

/** The events of a campaign, the newest first. */
export async function eventsOf(scope: Scope, campaignId: string): Promise<Collection[]> {
  const rows = await scope.db
    .selectFrom('campaign_event')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('campaign_id', '=', campaignId)
    .orderBy('day', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(toEvent);
}

/** One event, or null. */
export async function collection(scope: Scope, id: string): Promise<Collection | null> {
  const row = await scope.db
    .selectFrom('campaign_event')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : toEvent(row);
}

/** What a year's plan aims at and what came, ring by ring, in each of the three orders (F028). */
export interface YearPlan {
  readonly year: number;
  readonly orders: readonly { readonly way: Way; readonly note: string; readonly rings: readonly Ring[] }[];
}

/** The plan of a year: the targets set last, beside what came into all funds that year. */
export async function yearPlan(scope: Scope, year: number): Promise<YearPlan> {
  const rows = await scope.db
    .selectFrom('fundraising_target')
    .select(['way', 'ring', 'target', 'note'])
    .distinctOn(['way', 'ring'])
    .where('space_id', '=', scope.spaceId)
    .where('year', '=', year)
    .orderBy('way')
    .orderBy('ring')
    .orderBy('id', 'desc')
    .execute();
  const came = await sourcesBetween(scope, `${year}-01-01`, `${year}-12-31`);
  return {
    year,
    orders: ways.map((way) => {
      const result = byRing(way, came);
      const own = rows.filter((row) => row.way === way);
      return {
        way,
        note: own[0]?.note ?? '',
        rings: rings.map((ring) => ({
          ring,
          target: own.find((row) => row.ring === ring)?.target ?? null,
          result: result[ring],
        })),
      };
    }),
  };
}

/** Who collects and how, for every page that leads to giving; null while no fund is open. Never what there is. */
export async function whoCollects(scope: Scope) {
  const open = await openMainFund(scope);
  if (open === null) return null;
  const { certificateNumber, planText, contactText, queryText } = open;
  return { fund: { certificateNumber, planText, contactText, queryText }, hostName: await hostName(scope, open) };
}

/** The day a campaign was told of last, or null. */
export function lastTold(tellings: readonly Telling[]): LocalDate | null {
  return tellings[0]?.day ?? null;
}
